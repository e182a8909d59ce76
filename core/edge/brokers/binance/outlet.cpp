#include "core/edge/brokers/binance/outlet.h"

namespace omni::brokers::binance {

Outlet::Outlet(ports::EventSink& sink)
    : m_sink(sink)
{
    m_timer.setInterval(2);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { drain(); });
}

void Outlet::put(events::Event event)
{
    if (m_waiting.empty() && m_sink.put(event)) {
        return;
    }
    if (m_waiting.size() >= waitingMost) {
        m_waiting.clear();
        if (onFlood) {
            onFlood();
        }
        return;
    }
    m_waiting.push_back(std::move(event));
    m_timer.start();
}

void Outlet::drain()
{
    while (!m_waiting.empty() && m_sink.put(m_waiting.front())) {
        m_waiting.pop_front();
    }
    if (m_waiting.empty()) {
        m_timer.stop();
    }
}

} // namespace omni::brokers::binance
