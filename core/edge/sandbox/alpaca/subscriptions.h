// What one client of a data stream has subscribed to.

#pragma once

#include "core/edge/sandbox/server/json_value.h"

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace omni::sandbox::alpaca {

enum class DataChannel : std::uint8_t { Trades, Quotes, Bars, UpdatedBars, DailyBars, Statuses, Lulds, Orderbooks };
inline constexpr std::size_t dataChannels = 8;

[[nodiscard]] std::string_view nameOf(DataChannel channel) noexcept;
/// Statuses and price bands are of shares, books of coins.
[[nodiscard]] constexpr bool isOffered(DataChannel channel, bool isCrypto) noexcept
{
    return channel == DataChannel::Orderbooks
        ? isCrypto
        : !isCrypto || (channel != DataChannel::Statuses && channel != DataChannel::Lulds);
}

enum class SubscriptionFault : std::uint8_t { None, Syntax, TooMany };

class Subscriptions
{
public:
    static constexpr std::size_t most = 10'000; ///< Symbols of a channel.

    /// Adds or takes away what the message names. All of it or, with a fault, nothing. `mostSymbols`: of trades and
    /// quotes together; 0: any.
    SubscriptionFault change(const JsonValue& message, bool isCrypto, bool adds, std::size_t mostSymbols);
    [[nodiscard]] bool has(DataChannel channel, const std::string& symbol) const
    {
        const auto& symbols = m_symbols[static_cast<std::size_t>(channel)];
        return symbols.contains(symbol) || symbols.contains("*");
    }
    [[nodiscard]] const std::set<std::string>& of(DataChannel channel) const
    {
        return m_symbols[static_cast<std::size_t>(channel)];
    }

private:
    std::array<std::set<std::string>, dataChannels> m_symbols;
};

} // namespace omni::sandbox::alpaca
