// needs: desk/engine

#include "tests/support/told_seconds.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

constexpr std::string_view unprotected = "position.unprotected";

void passASecond(TestDesk& desk)
{
    desk.pass(seconds(1));
    desk.quote(9'999, 10'001);
}

/// The strategy buys 19. The order that is its stop.
OrderId strategyBuys(TestDesk& desk)
{
    const OrderId entry{desk.state().nextOrder};
    const OrderId stop{entry.value + 1};
    desk.approve(desk.proposeBuy());
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 19, 10'000);
    desk.report(stop, OrderEventKind::Accepted);
    return stop;
}

/// Somebody has sold four by hand, and the strategy buys 19, entry 1: the account holds 15, and so many are covered.
TestDesk opposed()
{
    auto desk = TestDesk::armed();
    auto sold = desk.fillOf(OrderId{}, 4, 10'000);
    sold.side = Side::Sell;
    desk.apply(sold);
    strategyBuys(desk);
    return desk;
}
constexpr OrderId stopOfOpposed{2};

/// The strategy buys 19 with a stop and a target, orders 2 and 3, of which the venue has not spoken yet.
void strategyBuysForATarget(TestDesk& desk)
{
    events::Amend amend;
    amend.proposal = desk.proposeBuy();
    amend.target = Ticks{10'400};
    desk.command(amend);
    desk.approve(desk.newestProposal());
    desk.report(OrderId{1}, OrderEventKind::Accepted);
    desk.fill(OrderId{1}, 19, 10'000);
}

/// Both work, and a person closes nine.
TestDesk closingNineOfNineteen()
{
    auto desk = TestDesk::armed();
    strategyBuysForATarget(desk);
    desk.report(OrderId{2}, OrderEventKind::Accepted);
    desk.report(OrderId{3}, OrderEventKind::Accepted);
    events::PlaceOrder closing;
    closing.ticket.instrument = InstrumentId{1};
    closing.ticket.side = Side::Sell;
    closing.ticket.size = Lots{9};
    closing.ticket.reduceOnly = true;
    desk.command(closing);
    return desk;
}

} // namespace

// S17, F57: of a strategy's holding that no stop covers a person is told at once, when it gets worse, and at growing
// gaps while it lasts.
class TestNakedHoldings : public QObject
{
    Q_OBJECT

private slots:
    // S17, after a restart without a single price: the venue holds a stop for a part, the entry fills on, and the venue
    // gives no order another size (Alpaca). What stands there has not been passed, so that a stop for the rest goes to
    // the same place; without one that stands, nobody knows, and a person is told.
    void withoutAPriceTheRestIsCoveredBesideAStopThatStands_data()
    {
        QTest::addColumn<bool>("stands");
        QTest::newRow("the stop stands") << true;
        QTest::newRow("nobody knows of it") << false;
    }
    void withoutAPriceTheRestIsCoveredBesideAStopThatStands()
    {
        QFETCH(bool, stands);
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        const OrderId entry{1}, stop{2};
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 9, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        QCOMPARE(desk.order(stop).ticket.size.count, std::int64_t{9});
        desk.restart();
        const auto told = timesTold(desk, unprotected);
        desk.report(entry, OrderEventKind::Found);
        if (stands) {
            desk.report(stop, OrderEventKind::Found);
        }
        desk.fill(entry, 10, 10'000);
        desk.report(stop, OrderEventKind::ReplaceRejected);
        for (int second = 0; second < 3; ++second) {
            desk.pass(seconds(1));
            desk.apply(events::TimerFired{});
        }

        std::int64_t beside = 0;
        desk.state().ledger.forEach([&](const orders::OrderRecord& record) {
            if (record.ticket.role == orders::OrderRole::Stop && record.ticket.id != stop) {
                QVERIFY(record.ticket.stop == desk.order(stop).ticket.stop);
                QVERIFY(record.ticket.reduceOnly && record.state == OrderState::Sent);
                beside += record.ticket.size.count;
            }
        });
        QCOMPARE(beside, stands ? std::int64_t{10} : std::int64_t{0});
        QVERIFY(stands || timesTold(desk, unprotected) > told);
    }

    // S6: nobody knows whether the target stands, and it may take all that is held. A stop beside it would be refused
    // by our own gate; it waits until the venue has said what the target is, and a person is told meanwhile.
    void aNewStopWaitsForATargetInDoubt()
    {
        auto desk = TestDesk::armed();
        const OrderId entry{desk.state().nextOrder};
        const ProposalId proposal = desk.proposeBuy();
        events::Amend wish;
        wish.proposal = proposal;
        wish.target = Ticks{10'300};
        desk.command(wish);
        desk.approve(desk.newestProposal());
        const OrderId stop{entry.value + 1}, target{entry.value + 2};
        desk.report(entry, OrderEventKind::Accepted);
        const std::int64_t lots = desk.order(entry).ticket.size.count;
        desk.fill(entry, lots, 10'000);
        desk.report(target, OrderEventKind::Lost);
        desk.report(stop, OrderEventKind::Rejected);
        for (int i = 0; i < 5; ++i) {
            passASecond(desk);
        }
        QVERIFY(desk.ever<events::OrderRefused>().empty());
        QVERIFY(timesTold(desk, unprotected) > 0);
        QVERIFY(desk.engine.snapshot()->risk.isNaked);
        desk.report(target, OrderEventKind::Cancelled);
        passASecond(desk);
        const auto released = desk.ever<events::OrderReleased>();
        std::int64_t covered = 0; // the two come back as a pair, the stop once
        for (const auto& one : released) {
            const auto& ticket = desk.order(one.order).ticket;
            covered += one.order > target && ticket.role == orders::OrderRole::Stop ? ticket.size.count : 0;
        }
        QCOMPARE(covered, lots);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Where others hold against a strategy, its stop cannot be as large as what it holds. That has words of its own; it
    // is not the same as having no stop at all, which is told at once.
    void whoeverWasToldOfOpposedHoldingsIsToldWhenTheStopGoes()
    {
        auto desk = opposed();
        QCOMPARE(desk.order(stopOfOpposed).ticket.size.count, std::int64_t{15});
        QVERIFY(desk.order(stopOfOpposed).state == OrderState::Working);
        QCOMPARE(timesTold(desk, "position.opposed"), std::int64_t{1});
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{0});
        const auto told = desk.ever<events::AlertRaised>().back();
        QCOMPARE(told.limit, std::int64_t{1}); // the strategy
        QCOMPARE(told.actual, std::int64_t{0}); // and people

        desk.command(events::CancelOrder{stopOfOpposed});
        desk.report(stopOfOpposed, OrderEventKind::Cancelled);
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{1});
        QCOMPARE(secondsTold(desk, 8, "position.unprotected"), (std::vector<int>{1, 3, 7}));
        QCOMPARE(timesTold(desk, "position.opposed"), std::int64_t{1});
    }

    // Two strategies, one long and one short: the account is flat, and a stop would open a position. Entries wait.
    void twoThatHoldAgainstEachOtherAreNotAskedForAStop()
    {
        auto session = aSession();
        session.strategies.push_back({StrategyId{2}, "sma_cross:fast=2,slow=3,direction=both"});
        auto desk = TestDesk::armed(session);
        const OrderId entry{desk.state().nextOrder};
        desk.approve(desk.proposeBuy());
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Accepted);
        auto sold = desk.fillOf(OrderId{}, 19, 10'000); // as if the other one had sold as much
        sold.side = Side::Sell;
        desk.apply(sold);
        QCOMPARE(desk.position(), std::int64_t{0});
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Cancelled);
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{0});
        QCOMPARE(timesTold(desk, "position.opposed"), std::int64_t{1});
        QCOMPARE(secondsTold(desk, 70, "position.opposed"), (std::vector<int>{1, 3, 7, 15, 31, 63}));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What was closed and comes back, for the venue has taken the closing fill back, is another story.
    void aHoldingThatComesBackIsToldAnew()
    {
        auto desk = TestDesk::armed();
        const OrderId stop = strategyBuys(desk);
        desk.command(events::CancelOrder{stop});
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(secondsTold(desk, 4, "position.unprotected"), (std::vector<int>{1, 3}));
        auto sold = desk.fillOf(stop, 19, 9'900); // it had filled before it was cancelled
        desk.apply(sold);
        QCOMPARE(desk.position(), std::int64_t{0});
        const std::int64_t before = timesTold(desk, unprotected);
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, sold.venueFillId});
        QCOMPARE(timesTold(desk, unprotected), before + 1);
    }

    // F31, F57: the venue takes no stop. It is asked after one, two, four, … seconds and in the end twice a minute; a
    // person hears of it at the same pace and less often in the end.
    void aStopThatTheVenueRefusesIsTriedLaterEachTime()
    {
        auto desk = TestDesk::armed();
        const OrderId stop = strategyBuys(desk);
        desk.report(stop, OrderEventKind::Expired); // the venue ends it, and takes no other
        std::vector<int> asked;
        for (int second = 0; second <= 130; ++second) {
            if (!desk.sent().empty()) {
                asked.push_back(second);
                desk.report(desk.sent().front().id, OrderEventKind::Rejected);
                QVERIFY(desk.sent().empty());
            }
            passASecond(desk);
        }
        QCOMPARE(asked, (std::vector<int>{0, 1, 3, 7, 15, 31, 63, 95, 127}));
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{8}); // at 0, 1, 3, 7, 15, 31, 63 and 127 s
        QVERIFY(desk.recordFoldsToTheState());

        // When one stands, the next refusal is news, and waits a second.
        while (desk.sent().empty()) {
            passASecond(desk);
        }
        desk.report(desk.sent().front().id, OrderEventKind::Accepted);
        const std::int64_t before = timesTold(desk, unprotected);
        desk.report(OrderId{desk.state().nextOrder - 1}, OrderEventKind::Expired);
        desk.report(desk.sent().front().id, OrderEventKind::Rejected);
        QCOMPARE(timesTold(desk, unprotected), before + 1);
        passASecond(desk);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    // A stop that ends otherwise is put back, as large as the account allows.
    void theStopOfAnOpposedHoldingIsPutBack()
    {
        auto desk = opposed();
        desk.report(stopOfOpposed, OrderEventKind::Expired);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().kind == orders::OrderKind::Stop);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{15});
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{0});
        QCOMPARE(timesTold(desk, "position.opposed"), std::int64_t{1});
    }

    // A person's sale of four rests, so that of 19 only 15 may have a stop. He closes eight: what stays is covered. But
    // eight beside eleven and four would be more than there is; the wish comes to nothing, and four are bare again.
    void aWishToCloseThatComesToNothingIsToldAnew()
    {
        auto desk = TestDesk::armed();
        events::PlaceOrder resting;
        resting.ticket.instrument = InstrumentId{1};
        resting.ticket.side = Side::Sell;
        resting.ticket.kind = orders::OrderKind::Limit;
        resting.ticket.limit = Ticks{10'040};
        resting.ticket.size = Lots{4};
        resting.stop = Ticks{10'100};
        desk.report(desk.placed(resting), OrderEventKind::Accepted);
        const OrderId stop = strategyBuys(desk);
        QCOMPARE(desk.order(stop).ticket.size.count, std::int64_t{15});
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{1});

        events::PlaceOrder closing;
        closing.ticket.instrument = InstrumentId{1};
        closing.ticket.side = Side::Sell;
        closing.ticket.size = Lots{8};
        closing.ticket.reduceOnly = true;
        desk.command(closing);
        QVERIFY(desk.order(stop).replacing);
        desk.report(stop, OrderEventKind::Replaced, Lots{11});
        QVERIFY(desk.alerted("exit.refused"));
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{2});
    }

    // A part is closed, and the venue resizes no leg: both are ended, to come back smaller. The stop has ended and the
    // target has not, for as long as the venue likes.
    void aStopThatWaitsForItsTargetAloneIsToldOf()
    {
        auto desk = closingNineOfNineteen();
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        QVERIFY(desk.order(OrderId{3}).state == OrderState::CancelSent);
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{0}); // it stands until the venue has ended it

        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{1});
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QVERIFY(desk.order(OrderId{4}).ticket.role == orders::OrderRole::Stop);
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Sent);
        QCOMPARE(desk.order(OrderId{4}).ticket.size.count, std::int64_t{10});
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The stop has become smaller; the target would not, and the venue ends neither of them. What was to be closed
    // stays open, and nothing covers it.
    void aStopThatTheVenueDoesNotLetGoCoversNoMoreThanItDoes()
    {
        auto desk = closingNineOfNineteen();
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{10});
        desk.report(OrderId{3}, OrderEventKind::ReplaceRejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        QVERIFY(desk.order(OrderId{3}).state == OrderState::CancelSent);
        desk.report(OrderId{2}, OrderEventKind::CancelRejected);
        QVERIFY(!desk.alerted("exit.refused"));
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{0}); // nine are still to be closed, and ten are covered
        desk.report(OrderId{3}, OrderEventKind::CancelRejected);
        QVERIFY(desk.alerted("exit.refused"));
        QCOMPARE(timesTold(desk, unprotected), std::int64_t{1});
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));

        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent); // asked again
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QVERIFY(desk.order(OrderId{4}).ticket.role == orders::OrderRole::Stop);
        QCOMPARE(desk.order(OrderId{4}).ticket.size.count, std::int64_t{19});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The venue has refused the stop, and the target leaves no room for another: a person is told, and again a second
    // later. Then the target ends, and a stop is on its way when the kill switch takes it: that is news, whatever the
    // venue says of it, and waits for no gap.
    void aStopThatTheKillSwitchTakesIsToldOfAnew()
    {
        for (const auto end : {OrderEventKind::Cancelled, OrderEventKind::Rejected}) {
            auto desk = TestDesk::armed();
            strategyBuysForATarget(desk);
            desk.report(OrderId{3}, OrderEventKind::Accepted);
            desk.report(OrderId{2}, OrderEventKind::Rejected);
            QCOMPARE(secondsTold(desk, 1, "position.unprotected"), std::vector<int>{1});
            desk.report(OrderId{3}, OrderEventKind::Cancelled);
            const OrderId next = desk.sent().front().id;
            const std::int64_t before = timesTold(desk, unprotected);
            desk.apply(events::KillLatched{{}, risk::KillLevel::CancelAll, engine::owner, {}});
            QVERIFY(desk.order(next).state == OrderState::CancelSent);
            QCOMPARE(timesTold(desk, unprotected), before);
            desk.report(next, end);
            QCOMPARE(timesTold(desk, unprotected), before + 1);
            QCOMPARE(secondsTold(desk, 8, "position.unprotected"), (std::vector<int>{1, 3, 7}));
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    // S17, F21: the watchdog has pressed the switch and taken the stop away before the program thawed. The desk learns
    // of both, is halted, and sets it anew; so it does when it has been started meanwhile.
    void aStopThatWasTakenWhileTheSwitchIsSetComesAgain_data()
    {
        QTest::addColumn<bool>("isStartedAnew");
        QTest::newRow("thawed") << false;
        QTest::newRow("started anew") << true;
    }
    void aStopThatWasTakenWhileTheSwitchIsSetComesAgain()
    {
        QFETCH(bool, isStartedAnew);
        auto desk = TestDesk::armed();
        const OrderId stop = strategyBuys(desk);
        desk.apply(events::KillLatched{{}, risk::KillLevel::CancelEntries, engine::owner, {}});
        QVERIFY(desk.order(stop).state == OrderState::Working); // it keeps stops itself
        if (isStartedAnew) {
            desk.restart();
            desk.quote(9'999, 10'001);
        }

        desk.report(stop, OrderEventKind::Cancelled); // nobody here has asked
        passASecond(desk);

        QVERIFY(desk.state().latches.contains(risk::Scope{}));
        QVERIFY(desk.state().mode == risk::Mode::Halted || !isStartedAnew);
        QVERIFY(orders::isTerminal(desk.order(stop).state));
        const auto standing = desk.state().ledger.openIds();
        QCOMPARE(standing.size(), std::size_t{1});
        const auto& again = desk.order(standing.front()).ticket;
        QVERIFY(again.id != stop && again.role == orders::OrderRole::Stop && again.reduceOnly);
        QCOMPARE(again.size.count, std::int64_t{19});
        QVERIFY(again.stop == desk.order(stop).ticket.stop);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S30: what is looked at once a second goes by the clock that nobody can set.
    void thePeakIsNoticedThoughTheClockWasSetBack()
    {
        auto desk = opposed();
        desk.setClock(hours(-1));
        desk.pass(seconds(1));
        desk.quote(10'099, 10'101); // 15 lots at a dollar more
        QCOMPARE(desk.state().peak.value_or(Money{}).e8, std::int64_t{100'015 * oneDollar});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F28: four of nineteen have been closed when the nineteen are taken back. The stop that ends, to come back in
    // another size, sells; what is short is covered by one that buys.
    void aLegOfTheOtherSideThatComesBackCoversNothing()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(OrderId{1}, OrderEventKind::Accepted);
        const auto bought = desk.fillOf(OrderId{1}, 19, 10'000);
        desk.apply(bought);
        desk.report(OrderId{2}, OrderEventKind::Accepted);
        events::PlaceOrder part;
        part.ticket.instrument = InstrumentId{1};
        part.ticket.side = Side::Sell;
        part.ticket.size = Lots{9};
        part.ticket.reduceOnly = true;
        desk.command(part);
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{10});
        const OrderId exit = desk.sent().front().id;
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 4, 9'999);
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, bought.venueFillId});
        QCOMPARE(desk.state().holdings.find({StrategyId{1}, InstrumentId{1}})->lots.count, std::int64_t{-4});
        QVERIFY(*desk.state().legMarks.find(OrderId{2}) == engine::LegMark::Returning);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().role == orders::OrderRole::Stop);
        QVERIFY(sent.front().side == Side::Buy);
        QCOMPARE(sent.front().size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    /// F46: four shares for one. The price is a quarter, the account holds four times as much, and the broker has taken
    /// the old stop away: that is no fall that closes anything.
    void aSplitThatNobodyHasToldClosesNothing()
    {
        auto desk = TestDesk::armed();
        const OrderId stop = strategyBuys(desk);
        desk.pass(minutes(1));
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{76}});
        desk.quote(2'499, 2'501);

        desk.report(stop, OrderEventKind::Cancelled);
        passASecond(desk);
        desk.quote(2'499, 2'501);

        QVERIFY(desk.state().exits.isEmpty());
        QVERIFY(timesTold(desk, unprotected) > 0);
        QCOMPARE(desk.position(), std::int64_t{19});
    }
};

QTEST_APPLESS_MAIN(TestNakedHoldings)
#include "tst_naked_holdings.moc"
