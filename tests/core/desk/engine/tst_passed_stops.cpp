// needs: desk/engine

#include "tests/support/told_seconds.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

constexpr OrderId entry{1}, stop{2};

std::vector<int> toldAt(TestDesk& desk, int most, std::int64_t bid, std::int64_t ask)
{
    return secondsTold(desk, most, "position.stop_passed", bid, ask);
}

std::int64_t triggerOf(const TestDesk& desk)
{
    return desk.state().ledger.find(stop)->ticket.stop->count;
}

} // namespace

/// S17: a stop that should have filled and has not is a position without one.
class TestPassedStops : public QObject
{
    Q_OBJECT

private slots:
    void aStopBehindTheMarketIsToldWhenItDoesNotFill()
    {
        auto desk = withAStop();
        const auto trigger = triggerOf(desk);

        const auto told = toldAt(desk, 10, trigger - 3, trigger - 1);

        QCOMPARE(told, (std::vector<int>{6, 7, 9})); // seen at 1; five seconds of patience; then at growing gaps
        const auto alerts = desk.ever<events::AlertRaised>();
        QVERIFY(alerts.back().level == events::AlertLevel::Critical);
        QCOMPARE(alerts.back().order, stop);
    }

    void oneSideOfTheMarketProvesNothing()
    {
        auto desk = withAStop();
        const auto trigger = triggerOf(desk);
        QVERIFY(toldAt(desk, 10, trigger - 3, trigger).empty());
    }

    void aStopThatFillsInTimeIsNoNews()
    {
        auto desk = withAStop();
        const auto trigger = triggerOf(desk);
        QVERIFY(toldAt(desk, 4, trigger - 3, trigger - 1).empty());

        desk.fill(stop, 19, trigger - 3);

        QVERIFY(toldAt(desk, 10, trigger - 3, trigger - 1).empty());
    }

    void aMarketThatComesBackBeginsTheWaitAnew()
    {
        auto desk = withAStop();
        const auto trigger = triggerOf(desk);
        QVERIFY(toldAt(desk, 4, trigger - 3, trigger - 1).empty());
        QVERIFY(toldAt(desk, 1, trigger + 1, trigger + 3).empty());
        QCOMPARE(toldAt(desk, 6, trigger - 3, trigger - 1), (std::vector<int>{6}));
    }

    /// S14: where the market is now nobody knows.
    void anOldQuoteProvesNothing()
    {
        auto desk = withAStop();
        const auto trigger = triggerOf(desk);
        QVERIFY(toldAt(desk, 3, trigger - 3, trigger - 1).empty());
        const auto before = desk.ever<events::AlertRaised>().size();
        for (int second = 0; second < 10; ++second) {
            desk.pass(seconds(1));
        }
        QCOMPARE(desk.ever<events::AlertRaised>().size(), before);
    }
};

QTEST_GUILESS_MAIN(TestPassedStops)
#include "tst_passed_stops.moc"
