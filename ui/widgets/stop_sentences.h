// What a stop is told with: sentences of the banner, for each state and scope.

#pragma once

#include "ui/bridge/stop_progress.h"

#include <QString>

namespace omni::ui {

struct Formats;

struct StopSentence {
    QString title; ///< "Global kill switch tripped: no orders can be sent by you, the AI or any strategy"
    QString detail; ///< When, by whom, what became of the orders.
    friend bool operator==(const StopSentence&, const StopSentence&) = default;
};

/// Of one that stands. The counts are told of the newest trip only.
[[nodiscard]] StopSentence sentenceOf(const Stopped& stopped, const StopProgress& progress,
                                      const views::DeskSnapshot& desk, const Formats& formats);
/// While cancels are on their way.
[[nodiscard]] StopSentence stoppingSentence(const StopProgress& progress);
/// "Daily loss −2.00%, 13:07:22" or "you, 11:20:03: "no trades before deliveries"".
[[nodiscard]] QString causeOf(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats);
/// Of a breaker: its name with the figures it tripped on.
[[nodiscard]] QString breakerText(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats);

} // namespace omni::ui
