// A refusal as plain English, for the command line and the log of a run. The window has sentences of its own,
// translated.

#pragma once

#include "core/trade/risk/gate.h"

#include <string>
#include <string_view>

namespace omni::risk {

/// What happened, what it means and what to do, in at most three sentences, without the name of the order. Amounts are
/// exact, in `baseCurrency`; an empty one is left out.
[[nodiscard]] std::string sentenceOf(const Refusal& refusal, const market::Instrument& instrument,
                                     std::string_view baseCurrency = {});

} // namespace omni::risk
