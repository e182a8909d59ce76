// What goes from the engine's and the window's thread to that of the charts.

#pragma once

#include "core/host/runtime/charts/chart_desk.h"

#include <cstdint>
#include <memory>
#include <variant>

namespace omni::runtime {

/// Copied bytewise.
using OfferedWhat = std::variant<market::Quote, market::Print, market::Bar, market::DepthChange, Silence>;

struct OfferedTick {
    std::uint64_t session = 0; ///< Of the program, from 1.
    Timestamp wall;
    OfferedWhat what;
};

struct WatchWish {
    views::SeriesKey key;
    std::shared_ptr<ChartDesk::Slot> slot; ///< Null: watch it no longer.
};

} // namespace omni::runtime
