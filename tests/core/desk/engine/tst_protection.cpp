// needs: desk/engine desk/driver desk/sim

#include "core/desk/driver/recovery.h"
#include "core/desk/driver/replay.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recorded_session.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using omni::tests::MemoryFolder;

namespace {

/// Falls four days, then rises without end: the position of the cross up is still held at the last day.
ScriptedMarket aRise(int firstDay = 0, std::int64_t top = 9'990)
{
    ScriptedMarket feed;
    int day = firstDay;
    for (const std::int64_t close : {10'000LL, 9'900LL, 9'800LL, 9'700LL, 9'900LL, 9'980LL, 9'985LL, 9'990LL}) {
        feed.addDay(day++, std::min<std::int64_t>(close, top));
    }
    return feed;
}

/// Days at a price: nothing crosses.
ScriptedMarket aCalm(int firstDay, std::int64_t price)
{
    ScriptedMarket feed;
    for (int day = 0; day < 4; ++day) {
        feed.addDay(firstDay + day, price);
    }
    return feed;
}

std::vector<orders::OrderRecord> stopsOf(const engine::DeskState& state, std::uint64_t after)
{
    std::vector<orders::OrderRecord> stops;
    state.ledger.forEach([&](const orders::OrderRecord& record) {
        if (record.ticket.role == orders::OrderRole::Stop && record.ticket.id.value > after) {
            stops.push_back(record);
        }
    });
    return stops;
}

} // namespace

// S17: each position opened under a stop policy has a working stop within a second, or nothing new is opened.
class TestProtection : public QObject
{
    Q_OBJECT

private slots:
    // The venue in the house ends with the session, and the stop with it. The next session finds the position and puts
    // a stop where the old one stood.
    void aPositionThatLostItsStopOverARestartGetsOneAtTheOldTrigger()
    {
        MemoryFolder folder;
        auto rise = aRise();
        record(folder, rise, aTypicalSetup());
        const auto before = driver::recoverDesk(folder)->state;
        QCOMPARE(before.portfolio.positions().size(), std::size_t{1});
        const auto first = stopsOf(before, 0);
        QCOMPARE(first.size(), std::size_t{1});
        QVERIFY(orders::isTerminal(first.front().state));

        auto calm = aCalm(20, 9'990);
        record(folder, calm, aTypicalSetup(2, newYear + days(20)));

        const auto after = driver::recoverDesk(folder)->state;
        const auto again = stopsOf(after, first.front().ticket.id.value);
        QCOMPARE(again.size(), std::size_t{1});
        QCOMPARE(again.front().ticket.stop->count, first.front().ticket.stop->count);
        QCOMPARE(again.front().ticket.size.count, before.portfolio.positions().front().lots.count);
        QVERIFY(again.front().ticket.reduceOnly);
        QVERIFY(driver::replayJournal(folder)->identical);
    }

    // While the program was away the market fell through the old trigger: what the stop would have closed is closed.
    void aTriggerThatTheMarketHasPassedClosesThePosition()
    {
        MemoryFolder folder;
        auto rise = aRise();
        record(folder, rise, aTypicalSetup());

        auto calm = aCalm(20, 9'500);
        record(folder, calm, aTypicalSetup(2, newYear + days(20)));

        const auto after = driver::recoverDesk(folder)->state;
        QVERIFY(after.portfolio.positions().empty());
        QVERIFY(after.holdings.isEmpty());
    }

    // With one order a minute allowed, the entry uses it up; its stop is sent all the same.
    void thePaceNeverHoldsAStopBack()
    {
        MemoryFolder folder;
        auto setup = aTypicalSetup();
        setup.started.limits.ordersPerMinute = 2; // one of them for entries
        auto rise = aRise();
        record(folder, rise, setup);

        const auto state = driver::recoverDesk(folder)->state;
        QCOMPARE(state.portfolio.positions().size(), std::size_t{1});
        QCOMPARE(stopsOf(state, 0).size(), std::size_t{1});
        QVERIFY(stopsOf(state, 0).front().state == orders::OrderState::Cancelled); // by the end of the session alone
        QVERIFY(!stopsOf(state, 0).front().venueOrderId.empty() || stopsOf(state, 0).front().cancelsAsked > 0);
    }
};

QTEST_APPLESS_MAIN(TestProtection)
#include "tst_protection.moc"
