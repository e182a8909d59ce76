// The switches of all scopes and what came of them, as rows. No widget.

#pragma once

#include "ui/bridge/stop_progress.h"

#include <QString>

#include <optional>
#include <vector>

namespace omni::ui {
struct Formats;
}

namespace omni::ui::kill_switches {

enum class SwitchState : std::uint8_t {
    Armed,
    Stopping,
    Tripped,
    Held, ///< Armed itself, below one that is tripped.
};

struct SwitchRow {
    risk::Scope scope;
    SwitchState state = SwitchState::Armed;
    QString name; ///< "Everything", "BTCUSD".
    QString note; ///< "2 positions": dimmer.
    QString stateText; ///< "Held by global".
    QString cause; ///< Why, by whom, when; of one that is armed and off: how to start it. Empty: armed.
    std::optional<Stopped> stopped; ///< What stands against it itself, the worst.
    friend bool operator==(const SwitchRow&, const SwitchRow&) = default;
};

/// Everything first, then the account, the strategies, and the symbols that are blocked.
[[nodiscard]] std::vector<SwitchRow> rowsOf(const views::DeskSnapshot& desk, const StopProgress& progress,
                                            const Formats& formats);

struct PastRow {
    QString when;
    bool isReset = false;
    QString what; ///< "Everything tripped by Daily loss (−2.00% of −2.00%)"
    QString became; ///< "not reset", "reset 13:26", "after 2h 04m"
    friend bool operator==(const PastRow&, const PastRow&) = default;
};

/// Trips and resets, newest first, at most 20. `events`: oldest first, as `allStops` gives them.
[[nodiscard]] std::vector<PastRow> pastOf(const views::DeskSnapshot& desk, const std::vector<StopEvent>& events,
                                          const Formats& formats);

} // namespace omni::ui::kill_switches
