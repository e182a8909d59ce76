// Reads recorded ticks as the values of trade/market. Needs ZLIB::ZLIB.
//
// Depth: timestamp_ns,side,price,size,snapshot. Rows of one message share their time; sizes are absolute. Trades:
// timestamp_ns,price,size,side. Quotes: timestamp_ns,bid,bid_size,ask,ask_size.

#pragma once

#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "tests/support/gz_lines.h"

#include <string>
#include <vector>

namespace omni::tests {

inline std::int64_t integerOf(std::string_view text)
{
    return std::strtoll(std::string(text).c_str(), nullptr, 10);
}

inline double numberOf(std::string_view text)
{
    return std::strtod(std::string(text).c_str(), nullptr);
}

/// Prices and sizes of these files are multiples of their increments; anything else ends the test run at once.
inline Ticks ticksOf(const market::Instrument& instrument, std::string_view text)
{
    return market::ticksFrom(instrument, decimalFromText(text).value()).value();
}

inline Lots lotsOf(const market::Instrument& instrument, std::string_view text)
{
    return market::lotsFrom(instrument, decimalFromText(text).value()).value();
}

inline market::Instrument instrumentWith(std::string symbol, Decimal tick, Decimal lot)
{
    market::Instrument instrument;
    instrument.id = {1};
    instrument.venue = "binance";
    instrument.symbol = std::move(symbol);
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = tick;
    instrument.lotSize = lot;
    return market::completed(std::move(instrument)).value();
}

/// Batches are numbered from 1 in the order of the file.
inline std::vector<market::DepthChange> depthOf(const std::filesystem::path& path, const market::Instrument& instrument)
{
    std::vector<market::DepthChange> changes;
    GzLines lines(path);
    bool wasImage = false;
    std::uint64_t batch = 0;
    static_cast<void>(lines.next());
    while (const auto line = lines.next()) {
        const auto cells = cellsOf(*line);
        const Timestamp time{integerOf(cells[0])};
        const bool isImage = cells[4] == "1";
        if (changes.empty() || changes.back().venueTime != time) {
            ++batch;
            if (!changes.empty()) {
                changes.back().endsBatch = true;
            }
        }
        changes.push_back({.instrument = instrument.id,
                           .venueTime = time,
                           .venueSequence = batch,
                           .side = cells[1] == "B" ? Side::Buy : Side::Sell,
                           .price = ticksOf(instrument, cells[2]),
                           .size = lotsOf(instrument, cells[3]),
                           .clearsBook = isImage && !wasImage});
        wasImage = isImage;
    }
    if (!changes.empty()) {
        changes.back().endsBatch = true;
    }
    return changes;
}

inline std::vector<market::Print> printsOf(const std::filesystem::path& path, const market::Instrument& instrument)
{
    std::vector<market::Print> prints;
    GzLines lines(path);
    static_cast<void>(lines.next());
    while (const auto line = lines.next()) {
        const auto cells = cellsOf(*line);
        prints.push_back({.instrument = instrument.id,
                          .venueTime = {integerOf(cells[0])},
                          .price = ticksOf(instrument, cells[1]),
                          .size = lotsOf(instrument, cells[2]),
                          .aggressor = cells[3] == "B" ? market::Aggressor::Buyer : market::Aggressor::Seller});
    }
    return prints;
}

inline std::vector<market::Quote> quotesOf(const std::filesystem::path& path, const market::Instrument& instrument)
{
    std::vector<market::Quote> quotes;
    GzLines lines(path);
    static_cast<void>(lines.next());
    while (const auto line = lines.next()) {
        const auto cells = cellsOf(*line);
        quotes.push_back({.instrument = instrument.id,
                          .venueTime = {integerOf(cells[0])},
                          .bid = ticksOf(instrument, cells[1]),
                          .ask = ticksOf(instrument, cells[3]),
                          .bidSize = lotsOf(instrument, cells[2]),
                          .askSize = lotsOf(instrument, cells[4])});
    }
    return quotes;
}

} // namespace omni::tests
