// What stands against a limit at this moment, or in a few words what it means where nothing is measured.

#pragma once

#include "core/desk/views/assessment.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/trade/risk/limit_schema.h"
#include "ui/widgets/formats.h"

#include <QString>

#include <optional>

namespace omni::ui::settings {

struct LimitNow {
    QString text; ///< "35.7 %", "SPY 4.80 %", "2, then pause"; "–" for what is measured and not known.
    bool isMeasured = false; ///< False: the text says what the limit means.
};
[[nodiscard]] LimitNow limitNow(const risk::LimitField& field, const views::DeskSnapshot& desk,
                                const views::AccountFigures& figures, const Formats& formats);

/// The share of the limit, in percent, from which on the window shows its figure as near. None: it has no such figure.
[[nodiscard]] std::optional<int> warnPercent(const risk::LimitField& field) noexcept;

} // namespace omni::ui::settings
