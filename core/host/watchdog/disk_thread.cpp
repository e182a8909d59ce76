#include "core/host/watchdog/disk_thread.h"

#include <chrono>
#include <utility>

namespace omni::watchdog {

DiskThread::DiskThread()
    : m_thread([this] { run(); })
{
}

DiskThread::~DiskThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_work.notify_one();
    m_thread.join();
}

void DiskThread::post(std::function<void()> deed)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_deeds.size() >= most) {
            return;
        }
        m_deeds.push_back(std::move(deed));
    }
    m_work.notify_one();
}

bool DiskThread::settle(Duration patience)
{
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(lock, std::chrono::nanoseconds(patience.ns),
                           [this] { return !m_isBusy && m_deeds.empty(); });
}

bool DiskThread::isIdle() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_isBusy && m_deeds.empty();
}

void DiskThread::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_work.wait(lock, [this] { return m_isEnding || !m_deeds.empty(); });
        if (m_deeds.empty()) {
            return;
        }
        const auto deed = std::move(m_deeds.front());
        m_deeds.pop_front();
        m_isBusy = true;
        lock.unlock();
        deed();
        lock.lock();
        m_isBusy = false;
        if (m_deeds.empty()) {
            m_idle.notify_all();
        }
    }
}

} // namespace omni::watchdog
