// Rows of depth and a small book, for tests.

#pragma once

#include "core/trade/market/order_book.h"

#include <limits>
#include <vector>

namespace omni::tests {

using market::BookLevel;
using market::BookOptions;
using market::DepthChange;
using market::OrderBook;

inline constexpr InstrumentId ours{1};
inline constexpr auto most = std::numeric_limits<std::int64_t>::max();
inline constexpr auto least = std::numeric_limits<std::int64_t>::min();

inline DepthChange row(Side side, std::int64_t price, std::int64_t size)
{
    return {.instrument = ours, .side = side, .price = {price}, .size = {size}};
}

inline DepthChange ending(DepthChange change)
{
    change.endsBatch = true;
    return change;
}

inline DepthChange starting(DepthChange change)
{
    change.clearsBook = true;
    return change;
}

inline DepthChange numbered(std::uint64_t sequence, DepthChange change)
{
    change.venueSequence = sequence;
    return change;
}

/// Bids 99 x 5, 98 x 10, 95 x 20; asks 101 x 4, 102 x 8, 105 x 30.
inline OrderBook aTypicalBook(BookOptions options = {})
{
    OrderBook book(ours, options);
    book.apply(starting(row(Side::Buy, 99, 5)));
    book.apply(row(Side::Buy, 98, 10));
    book.apply(row(Side::Buy, 95, 20));
    book.apply(row(Side::Sell, 101, 4));
    book.apply(row(Side::Sell, 102, 8));
    book.apply(ending(row(Side::Sell, 105, 30)));
    return book;
}

inline std::vector<BookLevel> levelsOf(const OrderBook& book, Side side)
{
    std::vector<BookLevel> levels(book.levelCount(side));
    levels.resize(book.copyLevels(side, levels));
    return levels;
}

inline Bytes bytesOf(const OrderBook& book)
{
    Bytes bytes;
    ByteWriter out(bytes);
    book.save(out);
    return bytes;
}

} // namespace omni::tests
