// needs: host/runtime desk/driver
//
// Latches of a narrower scope than everything: what they overtake, what they cancel, and how they are lifted.

#include "tests/support/outbox_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using risk::Scope;
using risk::ScopeKind;

namespace {

constexpr std::string_view overtaken = "not sent: a latch of its scope came after it was decided";

constexpr Scope symbol{ScopeKind::Symbol, 1}; // of the typical orders

/// What the engine does when somebody kills a scope.
void latch(Pumped& p, std::uint64_t seq, Scope scope, KillLevel level = KillLevel::CancelEntries)
{
    p.lanes->fence.raise(scope, Sequence{seq});
    p.want(seq, driver::ObeyLatch{level, scope});
}

risk::ClearedOrder stopOrder(std::uint64_t id)
{
    auto c = risk::aTypicalStop();
    c.ticket.id = OrderId{id};
    return *risk::Gate(c.limits).clear(c.ticket, c.instrument, c.view);
}

} // namespace

class TestOutboxLatches : public QObject
{
    Q_OBJECT

private slots:
    // --- what is on its way ---

    // S2: wherever it lies: before the outbox, in it for the disk, or behind it. The exit passes.
    void anEntryThatALatchOvertakesIsHeldBackWhereverItLies_data()
    {
        QTest::addColumn<int>("outboxRounds");
        QTest::addColumn<bool>("isDurable");
        QTest::newRow("before the outbox") << 0 << true;
        QTest::newRow("in it") << 1 << false;
        QTest::newRow("behind it") << 1 << true;
    }
    void anEntryThatALatchOvertakesIsHeldBackWhereverItLies()
    {
        QFETCH(int, outboxRounds);
        QFETCH(bool, isDurable);
        for (const bool isReached : {true, false}) {
            Pumped p;
            p.durability.upTo = isDurable ? 100 : 0;
            p.want(1, events::Submit{entry(1)});
            p.want(1, events::Submit{exitOrder(2)});
            for (int i = 0; i < outboxRounds; ++i) {
                p.outbox.turn();
            }
            latch(p, 2, {ScopeKind::Symbol, isReached ? 1U : 2U}, KillLevel::Pause);
            p.durability.upTo = 100;
            p.pump();
            QCOMPARE(p.venue.submitted, isReached ? Ids{2} : (Ids{1, 2}));
            QCOMPARE(p.told(1).size(), std::size_t{isReached ? 1U : 0U});
            QCOMPARE(p.textOf(1), isReached ? overtaken : std::string_view());
            QVERIFY(!isReached || events::isOwnWord(*p.reportOn(1))); // no venue refused it
            QCOMPARE(p.outbox.openOrders(), std::size_t{isReached ? 1U : 2U});
        }
    }

    void whatIsDecidedAfterALatchIsTheGatesBusiness()
    {
        Pumped p;
        p.durability.upTo = 100;
        latch(p, 2, symbol, KillLevel::Pause);
        p.want(3, events::Submit{entry(1)}); // it was lifted, or never reached it
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
    }

    // A larger size is an entry, too.
    void aReplaceThatALatchOvertakesIsHeldBack()
    {
        for (const int outboxRounds : {0, 1}) {
            Pumped p;
            p.sendEntry();
            p.want(2, events::Replace{OrderId{1}, Lots{20}, {}, {}});
            for (int i = 0; i < outboxRounds; ++i) {
                p.outbox.turn();
            }
            latch(p, 3, symbol, KillLevel::Pause);
            p.pump();
            QCOMPARE(p.venue.replaced, Ids{});
            QCOMPARE(p.told(1), std::vector{OrderEventKind::ReplaceRejected});
        }
    }

    // --- what stands ---

