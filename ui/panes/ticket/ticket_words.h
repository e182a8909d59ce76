// The words of the ticket: what is wrong with a draft, what is asked before sending, what became of it.

#pragma once

#include "ui/panes/ticket/draft.h"
#include "ui/widgets/formats.h"

#include <QString>

namespace omni::ui::ticket {

[[nodiscard]] QString faultWords(Fault fault);
[[nodiscard]] QString doubtWords(Doubt doubt, const events::PlaceOrder& order, const views::InstrumentView& shown,
                                 const std::vector<Lots>& usual, const Formats& formats);
/// "Buy 60 ACME at 182.40 limit, day order, account demo, DEMO. Stop loss 179.10, target 189.00."
[[nodiscard]] QString confirmSentence(const events::PlaceOrder& order, const views::InstrumentView& shown,
                                      const views::DeskSnapshot& desk, const Formats& formats);
[[nodiscard]] QString sendWords(orders::Environment environment); ///< "Send demo order"

} // namespace omni::ui::ticket
