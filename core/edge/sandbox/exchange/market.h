// The market that a paper exchange's orders meet: the built-in one, or recorded data.

#pragma once

#include "core/desk/sim/matching.h"
#include "core/edge/sandbox/exchange/listing.h"
#include "core/trade/market/tick.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace omni::sandbox {

/// Orders of the exchange's clients are told from all others by this bit of their ids in the market.
inline constexpr std::uint64_t clientBit = std::uint64_t{1} << 63;

/// What happens in a market, told while it happens. Must not call the market.
class MarketListener
{
public:
    virtual ~MarketListener() = default;
    virtual void onTrades(std::size_t listing, Timestamp at, std::span<const sim::MatchTrade> trades) = 0;
    /// A client's resting order that self-trade prevention took away.
    virtual void onRemoved(std::size_t listing, Timestamp at, const sim::MatchRemoval& removal) = 0;
    /// Depth, touch and state; prints are told by `onTrades`.
    virtual void onTick(std::size_t listing, Timestamp at, const market::Tick& tick) = 0;
};

/// Deterministic; one thread. Time only goes forwards.
class Market
{
public:
    virtual ~Market() = default;
    [[nodiscard]] virtual std::span<const Listing> listings() const = 0;
    [[nodiscard]] virtual Timestamp start() const = 0;
    /// Everything that others do until then.
    virtual void runUntil(Timestamp now, MarketListener& listener) = 0;

    /// Ids have `clientBit`.
    virtual sim::MatchOutcome add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                                  MarketListener& listener)
        = 0;
    virtual sim::MatchOutcome cancel(std::size_t listing, Timestamp now, std::uint64_t id, MarketListener& listener)
        = 0;
    virtual sim::MatchOutcome replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                                      MarketListener& listener)
        = 0;

    [[nodiscard]] virtual bool isOpen(std::size_t listing) const = 0;
    [[nodiscard]] virtual std::optional<Ticks> lastPrice(std::size_t listing) const = 0;
    /// From the best level to the worst, until `visit` returns false.
    virtual void forEachLevel(std::size_t listing, Side side, const std::function<bool(Ticks, Lots)>& visit) const = 0;
    /// As `SyntheticMarket::pastBars`.
    [[nodiscard]] virtual std::vector<market::Bar> pastBars(std::size_t listing, Duration interval,
                                                            std::size_t count) const = 0;
};

} // namespace omni::sandbox
