// All finished bars of one instrument, in layers: what was before the session, old bars thinned, new bars as they came.
//
// Bounded. The layer of base bars holds at most `mostFine`; then the oldest are joined into bars of a minute or longer,
// of which at most `mostCoarse` are held. What was preloaded counts as it was given, at most `mostPast` bars a layer.
// A bar takes 96 bytes: with the bounds below an instrument takes at most 3 MB of seconds and 96 MB of minutes (two
// years of them, day and night).

#pragma once

#include "core/host/runtime/charts/held_bar.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <span>
#include <vector>

namespace omni::runtime {

struct BarBounds {
    std::size_t mostFine = std::size_t{1} << 15; ///< At least 1'024.
    std::size_t mostCoarse = std::size_t{1} << 20;
    std::size_t mostPast = std::size_t{1} << 17;
};

class BarLayers
{
public:
    /// Bars of `base`, above zero, will come.
    BarLayers(Duration base, BarBounds bounds);

    /// Puts bars of the time before the session in front, oldest first, in place of what was there for that interval.
    /// False, and nothing is taken: a bar is not of `interval`, does not begin on a multiple of it, or is not behind
    /// the one before it.
    bool preload(Duration interval, std::span<const market::Bar> bars);

    /// The next base bar. True: old bars were thinned or let go.
    bool append(const HeldBar& bar);

    /// The bars from which one of `interval` is joined, oldest first: of each layer those that fit into it whole,
    /// coarser layers first, each beginning where the one before it ends.
    void visit(Duration interval, const std::function<void(const HeldBar&)>& take) const;

    /// The bars to come are of `base`, above zero. Before the first one.
    void setBase(Duration base);
    [[nodiscard]] Duration base() const noexcept
    {
        return m_base;
    }
    /// Bars held, all layers.
    [[nodiscard]] std::size_t count() const noexcept;

private:
    struct Past {
        Duration interval;
        std::vector<HeldBar> bars;
    };
    bool thin();

    Duration m_base;
    BarBounds m_bounds;
    Duration m_coarseInterval; ///< A multiple of the base; of a minute or more.
    std::vector<Past> m_past; ///< Longest interval first.
    std::deque<HeldBar> m_coarse;
    std::deque<HeldBar> m_fine;
};

} // namespace omni::runtime
