// The way to the desk: events wait here when it has no room, ticks do not.
//
// Events keep their order. Beyond the cap nothing more is kept: the order link is then cut, and what was missed comes
// with the comparison of the account. Ticks stop at the first that finds no room, and go on with fresh images when the
// desk knows of the hole.

#pragma once

#include "core/desk/ports/event_sink.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>

namespace omni::brokers::alpaca {

/// One thread with an event loop.
class Outlet final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostWaiting = 20'000;

    /// `sink` outlives it. `overflown`: events were lost. `resumed`: ticks may go again, images are wanted.
    Outlet(ports::EventSink& sink, Clock& clock, std::function<void()> overflown, std::function<void()> resumed);

    void put(const events::Event& event);
    void put(const market::Tick& tick);

    [[nodiscard]] std::uint64_t droppedTicks() const noexcept
    {
        return m_droppedTicks;
    }

private:
    void look();

    ports::EventSink& m_sink;
    Clock& m_clock;
    std::function<void()> m_overflown, m_resumed;
    std::deque<events::Event> m_waiting;
    QTimer m_timer;
    bool m_hasHole = false;
    std::uint64_t m_droppedTicks = 0;
};

} // namespace omni::brokers::alpaca
