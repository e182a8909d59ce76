// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

constexpr OrderId entry{1};

/// An entry of ten at market with its stop at 99.00, on its way.
TestDesk withSent()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900);
    return desk;
}

} // namespace

class TestOrderLife : public QObject
{
    Q_OBJECT

private slots:
    // F25.
    void aFillBeforeTheAcknowledgementIsOne()
    {
        auto desk = withSent();
        desk.fill(entry, 4, 10'000);
        QVERIFY(desk.order(entry).state == OrderState::Working);
        desk.report(entry, OrderEventKind::Accepted);
        QVERIFY(desk.order(entry).state == OrderState::Working);
        QCOMPARE(desk.position(), std::int64_t{4});
    }

    // S7, F26: by REST, by stream, after a restart.
    void aFillCountsOnce()
    {
        auto desk = withSent();
        const auto fill = desk.fillOf(entry, 4, 10'000);
        for (int i = 0; i < 5; ++i) {
            desk.apply(fill);
        }
        desk.restart();
        desk.apply(fill);
        QCOMPARE(desk.position(), std::int64_t{4});
        QCOMPARE(desk.state().counters.fills, std::uint64_t{1});
        QCOMPARE(desk.state().counters.duplicateFills, std::uint64_t{5});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S32: it may be over at the venue, and its end not told. Asked for after the 1st, 2nd, 4th, … refusal.
    void aRefusedCancelIsAQuestion()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Accepted);
        for (const bool isAsked : {true, true, false, true, false}) {
            desk.command(events::CancelOrder{entry});
            desk.report(entry, OrderEventKind::CancelRejected);
            QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{isAsked ? 1U : 0U});
        }
        desk.report(entry, OrderEventKind::Filled); // so it was
        QVERIFY(desk.order(entry).state == OrderState::Filled);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aFillWithoutTheVenuesIdIsNotBooked()
    {
        auto desk = withSent();
        auto fill = desk.fillOf(entry, 4, 10'000);
        fill.venueFillId = {};
        desk.apply(fill);
        QVERIFY(desk.lastError);
        QVERIFY(desk.alerted("event.not_booked"));
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // All or nothing: neither the position nor the order has it.
    void aFillThatDoesNotFitIsBookedNowhere()
    {
        auto desk = withSent();
        for (const std::int64_t size :
             {std::int64_t{0}, std::int64_t{-4}, orders::largestCount + 1, std::numeric_limits<std::int64_t>::max()}) {
            auto fill = desk.fillOf(entry, 4, 10'000);
            fill.size = Lots{size};
            desk.apply(fill);
            QVERIFY(desk.lastError);
        }
        QCOMPARE(desk.position(), std::int64_t{0});
        QCOMPARE(desk.order(entry).filled.count, std::int64_t{0});
        QVERIFY(desk.state().holdings.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What the venue says has happened moves the position; the order that it cannot be of stays as it is.
    void aFillThatContradictsItsOrderStopsTheSymbol()
    {
        for (const int which : {0, 1}) {
            auto desk = withSent();
            auto fill = desk.fillOf(entry, 4, 10'000);
            if (which == 0) {
                fill.side = Side::Sell;
            } else {
                fill.account = AccountId{2};
            }
            desk.apply(fill);
            QCOMPARE(desk.order(entry).filled.count, std::int64_t{0});
            QCOMPARE(std::abs(desk.position()), std::int64_t{4});
            QVERIFY(desk.alerted("fill.contradicts_order"));
            QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    void aStrangersFillIsShownAndCounted()
    {
        auto desk = TestDesk::armed();
        desk.apply(desk.fillOf(OrderId{4'711}, 4, 10'000));
        QVERIFY(desk.alerted("fill.external"));
        QCOMPARE(desk.position(), std::int64_t{4});
    }
    void aWordAboutAStrangersOrderIsShownAndChangesNothing()
    {
        auto desk = withSent();
        events::OrderReport report;
        report.order = OrderId{4'711};
        report.kind = OrderEventKind::Cancelled;
        desk.apply(report);
        QVERIFY(desk.alerted("order.external"));
        report.order = entry; // under our number, and of another account
        report.account = AccountId{2};
        desk.apply(report);
        QCOMPARE(desk.order(entry).state, orders::OrderState::Sent);
    }

    // F27.
    void aLateFillMovesThePositionAndNotTheOrder()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Accepted);
        desk.command(events::CancelOrder{entry});
        desk.report(entry, OrderEventKind::Cancelled);
        desk.fill(entry, 10, 10'000);
        QVERIFY(desk.order(entry).state == OrderState::Cancelled);
        QCOMPARE(desk.position(), std::int64_t{10});
        QVERIFY(desk.alerted("order.late_fill"));
        QCOMPARE(desk.state().counters.lateFills, std::uint64_t{1});
    }

    // F22, F23, S6.
    void aLostOrderIsUnknownUntilTheVenueHasBeenAsked()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        QVERIFY(desk.order(entry).state == OrderState::Unknown);
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        QVERIFY(desk.alerted("order.unknown"));
        QCOMPARE(desk.state().ledger.of(InstrumentId{1}).openBuys.count, std::int64_t{10});
        desk.report(entry, OrderEventKind::Found);
        QVERIFY(desk.order(entry).state == OrderState::Working);
    }

    // F22, F32: after 5 s, and each time twice as long, up to a minute; at once when the line is back.
    void anUnknownOrderIsAskedForAgainUntilTheVenueAnswers()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        for (const std::int64_t pause : {5, 10, 20, 40, 60, 60}) {
            QVERIFY(desk.engine.nextDeadline() <= desk.stamp.wall + seconds(pause));
            desk.pass(seconds(pause) - nanoseconds(1));
            desk.apply(events::TimerFired{});
            QVERIFY(desk.wanted<events::Query>().empty());
            desk.pass(nanoseconds(1));
            desk.apply(events::TimerFired{});
            QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
            QCOMPARE(desk.now<events::QueryAsked>().size(), std::size_t{1});
        }
        desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true});
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        desk.report(entry, OrderEventKind::Found);
        desk.pass(minutes(5));
        desk.apply(events::TimerFired{});
        QVERIFY(desk.wanted<events::Query>().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whileAnOrderIsUnknownItsSymbolTakesNoNewRisk()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 1, 9'900);
        desk.report(entry, OrderEventKind::Lost);
        QVERIFY(!desk.place(Side::Buy, 2, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::UnknownOrder);
        desk.report(entry, OrderEventKind::Rejected);
        QVERIFY(desk.place(Side::Buy, 2, 9'900));
    }

    void aFillProvesThatAnUnknownOrderLives()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        desk.fill(entry, 10, 10'000);
        QVERIFY(desk.order(entry).state == OrderState::Filled);
        QCOMPARE(desk.sent().size(), std::size_t{1}); // its stop
    }

    void aRefusedCancelIsNoProofThatAnUnknownOrderLives()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        desk.command(events::CancelOrder{entry});
        desk.report(entry, OrderEventKind::CancelRejected);
        QVERIFY(desk.order(entry).state == OrderState::Unknown);
    }

    // S11: dead stays dead, and the symbol waits for somebody to look.
    void anImpossibleWordOnADeadOrderLatchesItsSymbolAlone()
    {
        auto desk = withSent();
        auto second = acme(InstrumentId{2});
        second.symbol = "ZETA";
        desk.apply(events::InstrumentDefined{second, false});
        desk.quote(9'999, 10'001, InstrumentId{2});
        desk.report(entry, OrderEventKind::Rejected);
        desk.report(entry, OrderEventKind::Accepted);

        QVERIFY(desk.order(entry).state == OrderState::Rejected);
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        events::PlaceOrder other;
        other.ticket.instrument = InstrumentId{2};
        other.ticket.size = Lots{1};
        other.stop = Ticks{9'900};
        QVERIFY(desk.placed(other));
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::NeedsReconcile), InstrumentId{1}});
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
    }

    // Whoever clears it may be wrong: the venue is asked again, and where it differs still, the symbol is latched
    // again.
    void aClearedContradictionIsLookedForAgain()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        desk.command(events::SettleUnknown{entry, false});
        QVERIFY(desk.order(entry).state == OrderState::Rejected);
        QCOMPARE(desk.wanted<events::Reconcile>().size(), std::size_t{1});
        desk.report(entry, OrderEventKind::Found);
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));

        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::NeedsReconcile), InstrumentId{1}});
        QVERIFY(desk.state().breakers.isEmpty());
        QCOMPARE(desk.wanted<events::Reconcile>().size(), std::size_t{1});
        desk.report(entry, OrderEventKind::Found);
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S9: "never came" may be said of a leg that is let go before the answer is here, and that stands at the venue
    // then.
    void nobodyAsksForALegThatHasNotLeft()
    {
        auto desk = withSent();
        desk.command(events::QueryOrder{OrderId{2}});
        QVERIFY(desk.ever<events::QueryAsked>().empty());
        QVERIFY(desk.wanted<events::Query>().empty());
        const auto denied = desk.ever<events::CommandDenied>();
        QCOMPARE(denied.size(), std::size_t{1});
        QVERIFY(denied.front().why == events::Denial::NotOpen);

        desk.command(events::QueryOrder{entry});
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
    }

    void noVenueSaysOurWords()
    {
        auto desk = withSent();
        for (const auto kind : {OrderEventKind::Sent, OrderEventKind::CancelSent, OrderEventKind::ReplaceSent}) {
            desk.report(entry, kind);
            QVERIFY(desk.lastError);
        }
        QVERIFY(desk.order(entry).state == OrderState::Sent);
    }

    void nothingIsBelievedAboutALegThatWasNeverSent()
    {
        auto desk = withSent();
        for (int kind = 0; kind < orders::orderEventKinds; ++kind) {
            desk.report(OrderId{2}, static_cast<OrderEventKind>(kind), Lots{1'000});
            QVERIFY(desk.lastError);
            QVERIFY(desk.order(OrderId{2}).state == OrderState::Created);
            QCOMPARE(desk.order(OrderId{2}).ticket.size.count, std::int64_t{10});
        }
    }

    // S8, F30: fills between the request and the answer count towards the new size.
    void aReplaceNeverOverfills()
    {
        auto desk = TestDesk::armed();
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = Ticks{9'990};
        place.ticket.size = Lots{10};
        place.stop = Ticks{9'900};
        desk.placed(place);
        desk.report(entry, OrderEventKind::Accepted);
        desk.command(events::ReplaceOrder{entry, Lots{5}, {}, {}});
        QCOMPARE(desk.wanted<events::Replace>().front().size->count, std::int64_t{5});
        desk.fill(entry, 3, 9'990);
        desk.report(entry, OrderEventKind::Replaced, Lots{5});
        QCOMPARE(orders::reservedLots(desk.order(entry)).count, std::int64_t{2});
        desk.fill(entry, 2, 9'990);
        QVERIFY(desk.order(entry).state == OrderState::Filled);
        QVERIFY(desk.state().breakers.isEmpty());
    }

    void moreFilledThanOrderedStopsTheSymbol()
    {
        auto desk = withSent();
        desk.fill(entry, 11, 10'000);
        QCOMPARE(desk.position(), std::int64_t{11});
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
    }

    // F28, S10: to the last unit, fee and all.
    void aBustMovesResultsBackExactly()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        const auto usd = desk.state().base;
        const auto cash = desk.state().portfolio.cash(usd);
        auto sale = desk.fillOf(OrderId{2}, 10, 9'899);
        sale.fee = Money{123'456'789};
        desk.apply(sale);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.state().portfolio.realised(usd).e8 != 0);
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, sale.venueFillId});

        QCOMPARE(desk.position(), std::int64_t{10});
        QCOMPARE(desk.state().portfolio.realised(usd).e8, std::int64_t{0});
        QCOMPARE(desk.state().portfolio.fees(usd).e8, std::int64_t{0});
        QCOMPARE(desk.state().portfolio.cash(usd).e8, cash.e8);
        QCOMPARE(desk.state().holdings.find({StrategyId{}, InstrumentId{1}})->lots.count, std::int64_t{10});
        QVERIFY(desk.alerted("fill.reversed"));
        QVERIFY(desk.recordFoldsToTheState());
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, sale.venueFillId});
        QVERIFY(desk.lastError); // once
    }

    // Ten sold at 98.99 become four at 99.00: six are held again.
    void aCorrectionMovesTheDifference()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        const auto sale = desk.fillOf(OrderId{2}, 10, 9'899);
        desk.apply(sale);
        desk.apply(events::FillCorrected{AccountId{1}, InstrumentId{1}, sale.venueFillId, Ticks{9'900}, Lots{4},
                                         Money{396 * oneDollar}, Money{}});
        QCOMPARE(desk.position(), std::int64_t{6});
        QVERIFY(desk.alerted("fill.reversed"));
        QCOMPARE(desk.state().portfolio.realised(desk.state().base).e8, -4 * oneDollar);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Paid in a coin: 0.02 of it become 0.03. The dollars are not touched.
    void aCorrectedFeeStaysInItsOwnCurrency()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        const CurrencyId coin{desk.state().base.value + 1};
        desk.apply(events::CurrencyDefined{coin, ShortText<11>("BNB")});
        QVERIFY(!desk.lastError);
        auto sale = desk.fillOf(OrderId{2}, 10, 9'899);
        sale.fee = Money{2'000'000};
        sale.feeCurrency = coin;
        desk.apply(sale);
        const auto dollars = desk.state().portfolio.fees(desk.state().base);

        desk.apply(events::FillCorrected{AccountId{1}, InstrumentId{1}, sale.venueFillId, sale.price, sale.size,
                                         sale.value, Money{3'000'000}});

        QVERIFY(!desk.lastError);
        QCOMPARE(desk.state().portfolio.fees(coin), Money{3'000'000});
        QCOMPARE(desk.state().portfolio.fees(desk.state().base), dollars);
        const auto told = desk.ever<events::AlertRaised>();
        QVERIFY(std::any_of(told.begin(), told.end(), [](const auto& one) {
            return one.key.view() == "fill.reversed" && one.level == events::AlertLevel::Info; // nothing is taken back
        }));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Two dollars were booked; it was 0.03 of a coin.
    void aCorrectedFeeIsInTheCurrencyThatItNames()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        const CurrencyId usd = desk.state().base, coin{usd.value + 1};
        desk.apply(events::CurrencyDefined{coin, ShortText<11>("BNB")});
        const auto before = desk.state().portfolio.fees(usd);
        auto sale = desk.fillOf(OrderId{2}, 10, 9'899);
        sale.fee = Money{2 * oneDollar};
        desk.apply(sale);
        events::FillCorrected corrected{AccountId{1}, InstrumentId{1}, sale.venueFillId, sale.price,
                                        sale.size,    sale.value,      Money{3'000'000}, CurrencyId{99}};
        desk.apply(corrected);
        QVERIFY(desk.lastError); // nobody knows that currency
        QCOMPARE(desk.state().portfolio.fees(usd).e8, before.e8 + 2 * oneDollar);

        corrected.feeCurrency = coin;
        desk.apply(corrected);

        QVERIFY(!desk.lastError);
        QCOMPARE(desk.state().portfolio.fees(coin), Money{3'000'000});
        QCOMPARE(desk.state().portfolio.cash(coin), Money{-3'000'000});
        QCOMPARE(desk.state().portfolio.fees(usd), before);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestOrderLife)
#include "tst_order_life.moc"
