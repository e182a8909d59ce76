// The market of invented prices behind the paper exchange: the books and agents of desk/sim, all clients in them.

#pragma once

#include "core/desk/sim/market/synthetic_book.h"
#include "core/edge/sandbox/exchange/market.h"

#include <memory>
#include <vector>

namespace omni::sandbox {

struct BuiltInMarketConfig {
    std::uint64_t seed = 1;
    Timestamp start;
    bool alwaysOpen = true; ///< False: shares keep New York's hours.
    std::int32_t ratePercent = 100; ///< Of the usual arrivals.
    std::size_t mostOrders = 20'000; ///< Of clients, in one book.
    void (*adapt)(Listing&) = nullptr; ///< A face's own rules for what is listed.
};

class BuiltInMarket final : public Market
{
public:
    BuiltInMarket(const BuiltInMarketConfig& config, std::vector<BuiltIn> listed);

    [[nodiscard]] std::span<const Listing> listings() const override
    {
        return m_listings;
    }
    [[nodiscard]] Timestamp start() const override
    {
        return m_config.start;
    }
    void runUntil(Timestamp now, MarketListener& listener) override;
    sim::MatchOutcome add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                          MarketListener& listener) override;
    sim::MatchOutcome cancel(std::size_t listing, Timestamp now, std::uint64_t id, MarketListener& listener) override;
    sim::MatchOutcome replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                              MarketListener& listener) override;
    [[nodiscard]] bool isOpen(std::size_t listing) const override;
    [[nodiscard]] std::optional<Ticks> lastPrice(std::size_t listing) const override;
    void forEachLevel(std::size_t listing, Side side, const std::function<bool(Ticks, Lots)>& visit) const override;
    [[nodiscard]] std::vector<market::Bar> pastBars(std::size_t listing, Duration interval,
                                                    std::size_t count) const override;

private:
    [[nodiscard]] std::uint64_t seedOf(std::size_t listing) const noexcept
    {
        return m_config.seed * 1'000'003 + listing;
    }
    void tickSecond(Timestamp now, MarketListener& listener);
    void tell(std::size_t listing, Timestamp at, MarketListener& listener);
    void tellTicks(std::size_t listing, Timestamp at, MarketListener& listener);

    BuiltInMarketConfig m_config;
    std::vector<BuiltIn> m_listed;
    std::vector<Listing> m_listings;
    std::vector<std::unique_ptr<sim::SyntheticBook>> m_books;
    SeededRandom m_random; ///< Of the common factor.
    sim::WildTimes m_times;
    sim::TickSink m_sink;
    Timestamp m_nextSecond;
};

} // namespace omni::sandbox
