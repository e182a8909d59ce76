// The built-in market of DEMO sessions: several instruments whose prices nobody recorded, with real order books.
//
// Agents without intelligence place, cancel and take; their arrivals excite each other; a value that nobody sees moves
// with changing volatility, jumps and a common factor. All orders, ours too, meet in a price-time matching engine: we
// stand in the queue behind others, trade against them and move the price. The model and its sources are written down
// in docs/built-in-market.md. Prices are invented; the names only make them familiar.
//
// The same seed gives the same market on every machine, bit for bit, as long as nobody trades in it; the same orders at
// the same times give the same answers. One thread. Its ticks come through `take` like its reports, in order of time.

#pragma once

#include "core/base/time.h"
#include "core/desk/ports/tick_source.h"
#include "core/desk/ports/venue.h"
#include "core/desk/sim/fees/fee_schedule.h"
#include "core/desk/sim/latency/latency.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace omni::sim {

/// 2024-03-04T14:30:00Z, a Monday, when New York opens.
inline constexpr Timestamp syntheticStart{1'709'562'600'000'000'000};

struct SyntheticConfig {
    std::uint64_t seed = 1;
    Timestamp start = syntheticStart; ///< Inside opening hours, or the shares wait for theirs.
    std::string_view venue = "demo"; ///< First half of the instruments' names. Copied.
    InstrumentId firstId{1}; ///< Instruments are numbered from here on, in the order of `instruments()`.
    std::int32_t ratePercent = 100; ///< Of the usual arrivals, about 100 events a second together. In [1, 10'000].
    bool alwaysOpen = false; ///< Shares trade around the clock, too.
    bool publishesDepth = true; ///< False: quotes and trades only.
    FeeSchedule fees{};
    Latency latency{};
    std::size_t mostOrders = 10'000; ///< Of ours, open at a time and requests under way; one more is rejected.
};

class SyntheticMarket final : public ports::Venue
{
public:
    explicit SyntheticMarket(const SyntheticConfig& config);
    ~SyntheticMarket() override;
    SyntheticMarket(const SyntheticMarket&) = delete;
    SyntheticMarket& operator=(const SyntheticMarket&) = delete;

    /// demo:BTCUSD, demo:ETHUSD (always open), demo:AAPL, demo:MSFT, demo:NVDA, demo:SPY (New York hours), all in USD.
    [[nodiscard]] std::span<const market::Instrument> instruments() const;
    [[nodiscard]] Timestamp start() const;
    /// The last `count` bars of `interval` that were finished at the start, oldest first. Their path ends at the price
    /// where trading begins. The same whatever is asked first, and longer bars agree with the shorter ones they hold.
    /// Shares have bars of their opening hours only, and bars of seconds are left out where nobody traded. `interval`
    /// is a whole number of seconds that divides the minute, or of minutes that divides the day, else there are none;
    /// `count` counts up to 100'000, and nothing is older than 400 days.
    [[nodiscard]] std::vector<market::Bar> pastBars(InstrumentId instrument, Duration interval,
                                                    std::size_t count) const;

    /// The market knows its instruments; the caller's ids of them are those of `instruments()`.
    void define(const market::Instrument& instrument) override;
    /// Ignored: this market makes its own ticks.
    void onTick(Timestamp now, const market::Tick& tick) override;
    void submit(Timestamp now, const risk::ClearedOrder& order) override;
    void cancel(Timestamp now, OrderId order) override;
    void replace(Timestamp now, const ports::ReplaceRequest& request) override;
    void publishImages(Timestamp now) override;
    /// As `FeedVenue::query`.
    void query(Timestamp now, OrderId order) override;
    /// Never none: the market goes on for ever.
    [[nodiscard]] std::optional<Timestamp> nextDue() const override;
    [[nodiscard]] bool take(Timestamp until, ports::VenueEvent& out) override;

    /// As in `FeedVenue`.
    void place(Timestamp now, const orders::OrderTicket& ticket);
    void nameCurrency(CurrencyId id, std::string_view code);
    void adoptPosition(AccountId account, InstrumentId instrument, Lots position);
    [[nodiscard]] Lots position(AccountId account, InstrumentId instrument) const;
    [[nodiscard]] std::size_t openOrders() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The built-in market as a plain stream, where nobody trades in it: for recording, benches and other programs' feeds.
class SyntheticFeed final : public ports::TickSource
{
public:
    /// Ends `length` after the start.
    SyntheticFeed(const SyntheticConfig& config, Duration length);
    [[nodiscard]] std::span<const market::Instrument> instruments() const override;
    /// Never an error.
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override;

private:
    SyntheticMarket m_market;
    Timestamp m_end;
    std::vector<ports::TimedTick> m_batch;
};

} // namespace omni::sim
