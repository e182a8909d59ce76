// Watches from a thread of its own over a session that has no outbox: a strategy that does not come back within two
// seconds is not believed any more (F60).
//
// From then on the gate is closed for the rest of the session, so that nothing of its late answer leaves but what
// reduces; the stall is noted where the next start finds it, because the engine may never come back; and if it does,
// the desk hears of it before anything else, halts and switches that strategy off. Decides nothing by itself: what it
// tells is an input, and the engine's answer to it is the same in a replay.
//
// Only the time within one call of a strategy counts: not a session that waits, is paused or writes to a slow disk. A
// machine that slept, or had no time for the watch itself, begins the count anew.

#pragma once

#include "core/base/time.h"
#include "core/desk/driver/send_gate.h"
#include "core/desk/driver/trouble_source.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace omni::runtime {

class StrategyWatch final : public driver::SendGate, public driver::TroubleSource
{
public:
    /// `behind` is asked as long as this gate is open. `keep` writes the stall down, on the watch's thread; may be
    /// empty. All outlive the watch.
    StrategyWatch(Clock& clock, const driver::SendGate& behind,
                  std::function<void(const events::TroubleFound&)> keep = {});
    /// Ends the thread.
    ~StrategyWatch() override;
    StrategyWatch(const StrategyWatch&) = delete;
    StrategyWatch& operator=(const StrategyWatch&) = delete;

    /// For `Engine::showRunning`.
    [[nodiscard]] std::atomic<std::uint64_t>* running() noexcept
    {
        return &m_running;
    }

    /// Looks four times a second from now on.
    void start();
    /// One look. The watch's thread, or a test instead of it.
    void look();

    [[nodiscard]] bool isClosed() const noexcept
    {
        return m_isClosed.load(std::memory_order_acquire);
    }
    /// There was a stall, and the desk has not been told of it.
    [[nodiscard]] bool isUntold() const noexcept
    {
        return isClosed() && !m_isTold;
    }

    [[nodiscard]] bool lets(const orders::OrderTicket& ticket) const noexcept override;
    [[nodiscard]] std::string_view why() const noexcept override;
    [[nodiscard]] std::optional<events::TroubleFound> pollTrouble() override;

private:
    void run();

    Clock& m_clock;
    const driver::SendGate& m_behind;
    std::function<void(const events::TroubleFound&)> m_keep;
    std::atomic<std::uint64_t> m_running{0}; ///< As the engine shows it; with `seenBit` when a look has seen this call.
    std::atomic<bool> m_isClosed{false}; ///< `m_stall` is written before, and never again.
    events::TroubleFound m_stall;
    bool m_isTold = false; ///< The engine's thread.

    // The watch's thread.
    Monotonic m_since; ///< When the call at hand was first seen.
    Monotonic m_lastLook;

    std::mutex m_mutex; ///< Around what follows.
    std::condition_variable m_changed;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
