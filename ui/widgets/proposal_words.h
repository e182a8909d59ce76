// A proposal in words: its headline, its reasons, its end. Shared by the queue, the review and the ticket.
//
// Everything shown comes from the proposal; nothing is guessed. UI thread.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/reason_bars.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace omni::ui {

/// "P-0037".
[[nodiscard]] QString proposalName(ProposalId id);
[[nodiscard]] QString symbolOf(const market::Instrument& instrument);
[[nodiscard]] QString timeInForceWord(orders::TimeInForce time); ///< "Day order"

/// "60 at 182.40 limit", "2,500.00 USD at market".
[[nodiscard]] QString amountAndPrice(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                     const Formats& formats);
/// "Buy 60 NVDA at 182.40 limit": a whole sentence for headlines and screen readers.
[[nodiscard]] QString headlineOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                 const Formats& formats);

/// "Moving-average cross · 30s": what it is and the bars it sees; where it sees the feed's own, its name alone.
[[nodiscard]] QString strategyLine(std::string_view spec);
/// All of its settings: "interval 30s, fast 10, slow 30". Empty: it has none.
[[nodiscard]] QString strategySettings(std::string_view spec);
/// Of its bars. None: those of the feed.
[[nodiscard]] std::optional<Duration> intervalOf(std::string_view spec);
/// Empty: the session does not know it.
[[nodiscard]] std::string_view specOf(const views::DeskSnapshot& desk, StrategyId strategy);

/// Labels and figures of the reasons; `score` is the sum of what is shown, never a second figure.
[[nodiscard]] ReasonsShown reasonsOf(const strategy::Proposal& proposal, const Formats& formats);
/// The same in sentences, made by template from the contributions: those for it, then those against it.
struct PlainReasons {
    QStringList supporting, opposing;
};
[[nodiscard]] PlainReasons plainReasons(const strategy::Proposal& proposal, const Formats& formats);
/// Said where the reasons shown sum to less than nothing: a rule that fires proposes all the same, and whoever decides
/// is to know it in words. Empty: they do not.
[[nodiscard]] QString againstItself(const ReasonsShown& reasons);

/// "Expired unseen", "Rejected by you", "Withdrawn: kill switch".
[[nodiscard]] QString endedWords(events::Closing how, events::Cause cause, PrincipalId by, bool wasReviewed);

/// `share` of the way from `from` to `to`, signed; none where it means nothing.
[[nodiscard]] std::optional<double> relativeChange(Ticks from, Ticks to);

} // namespace omni::ui
