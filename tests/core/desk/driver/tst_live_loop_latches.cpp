// needs: desk/driver desk/sim

#include "tests/support/loop_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using risk::KillLevel;
using risk::Scope;
using risk::ScopeKind;

namespace {

using Pumped = PumpedLoop;

constexpr Scope symbol{ScopeKind::Symbol, 1};

void say(Pumped& pumped, const events::Wish& what)
{
    auto command = driver::commandOf(engine::owner, "test", what);
    command.stepUp = true;
    QVERIFY(pumped.lanes->window.tryPush(command));
    while (pumped.loop.turn() > 0) { }
}

/// The typical entry's account and symbol.
orders::OrderTicket anOrder()
{
    orders::OrderTicket ticket;
    ticket.account = AccountId{1};
    ticket.instrument = InstrumentId{1};
    return ticket;
}

} // namespace

class TestLiveLoopLatches : public QObject
{
    Q_OBJECT

private slots:
    // S2: the fence stands when the record of the latch can be read, and holds what was released up to it.
    void aKillOfAScopeOvertakesWhatItHasReleased()
    {
        Pumped pumped;
        pumped.open();
        pumped.cross();
        const auto released = pumped.drainParcels();
        QVERIFY(!released.empty());
        QVERIFY(std::holds_alternative<events::Submit>(released.front().what));
        const auto& ticket = std::get<events::Submit>(released.front().what).order.ticket();
        QVERIFY(!pumped.lanes->fence.holds(ticket, released.front().needs));

        say(pumped, events::Kill{symbol, KillLevel::CancelEntries});

        QVERIFY(pumped.lanes->fence.holds(ticket, released.front().needs));
        QVERIFY(!pumped.lanes->fence.holds(ticket, Sequence{pumped.desk.stamp().seq.value + 1}));
        auto elsewhere = ticket;
        elsewhere.instrument = InstrumentId{2};
        QVERIFY(!pumped.lanes->fence.holds(elsewhere, released.front().needs));
    }

    // In front of the cancels and exits that it brings, so that it cancels none of them.
    void aLatchLeadsWhatItBrings()
    {
        Pumped pumped;
        pumped.open();
        pumped.cross();
        pumped.drainParcels();
        say(pumped, events::Kill{symbol, KillLevel::CancelEntries});
        const auto parcels = pumped.drainParcels();
        QVERIFY(parcels.size() >= 2);
        const auto* obey = std::get_if<driver::ObeyLatch>(&parcels.front().what);
        QVERIFY(obey != nullptr);
        QVERIFY(obey->scope == symbol);
        QVERIFY(obey->level == KillLevel::CancelEntries);
        QVERIFY(std::holds_alternative<events::Cancel>(parcels[1].what));
    }

    void aLiftingSaysWhatItLifts()
    {
        Pumped pumped;
        pumped.open();
        say(pumped, events::Kill{symbol, KillLevel::Pause});
        pumped.drainParcels();
        const std::size_t before = pumped.durability.handed.size();
        say(pumped, events::ResetKill{symbol});
        const auto parcels = pumped.drainParcels();
        QCOMPARE(parcels.size(), std::size_t{1});
        const auto* lift = std::get_if<driver::LiftLatch>(&parcels.front().what);
        QVERIFY(lift != nullptr);
        QVERIFY(lift->scope == symbol);
        QVERIFY(pumped.durability.handed.at(before).isUrgent);
    }

    // The switch closes by itself; what was decided before the press and lies on its way stays behind also when it is
    // lifted at once.
    void aPressOvertakesWhatWasReleasedBefore()
    {
        Pumped pumped;
        pumped.open();
        const Sequence before = pumped.desk.stamp().seq;
        QVERIFY(pumped.lanes->kills.tryPush(events::KillLatched{{}, KillLevel::Pause, engine::owner, {}}));
        while (pumped.loop.turn() > 0) { }
        QVERIFY(pumped.lanes->fence.holds(anOrder(), before));
    }

    // Cancels under it may have been lost with the last session.
    void aLatchThatStandsAtTheStartIsObeyed()
    {
        Pumped pumped;
        engine::DeskState state;
        state.latches.insertOrAssign(symbol, {KillLevel::CancelAll, {}, {}, {}, {}});
        pumped.desk.engine().resume(std::move(state));
        pumped.setup.rearm = {};
        QVERIFY(pumped.loop.open(pumped.setup));
        const auto parcels = pumped.drainParcels();
        QVERIFY(!parcels.empty());
        const auto* obey = std::get_if<driver::ObeyLatch>(&parcels.back().what);
        QVERIFY(obey != nullptr);
        QVERIFY(obey->scope == symbol);
        QVERIFY(obey->level == KillLevel::CancelAll);
    }
};

QTEST_APPLESS_MAIN(TestLiveLoopLatches)
#include "tst_live_loop_latches.moc"
