// Every call of this face, over HTTP and over the WebSocket alike: who may make it, what it weighs, what it does.

#pragma once

#include "core/edge/sandbox/binance/params.h"
#include "core/edge/sandbox/binance/rates.h"
#include "core/edge/sandbox/binance/words.h"
#include "core/edge/sandbox/exchange/exchange.h"

#include <span>
#include <string_view>

namespace omni::sandbox::binance {

/// One call under way.
struct Call {
    Exchange& exchange;
    Rates& rates;
    Params params{};
    TimeUnit unit{};
    AccountId account{}; ///< Of a signed call.
    std::string peer{};
    std::int64_t orders = 0; ///< That it placed; they count, and then it weighs nothing.
};

enum class Security : std::uint8_t { Open, Keyed, Signed };

struct CallSpec {
    std::string_view method; ///< Of HTTP.
    std::string_view path; ///< Behind /api/v3/.
    std::string_view name; ///< Over the WebSocket; empty: not there.
    Security security = Security::Open;
    std::int64_t (*weight)(const Call&) = nullptr;
    Answer (*run)(Call&) = nullptr;
    std::string_view params; ///< Names with a space before and behind each.
    std::int64_t orders = 0; ///< That it may place.
};

[[nodiscard]] std::span<const CallSpec> publicCalls() noexcept; // public_calls.cpp
[[nodiscard]] std::span<const CallSpec> orderCalls() noexcept; // order_calls.cpp
[[nodiscard]] std::span<const CallSpec> listCalls() noexcept; // list_calls.cpp
[[nodiscard]] std::span<const CallSpec> accountCalls() noexcept; // account_calls.cpp
/// Null: there is none.
[[nodiscard]] const CallSpec* callOf(std::string_view method, std::string_view path) noexcept;
[[nodiscard]] const CallSpec* callNamed(std::string_view name) noexcept;
/// Some method knows this path.
[[nodiscard]] bool knowsPath(std::string_view path) noexcept;

// --- what the calls share ---
template<std::int64_t weight> std::int64_t weighs(const Call&) noexcept
{
    return weight;
}
/// -1102, -1100 or -1121.
[[nodiscard]] tl::expected<std::size_t, Fault> listingFrom(const Call& call, std::string_view parameter = "symbol");
/// `initial` where it is absent; -1130 outside [least, most].
[[nodiscard]] tl::expected<std::int64_t, Fault> numberFrom(const Call& call, std::string_view parameter,
                                                           std::int64_t initial, std::int64_t least, std::int64_t most);
/// A time in either unit, as sent.
[[nodiscard]] tl::expected<std::optional<Timestamp>, Fault> timeFrom(const Call& call, std::string_view parameter);
/// A new id where the client gave none. -1100 for what is no id.
[[nodiscard]] tl::expected<std::string, Fault> clientIdFrom(const Call& call, std::string_view parameter);
/// The order that `orderId` or `origClientOrderId` names; null: it is not known.
[[nodiscard]] tl::expected<const VenueOrder*, Fault>
orderFrom(const Call& call, std::size_t listing, std::string_view idParameter, std::string_view clientIdParameter);
[[nodiscard]] tl::expected<std::optional<Ticks>, Fault> priceFrom(const Call& call, std::size_t listing,
                                                                  std::string_view parameter);
[[nodiscard]] tl::expected<std::optional<Lots>, Fault> sizeFrom(const Call& call, std::size_t listing,
                                                                std::string_view parameter);
[[nodiscard]] tl::expected<Side, Fault> sideFrom(const Call& call);
[[nodiscard]] tl::expected<OrderLife, Fault> lifeFrom(std::string_view text);
[[nodiscard]] tl::expected<OrderKind, Fault> kindFrom(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& values); ///< As a JSON array.

} // namespace omni::sandbox::binance
