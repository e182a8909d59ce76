// What the program behind a window consists of. For terminal.cpp alone.

#pragma once

#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/broker/listing_service.h"
#include "core/host/runtime/control/control_server.h"
#include "core/host/runtime/history_service.h"
#include "core/host/runtime/live_money/live_keeper.h"
#include "core/host/runtime/seat/seat_keeper.h"
#include "core/host/runtime/seat/vouched.h"
#include "core/host/runtime/seat/who_sits.h"
#include "core/host/runtime/terminal.h"
#include "core/host/runtime/terminal/configuration_wish.h"
#include "core/host/runtime/terminal/live_ways.h"
#include "core/host/runtime/terminal/terminal_control.h"
#include "core/host/runtime/terminal/terminal_record.h"
#include "core/host/runtime/terminal/window_files.h"
#include "core/host/runtime/vault/keys_at_hand.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace omni::runtime {

/// Members in the order in which they are made; they end in the opposite one, threads first.
class Terminal::Parts
{
public:
    Parts(TerminalRequest request, LockedProfile profile, std::unique_ptr<platform::KillLatchFile> latch, KeyRing ring,
          const config::Settings& settings)
        : m_request(std::move(request))
        , m_clock(m_request.clock != nullptr ? *m_request.clock : m_machine)
        , m_profile(std::move(profile))
        , keys(std::move(ring), m_request.brokers, settings.brokers)
        , kill(std::move(latch))
        , files(m_profile.path)
        , inbox(kill)
        , record(
              m_profile, m_clock, [this] { return m_whoSits.now(); }, [this] { ways.wake(); })
        , pacer(m_clock)
        , charts(MarketHistoryOptions{.clock = &m_clock})
        , history(historyOf(m_profile.path))
        , listing(configurationOf(m_request), keys.ring(), m_clock)
        , vault(record.under(vaultKeeping(settings.security)), m_clock)
        , seat(seatKeeping(settings.security), m_clock)
        , liveMoney({*m_profile.root, configurationOf(m_request), vault.shared(), [this] { return vault.accounts(); },
                     [this](const audit::AuditEntry& entry) { return record.keeper().keep(entry); },
                     [this] { vault.renewKeys(); }, [this] { endOfLive(); }},
                    m_clock)
        , m_watch(m_clock, {kill, notices, charts, m_answers, snapshots, m_figures})
        , m_control({kill, [this] { wake(); }, m_watch, m_answers, snapshots, connections, healths, m_environment,
                     [this] { return phase(); }, [this](const events::Command& command) { return send(command); }})
        , m_engineThread([this] { runEngine(); })
        , m_healthThread([this] { runHealth(); })
    {
        auto server = ControlServer::start(m_profile.path, m_profile.lock, m_control);
        if (server) {
            m_server = std::move(*server);
        } else {
            logWarn("this program cannot be commanded from a shell: {}", server.error().detail);
        }
    }
    ~Parts();
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    // --- the window's thread -------------------------------------------------------------------------------------
    [[nodiscard]] PhaseView phase() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_phase;
    }
    [[nodiscard]] Monotonic now() const
    {
        return m_clock.mono();
    }
    void start(const SessionWish& wish);
    void end();
    /// In the name of whoever sits at the window. False: the seat refuses it, or no session takes it.
    [[nodiscard]] bool sendSigned(const events::Command& command);
    /// What the global switch may be pressed at by whoever sits here: the level, or as much of it as is everybody's.
    [[nodiscard]] risk::KillLevel mayPress(risk::KillLevel level);
    /// As it is.
    [[nodiscard]] bool send(const events::Command& command);
    /// The vault has locked beneath a session: it may get out of what it holds, and begin nothing. Any thread.
    void disarm();
    /// What was granted was taken back beneath a session. Any thread.
    void endOfLive();
    /// The session, whatever it waits for.
    void wake();
    [[nodiscard]] const person::Person& person() const noexcept
    {
        return m_profile.person;
    }

private:
    TerminalRequest m_request;
    platform::SystemClock m_machine;
    Clock& m_clock;
    LockedProfile m_profile;
    WhoSits m_whoSits;

public:
    KeysAtHand keys;
    KillSwitch kill;
    WindowFiles files;
    Inbox inbox;
    LiveWays ways;
    TerminalRecord record;
    LivePacer pacer;
    NoticeQueue notices;
    MarketHistory charts;
    Latest<views::DeskSnapshot> snapshots;
    Latest<views::Connection> connections;
    Latest<views::Health> healths;
    HistoryService history;
    ListingService listing;
    Vouched vouched;
    VaultKeeper vault;
    SeatKeeper seat;
    LiveKeeper liveMoney;

private:
    [[nodiscard]] VaultKeeping vaultKeeping(const config::SecuritySettings& settings);
    [[nodiscard]] SeatKeeping seatKeeping(const config::SecuritySettings& settings);
    /// On the record. The seat's thread; waits for the disk.
    void tellOfSeat(const SeatEvent& event);
    /// Of the session at hand, from its very beginning.
    [[nodiscard]] orders::Environment environment() const;
    void runEngine();
    void runSession(const SessionWish& wish);
    void runHealth();
    void setPhase(Phase phase, std::string text, std::string hint = {});
    [[nodiscard]] std::optional<SessionWish> nextWish();

    Latest<EngineFigures> m_figures;
    PendingAnswers m_answers;
    EngineWatch m_watch;
    TerminalControl m_control;
    std::atomic<bool> m_takesCommands{false};
    std::atomic<orders::Environment> m_environment{orders::Environment::Demo}; ///< Of the newest session.
    std::atomic<orders::Environment> m_wished{orders::Environment::Demo}; ///< Of the newest session.

    mutable std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::optional<SessionWish> m_wish;
    std::unique_ptr<StopFlag> m_stop; ///< Of the session at hand.
    bool m_isQuitting = false;
    PhaseView m_phase;
    std::thread m_engineThread, m_healthThread;
    std::unique_ptr<ControlServer> m_server; ///< Null: nobody can connect.
};

} // namespace omni::runtime
