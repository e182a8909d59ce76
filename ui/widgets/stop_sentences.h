// What a stop is told with: sentences of the banner, for each state and scope.

#pragma once

#include "core/desk/views/closing_cost.h"
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
/// Armed again after a loss breaker.
[[nodiscard]] StopSentence reducedSentence(const views::ReducedView& reduced, const views::DeskSnapshot& desk,
                                           const Formats& formats);
/// "Daily loss −2.00%, 13:07:22" or "you, 11:20:03: "no trades before deliveries"".
[[nodiscard]] QString causeOf(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats);
/// Of a breaker: its name with the figures it tripped on.
[[nodiscard]] QString breakerText(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats);

/// "Est. cost 21.40 USD with fees.", or what of it is not known.
[[nodiscard]] QString costSentence(const views::ClosingCost& cost, const views::DeskSnapshot& desk,
                                   const Formats& formats);
/// What an estimated cost is made of, and what it leaves out.
[[nodiscard]] QString costMeaning();

} // namespace omni::ui
