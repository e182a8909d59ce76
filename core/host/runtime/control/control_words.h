// What a shell is told: the desk's standing, and what the desk did with a command. English, exact figures.

#pragma once

#include "core/base/error.h"
#include "core/desk/events/command.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/connection.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/host/control/control_protocol.h"
#include "core/host/runtime/link.h"
#include "core/trade/orders/environment.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// `desk` may be null: there is no picture. `connection` too: there is no broker.
[[nodiscard]] StatusReply statusOf(const PhaseView& phase, orders::Environment environment,
                                   const views::DeskSnapshot* desk, const views::Connection* connection = nullptr);

/// "global", "account:1", "strategy:2", "symbol:binance:BTCUSDT". The symbol must be one of the desk's.
[[nodiscard]] Result<risk::Scope> scopeFrom(std::string_view text, const views::DeskSnapshot* desk);

/// The same back, with "symbol:" and the number of one that is not known.
[[nodiscard]] std::string scopeText(risk::Scope scope, const views::DeskSnapshot* desk);

/// What the desk made of `command`: done, or refused with its words. `desk` is of a moment before or after it.
[[nodiscard]] ControlReply replyTo(const events::Command& command, const std::vector<events::Fact>& facts,
                                   const views::DeskSnapshot* desk);

/// What happened, what it means and what to do.
[[nodiscard]] std::string sentenceOf(events::Denial why);

/// {"done":true,"outcome":"latched","message":"…"}
[[nodiscard]] DoneReply doneWith(std::string_view outcome, std::string message);

} // namespace omni::runtime
