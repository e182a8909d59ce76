// What a part of the program or the built-in venue says in English, in the language of the window.
//
// Such words go into the record and into logs as they are: the English text is the key. What nobody here knows, as the
// words of a real venue, is shown as it came.

#pragma once

#include "core/trade/orders/order_event.h"

#include <QString>

#include <string_view>

namespace omni::ui {

/// One line without controls, at most `most` characters long.
[[nodiscard]] QString toldWords(std::string_view english, int most = 160);

/// What became of an order: "accepted", "cancel rejected".
[[nodiscard]] QString toldWords(orders::OrderEventKind kind);

} // namespace omni::ui
