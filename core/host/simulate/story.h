// A story as text: the whole plan of a world and the steps taken in it, so that it stays the same story when the draw
// of plans from seeds changes.
//
//     omnitrade story 1
//     seed 1707
//     instruments 2
//     strategy breakout:interval=1s,entry=10
//     cost fifo
//     proposal_expiry 3m
//     typical_pause 120ms
//     disk_share 1000
//     latch_share 412
//     throws_sometimes no
//     has_runaway no
//     checkpoint_records 0
//     weights move_market=880 pass=140
//     manners lose_ack=17 most_delay=300ms
//     limits position_per_trade_bp=200 quote_age=2s order_value_e8=none …
//     steps
//     move_market 0x072561d445abd5e5
//
// `strategy`, `weights`, `manners` and `limits` may have several lines. Manners and weights without a name are 0: the
// venue never does it, the step is never drawn. All else must be said, so that no default of tomorrow gets in. Lines
// that are empty or begin with '#' are for readers.

#pragma once

#include "core/host/simulate/plan.h"
#include "core/host/simulate/step.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace omni::simulate {

/// Of the text. A program reads no other.
inline constexpr std::uint64_t storyVersion = 1;

struct Story {
    Plan plan;
    std::vector<Step> steps;
};

/// Why a text is no story.
struct StoryFault {
    std::uint64_t line = 0; ///< From 1.
    std::string what; ///< One sentence without a full stop.
    std::string hint; ///< What would be right.

    /// "FILE:LINE: what"
    [[nodiscard]] std::string text(std::string_view file) const;
};

/// The same text for the same story. `notes`, where there are any, stand behind the steps for readers: entry 0 in front
/// of the first, entry i behind the i-th; an empty one is left out.
[[nodiscard]] std::string storyText(const Plan& plan, std::span<const Step> steps,
                                    std::span<const std::string> notes = {});

/// Reads what `storyText` writes. The first fault is told: another version, a key that is unknown, missing or said
/// twice, a value that is malformed or outside its range.
[[nodiscard]] tl::expected<Story, StoryFault> storyFromText(std::string_view text);

} // namespace omni::simulate
