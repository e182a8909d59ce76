// The rows of the four kinds of data file, as written: numbers keep their decimals, nothing is counted in ticks yet.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::feeds {

enum class FileKind : std::uint8_t {
    Quotes, ///< timestamp_ns,bid,bid_size,ask,ask_size
    Depth, ///< timestamp_ns,side,price,size[,snapshot]
    Trades, ///< timestamp_ns,price,size,side
    Bars, ///< timestamp,open,high,low,close,volume
};

/// "quotes"
[[nodiscard]] std::string_view nameOf(FileKind kind) noexcept;
/// The columns, with commas between. Of depth with `snapshot`, which may be absent.
[[nodiscard]] std::string_view headerOf(FileKind kind) noexcept;

/// mantissa / 10^decimals, as written: 1.50 has two decimals. At most 18 digits. Not negative.
struct Number {
    std::uint64_t mantissa = 0;
    std::uint8_t decimals = 0;
    friend bool operator==(const Number&, const Number&) = default;
};

/// -1, 0 or 1 as `a` is below, equal to or above `b`.
[[nodiscard]] int compared(Number a, Number b) noexcept;
[[nodiscard]] double numberOf(Number value) noexcept;

struct Row {
    std::int64_t time = 0; ///< Nanoseconds since 1970 UTC. Of a bar: its opening. Not negative for ticks.
    std::array<Number, 4> prices; ///< Bars: open, high, low, close. Quotes: bid, ask. Others: the price.
    std::array<Number, 2> sizes; ///< Bars: volume. Quotes: bid size, ask size. Others: the size.
    char side = 0; ///< Trades: 'B' or 'S', the aggressor. Depth: 'B' for bids, 'A' for asks.
    bool isSnapshot = false; ///< Depth: part of a full image.
    friend bool operator==(const Row&, const Row&) = default;
};

/// How many of `prices` and `sizes` a kind uses.
[[nodiscard]] constexpr std::size_t priceCount(FileKind kind) noexcept
{
    return kind == FileKind::Bars ? 4 : kind == FileKind::Quotes ? 2 : 1;
}
[[nodiscard]] constexpr std::size_t sizeCount(FileKind kind) noexcept
{
    return kind == FileKind::Quotes ? 2 : 1;
}

/// The columns of the prices and sizes: "bid", "bid_size".
[[nodiscard]] std::string_view priceField(FileKind kind, std::size_t index) noexcept;
[[nodiscard]] std::string_view sizeField(FileKind kind, std::size_t index) noexcept;

} // namespace omni::feeds
