// What is stopped, as one list: latches of the kill switch and breakers that stand, worst first.
//
// A breaker that reaches everything stops trading like the global switch does, so a person sees both as one thing.
// Pure functions of a snapshot; words and figures are put where the formats are known.

#pragma once

#include "core/desk/views/desk_snapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace omni::ui {

struct Stopped {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::None;
    std::optional<events::Breaker> breaker; ///< None: a latch of the switch.
    std::uint64_t subject = 0; ///< Of the breaker: an instrument or a strategy.
    std::int64_t limit = 0, actual = 0; ///< Of the breaker.
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    Timestamp at; ///< Zero: not known yet, the desk has not answered.
    QString reason; ///< As it was given: text from outside.
    friend bool operator==(const Stopped&, const Stopped&) = default;
};

/// Global first, then accounts, strategies, symbols; within these the harder level, then the earlier one. `latched` is
/// the latch outside of the engine: it counts before the desk has heard of it.
[[nodiscard]] std::vector<Stopped> stoppedOf(const views::DeskSnapshot& desk, risk::KillLevel latched);

/// Nothing that adds exposure can be sent anywhere.
[[nodiscard]] bool isAllStopped(const std::vector<Stopped>& stopped) noexcept;

/// Working orders that would open or add.
[[nodiscard]] bool isOpenEntry(const orders::OrderRecord& record) noexcept;
/// Working orders that protect.
[[nodiscard]] bool isOpenStop(const orders::OrderRecord& record) noexcept;

} // namespace omni::ui
