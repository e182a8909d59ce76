// A venue that executes our orders against a recorded market: quotes, trades, depth or bars.
//
// The recorded market does not know of us, so every doubt is decided against us. Rules, by what the feed tells:
//
// - Taking. With depth an order sweeps the levels it can see; with quotes only, the size of the touch; with trades
//   only, the last price. What we took stays gone until the feed speaks of that level again. A market order larger
//   than what is known fills the rest one tick further for each displayed size, at most `mostTicksBeyond`. A limit
//   order never takes what is not shown; its rest joins the queue.
// - Resting. A new order stands behind everything shown at its price (`QueueModel`). Trades at the price shorten the
//   queue, then fill us; a trade through the price fills us up to its size; an opposite quote at our price fills us up
//   to its size, one through it fills us whole. With trades only the queue is unknown: only a trade through fills.
// - Bars. A market order fills at the next open or at the close (`BarFill`); one that is sent upon a fill at an open
//   fills at that same open. Stops and limits live inside the bar from the moment they arrive, also in the bar whose
//   open filled their entry: a sell stop fills at min(open, stop), a sell limit at max(open, limit), mirrored for buys;
//   when both were touched the stop comes first. Rules and names as in backtesting.py (class _Broker). A bar's inside
//   is played when `take` reaches its close. Volume is not looked at.
//
// Fills carry the venue's time; for those inside a bar, whose moment nobody knows, it is the bar's opening time.
// `VenueFillId` is "f1", "f2" and so on in the order of execution.
//
// Reports: Accepted or Rejected first; then fills. That an order is filled its fills tell; only for an order by amount
// a report Filled follows, with the lots in `size`. Cancelled: by request, the rest of IOC, FOK and reduce-only orders.
// Rejected after Accepted: post-only that would take, a market order while closed. Expired: day orders at the end of
// the session. A market order for which the feed shows nothing yet waits for its next word.

#pragma once

#include "core/desk/ports/venue.h"
#include "core/desk/sim/fees/fee_schedule.h"
#include "core/desk/sim/latency/latency.h"
#include "core/desk/sim/slippage/slippage.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace omni::sim {

enum class BarFill : std::uint8_t { NextOpen, Close };

enum class QueueModel : std::uint8_t {
    Pessimistic, ///< Who cancels at our price stood behind us.
    Proportional, ///< Who cancels at our price stood before us as often as there are lots before us.
};

enum class TriggerBy : std::uint8_t {
    LastTrade, ///< Stops look at trades; at quotes where a feed has no trades.
    Quote, ///< A buy stop looks at the ask, a sell stop at the bid.
};

struct FeedVenueConfig {
    FeeSchedule fees{};
    Slippage slippage{};
    Latency latency{};
    std::uint64_t seed = 1; ///< Of the jitter.
    BarFill barFill = BarFill::NextOpen;
    QueueModel queue = QueueModel::Pessimistic;
    TriggerBy trigger = TriggerBy::LastTrade;
    std::int32_t mostTicksBeyond = 100; ///< Beyond the last known level, for market orders.
    std::size_t mostOrders = 10'000; ///< Open at a time and requests under way; one more is rejected.
    std::size_t bookWindow = 16'384; ///< Ticks of each book held densely; a power of two.
};

class FeedVenue final : public ports::Venue
{
public:
    explicit FeedVenue(const FeedVenueConfig& config);
    ~FeedVenue() override;
    FeedVenue(const FeedVenue&) = delete;
    FeedVenue& operator=(const FeedVenue&) = delete;

    /// Again with a higher version: sizes and prices of open orders are the caller's to rescale (cancel and resend).
    void define(const market::Instrument& instrument) override;
    /// Ticks of instruments that were not defined are ignored. A tick older than the last one is taken as of now.
    void onTick(Timestamp now, const market::Tick& tick) override;
    void submit(Timestamp now, const risk::ClearedOrder& order) override;
    void cancel(Timestamp now, OrderId order) override;
    void replace(Timestamp now, const ports::ReplaceRequest& request) override;
    /// Answered by Found for an open order, by its last state for a finished one, by Rejected for one never seen.
    void query(Timestamp now, OrderId order) override;
    [[nodiscard]] std::optional<Timestamp> nextDue() const override;
    [[nodiscard]] bool take(Timestamp until, ports::VenueEvent& out) override;

    /// An order of somebody who is no desk of ours: a client of the paper exchange, a test. The desk uses `submit`.
    void place(Timestamp now, const orders::OrderTicket& ticket);
    /// Fees are told in the quote currency; before it has been named here they carry no currency id.
    void nameCurrency(CurrencyId id, std::string_view code);
    /// What the account holds already, for reduce-only orders after a restart. Signed.
    void adoptPosition(AccountId account, InstrumentId instrument, Lots position);
    /// From the venue's own fills and what was adopted. Signed.
    [[nodiscard]] Lots position(AccountId account, InstrumentId instrument) const;
    [[nodiscard]] std::size_t openOrders() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::sim
