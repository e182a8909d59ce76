// An assessment as rows: checks with figures, and what is used of each limit.
//
// Nothing is judged here: the verdicts are the gate's own. UI thread.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/drift_guard.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/what_if_bars.h"

#include <QString>

#include <optional>
#include <vector>

namespace omni::ui {

struct WordsContext {
    const market::Instrument& instrument;
    QString currency; ///< Base currency.
    const Formats& formats;
};

/// One check. Near its limit it is a warning.
[[nodiscard]] CheckRow checkRow(const risk::Finding& finding, const WordsContext& words);
[[nodiscard]] std::vector<CheckRow> checkRows(const views::Assessment& assessment, const WordsContext& words);
/// "A fill at the stop loses 0.63 USD, with fees 4.35.": says, too, where there is no stop or where the fees are not
/// known.
[[nodiscard]] QString lossSentence(const views::Assessment& assessment, const QString& currency,
                                   const Formats& formats);
/// "1.86 in, 1.86 out at the stop"; "–" where the venue's fees are not known.
[[nodiscard]] QString feesText(const views::Assessment& assessment, const Formats& formats);
/// The drift guard of a proposal as one of the checks, and as the picture of it. None: the session has no such guard.
[[nodiscard]] std::optional<CheckRow> driftRow(const views::ProposalView& proposal, const WordsContext& words);
[[nodiscard]] std::optional<DriftShown> driftShown(const views::ProposalView& proposal, const WordsContext& words);
/// In the order of the assessment; leverage is left out where gross exposure says the same.
[[nodiscard]] std::vector<WhatIfRow> whatIfRows(const views::Assessment& assessment, const WordsContext& words);

} // namespace omni::ui
