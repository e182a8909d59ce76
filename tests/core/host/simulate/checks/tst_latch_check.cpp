#include "core/host/simulate/checks/latch_check.h"

#include "core/host/runtime/terminal/kill_switch.h"
#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;
using risk::KillLevel;
using risk::Mode;

namespace {

constexpr risk::Scope everything{};
constexpr risk::Scope symbol{risk::ScopeKind::Symbol, 1};

Command said(Wish what)
{
    Command command;
    command.by = owner;
    command.stepUp = true;
    command.reason = ShortText<95>("looked at");
    command.what = std::move(what);
    return command;
}

Latched latched(risk::Scope scope, KillLevel level)
{
    return {scope, level, Cause::Person, owner, {}};
}

engine::DeskState stateWith(std::initializer_list<std::pair<risk::Scope, KillLevel>> latches,
                            std::initializer_list<Breaker> breakers = {}, Mode mode = Mode::Halted)
{
    engine::DeskState state;
    for (const auto& [scope, level] : latches) {
        state.latches.insertOrAssign(scope, {level, Cause::Person, owner, {}, {}});
    }
    for (const Breaker breaker : breakers) {
        state.breakers.insertOrAssign({breaker, 0}, {});
    }
    state.mode = mode;
    return state;
}

struct Bench {
    LatchCheck check;
    CheckBench on{check};
    void latch(risk::Scope scope, KillLevel level)
    {
        on.input(said(Kill{scope, level}));
        on.fact(latched(scope, level));
    }
    void trip(Breaker breaker)
    {
        on.tick();
        on.fact(BreakerTripped{breaker, {}, {}, 0, 0});
    }
    void lift(risk::Scope scope, const Command& command)
    {
        on.input(command);
        on.fact(LatchCleared{scope, owner, {}});
    }
};

} // namespace

