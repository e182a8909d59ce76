// Bars of before, from a broker into a data file that every other part of the program reads.
//
// It is written beside its name (`FILE.part`) and takes that name when it is whole. What was cut off, by a signal, a
// lost line or a dead machine, goes on behind the last whole row when it is asked for again with the same words.

#pragma once

#include "core/base/stop_flag.h"
#include "core/host/runtime/broker/broker_market.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace omni::runtime {

struct BarWish {
    std::string broker, symbol;
    Duration interval = minutes(1);
    Timestamp from, until; ///< Opening times, `until` excluded. A bar that is not finished is left out.
    std::filesystem::path out; ///< A CSV; its side file lies beside it.
};

struct BarDownload {
    std::uint64_t bars = 0; ///< In the file.
    std::uint64_t before = 0; ///< Of them were there from an earlier try.
    bool isWhole = false; ///< False: it was stopped; the same wish goes on.
    std::string instrument; ///< "binance:BTCUSDT"
};

/// How far it has come: opening time of the last bar, and bars so far. Called on the caller's thread.
using BarProgress = std::function<void(Timestamp reached, std::uint64_t bars)>;

/// Blocks. `around.state` is not looked at. Exit 3: a wish that cannot be, a file that is there already or is of
/// another wish. Exit 1: the disk does not take it. Else as `openBrokerMarket`.
[[nodiscard]] Outcome<BarDownload> downloadBars(const BarWish& wish, const BrokerSurroundings& around,
                                                const BarProgress& progress);

} // namespace omni::runtime
