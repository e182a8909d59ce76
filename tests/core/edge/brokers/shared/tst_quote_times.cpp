// needs: edge/brokers/shared
#include "core/edge/brokers/shared/quote_times.h"

#include <QTest>

using namespace omni;
using brokers::onOurClock;

namespace {

constexpr Timestamp wall{1'784'035'862'000'000'000}; // 2026-07-14T13:31:02Z
constexpr Monotonic now{seconds(100).ns};

/// Our clock is `ahead` of the venue's; an answer of `trip` told it.
net::ClockOffset measured(Duration ahead, Duration trip = milliseconds(2))
{
    net::ClockOffset offset(net::ClockRule{});
    [&] {
        const Duration half{trip.ns / 2};
        QVERIFY(offset.measured(Monotonic{now.ns - trip.ns}, now, wall - ahead - half));
    }();
    return offset;
}

bool isAbout(Timestamp told, Timestamp wanted)
{
    return told <= wanted + milliseconds(5) && told >= wanted - milliseconds(5);
}

} // namespace

class TestQuoteTimes : public QObject
{
    Q_OBJECT

private slots:
    void aClockThatIsOffMakesNothingOld_data() // F19
    {
        QTest::addColumn<qint64>("ahead");
        for (const qint64 ms : {0, 300, 3'000, 59'000, -300, -3'000, -59'000}) {
            QTest::addRow("%lld ms", static_cast<long long>(ms)) << ms;
        }
    }
    void aClockThatIsOffMakesNothingOld()
    {
        QFETCH(const qint64, ahead);
        const auto skew = milliseconds(std::int64_t{ahead});
        const auto offset = measured(skew);

        QVERIFY(isAbout(onOurClock(wall - skew, offset, wall, now), wall));
        QVERIFY(isAbout(onOurClock(wall - skew - minutes(20), offset, wall, now), wall - minutes(20))); // nor young
    }

    void whatLiesAheadIsOfNow()
    {
        QCOMPARE(onOurClock(wall + hours(1), measured({}), wall, now), wall);
    }

    /// What the measurement leaves open counts for the quote.
    void theErrorIsNoAge()
    {
        QVERIFY(isAbout(onOurClock(wall - seconds(2), measured({}, seconds(2)), wall, now), wall - seconds(1)));
    }

    /// F18: a day is opened by the venue's word, not by a clock of ours that leaps.
    void aClockThatLeapsMovesNoTime()
    {
        for (const Duration leap : {minutes(2), days(1), Duration{} - days(1)}) {
            const auto offset = measured({});
            QCOMPARE(onOurClock(wall, offset, wall + leap, now), wall);
        }
    }

    void nothingMeasuredOrToldStaysAsItIs()
    {
        QCOMPARE(onOurClock(wall - seconds(3), net::ClockOffset(net::ClockRule{}), wall, now), wall - seconds(3));
        QCOMPARE(onOurClock(Timestamp{}, measured({}), wall, now), Timestamp{});
    }
};

QTEST_APPLESS_MAIN(TestQuoteTimes)
#include "tst_quote_times.moc"
