// What stands between a tripped switch and an armed one: five steps, computed from a snapshot. No widget.

#pragma once

#include "core/desk/events/command.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"
#include "ui/bridge/stopped.h"

#include <QString>

#include <optional>
#include <vector>

namespace omni::ui {
struct Formats;
}

namespace omni::ui::kill_reset {

/// What is to be lifted: a latch, a breaker, or only a mode that was lowered by hand.
struct Target {
    std::optional<Stopped> stopped; ///< None: the mode alone.
};

/// The worst that stands, or `chosen`; the mode where nothing stands but the desk may not trade. None: all is armed.
[[nodiscard]] std::optional<Target> targetOf(const views::DeskSnapshot& desk, const std::optional<Stopped>& chosen);

struct Check {
    QString text; ///< "No unknown orders"
    bool isPassed = true;
    bool isBlocking = true; ///< False: a failed one is told, and may stand.
    QString fix; ///< What to do. Empty when passed.
    friend bool operator==(const Check&, const Check&) = default;
};

inline constexpr int shortestReason = 10;

/// As the desk says, which refuses a reset until then. Zero: over. None: there is none.
[[nodiscard]] std::optional<Duration> coolingLeft(const Target& target, const views::DeskSnapshot& desk);

[[nodiscard]] std::vector<Check> checksOf(const Target& target, const views::DeskSnapshot& desk,
                                          const views::Health& health, const Formats& formats);

/// What must be typed where no code exists (DEMO, PAPER, REPLAY).
[[nodiscard]] QString sentence();

enum class StepState : std::uint8_t { Waiting, Now, Done, Failed };

struct Steps {
    StepState cooling = StepState::Waiting, checks = StepState::Waiting, reason = StepState::Waiting,
              proof = StepState::Waiting, arm = StepState::Waiting;
    bool canArm = false;
    friend bool operator==(const Steps&, const Steps&) = default;
};

[[nodiscard]] Steps stepsOf(const std::optional<Duration>& cooling, const std::vector<Check>& checks,
                            const QString& reason, const QString& typed, orders::Environment environment);

/// The commands that lift it, in order. The mode goes up to Manual only when nothing else stops everything.
[[nodiscard]] std::vector<events::Wish> wishesFor(const Target& target, const views::DeskSnapshot& desk);

} // namespace omni::ui::kill_reset
