#include "core/host/simulate/checks/protection_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

/// Strategy 1 holds 10 of instrument 1; a stop for so many works.
engine::DeskState holding(std::int64_t stopped)
{
    engine::DeskState state;
    state.isOpen = true;
    state.session.limits.enforced = true;
    state.holdings.insertOrAssign({StrategyId{1}, InstrumentId{1}}, {Lots{10}, {}});
    if (stopped > 0) {
        auto stop = exitOf(1);
        stop.role = orders::OrderRole::Stop;
        stop.size = Lots{stopped};
        static_cast<void>(state.ledger.add(stop, {}));
        static_cast<void>(state.ledger.apply(OrderId{1}, orders::OrderEventKind::Sent, {}));
    }
    return state;
}

struct Bench {
    ProtectionCheck check;
    CheckBench on{check};
    explicit Bench(engine::DeskState state)
    {
        on.show(std::move(state));
        on.pass(seconds(1));
        on.input(orders::Fill{});
        on.step();
    }
    void waitLong(Duration span = milliseconds(1'001))
    {
        on.pass(span);
        on.tick();
        on.step();
    }
    void alert()
    {
        on.fact(AlertRaised{AlertLevel::Critical, ShortText<31>("position.unprotected"), {}, {}, 0, 0});
    }
};

} // namespace

class TestProtectionCheck : public QObject
{
    Q_OBJECT

private slots:
    void aStopOfTheWholeSizePasses()
    {
        Bench b(holding(10));
        b.waitLong();
        QCOMPARE(b.on.broken(), 0);
    }
    void aStopOfLessIsCaughtAfterASecond()
    {
        for (const std::int64_t stopped : {0, 9}) {
            Bench b(holding(stopped));
            b.waitLong(seconds(1));
            QCOMPARE(b.on.broken(), 0);
            b.waitLong();
            QCOMPARE(b.on.broken(), 17);
        }
    }
    void aWishToCloseCovers()
    {
        auto state = holding(0);
        state.exits.insertOrAssign({{}, InstrumentId{1}}, {});
        Bench b(std::move(state));
        b.waitLong();
        QCOMPARE(b.on.broken(), 0);
    }
    // Six of ten are to be closed and four are covered. Once the order is sent, it counts, and no longer the wish.
    void aWishToCloseAPartCoversThePart()
    {
        auto state = holding(4);
        engine::PartWish part;
        part.lots = Lots{6};
        state.parts.insertOrAssign({StrategyId{1}, InstrumentId{1}}, part);
        Bench b(std::move(state));
        b.waitLong();
        QCOMPARE(b.on.broken(), 0);
        for (const bool isSent : {false, true}) {
            auto less = holding(4);
            part.lots = Lots{isSent ? 6 : 5};
            part.order = isSent ? OrderId{2} : OrderId{};
            less.parts.insertOrAssign({StrategyId{1}, InstrumentId{1}}, part);
            Bench c(std::move(less));
            c.waitLong();
            QCOMPARE(c.on.broken(), 17);
        }
    }
    void whoeverWasToldKnows()
    {
        Bench b(holding(0));
        b.alert();
        b.waitLong();
        QCOMPARE(b.on.broken(), 0);
    }
    // Told once of a holding whose stops are sent and refused one after the other. When the venue has taken one, the
    // next time that it is bare is another story.
    void stopsThatAreRefusedAreOneStoryAndOneThatStoodIsTheEndOfIt()
    {
        for (const bool isTaken : {false, true}) {
            Bench b(holding(0));
            b.alert();
            b.waitLong();
            auto covered = holding(10);
            if (isTaken) {
                static_cast<void>(covered.ledger.apply(OrderId{1}, orders::OrderEventKind::Accepted, {}));
            }
            b.on.show(std::move(covered));
            b.on.input(orders::Fill{});
            b.on.step();
            b.on.show(holding(0));
            b.on.input(orders::Fill{});
            b.waitLong();
            QCOMPARE(b.on.broken(), isTaken ? 17 : 0);
        }
    }
    void nothingNewIsOpenedMeanwhile()
    {
        Bench b(holding(0));
        b.alert();
        b.waitLong();
        b.waitLong(seconds(3));
        b.on.send(exitOf(2), "a-b-2-x");
        QCOMPARE(b.on.broken(), 0);
        b.on.send(entryOf(3), "a-b-3-e");
        QCOMPARE(b.on.broken(), 17);
    }
    // What has been covered in the same step does not count against an entry that follows.
    void whatIsCoveredByNowIsNotHeldAgainstAnEntry()
    {
        Bench b(holding(0));
        b.alert();
        b.waitLong();
        b.waitLong(seconds(3));
        b.on.show(holding(10));
        b.on.input(orders::Fill{});
        b.on.send(entryOf(3), "a-b-3-e");
        QCOMPARE(b.on.broken(), 0);
    }
    // Covered by one input and bare again by the next, all in one step: it has been bare for no time.
    void whatWasCoveredInBetweenHasASecondOfItsOwn()
    {
        Bench b(holding(0));
        b.alert();
        b.waitLong();
        b.on.show(holding(10));
        b.on.input(orders::Fill{});
        auto state = holding(9);
        static_cast<void>(state.ledger.add(entryOf(5), {}));
        b.on.show(std::move(state));
        b.on.input(orders::Fill{});
        b.on.fact(OrderReleased{OrderId{5}, Lots{10}});
        QCOMPARE(b.on.broken(), 0);
        b.alert();
        b.waitLong();
        b.on.fact(OrderReleased{OrderId{5}, Lots{10}});
        QCOMPARE(b.on.broken(), 17);
    }
    // The wire has two seconds more than the decision.
    void anEntryThatIsDecidedMeanwhileIsCaughtAtOnce()
    {
        auto state = holding(0);
        static_cast<void>(state.ledger.add(entryOf(5), {}));
        Bench b(std::move(state));
        b.alert();
        b.waitLong();
        b.on.send(entryOf(5), "a-b-5-e");
        QCOMPARE(b.on.broken(), 0);
        b.on.fact(OrderReleased{OrderId{5}, Lots{10}});
        QCOMPARE(b.on.broken(), 17);
    }
    void peoplesOwnPositionsAndSwitchedOffLimitsAreNotHeldToIt()
    {
        auto own = holding(0);
        own.holdings.clear();
        own.holdings.insertOrAssign({StrategyId{}, InstrumentId{1}}, {Lots{10}, {}});
        Bench b(std::move(own));
        b.waitLong();
        QCOMPARE(b.on.broken(), 0);
        auto free = holding(0);
        free.session.limits.enforced = false;
        Bench c(std::move(free));
        c.waitLong();
        QCOMPARE(c.on.broken(), 0);
    }
};

QTEST_APPLESS_MAIN(TestProtectionCheck)
#include "tst_protection_check.moc"
