// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

events::SessionStarted withStrategy(std::string spec)
{
    auto session = aSession();
    session.strategies = {{StrategyId{1}, std::move(spec)}};
    return session;
}

void print(TestDesk& desk, std::int64_t price)
{
    desk.tick(market::Print{InstrumentId{1}, desk.stamp.wall, Ticks{price}, Lots{1}, market::Aggressor::Unknown});
}

/// A minute that ends now.
market::Bar minuteOf(const TestDesk& desk, std::int64_t close)
{
    market::Bar bar;
    bar.instrument = InstrumentId{1};
    bar.interval = minutes(1);
    bar.closedAt = desk.stamp.wall;
    bar.opened = bar.closedAt - bar.interval;
    bar.open = bar.high = bar.low = bar.close = Ticks{close};
    return bar;
}

/// test:EURO, priced in euros, at 1.10 dollars each.
TestDesk withEuros()
{
    auto desk = TestDesk::armed();
    auto euro = acme(InstrumentId{2});
    euro.symbol = "EURO";
    euro.quoteCurrency = "EUR";
    desk.apply(events::InstrumentDefined{euro, false});
    desk.quote(9'999, 10'001, InstrumentId{2});
    return desk;
}

void giveRate(TestDesk& desk)
{
    const auto eur = desk.state().portfolio.quoteOf(InstrumentId{2});
    portfolio::DatedRate rate;
    rate.from = eur;
    rate.to = desk.state().base;
    rate.rate = {110, 100};
    rate.at = desk.stamp.wall;
    desk.apply(events::RateGiven{rate});
}

OrderId placeEuro(TestDesk& desk, std::int64_t lots)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{2};
    place.ticket.size = Lots{lots};
    place.stop = Ticks{9'900};
    return desk.placed(place);
}

} // namespace

