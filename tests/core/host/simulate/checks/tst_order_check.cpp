#include "core/host/simulate/checks/order_check.h"

#include "core/host/simulate/checks/life_table.h"
#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// Order 1 after these words.
engine::DeskState stateAfter(std::initializer_list<OrderEventKind> words)
{
    engine::DeskState state;
    static_cast<void>(state.ledger.add(entryOf(1), {}));
    for (const OrderEventKind word : words) {
        static_cast<void>(state.ledger.apply(OrderId{1}, word, {}));
    }
    return state;
}

OrderReport report(OrderEventKind kind)
{
    OrderReport told;
    told.order = OrderId{1};
    told.kind = kind;
    return told;
}

orders::Fill fill(std::string_view id)
{
    orders::Fill told;
    told.order = OrderId{1};
    told.venueFillId = orders::VenueFillId(id);
    return told;
}

struct Bench {
    OrderCheck check;
    CheckBench on{check};
    explicit Bench(std::initializer_list<OrderEventKind> words = {})
    {
        on.restart(Sequence{0}, stateAfter(words));
    }
    void tell(const Event& event, engine::DeskState after)
    {
        on.show(std::move(after));
        on.input(event);
    }
};

engine::DeskState counting(std::uint64_t taken, std::uint64_t repeated)
{
    engine::DeskState state;
    state.counters.fills = taken;
    state.counters.duplicateFills = repeated;
    return state;
}

} // namespace

