// The window's thread: the event loop of the process with the window's own door to the engine, `ui::EngineLink`, on it;
// without the panes, which are measured elsewhere. It can be frozen, as a slow pane or a driver does it: its thread is
// held for real, so that no timer, no press and no picture comes by.

#pragma once

#include "tests/load/window_link.h"
#include "ui/bridge/engine_link.h"

#include <QCoreApplication>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace omni::load {

/// Made and ended on the thread of the application, which runs its loop meanwhile.
class WindowThread
{
public:
    /// `link` outlives it.
    explicit WindowThread(WindowLink& link)
        : m_link(link)
    {
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { ++m_beats; });
        QObject::connect(&m_link, &ui::EngineLink::frame, &m_link, [this] { ++m_frames; });
        m_beat.start(5);
    }
    WindowThread(const WindowThread&) = delete;
    WindowThread& operator=(const WindowThread&) = delete;

    // --- any other thread ---
    /// False: its thread did not come to stand still, or to go on, within 5 s.
    [[nodiscard]] bool setFrozen(bool isFrozen)
    {
        std::unique_lock lock(m_mutex);
        if (isFrozen == m_isHeld) {
            return true;
        }
        m_isFrozen = isFrozen;
        if (isFrozen) {
            QMetaObject::invokeMethod(
                &m_link, [this] { hold(); }, Qt::QueuedConnection);
        }
        m_news.notify_all();
        return m_news.wait_for(lock, std::chrono::seconds(5), [&] { return m_isHeld == isFrozen; });
    }
    /// A person presses: waits until the window's thread has come to it and has done it.
    void press(risk::KillLevel level)
    {
        QMetaObject::invokeMethod(
            &m_link, [this, level] { m_link.kill({}, level, QStringLiteral("load")); }, Qt::BlockingQueuedConnection);
    }
    /// Times that its thread has come by: a frozen one does not.
    [[nodiscard]] std::uint64_t beats() const noexcept
    {
        return m_beats;
    }
    /// New pictures that it has shown.
    [[nodiscard]] std::uint64_t frames() const noexcept
    {
        return m_frames;
    }

private:
    void hold()
    {
        std::unique_lock lock(m_mutex);
        m_isHeld = true;
        m_news.notify_all();
        m_news.wait(lock, [this] { return !m_isFrozen; });
        m_isHeld = false;
        m_news.notify_all();
    }

    ui::EngineLink m_link;
    QTimer m_beat;
    std::atomic<std::uint64_t> m_beats{0}, m_frames{0};
    std::mutex m_mutex;
    std::condition_variable m_news;
    bool m_isFrozen = false, m_isHeld = false;
};

} // namespace omni::load
