// The program behind a window as something that a shell can command.

#pragma once

#include "core/base/latest.h"
#include "core/host/runtime/control/control_target.h"
#include "core/host/runtime/control/pending_answers.h"
#include "core/host/runtime/terminal/engine_watch.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <atomic>
#include <functional>

namespace omni::runtime {

class TerminalControl final : public ControlTarget
{
public:
    struct Parts {
        KillSwitch& kill;
        std::function<void()> wake; ///< The session, whatever it waits for.
        EngineWatch& watch;
        PendingAnswers& answers;
        const Latest<views::DeskSnapshot>& snapshots;
        const Latest<views::Connection>& connections;
        const Latest<views::Health>& healths;
        /// Where the session trades, before it takes a command of anybody.
        const std::atomic<orders::Environment>& environment;
        std::function<PhaseView()> phase;
        std::function<bool(const events::Command&)> send;
    };

    explicit TerminalControl(Parts parts);

    [[nodiscard]] PhaseView phase() override;
    [[nodiscard]] orders::Environment environment() override;
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() override;
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() override;
    [[nodiscard]] std::shared_ptr<const views::Health> health() override;
    void send(const events::Command& command, Answer answer) override;
    [[nodiscard]] Result<void> killAll(risk::KillLevel level, PrincipalId by, std::string_view reason) override;

private:
    Parts m_parts;
};

} // namespace omni::runtime