class TestLatchCheck : public QObject
{
    Q_OBJECT

private slots:
    // --- who lifts -----------------------------------------------------------------------------------------------
    void aPersonWithTheRightLiftsALatchAndABreaker()
    {
        Bench b;
        b.latch(everything, KillLevel::CancelAll);
        b.trip(Breaker::RejectStorm);
        b.lift(everything, said(ResetKill{everything}));
        b.on.input(said(ClearBreaker{static_cast<std::uint8_t>(Breaker::RejectStorm), {}, {}}));
        b.on.fact(BreakerCleared{Breaker::RejectStorm, {}, owner, {}, {}});
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void onPaperWhoeverRunsTheProgramLiftsOneForHim()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause);
        auto command = said(ResetKill{symbol});
        command.by = script;
        b.on.input(command);
        b.on.fact(LatchCleared{symbol, script, {}});
        QCOMPARE(b.on.broken(), 0);
    }
    void nobodyElseLiftsALatch()
    {
        auto noReason = said(ResetKill{everything}), noCode = noReason, strangers = noReason;
        noReason.reason = {};
        noCode.stepUp = false;
        strangers.by = principalOf(StrategyId{1});
        for (const auto& command :
             {noReason, noCode, strangers, said(ResetKill{symbol}), said(SetMode{Mode::Manual})}) {
            Bench b;
            b.latch(everything, KillLevel::Pause);
            b.lift(everything, command);
            QCOMPARE(b.on.broken(), 12);
        }
    }
    void aLatchThatLiftsItselfIsCaught()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause);
        b.on.tick();
        b.on.fact(LatchCleared{symbol, owner, {}});
        QCOMPARE(b.on.broken(), 12);
    }
    void oneBreakersWordDoesNotLiftAnother()
    {
        Bench b;
        b.trip(Breaker::DailyLoss);
        b.on.input(said(ClearBreaker{static_cast<std::uint8_t>(Breaker::Drawdown), {}, {}}));
        b.on.fact(BreakerCleared{Breaker::DailyLoss, {}, owner, {}, {}});
        QCOMPARE(b.on.broken(), 12);
    }
    void theModeRisesByAPersonsWordAndFallsByAnybodys()
    {
        Bench b;
        b.on.input(said(SetMode{Mode::Automatic}));
        b.on.fact(ModeChanged{Mode::Automatic, Cause::Person, owner, {}});
        b.on.tick();
        b.on.fact(ModeChanged{Mode::Halted, Cause::Breaker, desk, {}});
        b.on.show(stateWith({}));
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
        b.on.tick();
        b.on.fact(ModeChanged{Mode::Manual, Cause::Person, owner, {}});
        QCOMPARE(b.on.broken(), 12);
    }
    void theModeDoesNotRiseUnderWhatStopsTheDesk()
    {
        for (const bool byBreaker : {false, true}) {
            Bench b;
            byBreaker ? b.trip(Breaker::Mismatch) : b.latch(everything, KillLevel::Pause);
            b.on.input(said(SetMode{Mode::Manual}));
            b.on.fact(ModeChanged{Mode::Manual, Cause::Person, owner, {}});
            QCOMPARE(b.on.broken(), 12);
        }
    }
    void underALatchOfOneSymbolTheRestMayTrade()
    {
        Bench b;
        b.latch(symbol, KillLevel::Flatten);
        b.on.input(said(SetMode{Mode::Manual}));
        b.on.fact(ModeChanged{Mode::Manual, Cause::Person, owner, {}});
        QCOMPARE(b.on.broken(), 0);
    }

    // --- what stands ---------------------------------------------------------------------------------------------
    void whatStandsInTheDeskIsWhatWasLatched()
    {
        Bench b;
        b.latch(symbol, KillLevel::CancelAll);
        b.latch(symbol, KillLevel::Pause); // does not lower it
        b.on.input(KillLatched{everything, KillLevel::CancelEntries, owner, {}});
        b.trip(Breaker::Drawdown);
        b.on.show(
            stateWith({{symbol, KillLevel::CancelAll}, {everything, KillLevel::CancelEntries}}, {Breaker::Drawdown}));
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void aLatchOrBreakerThatVanishesIsCaught()
    {
        for (const bool isBreaker : {false, true}) {
            Bench b;
            isBreaker ? b.trip(Breaker::Mismatch) : b.latch(symbol, KillLevel::Pause);
            b.on.step();
            QCOMPARE(b.on.broken(), 12);
        }
    }
    void aLatchThatSinksIsCaught()
    {
        Bench b;
        b.latch(symbol, KillLevel::Flatten);
        b.on.show(stateWith({{symbol, KillLevel::Pause}}));
        b.on.step();
        QCOMPARE(b.on.broken(), 12);
    }

    // --- over a crash --------------------------------------------------------------------------------------------
    void whatWasOnTheDiskComesBack()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause); // 1
        b.trip(Breaker::JournalFailed); // 2
        b.on.makeDurable();
        b.on.restart(Sequence{2}, stateWith({{symbol, KillLevel::Pause}}, {Breaker::JournalFailed}));
        QCOMPARE(b.on.broken(), 0);
    }
    void alsoLongAfterItWasWritten()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause); // 1
        b.on.makeDurable();
        for (int i = 0; i < 5; ++i) {
            b.on.tick();
            b.on.makeDurable();
        }
        b.on.restart(Sequence{6}, stateWith({}));
        QCOMPARE(b.on.broken(), 12);
    }
    void aLatchOrBreakerThatIsGoneAfterwardsIsCaught()
    {
        for (const bool isBreaker : {false, true}) {
            Bench b;
            isBreaker ? b.trip(Breaker::DailyLoss) : b.latch(symbol, KillLevel::Pause);
            b.on.makeDurable();
            b.on.restart(Sequence{1}, stateWith({}));
            QCOMPARE(b.on.broken(), 12);
        }
    }
    void whatWasNotOnTheDiskMayBeGoneOrThere()
    {
        for (const std::uint64_t end : {1U, 2U}) {
            Bench b;
            b.on.tick();
            b.on.makeDurable();
            b.latch(symbol, KillLevel::Pause); // 2
            b.on.restart(Sequence{end}, end == 1 ? stateWith({}) : stateWith({{symbol, KillLevel::Pause}}));
            QCOMPARE(b.on.broken(), 0);
        }
    }
    void aTornEventMayHaveGoneInPartButNotBeforeItsEnd()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause); // 1
        b.on.makeDurable();
        b.on.tick(); // 2: two facts, of which the second is torn off
        b.on.fact(BreakerTripped{Breaker::DailyLoss, {}, {}, 0, 0});
        b.on.fact(BreakerTripped{Breaker::Drawdown, {}, {}, 0, 0});
        b.on.restart(Sequence{2}, stateWith({{symbol, KillLevel::Pause}}, {Breaker::DailyLoss}));
        QCOMPARE(b.on.broken(), 0);

        Bench c;
        c.trip(Breaker::DailyLoss); // 1
        c.trip(Breaker::Drawdown); // 2
        c.on.restart(Sequence{2}, stateWith({}));
        QCOMPARE(c.on.broken(), 12);
    }
    void whatWasLiftedOnRecordDoesNotStandAgain()
    {
        Bench b;
        b.latch(symbol, KillLevel::Pause);
        b.lift(symbol, said(ResetKill{symbol}));
        b.on.makeDurable();
        b.on.restart(Sequence{2}, stateWith({{symbol, KillLevel::Pause}}));
        QCOMPARE(b.on.broken(), 12);
    }
    void theLatchsFileStandsOverACrashEvenWithoutARecord()
    {
        for (const bool isObeyed : {false, true}) {
            Bench b;
            b.on.scene.switchLevel = KillLevel::CancelAll; // on file when the program dies
            b.on.restart({});
            if (isObeyed) {
                b.on.input(KillLatched{everything, KillLevel::CancelAll, owner, {}});
                b.on.show(stateWith({{everything, KillLevel::CancelAll}}));
            }
            b.on.step();
            QCOMPARE(b.on.broken(), isObeyed ? 0 : 12);
        }
    }
    void theSwitchIsNotOpenWhereItsFileIsClosed()
    {
        Bench b;
        b.on.scene.switchLevel = KillLevel::Pause;
        b.on.restart({});
        b.on.input(KillLatched{everything, KillLevel::Pause, owner, {}});
        b.on.show(stateWith({{everything, KillLevel::Pause}}));
        b.on.scene.switchLevel = KillLevel::None;
        b.on.step();
        QCOMPARE(b.on.broken(), 12);
    }

    // --- S27 -----------------------------------------------------------------------------------------------------
    void eachPressIsToldOnce()
    {
        for (const int told : {0, 1, 2, 3}) {
            Bench b;
            b.on.step();
            for (int i = 0; i < 2; ++i) {
                b.check.onKillPressed(b.on.scene, KillLevel::Pause, b.on.findings);
            }
            for (int i = 0; i < told; ++i) {
                b.on.input(KillLatched{everything, KillLevel::Pause, owner, {}});
            }
            b.on.scene.switchLevel = KillLevel::Pause;
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), told == 2 ? 0 : 27);
        }
    }
    // Where the latch's file could not be cleared the switch says so as if it had been pressed: that is nobody's press.
    void aSwitchThatIsShutBehindTheDesksBackIsCaught()
    {
        for (const bool isTold : {false, true}) {
            Bench b;
            b.on.step();
            b.check.onKillPressed(b.on.scene, KillLevel::CancelAll, b.on.findings);
            b.on.input(KillLatched{everything, KillLevel::CancelAll, owner, {}});
            b.lift(everything, said(ResetKill{everything}));
            if (isTold) {
                b.on.input(KillLatched{everything, KillLevel::Pause, owner, ShortText<95>(runtime::resetNotWritten)});
            }
            b.on.scene.switchLevel = KillLevel::Pause;
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), isTold ? 0 : 27);
        }
    }
    void aSwitchAtAnotherLevelThanTheDesksIsCaught()
    {
        for (const auto level : {KillLevel::None, KillLevel::Pause, KillLevel::CancelAll, KillLevel::Flatten}) {
            Bench b;
            b.on.step();
            b.latch(everything, KillLevel::CancelAll);
            b.latch(symbol, KillLevel::Flatten);
            b.on.scene.switchLevel = level;
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), level == KillLevel::CancelAll ? 0 : 27);
        }
    }
    void whatANewSessionHearsFirstIsNoPress()
    {
        Bench b;
        b.on.restart({});
        b.on.input(KillLatched{everything, KillLevel::Pause, owner, {}});
        b.check.onKillPressed(b.on.scene, KillLevel::Pause, b.on.findings);
        b.on.input(KillLatched{everything, KillLevel::Pause, owner, {}});
        b.on.scene.switchLevel = KillLevel::Pause;
        b.check.onQuiet(b.on.scene, b.on.findings);
        QCOMPARE(b.on.broken(), 0);
    }
};

QTEST_APPLESS_MAIN(TestLatchCheck)
#include "tst_latch_check.moc"