class TestOrderCheck : public QObject
{
    Q_OBJECT

private slots:
    void aFinishedOrderStaysFinished()
    {
        for (const auto from : {OrderState::Filled, OrderState::Cancelled, OrderState::Rejected, OrderState::Expired}) {
            for (std::size_t to = 0; to < statesOfOrders; ++to) {
                QVERIFY(!mayFollow(from, static_cast<OrderState>(to)));
            }
        }
    }
    void nothingComesBackFromTheVenueUnsent()
    {
        for (std::size_t from = 1; from < statesOfOrders; ++from) {
            QVERIFY(!mayFollow(static_cast<OrderState>(from), OrderState::Created));
            QVERIFY(!mayFollow(static_cast<OrderState>(from), OrderState::Sent));
        }
        QVERIFY(mayFollow(OrderState::Created, OrderState::Sent));
        QVERIFY(!mayFollow(OrderState::Created, OrderState::Working));
    }
    void aPlainLifePasses()
    {
        Bench b({OrderEventKind::Sent});
        b.tell(report(OrderEventKind::Accepted), stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted}));
        b.tell(report(OrderEventKind::Cancelled),
               stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted, OrderEventKind::Cancelled}));
        QCOMPARE(b.on.broken(), 0);
    }
    // A leg may have left before a crash that took its record.
    void aLegIsDoubtedWhenASessionBeginsAndAtNoOtherTime()
    {
        const auto after = [](std::initializer_list<OrderEventKind> words) {
            engine::DeskState state;
            auto leg = exitOf(1);
            leg.parent = OrderId{9};
            leg.held = true;
            static_cast<void>(state.ledger.add(leg, {}));
            for (const OrderEventKind word : words) {
                static_cast<void>(state.ledger.apply(OrderId{1}, word, {}));
            }
            return state;
        };
        for (const bool begins : {true, false}) {
            Bench b;
            b.on.restart(Sequence{0}, after({}));
            b.on.show(after({OrderEventKind::Lost}));
            b.on.input(begins ? Event(SessionStarted{}) : Event(Reconciled{}));
            b.on.fact(LegDoubted{OrderId{1}});
            QCOMPARE(b.on.broken(), begins ? 0 : 11);
        }
        Bench b;
        b.on.restart(Sequence{0}, after({}));
        b.on.show(after({OrderEventKind::Lost}));
        b.on.input(SessionStarted{});
        b.tell(report(OrderEventKind::Rejected), after({OrderEventKind::Lost, OrderEventKind::Rejected}));
        QCOMPARE(b.on.broken(), 0);
        b.tell(report(OrderEventKind::Found), after({})); // nothing comes back to where it was before it was sent
        QCOMPARE(b.on.broken(), 11);
    }
    void anOrderThatRisesAgainIsCaught()
    {
        Bench b({OrderEventKind::Sent, OrderEventKind::Accepted, OrderEventKind::Cancelled});
        b.tell(report(OrderEventKind::Found), stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted}));
        QCOMPARE(b.on.broken(), 11);
    }
    void anOrderThatWorksUnsentIsCaught()
    {
        Bench b;
        b.tell(report(OrderEventKind::Accepted), stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted}));
        QCOMPARE(b.on.broken(), 11);
    }
    void unknownEndsByTheVenuesWord()
    {
        Bench b({OrderEventKind::Sent, OrderEventKind::Lost});
        b.tell(report(OrderEventKind::Found), stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted}));
        QCOMPARE(b.on.broken(), 0);
    }
    void unknownEndsByAPersonsWordWithAReason()
    {
        for (const bool hasReason : {true, false}) {
            Bench b({OrderEventKind::Sent, OrderEventKind::Lost});
            Command command;
            command.by = owner;
            command.reason = ShortText<95>(hasReason ? "rang them up" : "");
            command.what = SettleUnknown{OrderId{1}, false};
            b.tell(command, stateAfter({OrderEventKind::Sent, OrderEventKind::Rejected}));
            b.on.fact(UnknownSettled{OrderId{1}, false, owner, command.reason});
            QCOMPARE(b.on.broken(), hasReason ? 0 : 6);
        }
    }
    void noOtherWordEndsUnknown()
    {
        for (const auto kind :
             {OrderEventKind::CancelRejected, OrderEventKind::ReplaceRejected, OrderEventKind::Lost}) {
            Bench b({OrderEventKind::Sent, OrderEventKind::Lost});
            b.tell(report(kind), stateAfter({OrderEventKind::Sent, OrderEventKind::Accepted}));
            QCOMPARE(b.on.broken(), 6);
        }
    }
    // As an order that a timer takes for refused, and that is gone from the desk's list of open ones.
    void unknownThatEndsInSilenceIsCaught()
    {
        for (const auto end : {OrderEventKind::Rejected, OrderEventKind::Cancelled, OrderEventKind::Filled}) {
            Bench b({OrderEventKind::Sent, OrderEventKind::Lost});
            const auto after = stateAfter({OrderEventKind::Sent, end});
            b.tell(TimerFired{}, after);
            b.tell(Reconciled{}, after);
            QCOMPARE(b.on.broken(), 6);
        }
    }
    void eachFillIsTakenOrKnown()
    {
        Bench b;
        b.tell(fill("x1"), counting(1, 0));
        b.tell(fill("x1"), counting(1, 1));
        b.tell(fill("x2"), counting(2, 1));
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void aFillDroppedInSilenceIsCaught()
    {
        Bench b;
        b.tell(fill("x1"), counting(0, 0));
        b.on.step();
        QCOMPARE(b.on.broken(), 27);
    }
    void aFillThatCannotBeBookedIsToldToAPerson()
    {
        Bench b;
        b.tell(fill("x1"), counting(0, 0));
        b.on.fact(AlertRaised{AlertLevel::Critical, ShortText<31>("event.not_booked"), {}, {}, 0, 0});
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void aNewFillTakenForAnOldOneIsCaught()
    {
        Bench b;
        b.tell(fill("x1"), counting(0, 1));
        QCOMPARE(b.on.broken(), 27);
    }
    void anOldFillTakenAgainIsCaught()
    {
        Bench b;
        b.tell(fill("x1"), counting(1, 0));
        b.tell(fill("x1"), counting(2, 0));
        QCOMPARE(b.on.broken(), 7);
    }
    void aFillWhoseRecordIsLostIsNewAgain()
    {
        Bench b;
        b.tell(fill("x1"), counting(1, 0));
        b.on.restart(Sequence{0});
        b.tell(fill("x1"), counting(1, 0));
        QCOMPARE(b.on.broken(), 0);
    }
};

QTEST_APPLESS_MAIN(TestOrderCheck)
#include "tst_order_check.moc"
