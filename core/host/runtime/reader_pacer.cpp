#include "core/host/runtime/reader_pacer.h"

#include <chrono>
#include <utility>

namespace omni::runtime {

namespace {

constexpr auto look = std::chrono::milliseconds(20);

} // namespace

ReaderPacer::ReaderPacer(const StopFlag& stop, std::function<bool()> isBehind, std::function<void()> idle)
    : m_stop(stop)
    , m_isBehind(std::move(isBehind))
    , m_idle(std::move(idle))
{
}

bool ReaderPacer::waitFor(Timestamp)
{
    m_isEarly = false;
    while (m_isBehind() && !m_stop.isStopRequested()) {
        m_idle();
        std::unique_lock lock(m_mutex);
        m_woken.wait_for(lock, look, [this] { return m_isWoken; });
        m_isWoken = false;
        if (std::exchange(m_isInterrupted, false)) {
            m_isEarly = true; // what was due waits on
            break;
        }
    }
    return !m_stop.isStopRequested();
}

void ReaderPacer::interrupt()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isInterrupted = m_isWoken = true;
    }
    m_woken.notify_one();
}

void ReaderPacer::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWoken = true;
    }
    m_woken.notify_one();
}

} // namespace omni::runtime
