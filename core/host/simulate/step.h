// What a simulated world is made to do, step by step.
//
// A step is a kind and dice. What it does follows from both and from the world it meets, so that any step of a row can
// be left out and the rest still makes sense: that is how a long story of a fault becomes a short one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::simulate {

enum class StepKind : std::uint8_t {
    // The market, and time.
    MoveMarket,
    Trading, ///< An instrument is halted, or opens again.
    TearMarket, ///< Market data have a hole.
    Pass, ///< A moment passes.
    PassLong, ///< Minutes or hours.
    Suspend, ///< Time passes and nobody has a turn.
    SetClock, ///< The wall clock is set.
    // The venue and the way to it.
    Venue, ///< It does something of its own.
    CutLink,
    RestoreLink,
    Clog, ///< The venue's words wait, or its market data.
    Unclog, ///< One of the two flows again.
    // Turns. What has none stands still while time passes.
    HoldEngine,
    HoldOutbox,
    HoldVenue,
    HoldDisk,
    ReleaseAll, ///< Or one of those that are held, in any order.
    // People.
    Approve,
    ApproveTwice,
    ApproveWrongly, ///< Another digest, a larger size, a proposal that is gone, without the right.
    Decline, ///< And sometimes to bring it back.
    Snooze,
    Amend,
    Place,
    PlaceWildly, ///< Sizes and prices that no gate may let through.
    Close,
    Cancel,
    CancelAll,
    Replace,
    MoveStop,
    AskVenue,
    Note,
    // Stopping and starting.
    PressSwitch, ///< The kill switch, not through the engine.
    Kill, ///< A command, any scope and level.
    ResetKill,
    ClearBreaker,
    SetMode,
    Grant,
    EndGrant,
    SwitchStrategy,
    Tighten,
    Loosen,
    Settle, ///< A person's word on an Unknown order.
    Adopt,
    Stranger, ///< A command of somebody without the right.
    // Money and instruments.
    MoveCash,
    GiveRate,
    Split,
    ChangeIncrements,
    // The machine.
    DiskFails,
    DiskFull,
    LatchFails,
    Crash, ///< The power is gone.
    Kill9, ///< The process is gone, what it wrote is with the system.
    Restart, ///< An end in order, and a new start.
    Quiet, ///< Faults off, links up, ten minutes pass: everything must come to rest.
};
inline constexpr std::size_t stepKinds = static_cast<std::size_t>(StepKind::Quiet) + 1;

[[nodiscard]] std::string_view nameOf(StepKind kind) noexcept; ///< "move_market"
[[nodiscard]] std::optional<StepKind> stepKindFromName(std::string_view name) noexcept;

struct Step {
    StepKind kind = StepKind::Pass;
    std::uint64_t dice = 0;
    friend bool operator==(const Step&, const Step&) = default;
};

} // namespace omni::simulate