    // Exits of a hand stay: those that the same record sends, and those of before a start. Which of them the latch ends
    // is in the engine's cancels.
    void aLatchCancelsWhatStandsInItsReachButNoLastHand()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.want(1, events::Submit{stopOrder(2)});
        p.want(1, events::Submit{exitOrder(3)});
        p.pump();
        latch(p, 2, {ScopeKind::Symbol, 2}, KillLevel::Flatten);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{});
        latch(p, 3, symbol);
        p.want(3, events::Cancel{OrderId{1}}); // the engine wants the same: once is enough
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
        latch(p, 4, symbol, KillLevel::Flatten);
        p.want(4, events::Cancel{OrderId{3}});
        p.want(4, events::Submit{exitOrder(4)});
        p.pump();
        QCOMPARE(p.venue.cancelled, (Ids{1, 2, 3}));
        QCOMPARE(p.venue.submitted, (Ids{1, 2, 3, 4}));
        QVERIFY(p.kill.level() == KillLevel::None); // that is of everything
    }

    // The same of everything, which the switch follows.
    void theExitsOfALatchOverEverythingStay()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{stopOrder(1)});
        p.pump();
        latch(p, 2, {}, KillLevel::Flatten);
        p.want(2, events::Submit{exitOrder(2)});
        p.pump();
        QCOMPARE(p.venue.submitted, (Ids{1, 2}));
        QCOMPARE(p.venue.cancelled, Ids{1});
        QVERIFY(p.kill.level() == KillLevel::Flatten);
    }

    void aCancelThatIsRefusedUnderALatchIsAskedForAgain()
    {
        for (const bool isReached : {true, false}) {
            Pumped p;
            p.sendEntry();
            latch(p, 2, {ScopeKind::Symbol, isReached ? 1U : 2U});
            p.want(2, events::Cancel{OrderId{1}});
            p.pump();
            QCOMPARE(p.venue.cancelled, Ids{1});
            p.answer(1, OrderEventKind::CancelRejected);
            p.pump();
            p.clock.pass(milliseconds(100) - nanoseconds(1));
            p.pump();
            QCOMPARE(p.venue.cancelled, Ids{1});
            p.clock.pass(nanoseconds(1));
            p.pump();
            QCOMPARE(p.venue.cancelled, isReached ? (Ids{1, 1}) : Ids{1});
        }
    }

    // A pause lets working orders stand; who cancels one himself is left with the answer.
    void aPauseCancelsNothing()
    {
        Pumped p;
        p.sendEntry();
        latch(p, 2, symbol, KillLevel::Pause);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{});
        p.want(3, events::Cancel{OrderId{1}});
        p.pump();
        p.answer(1, OrderEventKind::CancelRejected);
        p.pump();
        p.clock.pass(seconds(1));
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
    }

    // The cancels of the last session may have been lost with it.
    void anOrderOfBeforeIsCancelledUnderALatchOfBefore()
    {
        Pumped p;
        p.outbox.adopt(entry(5).ticket(), Lots{});
        p.outbox.adopt(stopOrder(6).ticket(), Lots{});
        p.outbox.adopt(exitOrder(7).ticket(), Lots{});
        p.want(0, driver::ObeyLatch{KillLevel::CancelEntries, symbol});
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{5});
        p.want(0, driver::ObeyLatch{KillLevel::CancelAll, symbol});
        p.pump();
        QCOMPARE(p.venue.cancelled, (Ids{5, 6}));
    }

    // F7, S26: without room in the lane it comes again; nothing behind it overtakes it.
    void aLatchThatFindsNoRoomComesAgain()
    {
        Pumped p;
        p.durability.upTo = 100;
        for (std::uint64_t id = 1; id <= 300; ++id) {
            p.outbox.adopt(entry(id).ticket(), Lots{});
        }
        latch(p, 2, symbol);
        p.want(2, events::Submit{exitOrder(400)});
        p.outbox.turn();
        QVERIFY(!p.outbox.isIdle());
        p.pump();
        QCOMPARE(p.venue.cancelled.size(), std::size_t{300});
        QCOMPARE(p.venue.submitted, Ids{400});
    }

    // --- lifting ---

    void aLatchIsLiftedByWhatIsOnRecord()
    {
        for (const bool isDurable : {true, false}) {
            Pumped p;
            p.durability.upTo = 5;
            p.want(1, events::Submit{entry(1)});
            p.pump();
            latch(p, 2, symbol);
            p.pump();
            p.want(isDurable ? 5 : 6, driver::LiftLatch{0, symbol});
            p.answer(1, OrderEventKind::CancelRejected);
            p.pump();
            p.clock.pass(seconds(1));
            p.pump();
            QCOMPARE(p.venue.cancelled, isDurable ? Ids{1} : (Ids{1, 1}));
        }
    }

    // The same by commands: the stop that a cancel of before the reset has not reached is left alone.
    void whatIsLatchedBehindALiftingStandsAtItsOwnLevel()
    {
        for (const bool isOfEverything : {false, true}) {
            for (const auto level : {KillLevel::CancelEntries, KillLevel::CancelAll}) {
                const Scope scope = isOfEverything ? Scope{} : symbol;
                Pumped p;
                p.durability.upTo = 5;
                p.want(1, events::Submit{stopOrder(1)});
                p.pump();
                latch(p, 2, scope, KillLevel::CancelAll);
                p.pump();
                QCOMPARE(p.venue.cancelled, Ids{1});
                p.want(6, driver::LiftLatch{0, scope});
                p.pump();
                latch(p, 7, scope, level);
                p.pump();
                const Ids before = p.venue.cancelled;
                p.durability.upTo = 10;
                p.pump();
                QTRY_VERIFY(p.kill.isSettled());
                QVERIFY(p.kill.level() == (isOfEverything ? level : KillLevel::None));
                p.answer(1, OrderEventKind::CancelRejected);
                p.pump();
                p.clock.pass(seconds(1));
                p.pump();
                QCOMPARE(p.venue.cancelled == before, level == KillLevel::CancelEntries);
            }
        }
    }

    // Cancelled all, opened again on a slow disk, paused meanwhile: a pause stands, and another one leaves the stop
    // alone that was placed since.
    void whatIsPressedBehindAResetStandsAtItsOwnLevel()
    {
        for (const auto level : {KillLevel::Pause, KillLevel::CancelAll}) {
            Pumped p;
            p.durability.upTo = 5;
            p.press(KillLevel::CancelAll);
            p.pump();
            p.want(6, driver::LiftLatch{1, {}});
            p.pump();
            p.press(level);
            p.pump();
            QVERIFY(p.kill.level() == KillLevel::CancelAll);
            p.durability.upTo = 10;
            p.pump();
            QTRY_VERIFY(p.kill.isSettled());
            QVERIFY(p.kill.level() == level);
            p.want(8, events::Submit{stopOrder(1)});
            p.pump();
            p.press(KillLevel::Pause);
            p.pump();
            QCOMPARE(p.venue.submitted, Ids{1});
            QCOMPARE(p.venue.cancelled.empty(), level == KillLevel::Pause);
        }
    }

    // The lifting of the first one waits for the disk while the second one is set.
    void aLiftingDoesNotTakeALaterLatchAway_data()
    {
        QTest::addColumn<bool>("isOfEverything");
        QTest::newRow("a symbol") << false;
        QTest::newRow("everything") << true;
    }
    void aLiftingDoesNotTakeALaterLatchAway()
    {
        QFETCH(bool, isOfEverything);
        const Scope scope = isOfEverything ? Scope{} : symbol;
        Pumped p;
        p.durability.upTo = 5;
        p.want(1, events::Submit{entry(1)});
        p.pump();
        latch(p, 2, scope);
        p.want(6, driver::LiftLatch{0, scope});
        p.pump();
        latch(p, 7, scope);
        p.pump();
        p.durability.upTo = 10;
        p.pump();
        QTRY_VERIFY(p.kill.isSettled());
        QVERIFY(p.kill.level() == (isOfEverything ? KillLevel::CancelEntries : KillLevel::None));
        p.answer(1, OrderEventKind::CancelRejected);
        p.pump();
        p.clock.pass(milliseconds(100));
        p.pump();
        QCOMPARE(p.venue.cancelled, (Ids{1, 1}));
    }
};

QTEST_APPLESS_MAIN(TestOutboxLatches)
#include "tst_outbox_latches.moc"
