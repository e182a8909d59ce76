// What is known of the connection to a broker: its lines, when each proved last that it lives, and who holds what.

#pragma once

#include "core/base/time.h"
#include "core/trade/orders/environment.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace omni::views {

/// What an order may need of whoever holds it.
enum class Ability : std::uint8_t {
    MarketOrders,
    LimitOrders,
    StopOrders,
    StopLimitOrders,
    TrailingStops,
    PostOnly,
    ReduceOnly,
    OneCancelsOther,
    Brackets,
    Replace,
    ByValue, ///< Market orders for an amount of money.
    Fractions, ///< Quantities below one unit.
    ShortSelling,
    Day,
    GoodTillCancelled,
    ImmediateOrCancel,
    FillOrKill,
    ExtendedHours,
    FindsByClientId, ///< "No such order" is proof there, once its time to settle is over.
};
inline constexpr std::size_t abilityCount = 19;

/// "market_orders": stable, untranslated.
[[nodiscard]] std::string_view nameOf(Ability ability) noexcept;

enum class Holder : std::uint8_t {
    Nobody, ///< Such an order is refused before it is sent.
    Venue, ///< Stands there, also while this program is down.
    Desk, ///< Done here in its place: works only while this program runs and is connected.
};
[[nodiscard]] std::string_view nameOf(Holder holder) noexcept;

using Abilities = std::array<Holder, abilityCount>;

enum class LineKind : std::uint8_t { MarketData, Orders, Account };
inline constexpr std::size_t lineCount = 3;

enum class LineState : std::uint8_t {
    Off, ///< Not wanted, or not started.
    Connecting,
    Up,
    Stale, ///< Open, but nothing proved for too long that it lives.
    Down, ///< Broken; it will be tried again.
    Refused, ///< Trying again is useless: the key, the certificate, a ban. A person is needed.
};
[[nodiscard]] std::string_view nameOf(LineKind kind) noexcept;
[[nodiscard]] std::string_view nameOf(LineState state) noexcept;

struct Line {
    LineState state = LineState::Off;
    Timestamp since;
    std::optional<Timestamp> lastProof; ///< Something came that only a living peer sends.
    std::string detail; ///< Why it is not up; foreign words in it are data.
    friend bool operator==(const Line&, const Line&) = default;
};

struct Connection {
    std::string broker; ///< "binance"; "sandbox-binance": the paper exchange in this program.
    orders::Environment environment = orders::Environment::Paper;
    std::string account; ///< As configured: "binance-paper".
    std::string host; ///< Of the orders' line.
    std::string keySource; ///< "external": from the environment of the process. Empty: no key.
    bool hasKeyRights = false; ///< The venue has told what the key may.
    bool mayTrade = false, mayWithdraw = false; ///< Then.
    std::optional<bool> isKeyBound; ///< The venue takes the key from named addresses alone. None: it does not tell.
    std::string accountNumber; ///< As the venue names the account. Empty: not told.
    std::array<Line, lineCount> lines{};
    Abilities abilities{};
    std::optional<Duration> clockOffset; ///< The venue's clock less ours.
    std::optional<std::int64_t> used, limit; ///< Of the tightest rate limit in its window.
    std::optional<Duration> orderLatency; ///< Median of the last answers to orders.
    std::uint64_t reconnects = 0, unknownMessages = 0, malformedMessages = 0;
    friend bool operator==(const Connection&, const Connection&) = default;
};

} // namespace omni::views
