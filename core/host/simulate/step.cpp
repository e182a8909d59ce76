#include "core/host/simulate/step.h"

#include <array>

namespace omni::simulate {

namespace {

constexpr std::array<std::string_view, stepKinds> names{"move_market",
                                                        "trading",
                                                        "tear_market",
                                                        "pass",
                                                        "pass_long",
                                                        "suspend",
                                                        "set_clock",
                                                        "venue",
                                                        "cut_link",
                                                        "restore_link",
                                                        "clog",
                                                        "unclog",
                                                        "hold_engine",
                                                        "hold_outbox",
                                                        "hold_venue",
                                                        "hold_disk",
                                                        "release_all",
                                                        "approve",
                                                        "approve_twice",
                                                        "approve_wrongly",
                                                        "decline",
                                                        "snooze",
                                                        "amend",
                                                        "place",
                                                        "place_wildly",
                                                        "close",
                                                        "cancel",
                                                        "cancel_all",
                                                        "replace",
                                                        "move_stop",
                                                        "ask_venue",
                                                        "note",
                                                        "press_switch",
                                                        "kill",
                                                        "reset_kill",
                                                        "clear_breaker",
                                                        "set_mode",
                                                        "grant",
                                                        "end_grant",
                                                        "switch_strategy",
                                                        "tighten",
                                                        "loosen",
                                                        "settle",
                                                        "adopt",
                                                        "stranger",
                                                        "move_cash",
                                                        "give_rate",
                                                        "split",
                                                        "change_increments",
                                                        "disk_fails",
                                                        "disk_full",
                                                        "latch_fails",
                                                        "crash",
                                                        "kill_9",
                                                        "restart",
                                                        "quiet"};
static_assert(names.back() == "quiet");

} // namespace

std::string_view nameOf(StepKind kind) noexcept
{
    return names[static_cast<std::size_t>(kind)];
}

std::optional<StepKind> stepKindFromName(std::string_view name) noexcept
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<StepKind>(i);
        }
    }
    return std::nullopt;
}

} // namespace omni::simulate
