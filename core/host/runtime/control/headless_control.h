// A session without a window as something that a shell can command.

#pragma once

#include "core/desk/driver/send_gate.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/driver/watcher.h"
#include "core/host/runtime/control/control_target.h"
#include "core/host/runtime/control/pending_answers.h"
#include "core/host/runtime/terminal/health_maker.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace omni::runtime {

/// Stands beside the session's loop: gives it commands, sees what comes of them, holds back orders under the kill
/// switch.
class HeadlessControl final : public ControlTarget,
                              public driver::CommandSource,
                              public driver::Watcher,
                              public driver::SendGate
{
public:
    /// How commands and the kill switch reach a session that has ways of its own for them.
    using Deliver = std::function<bool(const events::Command&)>;

    /// `kill` and `next` outlive it; `next` may be null. `durable`: how far the record is on the disk.
    HeadlessControl(KillSwitch& kill, orders::Environment environment, driver::Watcher* next,
                    std::function<Sequence()> durable);

    // --- any thread ----------------------------------------------------------------------------------------------
    [[nodiscard]] PhaseView phase() override;
    [[nodiscard]] orders::Environment environment() override
    {
        return m_environment;
    }
    [[nodiscard]] std::shared_ptr<const views::DeskSnapshot> snapshot() override;
    [[nodiscard]] std::shared_ptr<const views::Connection> connection() override
    {
        return m_connection ? m_connection() : nullptr;
    }
    /// Of the last second; that the session's thread hangs, if it does.
    [[nodiscard]] std::shared_ptr<const views::Health> health() override;
    void send(const events::Command& command, Answer answer) override;
    [[nodiscard]] Result<void> killAll(risk::KillLevel level, PrincipalId by, std::string_view reason) override;
    [[nodiscard]] bool lets(const orders::OrderTicket& ticket) const noexcept override
    {
        // acquire: whoever sees the level also sees what its setter did before.
        return ticket.reduceOnly || m_level.load(std::memory_order_acquire) == risk::KillLevel::None;
    }

    // --- the session's thread ------------------------------------------------------------------------------------
    /// Where it finds the connection to the session's broker; it may be asked on any thread. Before `begin`.
    void showConnection(std::function<std::shared_ptr<const views::Connection>()> look)
    {
        m_connection = std::move(look);
    }
    /// Once a second it is seen how the session is, by this clock of the machine. Before `begin`.
    void watchHealth(Clock& clock)
    {
        m_clock = &clock;
    }
    /// Of the market data that are recorded, on the session's thread. None: nothing is.
    void recordingSays(std::optional<views::PartHealth> part)
    {
        m_recording = std::move(part);
    }
    /// Of the watchdog over a session with a broker, on the session's thread.
    void watchdogSays(views::PartHealth part)
    {
        m_watchdog = std::move(part);
    }
    /// Pictures are made of `engine` from now on. `wake` ends the wait of a session that waits; it may be empty.
    /// `deliver`: the session takes commands and the kill switch by itself; empty: it polls for both here.
    void begin(engine::Engine& engine, std::function<void()> wake, Deliver deliver = {});
    /// Between events.
    void idle();
    /// The session's loop is over; commands are taken no more. The engine is still there.
    void end();
    /// The record is closed: what stood open because of it is done.
    void settle();

    [[nodiscard]] bool poll(events::Command& out) override;
    [[nodiscard]] bool pollLatch(events::KillLatched& out) override;
    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

private:
    void makePicture();
    void look();
    void raise(risk::KillLevel level) noexcept;
    void followLatch(const Stamp& stamp, const events::Fact& fact);

    KillSwitch& m_kill;
    const orders::Environment m_environment;
    driver::Watcher* m_next;
    std::function<Sequence()> m_durable;
    std::function<std::shared_ptr<const views::Connection>()> m_connection;
    engine::Engine* m_engine = nullptr; ///< The session's thread.
    std::optional<Sequence> m_cleared; ///< The switch is opened once the record is durable up to here.
    PendingAnswers m_answers;
    std::atomic<risk::KillLevel> m_level; ///< What the gate goes by: opens in the session's own time.
    std::atomic<bool> m_isWanted{false}; ///< A picture.
    std::atomic<bool> m_hasWork{false};

    Clock* m_clock = nullptr;
    HealthMaker m_health;
    std::optional<views::PartHealth> m_recording, m_watchdog;
    std::optional<Monotonic> m_looked, m_newestTick; ///< By the machine's clock.
    bool m_hasTicked = false; ///< Since then.
    Sequence m_seq; ///< The last that was seen.
    Timestamp m_deskTime; ///< Of it.

    std::mutex m_mutex; ///< Around what follows.
    std::shared_ptr<const views::Health> m_seen;
    Monotonic m_seenAt;
    std::condition_variable m_made;
    std::shared_ptr<const views::DeskSnapshot> m_picture;
    std::uint64_t m_pictures = 0;
    std::uint64_t m_pressed = 0, m_told = 0; ///< Of the kill switch.
    std::deque<events::Command> m_commands;
    Phase m_phase = Phase::Starting;
    std::function<void()> m_wake;
    Deliver m_deliver;
};

} // namespace omni::runtime
