#include "core/edge/sandbox/binance/calls.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

std::array<std::span<const CallSpec>, 4> allCalls() noexcept
{
    return {publicCalls(), orderCalls(), listCalls(), accountCalls()};
}

bool isOf(std::string_view text, std::string_view more, std::size_t most) noexcept
{
    return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [more](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || more.find(c) != std::string_view::npos;
    });
}

} // namespace

const CallSpec* callOf(std::string_view method, std::string_view path) noexcept
{
    for (const auto& calls : allCalls()) {
        for (const CallSpec& call : calls) {
            if (call.path == path && call.method == method) {
                return &call;
            }
        }
    }
    return nullptr;
}

const CallSpec* callNamed(std::string_view name) noexcept
{
    for (const auto& calls : allCalls()) {
        for (const CallSpec& call : calls) {
            if (!name.empty() && call.name == name) {
                return &call;
            }
        }
    }
    return nullptr;
}

bool knowsPath(std::string_view path) noexcept
{
    for (const auto& calls : allCalls()) {
        for (const CallSpec& call : calls) {
            if (call.path == path) {
                return true;
            }
        }
    }
    return false;
}

tl::expected<std::size_t, Fault> listingFrom(const Call& call, std::string_view parameter)
{
    const auto symbol = call.params.needed(parameter);
    if (!symbol) {
        return tl::unexpected(symbol.error());
    }
    if (!isOf(*symbol, "-_.", 20)) {
        return tl::unexpected(illegal(parameter, "^[A-Z0-9-_.]{1,20}$"));
    }
    const auto listing = call.exchange.listingOf(*symbol);
    if (!listing) {
        return tl::unexpected(faultOf(Refusal::UnknownListing, Deed::Place));
    }
    return *listing;
}

tl::expected<std::int64_t, Fault> numberFrom(const Call& call, std::string_view parameter, std::int64_t initial,
                                             std::int64_t least, std::int64_t most)
{
    const auto number = call.params.integer(parameter);
    if (!number) {
        return tl::unexpected(number.error());
    }
    const std::int64_t value = number->value_or(initial);
    if (value < least || value > most) {
        return tl::unexpected(
            Fault{-1130, fmt::format("Data sent for parameter '{}' is not valid.", parameter), 400, {}});
    }
    return value;
}

tl::expected<std::optional<Timestamp>, Fault> timeFrom(const Call& call, std::string_view parameter)
{
    const auto number = call.params.integer(parameter);
    if (!number) {
        return tl::unexpected(number.error());
    }
    if (!*number) {
        return std::nullopt;
    }
    constexpr std::int64_t leastMicro = 100'000'000'000'000; // of 1973; as milliseconds it is the year 5138
    const std::int64_t value = std::clamp<std::int64_t>(**number, 0, INT64_MAX / 1'000'000);
    return Timestamp{**number >= leastMicro ? std::min(**number, INT64_MAX / 1'000) * 1'000 : value * 1'000'000};
}

tl::expected<std::string, Fault> clientIdFrom(const Call& call, std::string_view parameter)
{
    const auto text = call.params.text(parameter);
    if (call.params.has(parameter) && !isOf(text, "abcdefghijklmnopqrstuvwxyz.:/_-", 36)) {
        return text.empty() ? tl::unexpected(missing(parameter))
                            : tl::unexpected(illegal(parameter, "^[a-zA-Z0-9-_.:/]{1,36}$"));
    }
    return std::string(text);
}

tl::expected<const VenueOrder*, Fault> orderFrom(const Call& call, std::size_t listing, std::string_view idParameter,
                                                 std::string_view clientIdParameter)
{
    const auto id = call.params.integer(idParameter);
    if (!id) {
        return tl::unexpected(id.error());
    }
    const auto name = call.params.text(clientIdParameter);
    if (!*id && name.empty()) {
        return tl::unexpected(Fault{
            -1102,
            fmt::format("Param '{}' or '{}' must be sent, but both were empty/null!", clientIdParameter, idParameter),
            400,
            {}});
    }
    const VenueOrder* order = *id ? call.exchange.order(call.account, static_cast<std::uint64_t>(**id))
                                  : call.exchange.orderByClientId(call.account, name);
    const bool isOther = order != nullptr
        && (order->wish.listing != listing || (*id && !name.empty() && order->wish.clientId != name));
    return isOther ? nullptr : order;
}

tl::expected<std::optional<Ticks>, Fault> priceFrom(const Call& call, std::size_t listing, std::string_view parameter)
{
    const auto amount = call.params.amount(parameter);
    if (!amount) {
        return tl::unexpected(amount.error());
    }
    if (!*amount) {
        return std::nullopt;
    }
    const std::int64_t unit = call.exchange.listings()[listing].tickUnit;
    if ((*amount)->e8 <= 0 || (*amount)->e8 % unit != 0) {
        return tl::unexpected(filterFailure("PRICE_FILTER"));
    }
    return Ticks{(*amount)->e8 / unit};
}

tl::expected<std::optional<Lots>, Fault> sizeFrom(const Call& call, std::size_t listing, std::string_view parameter)
{
    const auto amount = call.params.amount(parameter);
    if (!amount) {
        return tl::unexpected(amount.error());
    }
    if (!*amount) {
        return std::nullopt;
    }
    const std::int64_t unit = call.exchange.listings()[listing].lotUnit;
    if ((*amount)->e8 <= 0 || (*amount)->e8 % unit != 0) {
        return tl::unexpected(filterFailure("LOT_SIZE"));
    }
    return Lots{(*amount)->e8 / unit};
}

tl::expected<Side, Fault> sideFrom(const Call& call)
{
    const auto text = call.params.needed("side");
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (*text != "BUY" && *text != "SELL") {
        return tl::unexpected(Fault{-1117, "Invalid side.", 400, {}});
    }
    return *text == "BUY" ? Side::Buy : Side::Sell;
}

tl::expected<OrderLife, Fault> lifeFrom(std::string_view text)
{
    if (text == "GTC") {
        return OrderLife::GoodTillCancelled;
    }
    if (text == "IOC") {
        return OrderLife::ImmediateOrCancel;
    }
    if (text == "FOK") {
        return OrderLife::FillOrKill;
    }
    return tl::unexpected(Fault{-1115, "Invalid timeInForce.", 400, {}});
}

tl::expected<OrderKind, Fault> kindFrom(std::string_view text)
{
    for (const auto kind : {OrderKind::Market, OrderKind::Limit, OrderKind::LimitMaker, OrderKind::Stop,
                            OrderKind::StopLimit, OrderKind::TakeProfit, OrderKind::TakeProfitLimit}) {
        if (nameOf(kind) == text) {
            return kind;
        }
    }
    return tl::unexpected(Fault{-1116, "Invalid orderType.", 400, {}});
}

std::string joined(const std::vector<std::string>& values)
{
    JsonText json;
    json.array();
    for (const auto& value : values) {
        json.raw(value);
    }
    return json.end().take();
}

} // namespace omni::sandbox::binance
