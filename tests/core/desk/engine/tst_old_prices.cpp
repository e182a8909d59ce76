// needs: desk/engine
//
// S14: a price is as old as it was when it came, and grows older from there. What came just now is not new for that.

#include "tests/support/test_desk.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::test;

namespace {

constexpr InstrumentId stock{1};

void quoteOf(TestDesk& desk, Timestamp venueTime)
{
    desk.tick(market::Quote{stock, venueTime, Ticks{9'999}, Ticks{10'001}, Lots{10}, Lots{10}});
}

std::optional<Duration> age(const TestDesk& desk)
{
    return desk.engine.market().age(stock, desk.stamp);
}

} // namespace

class TestOldPrices : public QObject
{
    Q_OBJECT

private slots:
    void aQuoteThatWasOldWhenItCameIsOld()
    {
        auto desk = TestDesk::armed();
        quoteOf(desk, desk.stamp.wall - minutes(20));
        QCOMPARE(age(desk), std::optional(minutes(20)));

        desk.pass(seconds(1));

        QCOMPARE(age(desk), std::optional(minutes(20) + seconds(1)));
    }

    void aQuoteOfNowIsNew_data()
    {
        QTest::addColumn<qint64>("venueTime");
        const auto now = (newYear + hours(12)).ns;
        QTest::newRow("now") << qint64{now};
        QTest::newRow("not told") << qint64{0};
        QTest::newRow("by a clock ahead of ours") << qint64{now + seconds(30).ns};
        QTest::newRow("at the end of time") << std::numeric_limits<qint64>::max();
        QTest::newRow("before all time") << std::numeric_limits<qint64>::min();
    }
    void aQuoteOfNowIsNew()
    {
        QFETCH(const qint64, venueTime);
        auto desk = TestDesk::armed();
        quoteOf(desk, Timestamp{std::int64_t{venueTime}});
        QCOMPARE(age(desk), std::optional(Duration{}));
    }

    /// S30: who sets the wall makes nothing old and nothing young.
    void aClockThatIsSetChangesNoAge()
    {
        for (const auto by : {hours(30), hours(-30), seconds(3)}) {
            auto desk = TestDesk::armed();
            desk.setClock(by);
            quoteOf(desk, desk.venueNow());
            QCOMPARE(age(desk), std::optional(Duration{}));
            quoteOf(desk, desk.venueNow() - minutes(20));
            QCOMPARE(age(desk), std::optional(minutes(20)));
        }
    }

    /// An age is bounded, so that sums with it are.
    void whatIsOlderThanADayIsADayOld()
    {
        auto desk = TestDesk::armed();
        quoteOf(desk, Timestamp{1});
        QCOMPARE(age(desk), std::optional(days(1)));
    }

    void aTradeThatWasOldWhenItCameIsOld()
    {
        TestDesk desk;
        desk.apply(desk.session);
        desk.apply(events::InstrumentDefined{acme(), false});
        desk.tick(market::Print{stock, desk.stamp.wall - minutes(15), Ticks{10'000}, Lots{1}});
        QCOMPARE(age(desk), std::optional(minutes(15)));
    }

    /// No order of a strategy passes on it; what a person closes by hand does.
    void theGateKnowsTheAge()
    {
        auto desk = TestDesk::armed();
        quoteOf(desk, desk.stamp.wall - seconds(1));
        QVERIFY(desk.place(Side::Buy, 1, 9'900) != OrderId{});

        quoteOf(desk, desk.stamp.wall - minutes(15));

        QCOMPARE(desk.place(Side::Buy, 1, 9'900), OrderId{});
        QVERIFY(desk.refusal() == risk::Rule::StaleData);
    }
};

QTEST_APPLESS_MAIN(TestOldPrices)
#include "tst_old_prices.moc"
