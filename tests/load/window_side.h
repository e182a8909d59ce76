// What a window costs the engine: pictures, notices, figures and charts are made for it, and taken by a thread of its
// own sixty times a second; or by nobody, while it is frozen.

#pragma once

#include "core/host/runtime/terminal/engine_watch.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace omni::load {

class WindowSide final : public driver::Watcher
{
public:
    /// All outlive it. `next` sees everything behind the window.
    WindowSide(Clock& clock, runtime::KillSwitch& kill, driver::Watcher& next)
        : m_next(next)
        , m_charts({.clock = &clock})
        , m_watch(clock, {kill, m_notices, m_charts, m_answers, m_snapshots, m_figures})
        , m_thread([this] { look(); })
    {
        m_watch.begin(runtime::EngineWatch::Switch::BySession);
    }
    ~WindowSide() override
    {
        m_isOver = true;
        m_thread.join();
    }
    WindowSide(const WindowSide&) = delete;
    WindowSide& operator=(const WindowSide&) = delete;

    // --- any thread ---
    void setFrozen(bool isFrozen) noexcept
    {
        m_isFrozen = isFrozen;
    }
    /// Times it has looked: a frozen one does not.
    [[nodiscard]] std::uint64_t looks() const noexcept
    {
        return m_looks;
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
    void look()
    {
        std::vector<runtime::Notice> taken;
        while (!m_isOver) {
            if (!m_isFrozen) {
                taken.clear();
                m_notices.take(taken, 10'000);
                static_cast<void>(m_snapshots.read());
                ++m_looks;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(16));
        }
    }

    driver::Watcher& m_next;
    runtime::NoticeQueue m_notices;
    runtime::MarketHistory m_charts;
    runtime::PendingAnswers m_answers;
    Latest<views::DeskSnapshot> m_snapshots;
    Latest<runtime::EngineFigures> m_figures;
    runtime::EngineWatch m_watch;
    std::atomic<bool> m_isFrozen{false}, m_isOver{false};
    std::atomic<std::uint64_t> m_looks{0};
    std::thread m_thread;
};

} // namespace omni::load
