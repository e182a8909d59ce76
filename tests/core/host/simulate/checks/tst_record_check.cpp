#include "core/host/simulate/checks/record_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;
using orders::OrderState;
using risk::KillLevel;
using Kind = WireMessage::Kind;

namespace {

struct Bench {
    RecordCheck check;
    CheckBench on{check};
    Bench()
    {
        on.tick();
    }
    void plan(const orders::OrderTicket& ticket)
    {
        on.tick();
        on.fact(OrderPlanned{ticket, {}});
        on.fact(OrderReleased{ticket.id, ticket.size});
    }
    void alert(std::string_view key)
    {
        on.fact(AlertRaised{AlertLevel::Warning, ShortText<31>(key), {}, {}, 0, 0});
    }
    /// The desk's own counts go on by so much with the next fill.
    void fill(std::uint64_t booked, std::uint64_t known, std::uint64_t late, bool isOurs = true)
    {
        engine::DeskState state;
        auto ticket = entryOf(1);
        if (isOurs && !state.ledger.add(ticket, {})) {
            return;
        }
        state.counters.fills = booked;
        state.counters.duplicateFills = known;
        state.counters.lateFills = late;
        on.show(std::move(state));
        orders::Fill one;
        one.order = OrderId{1};
        on.input(one);
    }
    void ask(OrderId order)
    {
        on.tick();
        on.fact(QueryAsked{order});
    }
    void quiet()
    {
        check.onQuiet(on.scene, on.findings);
    }
};

} // namespace

