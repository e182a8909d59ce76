#include "core/host/simulate/checks/hand_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

/// A person's entry, as the desk plans it from his command.
orders::OrderTicket persons(std::uint64_t id)
{
    orders::OrderTicket ticket = entryOf(id);
    ticket.origin = orders::Origin::Human;
    ticket.strategy = {};
    ticket.proposal = {};
    ticket.by = owner;
    return ticket;
}

orders::OrderTicket stopOf(const orders::OrderTicket& entry, std::int64_t price)
{
    orders::OrderTicket leg = entry;
    leg.id = OrderId{entry.id.value + 1};
    leg.side = opposite(entry.side);
    leg.role = orders::OrderRole::Stop;
    leg.kind = orders::OrderKind::Stop;
    leg.stop = Ticks{price};
    leg.reduceOnly = leg.held = true;
    leg.parent = entry.id;
    return leg;
}

Command placing(const orders::OrderTicket& ticket, std::optional<std::int64_t> stop = {})
{
    PlaceOrder place;
    place.ticket.instrument = ticket.instrument;
    place.ticket.side = ticket.side;
    place.ticket.size = ticket.size;
    place.stop = stop ? std::optional(Ticks{*stop}) : std::nullopt;
    Command command;
    command.by = owner;
    command.what = place;
    return command;
}

struct Bench {
    HandCheck check;
    CheckBench on{check};
};

} // namespace

class TestHandCheck : public QObject
{
    Q_OBJECT

private slots:
    void aPersonsOrderWithItsStopPasses()
    {
        Bench b;
        const auto entry = persons(1);
        b.on.input(placing(entry, 9'900));
        b.on.fact(OrderPlanned{entry, {}});
        b.on.fact(OrderPlanned{stopOf(entry, 9'900), {}});
        b.on.send(entry, "a");
        QCOMPARE(b.on.broken(), 0);
    }
    void aStrategysEntryIsLeftToOthersButNotItsLegs()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{entryOf(1), {}});
        b.on.fact(OrderPlanned{stopOf(entryOf(1), 9'900), {}});
        b.on.send(entryOf(1), "a");
        QCOMPARE(b.on.broken(), 0);

        auto leg = stopOf(entryOf(3), 9'900);
        leg.size = Lots{11};
        b.on.fact(OrderPlanned{entryOf(3), {}});
        b.on.fact(OrderPlanned{leg, {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void whatOnlyClosesIsNobodysBusinessHere()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{exitOf(1), {}});
        b.on.send(exitOf(1), "a");
        QCOMPARE(b.on.broken(), 0);
    }
    void anOrderThatOnlyCallsItselfAPersonsIsCaught()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{persons(1), {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void aCommandOfAStrategyMakesNoPersonsOrder()
    {
        Bench b;
        auto entry = persons(1);
        auto command = placing(entry);
        command.by = entry.by = principalOf(StrategyId{1});
        b.on.input(command);
        b.on.fact(OrderPlanned{entry, {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void theCommandBeforeDoesNotCount()
    {
        Bench b;
        b.on.input(placing(persons(1)));
        b.on.tick();
        b.on.fact(OrderPlanned{persons(1), {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void anotherOrderThanWasPlacedIsCaught()
    {
        for (const int field : {0, 1, 2, 3}) {
            Bench b;
            auto entry = persons(1);
            b.on.input(placing(entry));
            entry.size = Lots{field == 0 ? 11 : 10};
            entry.side = field == 1 ? Side::Sell : Side::Buy;
            entry.limit = field == 2 ? std::optional(Ticks{10'000}) : std::nullopt;
            entry.strategy = field == 3 ? StrategyId{1} : StrategyId{};
            b.on.fact(OrderPlanned{entry, {}});
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void theRiskModuleAndTheKillSwitchMayOnlyClose()
    {
        for (const auto origin : {orders::Origin::Risk, orders::Origin::KillSwitch}) {
            Bench b;
            auto entry = entryOf(1);
            entry.origin = origin;
            b.on.tick();
            b.on.fact(OrderPlanned{entry, {}});
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void aLegThatDoesMoreThanCloseIsCaught()
    {
        for (const int field : {0, 1, 2, 3}) {
            Bench b;
            const auto entry = persons(1);
            b.on.input(placing(entry, 9'900));
            b.on.fact(OrderPlanned{entry, {}});
            auto leg = stopOf(entry, field == 0 ? 9'800 : 9'900);
            leg.reduceOnly = field != 1;
            leg.side = field == 2 ? entry.side : leg.side;
            leg.parent = field == 3 ? OrderId{7} : leg.parent;
            b.on.fact(OrderPlanned{leg, {}});
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void aLegMayBePlannedAnewLaterAlsoAfterARestart()
    {
        for (const bool closes : {true, false}) {
            Bench b;
            b.on.tick();
            b.on.fact(OrderPlanned{entryOf(1), {}});
            b.on.send(entryOf(1), "a");
            b.on.restart(Sequence{1});
            b.on.tick();
            auto leg = stopOf(entryOf(1), 9'900);
            leg.size = Lots{12}; // a replace had made the entry larger
            leg.reduceOnly = closes;
            b.on.fact(OrderPlanned{leg, {}});
            QCOMPARE(b.on.broken(), closes ? 0 : 1);
        }
    }
    void aLegForMoreThanItsEntryIsCaught()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{entryOf(1), {}});
        auto leg = stopOf(entryOf(1), 9'900);
        leg.size = Lots{11};
        b.on.fact(OrderPlanned{leg, {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void anEntryLeavesOnce()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{entryOf(1), {}});
        b.on.send(entryOf(1), "a");
        b.on.send(entryOf(1), "b");
        QCOMPARE(b.on.broken(), 1);
    }
    void anEntryThatWasLostWithItsRecordIsNone()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{entryOf(1), {}});
        b.on.restart({});
        b.on.tick();
        b.on.fact(OrderPlanned{stopOf(entryOf(1), 9'900), {}});
        QCOMPARE(b.on.broken(), 1);
    }
    void anotherOrderAtTheVenueIsCaught()
    {
        Bench b;
        auto entry = entryOf(1);
        b.on.tick();
        b.on.fact(OrderPlanned{entry, {}});
        entry.limit = Ticks{10'000};
        b.on.send(entry, "a");
        QCOMPARE(b.on.broken(), 1);
    }
    void anOrderOfAnEarlierLifeIsNotSentAnyMore()
    {
        Bench b;
        b.on.tick();
        b.on.fact(OrderPlanned{entryOf(1), {}});
        b.on.restart(Sequence{1});
        b.on.send(entryOf(1), "a");
        QCOMPARE(b.on.broken(), 1);
    }
};

QTEST_APPLESS_MAIN(TestHandCheck)
#include "tst_hand_check.moc"