class TestBarsAndRates : public QObject
{
    Q_OBJECT

private slots:
    // No look-ahead: the bar of a minute is told when the minute is over, not with its last trade.
    void aStrategyGetsABarWhenItCloses()
    {
        auto desk = TestDesk::armed(withStrategy("sma_cross:interval=1m,fast=1,slow=2"));
        for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}, std::int64_t{10'000}}) {
            desk.quote(close - 1, close + 1);
            print(desk, close);
            QVERIFY(!desk.newestProposal());
            desk.pass(minutes(1));
        }
        desk.stamp.wall = desk.stamp.wall - nanoseconds(1);
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.newestProposal());
        desk.pass(nanoseconds(1));
        QVERIFY(desk.engine.nextDeadline() <= desk.stamp.wall);
        desk.apply(events::TimerFired{});
        QVERIFY(desk.newestProposal());
        QCOMPARE(desk.state().waiting.begin()->value.made.proposal.reference.count, std::int64_t{10'000});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S22: a bar ends, and with it the strategy's position, in the moment of a report. The report is booked first, as
    // recovery will do.
    void whatTimeBringsIsDecidedAfterTheInputOfTheSameMoment()
    {
        auto desk = TestDesk::armed(withStrategy("sma_cross:interval=1m,fast=1,slow=2"));
        for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}, std::int64_t{10'000}}) {
            desk.pass(seconds(59));
            desk.quote(close - 1, close + 1);
            print(desk, close);
            desk.pass(seconds(1));
        }
        desk.apply(events::TimerFired{});
        desk.approve(desk.newestProposal());
        const OrderId stop{2};
        desk.fill(OrderId{1}, 19, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.pass(seconds(59));
        desk.quote(9'989, 9'991);
        print(desk, 9'990);
        desk.pass(seconds(1));
        desk.report(stop, OrderEventKind::CancelRejected); // the late answer to a cancel of long ago
        QVERIFY(desk.order(stop).state == orders::OrderState::CancelSent);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S22: shares are halved in the moment in which a bar ends. What was decided upon it would count in old shares.
    void aSplitMakesTheBarInTheMakingVoid()
    {
        auto desk = TestDesk::armed(withStrategy("sma_cross:interval=1m,fast=1,slow=2"));
        desk.arm(risk::Mode::Automatic);
        desk.command(
            events::GrantAutonomy{StrategyId{1}, Money{10'000 * oneDollar}, Money{500 * oneDollar}, 9, hours(8)});
        for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}, std::int64_t{10'000}}) {
            desk.pass(seconds(59));
            desk.quote(close - 1, close + 1);
            print(desk, close);
            desk.pass(seconds(1));
        }
        desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S7: a bar that would buy ends in the moment in which the budget does.
    void aBudgetWhoseTimeIsUpApprovesNothingUponABar()
    {
        for (const bool isUp : {true, false}) {
            auto desk = TestDesk::armed(withStrategy("sma_cross:interval=1m,fast=1,slow=2"));
            desk.arm(risk::Mode::Automatic);
            for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}}) {
                desk.pass(seconds(59));
                desk.quote(close - 1, close + 1);
                print(desk, close);
                desk.pass(seconds(1));
            }
            const Duration span = isUp ? minutes(1) : minutes(1) + nanoseconds(1);
            desk.command(
                events::GrantAutonomy{StrategyId{1}, Money{10'000 * oneDollar}, Money{500 * oneDollar}, 9, span});
            desk.pass(seconds(59));
            desk.quote(9'999, 10'001);
            print(desk, 10'000);
            desk.pass(seconds(1));
            desk.apply(events::TimerFired{});
            QCOMPARE(desk.sent().size(), isUp ? std::size_t{0} : std::size_t{1});
            QCOMPARE(desk.state().waiting.size(), isUp ? std::size_t{1} : std::size_t{0});
            QCOMPARE(desk.state().grants.isEmpty(), isUp);
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    void shortBarsAreJoinedIntoLongOnes()
    {
        auto desk = TestDesk::armed(withStrategy("sma_cross:interval=5m,fast=1,slow=2"));
        int minute = 0;
        for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}, std::int64_t{10'000}}) {
            for (int i = 0; i < 5; ++i, ++minute) {
                QVERIFY2(!desk.newestProposal(), qPrintable(QString::number(minute)));
                desk.pass(minutes(1));
                desk.quote(close - 1, close + 1);
                desk.tick(minuteOf(desk, close));
            }
        }
        QVERIFY(desk.newestProposal());
    }

    void barsAreMadeOfMidsWhereAFeedHasNoTrades()
    {
        TestDesk desk(withStrategy("sma_cross:interval=1m,fast=1,slow=2"));
        desk.apply(desk.session);
        desk.apply(events::InstrumentDefined{acme(), true});
        desk.apply(events::CashMoved{
            AccountId{1}, desk.state().base, Money{100'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
        desk.arm(risk::Mode::Manual);
        for (const std::int64_t close : {std::int64_t{10'000}, std::int64_t{9'990}, std::int64_t{10'000}}) {
            desk.pass(seconds(59));
            desk.quote(close - 1, close + 1);
            desk.pass(seconds(1));
        }
        desk.quote(9'999, 10'001);
        QVERIFY(desk.newestProposal());
    }

    void aSplitKeepsBarsOfMids()
    {
        TestDesk desk;
        desk.apply(desk.session);
        desk.apply(events::InstrumentDefined{acme(), true});
        desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});
        QVERIFY(*desk.state().barsFromMids.find(InstrumentId{1}));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F33: a gap in the book; no order on it until there is a new image.
    void aBookWithAGapIsNotTradedOn()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::LinkChanged{events::LinkKind::MarketData, {}, false});
        QVERIFY(desk.place(Side::Buy, 1, 9'900)); // quotes are good for two seconds
        const auto depth = [&](Side side, std::int64_t price, bool clears, bool ends) {
            desk.tick(
                market::DepthChange{InstrumentId{1}, desk.stamp.wall, 0, side, Ticks{price}, Lots{100}, clears, ends});
        };
        depth(Side::Buy, 9'999, true, false);
        depth(Side::Sell, 10'001, false, true);
        desk.quote(9'999, 10'001);
        QVERIFY(desk.place(Side::Buy, 2, 9'900));
        desk.apply(events::LinkChanged{events::LinkKind::MarketData, {}, false});
        QVERIFY(!desk.place(Side::Buy, 3, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::StaleData);
    }

    void aClosedMarketTakesNoEntry()
    {
        for (const auto state : {market::TradingState::Closed, market::TradingState::Halted}) {
            auto desk = TestDesk::armed();
            desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, state});
            QVERIFY(!desk.place(Side::Buy, 1, 9'900));
            QVERIFY(desk.refusal() == risk::Rule::MarketClosed);
        }
    }

    void aMissingRateRefusesNewRisk()
    {
        auto desk = withEuros();
        QVERIFY(!placeEuro(desk, 1));
        QVERIFY(desk.refusal() == risk::Rule::EquityUnknown);
        giveRate(desk);
        QVERIFY(placeEuro(desk, 1));
    }

    // The dollars are known, what they are in euros is not: that, and no size of nothing, is told.
    void aStrategysProposalWithoutARateIsRefusedForTheRate()
    {
        auto desk = withEuros();
        for (const std::int64_t close : {10'000, 9'990, 10'000}) {
            desk.bar(close, InstrumentId{2});
        }
        QVERIFY(desk.refusal() == risk::Rule::EquityUnknown);
        QVERIFY(!desk.newestProposal());
        giveRate(desk);
        for (const std::int64_t close : {9'990, 10'000}) {
            desk.bar(close, InstrumentId{2});
        }
        QVERIFY(desk.newestProposal());
    }

    // 18 shares at 100.01 euros are 1'980.20 dollars, 19 are 2'090.21: the 2 % of 100'000 lie between.
    void sizesAreHeldAgainstLimitsInTheBaseCurrency()
    {
        auto desk = withEuros();
        giveRate(desk);
        QVERIFY(!placeEuro(desk, 19));
        QVERIFY(desk.refusal() == risk::Rule::PositionSize);
        QVERIFY(placeEuro(desk, 18));
    }

    // The rate goes stale: equity is unknown, entries in any currency are refused, and closing is not.
    void aStaleRateRefusesNewRiskAndLetsExitsPass()
    {
        auto desk = withEuros();
        giveRate(desk);
        const OrderId entry = placeEuro(desk, 10);
        desk.fill(entry, 10, 10'000);
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Accepted);
        QVERIFY(desk.engine.equity(desk.stamp.wall));
        desk.pass(days(30));
        desk.quote(9'999, 10'001);
        desk.quote(10'099, 10'101, InstrumentId{2});
        QVERIFY(!desk.engine.equity(desk.stamp.wall));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::EquityUnknown);
        desk.command(events::Kill{{}, risk::KillLevel::Flatten});
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    // Euros in the till, nothing held: the rate ages all the same.
    void cashInAnotherCurrencyAgesWithItsRate()
    {
        auto desk = withEuros();
        giveRate(desk);
        const auto eur = desk.state().portfolio.quoteOf(InstrumentId{2});
        desk.apply(events::CashMoved{AccountId{1}, eur, Money{100 * oneDollar}, events::CashKind::Deposit, {}, {}});
        QCOMPARE(desk.engine.equity(desk.stamp.wall)->e8, 100'110 * oneDollar);
        desk.pass(days(30));
        QVERIFY(!desk.engine.equity(desk.stamp.wall));
    }
};

QTEST_APPLESS_MAIN(TestBarsAndRates)
#include "tst_bars_and_rates.moc"
