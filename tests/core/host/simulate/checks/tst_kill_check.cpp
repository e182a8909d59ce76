// needs: desk/driver

#include "core/host/simulate/checks/kill_check.h"

#include "core/host/runtime/terminal/kill_switch.h"
#include "tests/support/check_bench.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <functional>
#include <utility>
#include <vector>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;
using risk::KillLevel;

namespace {

constexpr risk::Scope symbol{risk::ScopeKind::Symbol, 1};

struct Bench {
    KillCheck check;
    CheckBench on{check};
    void press(KillLevel level = KillLevel::CancelEntries)
    {
        check.onKillPressed(on.scene, level, on.findings);
    }
    void hear(KillLevel level = KillLevel::CancelEntries)
    {
        on.input(KillLatched{{}, level, owner, {}});
    }
    void latch(risk::Scope scope, KillLevel level = KillLevel::Pause)
    {
        on.input(Command{});
        on.fact(Latched{scope, level, Cause::Person, owner, {}});
    }
    void clear(risk::Scope scope, PrincipalId by = owner, std::string_view reason = "looked")
    {
        on.input(Command{});
        on.fact(LatchCleared{scope, by, ShortText<95>(reason)});
    }
    void release(std::uint64_t id)
    {
        on.input(TimerFired{});
        on.fact(OrderReleased{OrderId{id}, Lots{10}});
    }
};

/// An entry far below the market works at the venue, and the desk knows it.
void letAnEntryWork(Bench& b)
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    auto desk = TestDesk::armed(session);
    b.on.venue.define(acme());
    PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.size = Lots{10};
    place.ticket.kind = orders::OrderKind::Limit;
    place.ticket.limit = Ticks{9'950};
    place.stop = Ticks{9'900};
    const OrderId entry = desk.placed(place);
    for (const auto& submit : desk.wanted<Submit>()) {
        b.on.venue.submit(desk.stamp.wall, submit.order);
    }
    desk.report(entry, orders::OrderEventKind::Accepted);
    b.on.show(engine::DeskState(desk.state()));
}

/// Ten were bought at the market of the venue, and the desk knows it.
engine::DeskState letAPositionStand(Bench& b)
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    auto desk = TestDesk::armed(session);
    b.on.venue.define(acme());
    b.on.venue.roll(1);
    PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.size = Lots{10};
    place.stop = Ticks{9'900};
    const OrderId entry = desk.placed(place);
    for (const auto& submit : desk.wanted<Submit>()) {
        b.on.venue.submit(desk.stamp.wall, submit.order);
    }
    for (int i = 0; i < 1'000 && b.on.venue.position(InstrumentId{1}).count < 10; ++i) {
        b.on.venue.moveMarket(desk.stamp.wall, InstrumentId{1});
    }
    desk.report(entry, orders::OrderEventKind::Accepted);
    desk.fill(entry, 10, 10'000);
    engine::DeskState state(desk.state());
    b.on.show(engine::DeskState(desk.state()));
    return state;
}

engine::DeskState latchedState(risk::Scope scope, KillLevel level)
{
    engine::DeskState state;
    state.latches.insertOrAssign(scope, {level, Cause::Person, owner, {}, {}});
    return state;
}

} // namespace

class TestKillCheck : public QObject
{
    Q_OBJECT

private slots:
    void anEntryAfterThePressIsCaughtBeforeTheEngineHears()
    {
        Bench b;
        b.release(1);
        b.press();
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void whatOnlyReducesStaysPossible()
    {
        Bench b;
        b.press(KillLevel::Flatten);
        b.on.send(exitOf(1), "a-b-1-x");
        QCOMPARE(b.on.broken(), 0);
    }
    void aRaisedEntryIsCaughtAndALoweredOneNot()
    {
        Bench b;
        b.release(1);
        b.on.send(entryOf(1), "a-b-1-e");
        b.press();
        b.on.sendOther(WireMessage::Kind::Replace, OrderId{1}, Lots{9});
        QCOMPARE(b.on.broken(), 0);
        b.on.sendOther(WireMessage::Kind::Replace, OrderId{1}, Lots{11});
        QCOMPARE(b.on.broken(), 2);
    }
    void theSwitchOpensOnlyWithItsResetOnTheDisk()
    {
        for (const bool isDurable : {true, false}) {
            Bench b;
            b.press();
            b.hear();
            b.clear({});
            if (isDurable) {
                b.on.makeDurable();
            }
            b.release(1);
            b.on.send(entryOf(1), "a-b-1-e");
            QCOMPARE(b.on.broken(), isDurable ? 0 : 2);
        }
    }
    void aPressThatTheEngineHasNotHeardOfOutlivesAReset()
    {
        Bench b;
        b.press();
        b.hear();
        b.press();
        b.clear({});
        b.on.makeDurable();
        b.release(1);
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void aLatchReachesItsScopeAlone()
    {
        Bench b;
        b.latch({risk::ScopeKind::Symbol, 2});
        b.release(1);
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
        b.latch(symbol);
        b.release(2);
        b.on.send(entryOf(2), "a-b-2-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void whatWasOnItsWayCounts()
    {
        Bench b;
        b.release(1);
        b.latch(symbol);
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void aLatchThatWasLiftedReachesNothing()
    {
        Bench b;
        b.latch(symbol);
        b.clear(symbol);
        b.release(1);
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void aLatchThatARestartHasFoundReachesWhatComesLater()
    {
        Bench b;
        b.latch(symbol);
        b.on.restart(b.on.stamp.seq, latchedState(symbol, KillLevel::Pause));
        b.release(1);
        b.on.send(entryOf(1), "a-c-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void aLatchWhoseRecordIsLostIsGone()
    {
        Bench b;
        b.latch(symbol);
        b.on.restart(Sequence{0});
        b.release(1);
        b.on.send(entryOf(1), "a-c-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void theSwitchsFileReachesWhatComesAfterACrash()
    {
        Bench b;
        b.on.scene.switchLevel = KillLevel::CancelAll;
        b.on.restart(Sequence{0});
        b.release(1);
        b.on.send(entryOf(1), "a-c-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    // The switch itself stays closed where the file of its latch could not be cleared, and says so: a start would find
    // it. What a person has opened again on record may work all the same.
    void anEntryThatWorksOnIsCaughtUntilTheResetIsOnTheDisk()
    {
        for (const bool isReset : {false, true}) {
            for (const bool isDurable : {false, true}) {
                Bench b;
                letAnEntryWork(b);
                b.press();
                b.hear();
                b.on.scene.switchLevel = KillLevel::CancelEntries;
                if (isReset) {
                    b.clear({});
                }
                if (isDurable) {
                    b.on.makeDurable();
                }
                b.check.onQuiet(b.on.scene, b.on.findings);
                QCOMPARE(b.on.broken(), isReset && isDurable ? 0 : 2);
            }
        }
    }
    // Cancelled all, opened again, paused: what was let go in between works on.
    void whatWorksOnIsJudgedByThePressesSinceTheReset()
    {
        for (const auto level : {KillLevel::Pause, KillLevel::CancelEntries}) {
            Bench b;
            b.press(KillLevel::CancelAll);
            b.hear(KillLevel::CancelAll);
            b.clear({});
            letAnEntryWork(b);
            b.press(level);
            b.hear(level);
            b.on.makeDurable();
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), level == KillLevel::Pause ? 0 : 2);
        }
    }
    // Flat, on the way there, or somebody knows why not.
    void aPositionThatStaysUnderFlattenIsCaught()
    {
        for (const auto level : {KillLevel::CancelAll, KillLevel::Flatten}) {
            Bench b;
            letAPositionStand(b);
            QCOMPARE(b.on.venue.position(InstrumentId{1}).count, std::int64_t{10});
            b.latch(symbol, level);
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), level == KillLevel::Flatten ? 2 : 0);
        }
        for (const bool isOfIt : {false, true}) {
            Bench b;
            auto state = letAPositionStand(b);
            state.exits.insertOrAssign({{}, InstrumentId{isOfIt ? 1U : 2U}}, {});
            b.on.show(std::move(state));
            b.latch(symbol, KillLevel::Flatten);
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), isOfIt ? 0 : 2);
        }
    }
    // Another latch asks for nothing that the person does not know already; one that asks for more does.
    void whatAPersonWasToldCountsUntilALatchAsksForMore()
    {
        constexpr risk::Scope other{risk::ScopeKind::Symbol, 2};
        const std::vector<std::pair<std::function<void(Bench&)>, int>> rows{
            {[](Bench&) {}, 0},
            {[](Bench& b) { b.latch(symbol, KillLevel::Pause); }, 0},
            {[](Bench& b) { b.latch(symbol, KillLevel::Flatten); }, 0},
            {[other](Bench& b) { b.latch(other, KillLevel::Flatten); }, 0},
            {[](Bench& b) { b.latch({}, KillLevel::Flatten); }, 2},
            {[](Bench& b) {
                 b.clear(symbol);
                 b.latch(symbol, KillLevel::Flatten);
             },
             2},
        };
        for (const auto& [happens, broken] : rows) {
            Bench b;
            letAPositionStand(b);
            b.latch(symbol, KillLevel::Flatten);
            b.on.fact(AlertRaised{AlertLevel::Critical, ShortText<31>("exit.refused"), InstrumentId{1}, {}, 0, 0});
            happens(b);
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), broken);
        }
    }
    void whatSaysNothingOfThePositionIsNoReason()
    {
        for (const auto* key : {"data.left_out", "fill.repeated", "limits.kept"}) {
            Bench b;
            letAPositionStand(b);
            b.latch(symbol, KillLevel::Flatten);
            b.on.fact(
                AlertRaised{AlertLevel::Warning, ShortText<31>(std::string_view(key)), InstrumentId{1}, {}, 0, 0});
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), 2);
        }
    }
    // A switch that says that its reset was not written was not pressed.
    void aPressOnItsWayOutlivesAResetThatCouldNotBeWritten()
    {
        Bench b;
        b.press();
        b.on.input(KillLatched{{}, KillLevel::Pause, owner, ShortText<95>(runtime::resetNotWritten)});
        b.clear({});
        b.on.makeDurable();
        b.release(1);
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 2);
    }
    void anEntryThatWorksOnUnderASwitchThatAStartHasFoundIsCaught()
    {
        Bench b;
        b.on.scene.switchLevel = KillLevel::CancelAll;
        b.on.restart(Sequence{0});
        letAnEntryWork(b);
        b.check.onQuiet(b.on.scene, b.on.findings);
        QCOMPARE(b.on.broken(), 2);
    }
};

QTEST_APPLESS_MAIN(TestKillCheck)
#include "tst_kill_check.moc"
