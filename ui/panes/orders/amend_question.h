// What is asked before a working order is changed: a stop that protects less, an order far from the market.

#pragma once

#include "core/desk/events/command.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/trade/orders/ledger.h"
#include "ui/widgets/formats.h"

#include <QString>

#include <optional>

namespace omni::ui::orders_pane {

/// One whole sentence with what it does. None: it goes without a question. A stop that protects less always asks; one
/// that only comes closer does when `asksBeforeTightening`; an order more than 2 % from the last price does (ui-spec
/// 5.2, 5.3).
[[nodiscard]] std::optional<QString> amendQuestion(const events::ReplaceOrder& wish, const orders::OrderRecord& record,
                                                   const market::Instrument& instrument,
                                                   const views::DeskSnapshot& desk, bool asksBeforeTightening,
                                                   const Formats& formats);

} // namespace omni::ui::orders_pane
