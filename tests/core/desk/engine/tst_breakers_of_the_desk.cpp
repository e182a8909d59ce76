// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using events::Breaker;
using orders::OrderEventKind;

namespace {

events::ClearBreaker clearing(Breaker breaker)
{
    return {static_cast<std::uint8_t>(breaker), {}, {}};
}

bool isTripped(const TestDesk& desk, Breaker breaker)
{
    return desk.state().isTripped(breaker);
}

/// Long 19 without legs at the venue: they are not acknowledged, so nothing but the market moves equity.
TestDesk invested()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 19, 9'900);
    desk.fill(OrderId{1}, 19, 10'000);
    return desk;
}

/// A round trip that loses ten cents a share.
void loseOnce(TestDesk& desk)
{
    desk.pass(minutes(1));
    desk.quote(9'999, 10'001);
    const OrderId id = desk.longWithStop(1, 9'990);
    desk.fill(OrderId{id.value + 1}, 1, 9'990);
}

} // namespace

class TestBreakersOfTheDesk : public QObject
{
    Q_OBJECT

private slots:
    // The limit is 0.01 % of 100'000: ten dollars.
    void theDaysLossHaltsWithinTheSameEvent()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        desk.quote(9'900, 9'902); // 10 x 0.99 lost
        QVERIFY(!isTripped(desk, Breaker::DailyLoss));
        desk.quote(9'899, 9'901); // 10 x 1.00: reached
        QVERIFY(isTripped(desk, Breaker::DailyLoss));
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        QCOMPARE(desk.now<events::BreakerTripped>().front().actual, 99'990 * oneDollar);
        QVERIFY(desk.alerted("breaker.daily_loss"));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theLossOfAFillHaltsWithinItsEvent()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'101); // marked at 100.00: 10.10 dollars are gone
        QVERIFY(isTripped(desk, Breaker::DailyLoss));
        QVERIFY(desk.state().mode == risk::Mode::Halted);
    }

    // S19: the position is closed, and with it goes what the market could move; the loss is there all the same.
    void aLossThatClosesThePositionHaltsWithinItsEvent()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        const OrderId entry = desk.longWithStop(10, 9'800);
        desk.fill(OrderId{entry.value + 1}, 10, 9'899); // 10.10 dollars are gone
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(isTripped(desk, Breaker::DailyLoss));
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // A fee is a loss of the day; and a limit that is drawn below what is lost already is reached.
    void aFeeAndATighterLimitHaltToo()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        const auto usd = desk.state().base;
        desk.apply(events::CashMoved{AccountId{1}, usd, Money{-10 * oneDollar}, events::CashKind::Fee, {}, {}});
        QVERIFY(isTripped(desk, Breaker::DailyLoss));

        auto other = TestDesk::armed();
        other.apply(events::CashMoved{AccountId{1}, usd, Money{-20 * oneDollar}, events::CashKind::Fee, {}, {}});
        QVERIFY(!isTripped(other, Breaker::DailyLoss));
        auto tighter = other.state().session.limits;
        tighter.dailyLoss = BasisPoints{2};
        other.command(events::SetLimits{tighter});
        QVERIFY(isTripped(other, Breaker::DailyLoss));
    }

    // Two lots at 50.00 are one at 100.00: a price of before values nothing afterwards.
    void aSplitIsNeitherGainNorLoss()
    {
        auto desk = invested();
        const auto peak = desk.state().peak;
        desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});
        QCOMPARE(desk.position(), std::int64_t{38});
        QVERIFY(!desk.engine.equity(desk.stamp.wall)); // not known before the next price
        desk.pass(seconds(1));
        desk.quote(4'999, 5'001);
        QVERIFY(desk.engine.equity(desk.stamp.wall) == Money{100'000 * oneDollar});
        QVERIFY(desk.state().peak == peak);
    }

    void whatHaltsCancelsEntriesAndKeepsStops()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        desk.longWithStop(10, 9'800);
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = Ticks{9'980};
        place.ticket.size = Lots{5};
        place.stop = Ticks{9'900};
        const OrderId resting = desk.placed(place);
        desk.quote(9'899, 9'901);
        QVERIFY(desk.order(resting).state == orders::OrderState::CancelSent);
        QVERIFY(desk.order(OrderId{2}).state == orders::OrderState::Working);
    }

    // 6 % from the peak of 100'000.
    void theFallFromThePeakHalts()
    {
        auto limits = aSession();
        limits.limits.drawdown = BasisPoints{1};
        limits.limits.dailyLoss = BasisPoints{500};
        auto desk = TestDesk::armed(limits);
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        desk.pass(seconds(1));
        desk.quote(10'499, 10'501); // up 50 dollars: the peak
        desk.pass(seconds(1));
        desk.quote(10'400, 10'402);
        QVERIFY(!isTripped(desk, Breaker::Drawdown));
        desk.quote(10'398, 10'400); // 10.10 below it
        QVERIFY(isTripped(desk, Breaker::Drawdown));
    }

    // A deposit does not hide a loss, a withdrawal is none.
    void capitalThatMovesIsNeitherGainNorLoss()
    {
        auto limits = aSession();
        limits.limits.dailyLoss = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        desk.quote(9'951, 9'953);
        const auto usd = desk.state().base;
        desk.apply(
            events::CashMoved{AccountId{1}, usd, Money{-50'000 * oneDollar}, events::CashKind::Withdrawal, {}, {}});
        desk.quote(9'952, 9'952 + 1); // less than 4.80 lost; a hundredth of a per cent of 50'000 is 5 dollars
        QVERIFY(!isTripped(desk, Breaker::DailyLoss));
        desk.apply(events::CashMoved{AccountId{1}, usd, Money{50'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
        desk.quote(9'899, 9'901);
        QVERIFY(isTripped(desk, Breaker::DailyLoss));
    }

    void anAmountWithTheWrongSignIsNotBooked()
    {
        auto desk = TestDesk::armed();
        const auto usd = desk.state().base;
        const auto refused = [&](std::int64_t amount, events::CashKind kind) {
            desk.apply(events::CashMoved{AccountId{1}, usd, Money{amount}, kind, {}, {}});
            return desk.lastError.has_value() && desk.state().invested.e8 == 100'000 * oneDollar;
        };
        QVERIFY(refused(-1, events::CashKind::Deposit));
        QVERIFY(refused(0, events::CashKind::Deposit));
        QVERIFY(refused(1, events::CashKind::Withdrawal));
        QVERIFY(refused(std::numeric_limits<std::int64_t>::min(), events::CashKind::Withdrawal));
        QVERIFY(refused(std::numeric_limits<std::int64_t>::max(), events::CashKind::Deposit)); // the sum does not fit
    }

    void fourLossesInARowPause()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 3; ++i) {
            loseOnce(desk);
            QVERIFY(!isTripped(desk, Breaker::LosingStreak));
        }
        loseOnce(desk);
        QVERIFY(isTripped(desk, Breaker::LosingStreak));
        desk.pass(minutes(1));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.place(Side::Buy, 2, 9'900));
        desk.pass(events::lossCoolingOff);
        desk.quote(9'999, 10'001);
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(desk.place(Side::Buy, 2, 9'900));
    }

    // Counted on the clock that nobody can set, to the nanosecond; whoever asks, on whatever path.
    void aLossBreakerStandsForAQuarterOfAnHour()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 4; ++i) {
            loseOnce(desk);
        }
        QVERIFY(isTripped(desk, Breaker::LosingStreak));
        desk.pass(events::lossCoolingOff - Duration{1});
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(desk.denial() == events::Denial::CoolingOff);
        QVERIFY(isTripped(desk, Breaker::LosingStreak));
        desk.stamp.wall = desk.stamp.wall + days(1); // a day by the wall clock is no time gone by
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(desk.denial() == events::Denial::CoolingOff);
        desk.pass(Duration{1});
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(!isTripped(desk, Breaker::LosingStreak));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Across a start only the wall clock knows how long it has been.
    void aRestartDoesNotShortenTheQuarterOfAnHour()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 4; ++i) {
            loseOnce(desk);
        }
        desk.pass(minutes(5));
        desk.restart();
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(desk.denial() == events::Denial::CoolingOff);
        desk.pass(minutes(10));
        desk.command(clearing(Breaker::LosingStreak));
        QVERIFY(!isTripped(desk, Breaker::LosingStreak));
    }

    // 2 % of 100'000 buy 19 shares at the worst price; armed again after losses, half of that.
    void sizesAreHalvedAfterALossBreakerUntilTheSessionEnds()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 4; ++i) {
            loseOnce(desk);
        }
        desk.pass(events::lossCoolingOff);
        desk.command(clearing(Breaker::LosingStreak));
        desk.arm(risk::Mode::Manual);
        desk.quote(9'999, 10'001);
        QVERIFY(desk.state().reduced);
        QVERIFY(desk.state().session.limits == risk::Limits{}); // no limit was changed
        QVERIFY(!desk.place(Side::Buy, 10, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::PositionSize);
        QVERIFY(desk.place(Side::Buy, 9, 9'900));
        QVERIFY(desk.recordFoldsToTheState());
        desk.apply(events::SessionEnded{true});
        QVERIFY(!desk.state().reduced);
    }

    void sizesAreHalvedNoLongerThanTheDay()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 4; ++i) {
            loseOnce(desk);
        }
        desk.pass(events::lossCoolingOff);
        desk.command(clearing(Breaker::LosingStreak));
        desk.quote(9'999, 10'001);
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.state().reduced);
        desk.pass(days(1));
        desk.quote(9'999, 10'001);
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.state().reduced);
    }

    // A breaker that no loss tripped has neither.
    void anotherBreakerIsLiftedAtOnceAndHalvesNothing()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        QVERIFY(isTripped(desk, Breaker::Mismatch));
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{0}});
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(Breaker::Mismatch), InstrumentId{1}, {}});
        QVERIFY(!isTripped(desk, Breaker::Mismatch));
        QVERIFY(!desk.state().reduced);
    }

    void aWinEndsTheRow()
    {
        auto desk = TestDesk::armed();
        loseOnce(desk);
        loseOnce(desk);
        desk.pass(minutes(1));
        desk.quote(9'999, 10'001);
        const OrderId id = desk.longWithStop(1, 9'990);
        desk.fill(OrderId{id.value + 1}, 1, 10'010);
        QCOMPARE(desk.state().losingStreak, 0);
    }

    // F31: ten refusals within a minute.
    void aStormOfRejectionsPauses()
    {
        auto desk = TestDesk::armed();
        for (std::int64_t i = 1; i <= 10; ++i) {
            QVERIFY(!isTripped(desk, Breaker::RejectStorm));
            const OrderId id = desk.place(Side::Buy, i, 9'900);
            QVERIFY(id);
            desk.report(id, OrderEventKind::Rejected);
            desk.report(id, OrderEventKind::Rejected); // said twice, counted once
        }
        QVERIFY(isTripped(desk, Breaker::RejectStorm));
        QVERIFY(!desk.place(Side::Buy, 11, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Latched);
    }

    void slowRejectionsAreNoStorm()
    {
        auto desk = TestDesk::armed();
        for (std::int64_t i = 1; i <= 15; ++i) {
            desk.pass(seconds(10));
            desk.quote(9'999, 10'001);
            desk.report(desk.place(Side::Buy, i, 9'900), OrderEventKind::Rejected);
        }
        QVERIFY(!isTripped(desk, Breaker::RejectStorm));
    }

    // F61: twenty entries of one side within a minute stop that strategy, and only that one.
    void twentyEntriesOfOneSideAreARepetition()
    {
        auto session = aSession();
        session.limits.ordersPerMinute = 120;
        session.limits.duplicateWindow = {};
        session.strategies = {{StrategyId{1}, "sma_cross:fast=1,slow=2"}}; // long alone
        auto desk = TestDesk::armed(session);
        int entries = 0;
        while (!isTripped(desk, Breaker::RepeatedExecution) && entries < 40) {
            for (const std::int64_t close : {std::int64_t{9'990}, std::int64_t{10'000}}) {
                desk.pass(milliseconds(100));
                desk.quote(close - 1, close + 1);
                market::Bar bar;
                bar.instrument = InstrumentId{1};
                bar.interval = milliseconds(100);
                bar.closedAt = desk.stamp.wall;
                bar.opened = bar.closedAt - bar.interval;
                bar.open = bar.high = bar.low = bar.close = Ticks{close};
                desk.tick(bar);
            }
            const auto id = desk.newestProposal();
            if (!id) {
                continue;
            }
            desk.approve(id, Lots{1 + entries % 10});
            const auto sent = desk.sent();
            QCOMPARE(sent.size(), std::size_t{1});
            ++entries;
            desk.fill(sent.front().id, sent.front().size.count, 10'000);
            const OrderId stop{sent.front().id.value + 1};
            desk.report(stop, OrderEventKind::Accepted);
            desk.fill(stop, sent.front().size.count, 10'000);
        }
        QCOMPARE(entries, 20);
        QVERIFY(desk.state().breakers.contains({Breaker::RepeatedExecution, 1}));
        QVERIFY(desk.place(Side::Buy, 19, 9'900)); // a person is not that strategy
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(Breaker::RepeatedExecution), {}, StrategyId{1}});
        QVERIFY(!isTripped(desk, Breaker::RepeatedExecution));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aMismatchWithTheBrokerStopsAndIsAdoptedByAPerson()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        QVERIFY(isTripped(desk, Breaker::Mismatch));
        QVERIFY(desk.state().mode == risk::Mode::ReduceOnly);
        desk.command(events::AdoptPosition{InstrumentId{1}}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == events::Denial::NoRight);
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QCOMPARE(desk.position(), std::int64_t{5});
        QCOMPARE(desk.state().portfolio.cash(desk.state().base).e8, 100'000 * oneDollar);
        QVERIFY(isTripped(desk, Breaker::Mismatch)); // cleared by its own act
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QVERIFY(desk.denial() == events::Denial::NotFound);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The strategy's ten are five at the broker: it holds five from now on, and its stop follows.
    void anAdoptionIsTakenFromWhoHeldTooMuch()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy(), Lots{10});
        desk.fill(OrderId{1}, 10, 10'000);
        desk.report(OrderId{2}, OrderEventKind::Accepted);
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QCOMPARE(desk.state().holdings.find({StrategyId{1}, InstrumentId{1}})->lots.count, std::int64_t{5});
        QCOMPARE(desk.wanted<events::Replace>().front().size->count, std::int64_t{5});
    }

    // S12, S19.
    void eachStaysUntilARoleClearsIt()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{0}}); // it agrees again
        desk.restart();
        QVERIFY(isTripped(desk, Breaker::Mismatch));
        const events::ClearBreaker clear{static_cast<std::uint8_t>(Breaker::Mismatch), InstrumentId{1}, {}};
        desk.command(clear, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == events::Denial::NoRight);
        desk.command(clear, engine::owner, false);
        QVERIFY(desk.denial() == events::Denial::StepUpMissing);
        desk.command(clear, engine::owner, true, "");
        QVERIFY(desk.denial() == events::Denial::Invalid);
        desk.command(events::ClearBreaker{200, InstrumentId{1}, {}});
        QVERIFY(desk.denial() == events::Denial::NotFound);
        QVERIFY(isTripped(desk, Breaker::Mismatch));
        desk.command(clear);
        QVERIFY(!isTripped(desk, Breaker::Mismatch));
    }

    // A person has looked: the fall is measured anew from where equity stands, or the desk could never trade again.
    void aClearedDrawdownBeginsAnew()
    {
        auto limits = aSession();
        limits.limits.drawdown = BasisPoints{1};
        auto desk = TestDesk::armed(limits);
        desk.place(Side::Buy, 10, 9'900);
        desk.fill(OrderId{1}, 10, 10'000);
        desk.pass(seconds(1));
        desk.quote(9'895, 9'897);
        QVERIFY(isTripped(desk, Breaker::Drawdown));
        desk.pass(events::lossCoolingOff);
        desk.command(clearing(Breaker::Drawdown));
        desk.pass(seconds(1));
        desk.quote(9'895, 9'897);
        QVERIFY(!isTripped(desk, Breaker::Drawdown));
    }

    // F18: the wall clock says tomorrow, the market does not.
    void aClockThatJumpsAheadBeginsNoNewDay()
    {
        auto desk = invested();
        const auto day = desk.state().day;
        desk.setClock(days(3'650));
        desk.pass(seconds(2));
        market::Quote quote{
            InstrumentId{1}, desk.stamp.wall - days(3'650), Ticks{9'999}, Ticks{10'001}, Lots{1}, Lots{1}, true, true};
        desk.tick(quote);
        QCOMPARE(desk.state().day, day);
        quote.venueTime = desk.stamp.wall;
        desk.pass(seconds(2));
        desk.tick(quote);
        QVERIFY(desk.state().day > day);
    }
};

QTEST_APPLESS_MAIN(TestBreakersOfTheDesk)
#include "tst_breakers_of_the_desk.moc"
