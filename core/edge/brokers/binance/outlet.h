// What goes to the desk: nothing of it is lost while the desk has no room, up to a bound.

#pragma once

#include "core/desk/ports/event_sink.h"

#include <QTimer>

#include <cstddef>
#include <deque>
#include <functional>

namespace omni::brokers::binance {

/// One thread with an event loop.
class Outlet
{
public:
    explicit Outlet(ports::EventSink& sink);
    /// In order. Beyond the bound all that waits is thrown away and `onFlood` is told: the account must be compared.
    void put(events::Event event);
    std::function<void()> onFlood;
    static constexpr std::size_t waitingMost = 20'000;

private:
    void drain();
    ports::EventSink& m_sink;
    std::deque<events::Event> m_waiting;
    QTimer m_timer;
};

} // namespace omni::brokers::binance
