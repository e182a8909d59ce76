// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

events::PlaceOrder closingTicket(std::int64_t lots)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.side = Side::Sell;
    place.ticket.size = Lots{lots};
    place.ticket.reduceOnly = true;
    return place;
}

/// The strategy is long 19 with its stop at the venue. Entry 1, stop 2.
TestDesk strategyLong(const events::SessionStarted& session = aSession())
{
    auto desk = TestDesk::armed(session);
    desk.approve(desk.proposeBuy());
    desk.report(OrderId{1}, OrderEventKind::Accepted);
    desk.fill(OrderId{1}, 19, 10'000);
    desk.report(OrderId{2}, OrderEventKind::Accepted);
    return desk;
}

} // namespace

class TestExits : public QObject
{
    Q_OBJECT

private slots:
    void whatStandsInTheWayIsCancelledFirst()
    {
        auto desk = strategyLong();
        desk.bar(9'990); // the strategy turns
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        QVERIFY(desk.sent().empty());
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{19});
        QVERIFY(desk.sent().front().role == orders::OrderRole::Exit);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S17: an exit that the gate would refuse takes no stop away. The market halts while the strategy turns; the stop
    // stands, and the exit follows when trading goes on.
    void anExitThatCouldNotFollowLeavesTheStopWhereItIs()
    {
        auto desk = strategyLong();
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Halted});
        desk.bar(9'990);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Working);
        QVERIFY(desk.sent().empty());
        QVERIFY(!desk.state().exits.isEmpty());
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Open});
        desk.pass(seconds(2));
        desk.quote(9'989, 9'991);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    // F29: five of the stop fill while it is being cancelled; fourteen are left.
    void aFillDuringTheCancelIsTakenOffTheExit()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        desk.fill(OrderId{2}, 5, 9'800);
        QVERIFY(desk.sent().empty());
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{14});
    }

    void aStopThatFillsWholeLeavesNothingToExit()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        desk.fill(OrderId{2}, 19, 9'800);
        QVERIFY(desk.sent().empty());
        QCOMPARE(desk.position(), std::int64_t{0});
        QCOMPARE(desk.now<events::ExitDone>().size(), std::size_t{1});
        QVERIFY(desk.state().exits.isEmpty());
    }

    void theOtherSideIsProposedWhenTheExitIsDone()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        QVERIFY(!desk.newestProposal());
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        const OrderId exit = desk.sent().front().id;
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 19, 9'989);
        QVERIFY(desk.newestProposal());
        QVERIFY(desk.state().waiting.find(desk.newestProposal())->made.ticket.side == Side::Sell);
    }

    // F31: no tight loop. One second, then two, then four.
    void aRefusedExitIsTriedAgainAfterAWait()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        OrderId exit = desk.sent().front().id;
        desk.report(exit, OrderEventKind::Rejected);
        QVERIFY(desk.sent().empty());
        for (const std::int64_t wait : {std::int64_t{1}, std::int64_t{2}, std::int64_t{4}}) {
            desk.pass(seconds(wait) - nanoseconds(1));
            desk.quote(9'989, 9'991);
            QVERIFY(desk.sent().empty());
            desk.pass(seconds(1));
            desk.quote(9'989, 9'991);
            QCOMPARE(desk.sent().size(), std::size_t{1});
            exit = desk.sent().front().id;
            desk.report(exit, OrderEventKind::Rejected);
            QVERIFY(desk.sent().empty());
        }
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S34: the venue will not cancel the stop that is in the way. It is asked at once, then after one, two, four, …
    // seconds, with no market data to wake anybody; a person and the kill switch ask whenever they like.
    void aRefusedCancelIsAskedAgainAfterAWait()
    {
        auto session = aSession();
        session.limits.quoteAge = seconds(10);
        auto desk = strategyLong(session);
        desk.bar(9'990);
        QCOMPARE(desk.wanted<events::Cancel>().size(), std::size_t{1});
        desk.report(OrderId{2}, OrderEventKind::CancelRejected);
        QVERIFY(desk.wanted<events::Cancel>().empty());
        for (const std::int64_t wait : {std::int64_t{1}, std::int64_t{2}, std::int64_t{4}}) {
            desk.pass(seconds(wait) - nanoseconds(1));
            desk.apply(events::TimerFired{});
            QVERIFY(desk.wanted<events::Cancel>().empty());
            QCOMPARE((desk.engine.nextExpiry() - desk.stamp.mono).ns, std::int64_t{1});
            desk.pass(nanoseconds(1));
            desk.apply(events::TimerFired{});
            QCOMPARE(desk.wanted<events::Cancel>().size(), std::size_t{1});
            desk.report(OrderId{2}, OrderEventKind::CancelRejected);
            QVERIFY(desk.wanted<events::Cancel>().empty());
        }
        desk.restart(); // the wait is no shorter for it
        desk.report(OrderId{2}, OrderEventKind::Found);
        desk.pass(seconds(7));
        desk.apply(events::TimerFired{});
        QVERIFY(desk.wanted<events::Cancel>().empty());
        desk.command(events::Kill{{}, risk::KillLevel::Flatten});
        QCOMPARE(desk.wanted<events::Cancel>().size(), std::size_t{1});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QVERIFY(desk.state().askedInVain.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Whatever the venue refuses, a flatten latch ends flat: never longer without asking than half a minute.
    void aFlattenEndsFlatThoughTheVenueRefusesForLong()
    {
        for (const int refusals : {1, 5, 40}) {
            auto desk = strategyLong();
            desk.command(events::Kill{{}, risk::KillLevel::Flatten});
            int left = refusals;
            Duration silent;
            while (desk.position() != 0) {
                const bool isAsked = !desk.wanted<events::Cancel>().empty() || !desk.sent().empty();
                silent = isAsked ? Duration{} : silent + seconds(1);
                QVERIFY(silent <= seconds(32));
                if (!desk.wanted<events::Cancel>().empty()) {
                    desk.report(OrderId{2}, left-- > 0 ? OrderEventKind::CancelRejected : OrderEventKind::Cancelled);
                } else if (!desk.sent().empty()) {
                    const OrderId exit = desk.sent().front().id;
                    static_cast<void>(left-- > -refusals ? desk.report(exit, OrderEventKind::Rejected)
                                                         : desk.fill(exit, 19, 9'990));
                } else {
                    desk.pass(seconds(1));
                    desk.quote(9'999, 10'001);
                }
            }
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    void anUnknownExitIsNotSentAgain()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        const OrderId exit = desk.sent().front().id;
        desk.report(exit, OrderEventKind::Lost);
        for (int i = 0; i < 10; ++i) {
            desk.bar(9'990);
            QVERIFY(desk.sent().empty());
        }
        desk.report(exit, OrderEventKind::Rejected); // it never arrived
        desk.pass(seconds(2));
        desk.quote(9'989, 9'991);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    // S17, S30: what is looked at once a second goes by the clock that nobody can set.
    void anExitIsTriedAgainThoughTheClockWasSetBack()
    {
        auto desk = strategyLong();
        desk.bar(9'990);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(desk.sent().front().id, OrderEventKind::Rejected);
        desk.setClock(hours(-1));
        desk.pass(seconds(2));
        desk.quote(9'989, 9'991);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S18: what is sold for money comes to lots that nobody knows before it fills, at half of the price to twice as
    // many. Four hundred dollars at 100.00: nine lots at most. Beside them one of ten is free.
    void whatIsSoldForMoneyIsCountedBesideAClose()
    {
        for (const bool closesAll : {false, true}) {
            auto desk = TestDesk::armed();
            desk.apply(desk.fillOf(OrderId{}, 10, 10'000)); // bought elsewhere: no leg stands there
            events::PlaceOrder forMoney;
            forMoney.ticket.instrument = InstrumentId{1};
            forMoney.ticket.side = Side::Sell;
            forMoney.ticket.notional = Money{400 * oneDollar};
            forMoney.stop = Ticks{10'100};
            const OrderId sale = desk.placed(forMoney);
            QVERIFY(sale);
            if (!closesAll) {
                desk.command(closingTicket(2));
                QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
                QCOMPARE(desk.now<events::OrderRefused>().front().refusal.limit, std::int64_t{1});
                desk.command(closingTicket(1));
                QCOMPARE(desk.sent().size(), std::size_t{1});
                continue;
            }
            desk.report(sale, OrderEventKind::Accepted);
            desk.command(closingTicket(10));
            QVERIFY(desk.sent().empty());
            QVERIFY(desk.order(sale).state == OrderState::CancelSent);
            desk.fill(sale, 4, 10'000);
            desk.report(sale, OrderEventKind::Filled); // the cancel was too late
            QCOMPARE(desk.sent().size(), std::size_t{1});
            QCOMPARE(desk.sent().front().size.count, std::int64_t{6});
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    // S18: a leg that goes live beside it covers what is left for certain, and the rest when it is over.
    void aLegBesideASaleForMoneyWaitsForItsEnd()
    {
        auto desk = TestDesk::armed();
        const OrderId entry = desk.place(Side::Buy, 10, 9'900);
        desk.report(entry, OrderEventKind::Accepted);
        events::PlaceOrder forMoney;
        forMoney.ticket.instrument = InstrumentId{1};
        forMoney.ticket.side = Side::Sell;
        forMoney.ticket.notional = Money{300 * oneDollar};
        forMoney.stop = Ticks{10'100};
        const OrderId sale = desk.placed(forMoney);
        QVERIFY(sale);
        desk.report(sale, OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{3}); // seven may be sold
        const OrderId stop = desk.sent().front().id;
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(sale, OrderEventKind::Cancelled);
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
        QCOMPARE(desk.wanted<events::Replace>().front().size->count, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aPersonWhoClosesAllDoesNotWaitForTheLegs()
    {
        auto desk = strategyLong();
        desk.command(closingTicket(19));
        QVERIFY(!desk.denial());
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().origin == orders::Origin::Human);
        const OrderId exit = desk.sent().front().id;
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 19, 9'999);
        QVERIFY(desk.state().holdings.isEmpty()); // the strategy's, too: nothing is held any more
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What stands in the way is a person's own order, no leg: it is for him to take away.
    void aPersonWhoClosesAPartIsToldWhatHisOwnOrdersLeaveHim()
    {
        auto desk = strategyLong();
        desk.command(events::ReplaceOrder{OrderId{2}, Lots{14}, {}, {}});
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{14});
        auto resting = closingTicket(12);
        resting.ticket.kind = orders::OrderKind::Limit;
        resting.ticket.limit = Ticks{10'100};
        desk.command(events::CancelOrder{OrderId{2}});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(desk.placed(resting), OrderEventKind::Accepted);
        desk.command(closingTicket(8));
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
        QCOMPARE(desk.now<events::OrderRefused>().front().refusal.limit, std::int64_t{7});
    }

    void aReduceOnlyOrderNeverTakesMoreThanThereIs()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        for (const std::int64_t lots : {std::int64_t{11}, std::int64_t{1'000}}) {
            desk.command(closingTicket(lots));
            QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
        }
        auto buys = closingTicket(1);
        buys.ticket.side = Side::Buy;
        desk.command(buys);
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
    }

    void noEntryGoesWhileAnExitIsUnderWay()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(5);
        desk.command(closingTicket(5));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
    }

    // Both hold: each strategy's exit closes its own part and leaves the other's stop.
    void eachStrategyClosesItsOwnPart()
    {
        auto session = aSession();
        session.limits.positionPerTrade = BasisPoints{500};
        session.strategies.push_back({StrategyId{2}, "sma_cross:fast=1,slow=3,direction=long"});
        auto desk = TestDesk::armed(session);
        desk.bar(10'000);
        desk.bar(10'000);
        desk.proposeBuy();
        std::vector<ProposalId> ids;
        for (const auto& waiting : desk.state().waiting) {
            ids.push_back(waiting.key);
        }
        QCOMPARE(ids.size(), std::size_t{2});
        desk.approve(ids[0], Lots{10});
        desk.approve(ids[1], Lots{7});
        const OrderId first{1};
        const OrderId second{3};
        desk.fill(first, 10, 10'000);
        desk.fill(second, 7, 10'000);
        desk.report(OrderId{2}, OrderEventKind::Accepted);
        desk.report(OrderId{4}, OrderEventKind::Accepted);
        QCOMPARE(desk.position(), std::int64_t{17});

        desk.command(events::Kill{{risk::ScopeKind::Strategy, 1}, risk::KillLevel::Flatten});
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Working);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        desk.fill(desk.sent().front().id, 10, 10'000);
        QCOMPARE(desk.position(), std::int64_t{7});
        QCOMPARE(desk.state().holdings.find({StrategyId{2}, InstrumentId{1}})->lots.count, std::int64_t{7});
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Working);
    }

    void aPositionIsClosedWhenItsTimeIsUp()
    {
        auto desk = strategyLong();
        desk.pass(days(10) + hours(1));
        desk.bar(10'000);
        QVERIFY(desk.alerted("position.time_exit"));
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
    }

    // Long ten, sells twenty by hand without legs: flat, then short ten, the books exact.
    void aSaleThroughZeroIsBookedAsTwo()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        desk.report(OrderId{2}, OrderEventKind::Accepted);
        desk.command(events::CancelOrder{OrderId{2}});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        const OrderId sale = desk.place(Side::Sell, 20, 10'100);
        QVERIFY(sale);
        desk.fill(sale, 20, 10'010);
        QCOMPARE(desk.position(), std::int64_t{-10});
        QCOMPARE(desk.state().portfolio.realised(desk.state().base).e8, oneDollar);
        // The stop behind the sale covers the short, and no more.
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        QVERIFY(desk.sent().front().side == Side::Buy);
    }
};

QTEST_APPLESS_MAIN(TestExits)
#include "tst_exits.moc"
