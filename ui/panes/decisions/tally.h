// What a person decided about proposals, month by month and strategy by strategy: how many, how often yes, how fast.
//
// It is there against the rubber stamp (product 4.2): who agrees with nearly everything within seconds has stopped to
// decide. What came of the proposals that were not approved is not part of it; that needs the same engine once more.
// Pure functions of the history's rows.

#pragma once

#include "core/desk/views/history.h"

#include <QTimeZone>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace omni::ui::decisions {

/// Of fewer decisions a share says nothing: one more or less turns it over.
inline constexpr int leastForShare = 20;
/// Above this share of agreement, and below this time, the window says so.
inline constexpr double stampShare = 0.95;
inline constexpr Duration stampTime = seconds(5);

struct Tally {
    int month = 0; ///< Year times 12 and the month from 0, of the person's zone, in which the proposals ended.
    StrategyId strategy;
    int proposals = 0; ///< All that ended, but for those that a newer one or an amendment took the place of.
    int approved = 0, rejected = 0; ///< By a person.
    int withoutPerson = 0; ///< By a budget that a person had granted, or by a script.
    int expired = 0; ///< Nobody answered.
    int withdrawn = 0; ///< By strategy, switch, mode or restart.
    std::optional<Duration> median; ///< From the proposal to a person's yes or no. None: there was none.

    [[nodiscard]] int decided() const noexcept
    {
        return approved + rejected;
    }
    /// Approved of decided. None: fewer than `leastForShare`.
    [[nodiscard]] std::optional<double> agreement() const noexcept;
    [[nodiscard]] bool isStamp() const noexcept;
};

/// Newest month first, then by strategy. What still waits and what was never shown does not count. `rows`: newest
/// first, which makes it quick. `isCut`: older rows exist that are not among them; then the oldest month is left out,
/// for a part of a month says something else than the month.
[[nodiscard]] std::vector<Tally> talliesOf(const std::deque<views::ProposalRow>& rows, const QTimeZone& zone,
                                           bool isCut = false);

} // namespace omni::ui::decisions
