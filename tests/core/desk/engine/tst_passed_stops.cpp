// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

constexpr OrderId entry{1}, stop{2};

/// The strategy holds 19, bought at 100.00 with a stop at 98.00 that the venue has confirmed.
TestDesk withAStop()
{
    auto desk = TestDesk::armed();
    desk.approve(desk.proposeBuy());
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 19, 10'000);
    desk.report(stop, OrderEventKind::Accepted);
    return desk;
}

/// The seconds of the next `most` at which a person was told, with the market at that bid and that ask.
std::vector<int> toldAt(TestDesk& desk, int most, std::int64_t bid, std::int64_t ask)
{
    const auto count = [&desk] {
        const auto alerts = desk.ever<events::AlertRaised>();
        return std::count_if(alerts.begin(), alerts.end(),
                             [](const auto& alert) { return alert.key.view() == "position.stop_passed"; });
    };
    std::vector<int> told;
    for (int second = 1; second <= most; ++second) {
        const auto before = count();
        desk.pass(seconds(1));
        desk.quote(bid, ask);
        if (count() > before) {
            told.push_back(second);
        }
    }
    return told;
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
