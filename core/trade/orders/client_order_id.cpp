#include "core/trade/orders/client_order_id.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace omni::orders {

namespace {

bool isNonce(std::string_view text) noexcept
{
    const auto isPlain
        = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return !text.empty() && Nonce::fits(text) && std::all_of(text.begin(), text.end(), isPlain);
}

std::optional<OrderRole> roleOf(std::string_view letter) noexcept
{
    for (const OrderRole role : {OrderRole::Entry, OrderRole::Stop, OrderRole::Target, OrderRole::Exit}) {
        if (letter.size() == 1 && letter.front() == letterOf(role)) {
            return role;
        }
    }
    return std::nullopt;
}

/// Decimal without leading zeros, not zero: one order has one text.
std::optional<OrderId> orderOf(std::string_view text) noexcept
{
    OrderId id;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (text.empty() || text.front() == '0' || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return id;
}

} // namespace

Nonce nonceFrom(std::uint64_t bits) noexcept
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<char, 8> text{};
    for (char& c : text) {
        c = alphabet[(bits >> 35) & 31];
        bits <<= 5;
    }
    return Nonce{std::string_view{text.data(), text.size()}};
}

Nonce watchdogNonceFrom(std::uint64_t bits) noexcept
{
    return Nonce{std::string("U").append(nonceFrom(bits).view().substr(1))};
}

bool isWatchdogNonce(const Nonce& nonce) noexcept
{
    return nonce.view().starts_with('U');
}

char letterOf(OrderRole role) noexcept
{
    switch (role) {
    case OrderRole::Entry:
        return 'e';
    case OrderRole::Stop:
        return 's';
    case OrderRole::Target:
        return 't';
    case OrderRole::Exit:
        return 'x';
    }
    return 'e';
}

Result<ClientOrderId> clientOrderId(const ClientOrderParts& parts)
{
    if (!isNonce(parts.install.view()) || !isNonce(parts.start.view()) || !parts.order) {
        return failure(Errc::Invalid, "a client order id needs two nonces and an order");
    }
    std::string text{parts.install.view()};
    text += '-';
    text += parts.start.view();
    text += '-';
    text += std::to_string(parts.order.value);
    text += '-';
    text += letterOf(parts.role);
    if (!ClientOrderId::fits(text)) {
        return failure(Errc::Overflow, "client order id " + text + " is too long");
    }
    return ClientOrderId{text};
}

std::optional<ClientOrderParts> partsOf(std::string_view text) noexcept
{
    if (!ClientOrderId::fits(text)) {
        return std::nullopt;
    }
    std::array<std::string_view, 4> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t dash = text.find('-');
        const bool isLast = i + 1 == fields.size();
        if ((dash == std::string_view::npos) != isLast) {
            return std::nullopt;
        }
        fields[i] = text.substr(0, dash);
        text.remove_prefix(isLast ? text.size() : dash + 1);
    }
    const auto order = orderOf(fields[2]);
    const auto role = roleOf(fields[3]);
    if (!isNonce(fields[0]) || !isNonce(fields[1]) || !order || !role) {
        return std::nullopt;
    }
    return ClientOrderParts{Nonce{fields[0]}, Nonce{fields[1]}, *order, *role};
}

} // namespace omni::orders
