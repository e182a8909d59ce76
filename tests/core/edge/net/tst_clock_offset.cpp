#include "core/edge/net/clock_offset.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <cstdlib>
#include <limits>

using namespace omni;
using namespace omni::net;

namespace {

constexpr auto noon = Timestamp{1'700'000'000'000'000'000};

Monotonic at(Duration sinceStart)
{
    return Monotonic{} + sinceStart;
}

/// Stamps without a grain, to keep the arithmetic in the head.
ClockRule aTypicalRule()
{
    ClockRule rule;
    rule.resolution = {};
    return rule;
}

/// The venue shows noon when our clock is at 10.050 s; the answer took 100 ms.
ClockOffset aTypicalMeasurement()
{
    ClockOffset clock(aTypicalRule());
    clock.measured(at(seconds(10)), at(seconds(10) + milliseconds(100)), noon);
    return clock;
}

constexpr auto theMiddle = Monotonic{10'050'000'000};

/// What the drift of half a second may add.
constexpr auto drift = microseconds(60);

} // namespace

class TestClockOffset : public QObject
{
    Q_OBJECT

private slots:
    void knowsNothingAtFirst()
    {
        const ClockOffset clock(aTypicalRule());

        QCOMPARE(clock.venueTime(at({})).has_value(), false);
        QCOMPARE(clock.skew(noon, at({})).has_value(), false);
        QCOMPARE(clock.verdict(noon, at({})), ClockVerdict::Unknown);
    }

    void takesTheMiddleOfTheTripForTheStamp()
    {
        const auto clock = aTypicalMeasurement();

        const auto there = clock.venueTime(theMiddle);

        QVERIFY(there);
        QVERIFY(std::abs((there->time - noon).ns) <= drift.ns);
        QVERIFY(there->error >= milliseconds(50));
        QVERIFY(there->error <= milliseconds(50) + drift);
    }

    void aShortTripBeatsALongOne()
    {
        auto clock = aTypicalMeasurement();

        QVERIFY(clock.measured(at(seconds(11)), at(seconds(11) + milliseconds(2)), noon + milliseconds(951)));
        QVERIFY(clock.measured(at(seconds(12)), at(seconds(14)), noon + milliseconds(2'950)));

        QVERIFY(clock.venueTime(at(seconds(14)))->error <= milliseconds(1) + drift * 6);
    }

    void theGrainOfTheStampIsPartOfTheError()
    {
        ClockOffset clock(ClockRule{.resolution = milliseconds(20)});

        QVERIFY(clock.measured(at(seconds(10)), at(seconds(10)), noon));

        const auto there = clock.venueTime(at(seconds(10)));
        QVERIFY(there->error >= milliseconds(10));
        QVERIFY(std::abs((there->time - (noon + milliseconds(10))).ns) <= drift.ns);
    }

    void theErrorGrowsWithAge()
    {
        const auto clock = aTypicalMeasurement();

        // 100 millionths of 100 s are 10 ms.
        const auto later = clock.venueTime(at(seconds(110) + milliseconds(100)));

        QVERIFY(later->error >= milliseconds(60));
        QVERIFY(later->error <= milliseconds(60) + drift);
    }

    void anOldMeasurementIsNone()
    {
        const auto clock = aTypicalMeasurement();

        QVERIFY(clock.venueTime(at(seconds(310))));
        QVERIFY(!clock.venueTime(at(seconds(311))));
        QCOMPARE(clock.verdict(noon + seconds(301), at(seconds(311))), ClockVerdict::Unknown);
    }

    void saysHowFarTheWallClockIsAhead()
    {
        const auto clock = aTypicalMeasurement();

        const auto ahead = clock.skew(noon + milliseconds(700), theMiddle);

        QVERIFY(std::abs((*ahead - milliseconds(700)).ns) <= drift.ns);
    }

    void judgesByTheSkewAndItsError_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<ClockVerdict>("verdict");

        QTest::newRow("right") << 0 << ClockVerdict::Good;
        QTest::newRow("499 ms ahead") << 499 << ClockVerdict::Good;
        QTest::newRow("501 ms ahead") << 501 << ClockVerdict::Warn;
        QTest::newRow("501 ms behind") << -501 << ClockVerdict::Warn;
        QTest::newRow("with the error just within a second") << 949 << ClockVerdict::Warn;
        QTest::newRow("with the error perhaps beyond") << 951 << ClockVerdict::Stop;
        QTest::newRow("an hour behind") << -3'600'000 << ClockVerdict::Stop;
    }

    void judgesByTheSkewAndItsError()
    {
        QFETCH(int, ahead);
        const auto clock = aTypicalMeasurement();

        QTEST(clock.verdict(noon + milliseconds(ahead), theMiddle), "verdict");
    }

    void refusesWhatCannotBe()
    {
        ClockOffset clock(aTypicalRule());

        QVERIFY(!clock.measured(at(seconds(2)), at(seconds(1)), noon));
        QVERIFY(!clock.measured(at(seconds(2)), at(seconds(13)), noon));
        QVERIFY(!clock.measured(at(seconds(2)), at(seconds(2)), Timestamp{}));
        QVERIFY(!clock.measured(at(seconds(2)), at(seconds(2)), Timestamp{std::numeric_limits<std::int64_t>::max()}));
        QVERIFY(!clock.measured(Monotonic{-1}, at(seconds(2)), noon));
        QVERIFY(clock.measured(at(seconds(2)), at(seconds(2)), noon));
        QVERIFY(!clock.measured(at(seconds(1)), at(seconds(1)), noon));
    }

    void aStepOfTheVenuesClockIsFollowed()
    {
        auto clock = aTypicalMeasurement();

        QVERIFY(clock.measured(at(seconds(20)), at(seconds(20)), noon + hours(1)));

        QCOMPARE(clock.steps(), 1);
        QVERIFY(std::abs((clock.venueTime(at(seconds(20)))->time - (noon + hours(1))).ns) <= drift.ns);
    }

    // The bound is a promise: the venue's true time is never outside of it, however unfair the trip was.
    void theTrueTimeIsAlwaysWithinTheError()
    {
        SeededRandom random{34};
        for (int round = 0; round < 300; ++round) {
            ClockOffset clock(ClockRule{});
            // The venue's clock runs up to 80 millionths fast or slow against ours.
            const auto pace = random.between(-80, 80);
            const auto truth = [&](Monotonic now) { return noon + Duration{now.ns + now.ns / 1'000'000 * pace}; };
            auto now = at(seconds(random.between(0, 10'000)));
            for (int i = 0; i < 60; ++i) {
                now = now + milliseconds(random.between(1, 90'000));
                const auto out = microseconds(random.between(0, random.chance(0.2) ? 3'000'000 : 30'000));
                const auto back = microseconds(random.between(0, random.chance(0.2) ? 3'000'000 : 30'000));
                const auto stamp = flooredTo(truth(now + out), milliseconds(1));
                QVERIFY(clock.measured(now, now + out + back, stamp));
                now = now + out + back;

                const auto asked = now + milliseconds(random.between(0, 250'000));
                const auto there = clock.venueTime(asked);
                QVERIFY(there);
                QVERIFY2(std::abs((there->time - truth(asked)).ns) <= there->error.ns,
                         qPrintable(QString::number(round)));
            }
            QCOMPARE(clock.steps(), 0);
        }
    }
};

Q_DECLARE_METATYPE(omni::net::ClockVerdict)

QTEST_APPLESS_MAIN(TestClockOffset)
#include "tst_clock_offset.moc"
