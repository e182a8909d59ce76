// What a window costs the engine: pictures, notices, figures and charts are made for it, whether or not it takes them.
// And what stands beside the engine for a window and for a shell that commands it.

#pragma once

#include "core/host/runtime/terminal/engine_watch.h"
#include "core/host/runtime/terminal/terminal_control.h"
#include "tests/load/window_link.h"

namespace omni::load {

class WindowSide final : public driver::Watcher
{
public:
    /// All outlive it. `next` sees everything behind the window.
    WindowSide(Clock& clock, runtime::KillSwitch& kill, driver::Watcher& next)
        : m_next(next)
        , m_clock(clock)
        , m_kill(kill)
        , m_charts({.clock = &clock})
        , m_watch(clock, {kill, m_notices, m_charts, m_answers, m_snapshots, m_figures})
    {
        m_watch.begin(runtime::EngineWatch::Switch::BySession);
    }
    WindowSide(const WindowSide&) = delete;
    WindowSide& operator=(const WindowSide&) = delete;

    using Send = std::function<bool(const events::Command&)>;
    /// For a window. The session behind `send` and `wake` outlives it, as this does.
    [[nodiscard]] WindowLink link(Send send, std::function<void()> wake)
    {
        return WindowLink({m_clock, m_notices, m_snapshots, m_kill, std::move(send), std::move(wake)});
    }
    /// For a shell.
    [[nodiscard]] runtime::TerminalControl control(Send send, std::function<void()> wake)
    {
        return runtime::TerminalControl({m_kill, std::move(wake), m_watch, m_answers, m_snapshots, m_connections,
                                         m_healths, m_environment,
                                         [] {
                                             return runtime::PhaseView{runtime::Phase::Running, {}, {}, 1};
                                         },
                                         std::move(send)});
    }

    // --- the engine's thread ---
    [[nodiscard]] Duration idle(engine::Engine& engine, const runtime::EngineWatch::Moment& moment)
    {
        return m_watch.idle(engine, moment);
    }
    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override
    {
        m_watch.onTick(stamp, tick, engine);
        m_next.onTick(stamp, tick, engine);
    }
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override
    {
        m_watch.onInput(stamp, event, engine);
        m_next.onInput(stamp, event, engine);
    }
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override
    {
        m_watch.onFact(stamp, fact, engine);
        m_next.onFact(stamp, fact, engine);
    }

private:
    driver::Watcher& m_next;
    Clock& m_clock;
    runtime::KillSwitch& m_kill;
    runtime::NoticeQueue m_notices;
    runtime::MarketHistory m_charts;
    runtime::PendingAnswers m_answers;
    Latest<views::DeskSnapshot> m_snapshots;
    Latest<runtime::EngineFigures> m_figures;
    Latest<views::Connection> m_connections;
    Latest<views::Health> m_healths;
    const std::atomic<orders::Environment> m_environment{orders::Environment::Paper};
    runtime::EngineWatch m_watch;
};

} // namespace omni::load
