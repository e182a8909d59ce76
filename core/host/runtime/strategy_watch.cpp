#include "core/host/runtime/strategy_watch.h"

#include "core/base/log.h"
#include "core/host/runtime/stall_note.h"

#include <chrono>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::chrono::milliseconds lookPeriod{250};
/// Looks that lie further apart than this say nothing about what ran between them.
constexpr Duration longestBlink = seconds(1);
/// Set by a look in what the engine shows. The engine's next word, another strategy's or none's, takes it away: as long
/// as it stands, the call that was seen has not come back.
constexpr std::uint64_t seenBit = std::uint64_t{1} << 63;

} // namespace

StrategyWatch::StrategyWatch(Clock& clock, const driver::SendGate& behind,
                             std::function<void(const events::TroubleFound&)> keep)
    : m_clock(clock)
    , m_behind(behind)
    , m_keep(std::move(keep))
{
}

StrategyWatch::~StrategyWatch()
{
    if (m_thread.joinable()) {
        {
            const std::lock_guard lock(m_mutex);
            m_isEnding = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
}

void StrategyWatch::start()
{
    m_thread = std::thread([this] { run(); });
}

void StrategyWatch::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        lock.unlock();
        look();
        lock.lock();
        m_changed.wait_for(lock, lookPeriod, [this] { return m_isEnding; });
    }
}

void StrategyWatch::look()
{
    const Monotonic now = m_clock.mono();
    const bool hasBlinked = now - m_lastLook > longestBlink;
    m_lastLook = now;
    std::uint64_t shown = m_running.load(std::memory_order_relaxed);
    if (shown == 0 || isClosed()) {
        return;
    }
    if ((shown & seenBit) == 0) {
        // If the engine speaks in between, the next look sees what it said.
        m_running.compare_exchange_strong(shown, shown | seenBit, std::memory_order_relaxed);
        m_since = now;
        return;
    }
    if (hasBlinked) {
        m_since = now;
        return;
    }
    const Duration span = now - m_since;
    if (span <= events::longestSilence) {
        return;
    }
    m_stall = stallOf(StrategyId{shown & ~seenBit}, span);
    m_isClosed.store(true, std::memory_order_release);
    logError("{}: nothing more is sent in this session but what reduces", m_stall.text.view());
    if (m_keep) {
        m_keep(m_stall);
    }
}

bool StrategyWatch::lets(const orders::OrderTicket& ticket) const noexcept
{
    return (!isClosed() || ticket.reduceOnly) && m_behind.lets(ticket);
}

std::string_view StrategyWatch::why() const noexcept
{
    return isClosed() ? std::string_view("a strategy had stalled the engine") : m_behind.why();
}

std::optional<events::TroubleFound> StrategyWatch::pollTrouble()
{
    if (!isUntold()) {
        return std::nullopt;
    }
    m_isTold = true;
    return m_stall;
}

} // namespace omni::runtime
