// What an order must be, and when it may be sent. How much it may be: tst_gate_sizes.

#include "core/trade/risk/rules/reduce_only/reduce_only.h"
#include "tests/core/trade/risk/gate_rows.h"

#include <QTest>

using namespace omni;
using namespace omni::risk;
using orders::OrderKind;
using orders::OrderRole;
using orders::Origin;
using orders::TimeInForce;

namespace {

void byStrategy(GateCase& c)
{
    c.view.byPerson = false;
    c.ticket.origin = Origin::Strategy;
}

void byKillSwitch(GateCase& c)
{
    c.view.byPerson = false;
    c.ticket.origin = Origin::KillSwitch;
}

Refusal refused(std::int64_t asked, std::int64_t allowed = 50)
{
    return {Rule::PriceCollar, allowed, asked};
}

} // namespace

class TestGateRules : public QObject
{
    Q_OBJECT

private slots:
    void ticketsMakeSense_data()
    {
        columns();
        const Refusal no{Rule::TicketInvalid};
        entry("no size", no, [](auto& c) { c.ticket.size = {0}; });
        entry("a size below zero", no, [](auto& c) { c.ticket.size = {-10}; });
        entry("a size and an amount", no, [](auto& c) { c.ticket.notional = Money{oneDollar}; });
        entry("an amount", passes, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{1'000 * oneDollar};
        });
        entry("an amount of nothing", no, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{0};
        });
        entry("an amount at a limit", no, [](auto& c) {
            asLimit(c, 10'000);
            c.ticket.size = {0};
            c.ticket.notional = Money{1'000 * oneDollar};
        });
        closing("an amount that only reduces", no, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{1'000 * oneDollar};
        });
        entry("another instrument", no, [](auto& c) { c.ticket.instrument = {2}; });
        entry("no instrument", no, [](auto& c) { c.ticket.instrument = c.instrument.id = {0}; });
        entry("a market order with a limit", no, [](auto& c) { c.ticket.limit = Ticks{10'000}; });
        entry("a limit order without one", no, [](auto& c) { c.ticket.kind = OrderKind::Limit; });
        entry("a stop order without a trigger", no, [](auto& c) { c.ticket.kind = OrderKind::Stop; });
        entry("a stop-limit order without a limit", no, [](auto& c) {
            c.ticket.kind = OrderKind::StopLimit;
            c.ticket.stop = Ticks{10'010};
        });
        entry("a trailing stop without a distance", no, [](auto& c) {
            c.ticket.kind = OrderKind::TrailingStop;
            c.ticket.stop = Ticks{10'010};
        });
        protection("a trailing stop", passes, [](auto& c) {
            c.ticket.kind = OrderKind::TrailingStop;
            c.ticket.trail = Ticks{1};
        });
        protection("a trailing stop that trails by nothing", no, [](auto& c) {
            c.ticket.kind = OrderKind::TrailingStop;
            c.ticket.trail = Ticks{0};
        });
        entry("a post-only market order", no, [](auto& c) { c.ticket.postOnly = true; });
        entry("a post-only limit order", passes, [](auto& c) {
            asLimit(c, 9'999);
            c.ticket.postOnly = true;
        });
        entry("a post-only order that is to fill at once", no, [](auto& c) {
            asLimit(c, 9'999);
            c.ticket.postOnly = true;
            c.ticket.timeInForce = TimeInForce::ImmediateOrCancel;
        });
        closing("an exit that could open", no, [](auto& c) { c.ticket.reduceOnly = false; });
        protection("a stop that could open", no, [](auto& c) { c.ticket.reduceOnly = false; });
    }
    void ticketsMakeSense()
    {
        checkRow();
    }

    /// Stops of a venue sleep then (decision 38).
    void inExtendedHoursOrdersOnlyReduce_data()
    {
        columns();
        const Refusal atNight{Rule::TicketInvalid, 0, notForExtendedHours};
        entry("a limit order that opens in extended hours", atNight, [](auto& c) {
            asLimit(c, 9'999);
            c.ticket.timeInForce = TimeInForce::ExtendedDay;
        });
        closing("a market order in extended hours", atNight,
                [](auto& c) { c.ticket.timeInForce = TimeInForce::ExtendedDay; });
        closing("a limit order that reduces in extended hours", passes, [](auto& c) {
            asLimit(c, 10'000);
            c.ticket.timeInForce = TimeInForce::ExtendedDay;
        });
        protection("a stop for extended hours", atNight,
                   [](auto& c) { c.ticket.timeInForce = TimeInForce::ExtendedDay; });
        // A stop that covers the position has to be cancelled by hand first, and the refusal says so.
        const auto besideAStop = [](auto& c) {
            asLimit(c, 10'000);
            c.ticket.timeInForce = TimeInForce::ExtendedDay;
            c.view.here.closing = Lots{std::abs(c.view.here.position.count)};
        };
        closing("a limit order in extended hours beside the stop of its position",
                Refusal{Rule::ReduceOnly, keptByItsStop, 10}, besideAStop);
    }
    void inExtendedHoursOrdersOnlyReduce()
    {
        checkRow();
    }

    /// Shares: a step is one of them, and a part of it may be closed at once, though nothing can rest for it.
    void aPartOfAStepIsForAtOnce_data()
    {
        columns();
        const auto ofParts = [](auto& c) {
            c.instrument.step = {4};
            c.instrument.smallest = {1};
        };
        const Refusal offStep{Rule::VenueFilter, 4, 10};
        closing("a part that closes at the market", passes, ofParts);
        closing("a part that closes at a limit of the day", passes, [ofParts](auto& c) {
            ofParts(c);
            asLimit(c, 10'000);
            c.ticket.timeInForce = TimeInForce::Day;
        });
        closing("a part that would rest till cancelled", offStep, [ofParts](auto& c) {
            ofParts(c);
            asLimit(c, 10'000);
        });
        closing("a part of a coin", offStep, [ofParts](auto& c) {
            ofParts(c);
            c.instrument.baseCurrency = "COIN";
        });
        closing("a part finer than the smallest", Refusal{Rule::VenueFilter, 3, 10}, [ofParts](auto& c) {
            ofParts(c);
            c.instrument.smallest = {3};
        });
        // The venue would take it; that a stop stands behind each entry is another rule.
        const Refusal noStop{Rule::LossAtStop, 1'000 * oneDollar, 1'000 * oneDollar + 10 * oneDollar / 100};
        entry("a part without a stop", noStop, [ofParts](auto& c) {
            ofParts(c);
            c.view.protectiveStop.reset();
        });
        entry("a part with a stop behind it", offStep, [ofParts](auto& c) {
            ofParts(c);
            c.view.protectiveStop = Ticks{9'800};
        });
        protection("a stop of a part", offStep, ofParts);
    }
    void aPartOfAStepIsForAtOnce()
    {
        checkRow();
    }

    void theVenueTakesIt_data()
    {
        columns();
        entry("the smallest size", passes, [](auto& c) { c.instrument.smallest = {10}; });
        entry("below the smallest", Refusal{Rule::VenueFilter, 11, 10}, [](auto& c) { c.instrument.smallest = {11}; });
        entry("the largest size", passes, [](auto& c) { c.instrument.largest = {10}; });
        entry("above the largest", Refusal{Rule::VenueFilter, 9, 10}, [](auto& c) { c.instrument.largest = {9}; });
        entry("on the step", passes, [](auto& c) { c.instrument.step = {5}; });
        entry("off the step", Refusal{Rule::VenueFilter, 3, 10}, [](auto& c) { c.instrument.step = {3}; });
        entry("10 shares at 100 are worth 1'000", passes,
              [](auto& c) { c.instrument.smallestValue = {1'000 * oneDollar}; });
        entry("and no more", Refusal{Rule::VenueFilter, 1'000 * oneDollar + 1, 1'000 * oneDollar},
              [](auto& c) { c.instrument.smallestValue = {1'000 * oneDollar + 1}; });
        entry("a limit order is worth its limit", Refusal{Rule::VenueFilter, 1'000 * oneDollar, 999 * oneDollar},
              [](auto& c) {
                  asLimit(c, 9'990);
                  c.instrument.smallestValue = {1'000 * oneDollar};
              });
        entry("an amount buys whole lots: 999 dollars are 9 shares", Refusal{Rule::VenueFilter, 10, 9}, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{999 * oneDollar};
            c.instrument.smallest = {10};
        });
        entry("an amount below the least value", Refusal{Rule::VenueFilter, 1'000 * oneDollar, 999 * oneDollar},
              [](auto& c) {
                  c.ticket.size = {0};
                  c.ticket.notional = Money{999 * oneDollar};
                  c.instrument.smallestValue = {1'000 * oneDollar};
              });
    }
    void theVenueTakesIt()
    {
        checkRow();
    }

    void modesStop_data()
    {
        columns();
        constexpr std::int64_t halted = 0;
        constexpr std::int64_t reduceOnly = 1;
        constexpr std::int64_t manual = 2;
        const auto inMode = [](Mode mode, auto more) {
            return [mode, more](GateCase& c) {
                c.view.mode = mode;
                more(c);
            };
        };
        const auto asIs = [](GateCase&) {};
        const auto watchedHere = [](GateCase& c) {
            c.ticket.kind = OrderKind::Market;
            c.ticket.stop = std::nullopt;
            c.ticket.origin = Origin::Risk;
        };
        entry("automatic: an entry", passes, inMode(Mode::Automatic, asIs));
        entry("manual: an entry", passes, inMode(Mode::Manual, asIs));
        entry("reduce-only: an entry", Refusal{Rule::Mode, manual, reduceOnly}, inMode(Mode::ReduceOnly, asIs));
        closing("reduce-only: a person closes", passes, inMode(Mode::ReduceOnly, asIs));
        closing("reduce-only: a strategy closes", passes, inMode(Mode::ReduceOnly, byStrategy));
        entry("halted: an entry by a person", Refusal{Rule::Mode, manual, halted},
              inMode(Mode::Halted, [](auto& c) { c.view.byPerson = true; }));
        closing("halted: a person closes", passes, inMode(Mode::Halted, asIs));
        closing("halted: a strategy closes", Refusal{Rule::Mode, reduceOnly, halted}, inMode(Mode::Halted, byStrategy));
        closing("halted: the kill switch closes", passes, inMode(Mode::Halted, byKillSwitch));
        protection("halted: a protective stop", passes, inMode(Mode::Halted, asIs));
        protection("halted: a stop watched here fires", passes, inMode(Mode::Halted, watchedHere));
        protection("halted: a strategy calls its exit a stop", Refusal{Rule::Mode, reduceOnly, halted},
                   inMode(Mode::Halted, [&](GateCase& c) {
                       watchedHere(c);
                       c.ticket.origin = Origin::Strategy;
                   }));
    }
    void modesStop()
    {
        checkRow();
    }

    void latchesStop_data()
    {
        columns();
        const auto under = [](KillLevel level, auto more) {
            return [level, more](GateCase& c) {
                c.view.latch = level;
                more(c);
            };
        };
        const auto asIs = [](GateCase&) {};
        entry("paused: an entry", Refusal{Rule::Latched, 0, 1}, under(KillLevel::Pause, asIs));
        closing("paused: a strategy closes", passes, under(KillLevel::Pause, byStrategy));
        entry("entries cancelled: an entry", Refusal{Rule::Latched, 0, 2}, under(KillLevel::CancelEntries, asIs));
        protection("entries cancelled: a stop", passes, under(KillLevel::CancelEntries, asIs));
        protection("all cancelled: a stop", Refusal{Rule::Latched, 0, 3}, under(KillLevel::CancelAll, asIs));
        closing("all cancelled: a person closes", passes, under(KillLevel::CancelAll, asIs));
        closing("all cancelled: a strategy closes", Refusal{Rule::Latched, 0, 3},
                under(KillLevel::CancelAll, byStrategy));
        closing("flatten: the kill switch closes", passes, under(KillLevel::Flatten, byKillSwitch));
        closing("flatten: a strategy closes", Refusal{Rule::Latched, 0, 4}, under(KillLevel::Flatten, byStrategy));
        entry("an unknown order", Refusal{Rule::UnknownOrder, 0, 1}, [](auto& c) { c.view.unknownOrders = 1; });
        closing("an unknown order does not stop a close", passes, [](auto& c) { c.view.unknownOrders = 1; });
    }
    void latchesStop()
    {
        checkRow();
    }

    void reduceOnlyNeverRaisesNorFlips_data()
    {
        columns();
        closing("all of it", passes, [](auto&) {});
        closing("one more", Refusal{Rule::ReduceOnly, 10, 11}, [](auto& c) { c.ticket.size = {11}; });
        closing("what a working order closes is taken", Refusal{Rule::ReduceOnly, 6, 7}, [](auto& c) {
            c.ticket.size = {7};
            c.view.here.closing = {4};
        });
        closing("the rest", passes, [](auto& c) {
            c.ticket.size = {6};
            c.view.here.closing = {4};
        });
        closing("more is closing than there is", Refusal{Rule::ReduceOnly, 0, 1}, [](auto& c) {
            c.ticket.size = {1};
            c.view.here.closing = {12};
        });
        closing("nothing is open", Refusal{Rule::ReduceOnly, 0, 10}, [](auto& c) { c.view.here.position = {0}; });
        closing("the wrong side", Refusal{Rule::ReduceOnly, 0, 10}, [](auto& c) { c.ticket.side = Side::Buy; });
        closing("a short position is bought back", passes, [](auto& c) {
            c.ticket.side = Side::Buy;
            c.view.here.position = {-10};
        });
    }
    void reduceOnlyNeverRaisesNorFlips()
    {
        checkRow();
    }

    void theMarketIsSeen_data()
    {
        columns();
        const std::int64_t allowed = seconds(2).ns;
        const Refusal blind{Rule::StaleData, allowed, -1};
        const Refusal unseen{Rule::StaleData, allowed, milliseconds(100).ns};
        entry("a quote of exactly 2 s", passes, [](auto& c) { c.view.quoteAge = seconds(2); });
        entry("one nanosecond more", Refusal{Rule::StaleData, allowed, allowed + 1},
              [](auto& c) { c.view.quoteAge = Duration{seconds(2).ns + 1}; });
        entry("a quote out of the future", Refusal{Rule::StaleData, allowed, -5},
              [](auto& c) { c.view.quoteAge = Duration{-5}; });
        entry("no quote", blind, [](auto& c) { c.view.quote = std::nullopt; });
        entry("no age", blind, [](auto& c) { c.view.quoteAge = std::nullopt; });
        entry("no ask", unseen, [](auto& c) { c.view.quote->hasAsk = false; });
        entry("locked", unseen, [](auto& c) { c.view.quote->ask = {9'999}; });
        entry("a book with a gap", unseen, [](auto& c) { c.view.bookValid = false; });
        entry("a limit order stands on the last trade", passes, [](auto& c) {
            asLimit(c, 10'000);
            c.view.quote = std::nullopt;
        });
        entry("a limit order stands on one side", passes, [](auto& c) {
            asLimit(c, 10'000);
            c.view.quote->hasAsk = false;
        });
        entry("a limit order with nothing to stand on", blind, [](auto& c) {
            asLimit(c, 10'000);
            c.view.reference = std::nullopt;
        });
        entry("a limit order at a crossed quote", unseen, [](auto& c) {
            asLimit(c, 10'000);
            c.view.quote->ask = {9'998};
        });
        closing("a person closes blind", passes, [](auto& c) { c.view.quote = std::nullopt; });
        closing("a strategy does not", blind, [](auto& c) {
            c.view.quote = std::nullopt;
            c.view.byPerson = false;
        });
        protection("a stop rests until the market comes back", passes, [](auto& c) { c.view.quoteAge = seconds(60); });
        entry("closed", Refusal{Rule::MarketClosed, 0, 1},
              [](auto& c) { c.view.trading = market::TradingState::Closed; });
        protection("halted, and a stop", Refusal{Rule::MarketClosed, 0, 2},
                   [](auto& c) { c.view.trading = market::TradingState::Halted; });
        entry("closing only", Refusal{Rule::MarketClosed, 0, 3},
              [](auto& c) { c.view.trading = market::TradingState::ClosingOnly; });
        closing("closing only, and a close", passes,
                [](auto& c) { c.view.trading = market::TradingState::ClosingOnly; });
        protection("closing only, and a stop", passes,
                   [](auto& c) { c.view.trading = market::TradingState::ClosingOnly; });
        entry("equity unknown", Refusal{Rule::EquityUnknown}, [](auto& c) { c.view.equity = std::nullopt; });
        entry("no rate", Refusal{Rule::EquityUnknown}, [](auto& c) { c.view.baseNumerator = 0; });
        closing("equity unknown, and a close", passes, [](auto& c) {
            c.view.equity = std::nullopt;
            c.view.baseDenominator = 0;
        });
    }
    void theMarketIsSeen()
    {
        checkRow();
    }

    // The reference is 100.00: 0.5 % are 50 ticks, 5 spreads of 2 ticks are 10.
    void pricesStandInsideTheCollar_data()
    {
        columns();
        entry("50 above", passes, [](auto& c) { asLimit(c, 10'050); });
        entry("51 above", refused(51), [](auto& c) { asLimit(c, 10'051); });
        entry("50 below", passes, [](auto& c) { asLimit(c, 9'950); });
        entry("51 below: a lost digit", refused(51), [](auto& c) { asLimit(c, 9'949); });
        entry("5 spreads of 20 are wider", refused(101, 100), [](auto& c) {
            c.view.quote->bid = {9'990};
            c.view.quote->ask = {10'010};
            asLimit(c, 10'101);
        });
        entry("half an ATR of 160 is wider", refused(81, 80), [](auto& c) {
            c.view.atr = Ticks{160};
            asLimit(c, 10'081);
        });
        entry("never above 5 %", refused(501, 500), [](auto& c) {
            c.view.atr = Ticks{100'000};
            asLimit(c, 10'501);
        });
        entry("a market order in a quote of 9.4 % each way", refused(600, 500), [](auto& c) {
            c.view.quote->bid = {9'400};
            c.view.quote->ask = {10'600};
        });
        closing("a person sells into it all the same", passes, [](auto& c) {
            c.view.quote->bid = {9'400};
            c.view.quote->ask = {10'600};
        });
        closing("a target 10 % away", passes, [](auto& c) {
            asLimit(c, 11'000);
            c.ticket.role = OrderRole::Target;
            c.view.byPerson = false;
        });
        closing("a target that gives away 51", refused(51), [](auto& c) {
            asLimit(c, 9'949);
            c.ticket.role = OrderRole::Target;
        });
    }
    void pricesStandInsideTheCollar()
    {
        checkRow();
    }

    void triggersStandAheadOfTheMarket_data()
    {
        columns();
        protection("2 % below", passes, [](auto&) {});
        protection("20 % below", passes, [](auto& c) { asStop(c, 8'000); });
        protection("more", refused(2'001, 2'000), [](auto& c) { asStop(c, 7'999); });
        protection("one tick below", passes, [](auto& c) { asStop(c, 9'999); });
        protection("at the market", refused(0, 0), [](auto& c) { asStop(c, 10'000); });
        protection("above the market", refused(-5, 0), [](auto& c) { asStop(c, 10'005); });
        protection("above a market seen a minute ago", passes, [](auto& c) {
            asStop(c, 10'005);
            c.view.quoteAge = minutes(1);
        });
        protection("trailing by more than 20 %", refused(2'001, 2'000), [](auto& c) {
            c.ticket.kind = OrderKind::TrailingStop;
            c.ticket.trail = Ticks{2'001};
        });
        protection("its limit 50 behind the trigger", passes, [](auto& c) {
            c.ticket.kind = OrderKind::StopLimit;
            c.ticket.limit = Ticks{9'750};
        });
        protection("its limit 51 behind the trigger", refused(51), [](auto& c) {
            c.ticket.kind = OrderKind::StopLimit;
            c.ticket.limit = Ticks{9'749};
        });
        entry("a breakout 3 % above", passes, [](auto& c) {
            asStop(c, 10'300);
            c.view.protectiveStop = Ticks{10'100};
        });
        entry("a breakout below: it would buy at once", refused(-1, 0), [](auto& c) { asStop(c, 9'999); });
    }
    void triggersStandAheadOfTheMarket()
    {
        checkRow();
    }
};

QTEST_APPLESS_MAIN(TestGateRules)
#include "tst_gate_rules.moc"
