#include "core/host/simulate/checks/wire_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

#include <utility>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

struct Bench {
    WireCheck check;
    CheckBench on{check};
    /// Planned and released, not on the disk.
    void intend(const orders::OrderTicket& ticket)
    {
        on.input(TimerFired{});
        on.fact(OrderPlanned{ticket, {}});
        on.fact(OrderReleased{ticket.id, ticket.size});
    }
};

} // namespace

class TestWireCheck : public QObject
{
    Q_OBJECT

private slots:
    void whatIsOnTheDiskMayBeSent()
    {
        Bench b;
        b.intend(entryOf(1));
        b.on.makeDurable();
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void anEntryBeforeItsRecordIsCaught()
    {
        Bench b;
        b.intend(entryOf(1));
        b.on.pass(seconds(1));
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 5);
    }
    void whatOnlyReducesMayLeaveAfterTwentyMilliseconds()
    {
        Bench b;
        b.intend(exitOf(1));
        b.on.pass(milliseconds(20));
        b.on.send(exitOf(1), "a-b-1-x");
        QCOMPARE(b.on.broken(), 0);
    }
    void whatOnlyReducesIsCaughtBefore()
    {
        Bench b;
        b.intend(exitOf(1));
        b.on.pass(Duration{milliseconds(20).ns - 1});
        b.on.send(exitOf(1), "a-b-1-x");
        QCOMPARE(b.on.broken(), 5);
    }
    void whatOnlyReducesNeedNotWaitForAFailedJournal()
    {
        Bench b;
        b.intend(exitOf(1));
        b.on.scene.journalFailed = true;
        b.on.send(exitOf(1), "a-b-1-x");
        QCOMPARE(b.on.broken(), 0);
    }
    void anOrderWithoutARecordIsCaught()
    {
        Bench b;
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 21);
    }
    void anotherSizeIsCaught()
    {
        Bench b;
        b.intend(entryOf(1));
        b.on.makeDurable();
        auto ticket = entryOf(1);
        ticket.size = Lots{11};
        b.on.send(ticket, "a-b-1-e");
        QCOMPARE(b.on.broken(), 5);
    }
    void oneIdTwiceIsCaughtOverARestart()
    {
        Bench b;
        b.intend(exitOf(1));
        b.on.pass(seconds(1));
        b.on.send(exitOf(1), "a-b-1-x");
        b.on.restart(Sequence{0}); // the record is lost, and the number is used again
        b.intend(exitOf(1));
        b.on.makeDurable();
        b.on.send(exitOf(1), "a-b-1-x");
        QCOMPARE(b.on.broken(), 4);
    }
    void aNumberThatWasLostMayBeUsedUnderAnotherId()
    {
        Bench b;
        b.intend(exitOf(1));
        b.on.pass(seconds(1));
        b.on.send(exitOf(1), "a-b-1-x");
        b.on.restart(Sequence{0});
        b.intend(exitOf(1));
        b.on.makeDurable();
        b.on.send(exitOf(1), "a-c-1-x");
        QCOMPARE(b.on.broken(), 0);
    }
    void oneIntentUnderTwoIdsIsCaught()
    {
        Bench b;
        b.intend(entryOf(1));
        b.on.makeDurable();
        b.on.send(entryOf(1), "a-b-1-e");
        engine::DeskState recovered;
        QVERIFY(recovered.ledger.add(entryOf(1), Timestamp{}));
        QVERIFY(recovered.ledger.apply(OrderId{1}, orders::OrderEventKind::Sent, Timestamp{}));
        b.on.restart(b.on.stamp.seq, recovered);
        b.on.send(entryOf(1), "a-c-1-e");
        QCOMPARE(b.on.broken(), 4);
    }
    // The change was decided, and lost with the crash: the order is meant as it was before.
    void aChangeAtHomeThatWasLostIsForgotten()
    {
        for (const bool isLost : {true, false}) {
            Bench b;
            auto leg = exitOf(1);
            leg.stop = Ticks{9'900};
            b.on.input(TimerFired{});
            b.on.fact(OrderPlanned{leg, {}});
            engine::DeskState recovered;
            QVERIFY(recovered.ledger.add(leg, Timestamp{}));
            const Sequence before = b.on.stamp.seq;
            b.on.input(TimerFired{});
            b.on.fact(ReplaceAsked{OrderId{1}, {}, {}, Ticks{9'950}, Cause::Person, owner});
            if (isLost) {
                b.on.restart(before, recovered);
            }
            b.on.input(TimerFired{});
            b.on.fact(OrderReleased{OrderId{1}, leg.size});
            b.on.makeDurable();
            leg.stop = isLost ? leg.stop : Ticks{9'950};
            b.on.send(leg, "a-b-1-s");
            QCOMPARE(b.on.broken(), 0);
        }
    }
    // One event changes a held leg and lets it go: when the check hears of the change, the engine has sent it.
    void aChangeThatIsReleasedInTheSameEventIsMeant()
    {
        for (const bool isSentAsChanged : {true, false}) {
            Bench b;
            auto leg = exitOf(1);
            leg.stop = Ticks{9'900};
            b.on.input(TimerFired{});
            b.on.fact(OrderPlanned{leg, {}});
            engine::DeskState after;
            QVERIFY(after.ledger.add(leg, Timestamp{}));
            QVERIFY(after.ledger.apply(OrderId{1}, orders::OrderEventKind::Sent, Timestamp{}));
            b.on.engine.resume(std::move(after));
            b.on.input(TimerFired{});
            b.on.fact(ReplaceAsked{OrderId{1}, {}, {}, Ticks{9'950}, Cause::Person, owner});
            b.on.fact(OrderReleased{OrderId{1}, leg.size});
            b.on.makeDurable();
            leg.stop = isSentAsChanged ? Ticks{9'950} : leg.stop;
            b.on.send(leg, "a-b-1-s");
            QCOMPARE(b.on.broken(), isSentAsChanged ? 0 : 5);
        }
    }
    // It left before its release was on the disk, and the crash took the record: whoever changes it now asks the venue.
    void aChangeOfWhatLeftBeforeTheCrashIsAskedForAtTheVenue()
    {
        Bench b;
        const auto leg = exitOf(1);
        b.on.input(TimerFired{});
        b.on.fact(OrderPlanned{leg, {}});
        b.on.makeDurable();
        engine::DeskState recovered;
        QVERIFY(recovered.ledger.add(leg, Timestamp{}));
        QVERIFY(recovered.ledger.apply(OrderId{1}, orders::OrderEventKind::Lost, Timestamp{}));
        QVERIFY(recovered.ledger.apply(OrderId{1}, orders::OrderEventKind::Found, Timestamp{}));
        b.on.restart(b.on.stamp.seq, recovered);
        b.on.engine.resume(std::move(recovered));
        b.on.input(TimerFired{});
        b.on.fact(ReplaceAsked{OrderId{1}, Lots{4}, {}, {}, Cause::Person, owner});
        b.on.makeDurable();
        b.on.sendOther(WireMessage::Kind::Replace, OrderId{1}, Lots{4});
        QCOMPARE(b.on.broken(), 0);
    }
    void anotherEnvironmentIsCaught()
    {
        Bench b;
        auto ticket = entryOf(1);
        ticket.environment = orders::Environment::Live;
        b.intend(ticket);
        b.on.makeDurable();
        b.on.send(ticket, "a-b-1-e");
        QCOMPARE(b.on.broken(), 35);
    }
    void aChangeNeedsItsRecordOnTheDisk()
    {
        for (const bool isDurable : {true, false}) {
            Bench b;
            b.intend(entryOf(1));
            b.on.makeDurable();
            b.on.send(entryOf(1), "a-b-1-e");
            b.on.input(TimerFired{});
            b.on.fact(ReplaceAsked{OrderId{1}, Lots{12}, {}, {}, Cause::Person, owner});
            if (isDurable) {
                b.on.makeDurable();
            }
            b.on.sendOther(WireMessage::Kind::Replace, OrderId{1}, Lots{12});
            QCOMPARE(b.on.broken(), isDurable ? 0 : 5);
        }
    }
    void aChangeThatNobodyAskedForIsCaught()
    {
        Bench b;
        b.intend(entryOf(1));
        b.on.sendOther(WireMessage::Kind::Replace, OrderId{1}, Lots{12});
        QCOMPARE(b.on.broken(), 21);
    }
    void aCancelIsAskedForByTheEngineOrTheSwitch()
    {
        Bench asked;
        asked.intend(exitOf(1));
        asked.on.fact(CancelAsked{OrderId{1}, Cause::Exit, desk});
        asked.on.sendOther(WireMessage::Kind::Cancel, OrderId{1});
        QCOMPARE(asked.on.broken(), 0);

        Bench pressed;
        pressed.intend(entryOf(1));
        pressed.check.onKillPressed(pressed.on.scene, risk::KillLevel::CancelEntries, pressed.on.findings);
        pressed.on.sendOther(WireMessage::Kind::Cancel, OrderId{1});
        pressed.check.onQuiet(pressed.on.scene, pressed.on.findings);
        QCOMPARE(pressed.on.broken(), 0);
    }
    // Also one that a start has found. The exit of a hand stays possible under it, so its cancel is somebody's.
    void aLatchAsksForTheCancelOfWhatItReaches()
    {
        const risk::Scope here{risk::ScopeKind::Symbol, 1}, elsewhere{risk::ScopeKind::Symbol, 2};
        for (const bool isFound : {false, true}) {
            for (const auto& [scope, level, isExit, broken] :
                 {std::tuple{here, risk::KillLevel::CancelEntries, false, 0},
                  std::tuple{here, risk::KillLevel::Pause, false, 5},
                  std::tuple{elsewhere, risk::KillLevel::CancelAll, false, 5},
                  std::tuple{here, risk::KillLevel::Flatten, true, 5}}) {
                Bench b;
                b.intend(isExit ? exitOf(1) : entryOf(1));
                if (isFound) {
                    engine::DeskState state;
                    state.latches.insertOrAssign(scope, {level, Cause::Person, owner, {}, {}});
                    b.on.restart(b.on.stamp.seq, state);
                    b.intend(isExit ? exitOf(2) : entryOf(2));
                } else {
                    b.on.fact(Latched{scope, level, Cause::Person, owner, {}});
                }
                b.on.sendOther(WireMessage::Kind::Cancel, OrderId{isFound ? 2U : 1U});
                b.check.onQuiet(b.on.scene, b.on.findings);
                QCOMPARE(b.on.broken(), broken);
            }
        }
    }
    void aStopThatNobodyCancelledIsCaughtWhenItIsCancelled()
    {
        Bench b;
        b.intend(exitOf(1));
        b.check.onKillPressed(b.on.scene, risk::KillLevel::CancelEntries, b.on.findings); // stops stay
        b.on.sendOther(WireMessage::Kind::Cancel, OrderId{1});
        QCOMPARE(b.on.broken(), 5);
    }
    void anEntryCancelledForAStallIsToldSoAfterwards()
    {
        for (const bool hasStalled : {true, false}) {
            Bench b;
            b.intend(entryOf(1));
            b.on.sendOther(WireMessage::Kind::Cancel, OrderId{1});
            QCOMPARE(b.on.broken(), 0);
            if (hasStalled) {
                b.on.input(TroubleFound{Trouble::EngineStalled, {}, seconds(3), {}});
            }
            b.check.onQuiet(b.on.scene, b.on.findings);
            QCOMPARE(b.on.broken(), hasStalled ? 0 : 5);
        }
    }
};

QTEST_APPLESS_MAIN(TestWireCheck)
#include "tst_wire_check.moc"
