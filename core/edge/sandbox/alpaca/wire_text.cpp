#include "core/edge/sandbox/alpaca/wire_text.h"

#include "core/base/decimal.h"
#include "core/base/digest.h"
#include "core/trade/market/us_equity_days.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

/// Without the "Z".
std::string shortTime(Timestamp t)
{
    std::string text = isoText(t);
    text.pop_back();
    while (text.back() == '0') {
        text.pop_back();
    }
    if (text.back() == '.') {
        text.pop_back();
    }
    return text;
}

int hexOf(char c) noexcept
{
    return c >= '0' && c <= '9' ? c - '0'
        : c >= 'a' && c <= 'f'  ? c - 'a' + 10
        : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                : -1;
}

} // namespace

std::string timeText(Timestamp t)
{
    return shortTime(flooredTo(t, microseconds(1))) + 'Z';
}

std::string nanoTimeText(Timestamp t)
{
    return shortTime(t) + 'Z';
}

std::string newYorkText(Timestamp t)
{
    const Duration offset = market::newYorkOffset(t);
    return shortTime(t + offset) + fmt::format("-{:02}:00", -offset.ns / hours(1).ns);
}

std::string uuidOf(std::string_view purpose, std::uint64_t seed, std::uint64_t number)
{
    const std::array<std::uint64_t, 2> both{seed, number};
    Digest digest = digestOf(purpose, std::as_bytes(std::span(both)));
    digest[6] = (digest[6] & std::byte{0x0F}) | std::byte{0x40};
    digest[8] = (digest[8] & std::byte{0x3F}) | std::byte{0x80};
    const std::string hex = hexText(std::span(digest).first(16));
    return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                       hex.substr(20));
}

std::string exactText(Money amount)
{
    return scaledText(amount.e8, 8);
}

std::string priceText(const Listing& listing, Ticks price)
{
    return exactText(listing.priceOf(price));
}

std::string sizeText(const Listing& listing, Lots size)
{
    return exactText(listing.quantityOf(size));
}

std::string quotientText(Int128 dividend, Int128 divisor, int decimals)
{
    if (divisor == 0) {
        return "0";
    }
    if (divisor < 0) {
        dividend = -dividend;
        divisor = -divisor;
    }
    for (int i = 0; i < decimals; ++i) {
        dividend *= 10;
    }
    return scaledText(static_cast<std::int64_t>(dividedHalfEven(dividend, divisor)), decimals);
}

std::string averageText(Money value, Money quantity)
{
    return quotientText(value.e8, quantity.e8, 9);
}

std::optional<std::size_t> listingNamed(std::span<const Listing> listings, std::string_view symbol)
{
    for (std::size_t i = 0; i < listings.size(); ++i) {
        std::string without = listings[i].symbol;
        std::erase(without, '/');
        if (listings[i].symbol == symbol || without == symbol) {
            return i;
        }
    }
    return std::nullopt;
}

Query::Query(std::string_view raw)
{
    for (const std::string& part : splitAt(raw, '&')) {
        const auto equals = part.find('=');
        if (!part.empty() && m_all.size() < 64) {
            m_all.emplace_back(decoded(part.substr(0, equals), true),
                               equals == std::string::npos ? std::string() : decoded(part.substr(equals + 1), true));
        }
    }
}

std::string_view Query::text(std::string_view name) const noexcept
{
    for (const auto& [key, value] : m_all) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

bool Query::has(std::string_view name) const noexcept
{
    return std::any_of(m_all.begin(), m_all.end(), [name](const auto& one) { return one.first == name; });
}

std::string decoded(std::string_view text, bool plusIsSpace)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexOf(text[i + 1]) >= 0 && hexOf(text[i + 2]) >= 0) {
            out += static_cast<char>(hexOf(text[i + 1]) * 16 + hexOf(text[i + 2]));
            i += 2;
        } else {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::vector<std::string> splitAt(std::string_view text, char mark)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(mark), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t least, std::int64_t most)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isGood = error == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
    return isGood ? std::optional(value) : std::nullopt;
}

std::optional<Timestamp> timeFrom(std::string_view text)
{
    const auto read = timestampFromIso(text);
    return read ? std::optional(*read) : std::nullopt;
}

} // namespace omni::sandbox::alpaca
