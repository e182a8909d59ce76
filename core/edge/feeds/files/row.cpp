#include "core/edge/feeds/files/row.h"

#include "core/base/wide_int.h"

#include <algorithm>

namespace omni::feeds {

namespace {

constexpr auto powersOfTen = [] {
    std::array<std::uint64_t, 19> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * 10;
    }
    return powers;
}();

} // namespace

std::string_view nameOf(FileKind kind) noexcept
{
    switch (kind) {
    case FileKind::Quotes:
        return "quotes";
    case FileKind::Depth:
        return "depth";
    case FileKind::Trades:
        return "trades";
    case FileKind::Bars:
        return "bars";
    }
    return "unknown";
}

std::string_view headerOf(FileKind kind) noexcept
{
    switch (kind) {
    case FileKind::Quotes:
        return "timestamp_ns,bid,bid_size,ask,ask_size";
    case FileKind::Depth:
        return "timestamp_ns,side,price,size,snapshot";
    case FileKind::Trades:
        return "timestamp_ns,price,size,side";
    case FileKind::Bars:
        return "timestamp,open,high,low,close,volume";
    }
    return {};
}

int compared(Number a, Number b) noexcept
{
    const std::uint8_t decimals = std::max(a.decimals, b.decimals);
    // At most 18 digits each, shifted by at most 18 places: within 128 bits.
    const UInt128 left = UInt128{a.mantissa} * powersOfTen[static_cast<std::size_t>(decimals - a.decimals)];
    const UInt128 right = UInt128{b.mantissa} * powersOfTen[static_cast<std::size_t>(decimals - b.decimals)];
    return left < right ? -1 : left > right ? 1 : 0;
}

double numberOf(Number value) noexcept
{
    return static_cast<double>(value.mantissa) / static_cast<double>(powersOfTen[value.decimals]);
}

std::string_view priceField(FileKind kind, std::size_t index) noexcept
{
    constexpr std::array<std::string_view, 4> ofBars{"open", "high", "low", "close"};
    if (kind == FileKind::Bars) {
        return ofBars[index & 3];
    }
    return kind != FileKind::Quotes ? "price" : index == 0 ? "bid" : "ask";
}

std::string_view sizeField(FileKind kind, std::size_t index) noexcept
{
    if (kind == FileKind::Bars) {
        return "volume";
    }
    return kind != FileKind::Quotes ? "size" : index == 0 ? "bid_size" : "ask_size";
}

} // namespace omni::feeds