class TestRecordCheck : public QObject
{
    Q_OBJECT

private slots:
    // --- events --------------------------------------------------------------------------------------------------
    void eventsWithoutAGapPass()
    {
        Bench b;
        b.on.input(TimerFired{});
        b.on.tick();
        b.on.restart(Sequence{2});
        b.on.stamp.seq = Sequence{7}; // the tape was ahead of the journal
        b.on.tick();
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void aGapOrANumberTwiceIsCaught()
    {
        for (const bool isGap : {false, true}) {
            Bench b;
            b.on.stamp.seq = Sequence{isGap ? 5U : 0U};
            b.on.tick();
            QCOMPARE(b.on.broken(), 27);
        }
    }
    void aStartThatGivesNumbersOfTheJournalAnewIsCaught()
    {
        Bench b;
        b.on.restart(Sequence{9});
        b.on.stamp.seq = Sequence{8};
        b.on.tick();
        QCOMPARE(b.on.broken(), 27);
    }
    void aFactOfAnotherEventIsCaught()
    {
        Bench b;
        ++b.on.stamp.seq.value;
        b.alert("order.rejected");
        QCOMPARE(b.on.broken(), 27);
    }

    // --- fills ---------------------------------------------------------------------------------------------------
    void aFillIsBookedOrKnownOrRefusedAloud()
    {
        Bench booked;
        booked.fill(1, 0, 0);
        booked.on.step();
        QCOMPARE(booked.on.broken(), 0);
        Bench known;
        known.fill(0, 1, 0);
        known.alert("fill.repeated");
        known.on.step();
        QCOMPARE(known.on.broken(), 0);
        Bench refused;
        refused.fill(0, 0, 0);
        refused.alert("event.not_booked");
        refused.on.step();
        QCOMPARE(refused.on.broken(), 0);
    }
    void aFillThatLeavesNoTraceOrTwoIsCaught()
    {
        for (const std::uint64_t booked : {0U, 2U}) {
            Bench b;
            b.fill(booked, 0, 0);
            b.on.tick();
            QCOMPARE(b.on.broken(), 27);
        }
    }
    void lateFillsAreTold()
    {
        for (const bool isTold : {false, true}) {
            Bench b;
            b.fill(1, 0, 1);
            if (isTold) {
                b.alert("order.late_fill");
            }
            b.on.tick();
            QCOMPARE(b.on.broken(), isTold ? 0 : 27);
        }
    }
    void fillsOfOthersAreTold()
    {
        for (const bool isTold : {false, true}) {
            Bench b;
            b.fill(1, 0, 0, false);
            b.alert(isTold ? "fill.external" : "order.rejected");
            b.on.tick();
            QCOMPARE(b.on.broken(), isTold ? 0 : 27);
        }
    }
    void reversalsAreTold()
    {
        for (const int what : {0, 1, 2}) {
            Bench b;
            b.on.input(FillBusted{});
            if (what > 0) {
                b.alert(what == 1 ? "fill.reversed" : "event.not_booked");
            }
            b.on.step();
            QCOMPARE(b.on.broken(), what > 0 ? 0 : 27);
        }
    }
    void lostOrdersAreTold()
    {
        for (const bool isTold : {false, true}) {
            Bench b;
            engine::DeskState state;
            QVERIFY(state.ledger.add(entryOf(1), {}));
            QVERIFY(state.ledger.apply(OrderId{1}, orders::OrderEventKind::Sent, {}));
            QVERIFY(state.ledger.apply(OrderId{1}, orders::OrderEventKind::Lost, {}));
            b.on.show(std::move(state));
            OrderReport report;
            report.order = OrderId{1};
            b.on.input(report);
            if (isTold) {
                b.alert("order.unknown");
            }
            b.on.step();
            QCOMPARE(b.on.broken(), isTold ? 0 : 27);
        }
    }

    void wordsAboutOrdersOfOthersAreTold()
    {
        for (const auto& [order, isTold] : {std::pair{2U, true}, std::pair{2U, false}, std::pair{1U, false}}) {
            Bench b;
            engine::DeskState state;
            QVERIFY(state.ledger.add(entryOf(1), {}));
            b.on.show(std::move(state));
            OrderReport report;
            report.order = OrderId{order};
            b.on.input(report);
            if (isTold) {
                b.alert("order.external");
            }
            b.on.step();
            QCOMPARE(b.on.broken(), isTold || order == 1 ? 0 : 27);
        }
    }

    // --- what leaves ---------------------------------------------------------------------------------------------
    void anEntryIsNoOlderThanTwoSeconds()
    {
        for (const bool isOlder : {false, true}) {
            Bench b;
            b.plan(entryOf(1));
            b.on.pass(Duration{seconds(2).ns + (isOlder ? 1 : 0)});
            b.on.send(entryOf(1), "a");
            QCOMPARE(b.on.broken(), isOlder ? 14 : 0);
        }
    }
    void whatOnlyClosesMayBeOlder()
    {
        Bench b;
        b.plan(exitOf(1));
        b.on.pass(minutes(1));
        b.on.send(exitOf(1), "a");
        QCOMPARE(b.on.broken(), 0);
    }
    void aCancelThatWasAskedForPasses()
    {
        Bench b;
        b.plan(entryOf(1));
        b.on.fact(CancelAsked{OrderId{1}, Cause::Person, owner});
        b.on.sendOther(Kind::Cancel, OrderId{1});
        b.on.sendOther(Kind::Cancel, OrderId{1}); // asked for again after a refusal
        b.quiet();
        QCOMPARE(b.on.broken(), 0);
    }
    void aCancelOutOfNowhereIsCaught()
    {
        Bench b;
        b.plan(entryOf(1));
        b.on.fact(CancelAsked{OrderId{2}, Cause::Person, owner});
        b.on.sendOther(Kind::Cancel, OrderId{1});
        b.quiet();
        QCOMPARE(b.on.broken(), 5);
    }
    void theSwitchCancelsEntriesBeforeTheDeskHearsOfIt()
    {
        Bench b;
        b.plan(entryOf(1));
        b.check.onKillPressed(b.on.scene, KillLevel::CancelEntries, b.on.findings);
        b.on.sendOther(Kind::Cancel, OrderId{1});
        b.quiet();
        QCOMPARE(b.on.broken(), 0);
        QCOMPARE(b.check.obeyedFirst(), std::uint64_t{1});
    }
    void aSwitchCancelsNoMoreThanItsLevelSays()
    {
        for (const auto& [level, isReached] :
             {std::pair{KillLevel::Pause, false}, std::pair{KillLevel::CancelEntries, false},
              std::pair{KillLevel::CancelAll, true}}) {
            Bench b;
            auto stop = exitOf(1);
            stop.role = orders::OrderRole::Stop;
            b.plan(stop);
            b.check.onKillPressed(b.on.scene, level, b.on.findings);
            b.on.sendOther(Kind::Cancel, OrderId{1});
            b.quiet();
            QCOMPARE(b.on.broken(), isReached ? 0 : 5);
        }
    }
    void ordersOfAnEarlierStartAreInReachToo()
    {
        Bench b;
        b.plan(entryOf(1));
        b.on.restart(Sequence{2});
        b.on.fact(Latched{{}, KillLevel::CancelEntries, Cause::Person, owner, {}});
        b.on.sendOther(Kind::Cancel, OrderId{1});
        b.quiet();
        QCOMPARE(b.on.broken(), 0);
    }
    void aLatchReachesItsScopeAndWhatItsLevelSays()
    {
        for (const auto& [scope, level, broken] :
             {std::tuple{risk::Scope{risk::ScopeKind::Strategy, 1}, KillLevel::CancelEntries, 0},
              std::tuple{risk::Scope{risk::ScopeKind::Strategy, 1}, KillLevel::Pause, 5},
              std::tuple{risk::Scope{risk::ScopeKind::Strategy, 2}, KillLevel::Flatten, 5}}) {
            Bench b;
            b.plan(entryOf(1));
            b.on.fact(Latched{scope, level, Cause::Person, owner, {}});
            b.on.sendOther(Kind::Cancel, OrderId{1});
            b.quiet();
            QCOMPARE(b.on.broken(), broken);
        }
    }
    void aLatchThatAStartHasFoundCancelsWhatIsOpen()
    {
        Bench b;
        b.plan(entryOf(1));
        engine::DeskState state;
        state.latches.insertOrAssign(risk::Scope{risk::ScopeKind::Account, 1},
                                     {KillLevel::CancelEntries, Cause::Person, owner, {}, {}});
        b.on.restart(b.on.stamp.seq, state);
        b.on.sendOther(Kind::Cancel, OrderId{1});
        b.quiet();
        QCOMPARE(b.on.broken(), 0);
    }
    void aStallExplainsACancelWhenItIsTold()
    {
        Bench b;
        b.plan(entryOf(1));
        b.on.sendOther(Kind::Cancel, OrderId{1});
        TroubleFound stall;
        stall.what = Trouble::EngineStalled;
        b.on.input(stall);
        b.quiet();
        QCOMPARE(b.on.broken(), 0);
    }

    // --- questions -----------------------------------------------------------------------------------------------
    void aQuestionOnRecordMayBeAsked()
    {
        Bench b;
        b.ask(OrderId{1});
        b.on.makeDurable();
        b.on.sendOther(Kind::Query, OrderId{1});
        QCOMPARE(b.on.broken(), 0);
    }
    void aQuestionIsAskedOnceForEachRecordAndForThatOrder()
    {
        for (const std::uint64_t order : {1U, 2U}) {
            Bench b;
            b.ask(OrderId{1});
            b.on.makeDurable();
            b.on.sendOther(Kind::Query, OrderId{order});
            b.on.sendOther(Kind::Query, OrderId{order});
            QCOMPARE(b.on.broken(), 21);
        }
    }
    void aQuestionWaitsForTheDiskTwentyMillisecondsAtMost()
    {
        for (const int how : {0, 1, 2}) {
            Bench b;
            b.ask(OrderId{1});
            b.on.pass(Duration{milliseconds(20).ns - (how == 0 ? 0 : 1)});
            b.on.scene.journalFailed = how == 1;
            b.on.sendOther(Kind::Query, OrderId{1});
            QCOMPARE(b.on.broken(), how == 2 ? 21 : 0);
        }
    }
    void anAccountIsComparedForAStartOrALink()
    {
        Bench b;
        b.on.input(SessionStarted{});
        b.on.input(LinkChanged{LinkKind::Orders, AccountId{1}, false});
        b.on.input(LinkChanged{LinkKind::Orders, AccountId{1}, true});
        b.on.input(LinkChanged{LinkKind::MarketData, {}, true});
        b.on.makeDurable();
        b.on.sendOther(Kind::Reconcile, {});
        b.on.sendOther(Kind::Reconcile, {});
        QCOMPARE(b.on.broken(), 0);
        b.on.sendOther(Kind::Reconcile, {});
        QCOMPARE(b.on.broken(), 21);
    }
    void anAccountIsComparedOnceMoreForAnOrderTakenForGone()
    {
        for (const auto& [exists, times, broken] :
             {std::tuple{false, 1, 0}, std::tuple{false, 2, 21}, std::tuple{true, 1, 21}}) {
            Bench b;
            b.on.tick();
            b.on.fact(UnknownSettled{OrderId{1}, exists, owner, ShortText<95>("looked at it")});
            b.on.makeDurable();
            for (int i = 0; i < times; ++i) {
                b.on.sendOther(Kind::Reconcile, {});
            }
            QCOMPARE(b.on.broken(), broken);
        }
    }
    void anAccountIsComparedOnceMoreForAMismatchThatIsCleared()
    {
        for (const auto& [breaker, times, broken] :
             {std::tuple{Breaker::Mismatch, 1, 0}, std::tuple{Breaker::Mismatch, 2, 21},
              std::tuple{Breaker::NeedsReconcile, 1, 0}, std::tuple{Breaker::NeedsReconcile, 2, 21},
              std::tuple{Breaker::LosingStreak, 1, 21}}) {
            Bench b;
            b.on.tick();
            b.on.fact(BreakerCleared{breaker, InstrumentId{1}, owner, ShortText<95>("looked at it"), {}});
            b.on.makeDurable();
            for (int i = 0; i < times; ++i) {
                b.on.sendOther(Kind::Reconcile, {});
            }
            QCOMPARE(b.on.broken(), broken);
        }
    }
};

QTEST_APPLESS_MAIN(TestRecordCheck)
#include "tst_record_check.moc"
