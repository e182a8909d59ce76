#include "core/edge/brokers/alpaca/outlet.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr int lookAgainMs = 5;

} // namespace

Outlet::Outlet(ports::EventSink& sink, Clock& clock, std::function<void()> overflown, std::function<void()> resumed)
    : m_sink(sink)
    , m_clock(clock)
    , m_overflown(std::move(overflown))
    , m_resumed(std::move(resumed))
{
    m_timer.setInterval(lookAgainMs);
    connect(&m_timer, &QTimer::timeout, this, &Outlet::look);
}

void Outlet::put(const events::Event& event)
{
    if (m_waiting.empty() && m_sink.put(event)) {
        return;
    }
    if (m_waiting.size() >= mostWaiting) {
        m_overflown();
        return;
    }
    m_waiting.push_back(event);
    m_timer.start();
}

void Outlet::put(const market::Tick& tick)
{
    if (m_hasHole || !m_sink.put(ports::TimedTick{m_clock.wall(), tick})) {
        ++m_droppedTicks;
        m_hasHole = true;
        m_timer.start();
    }
}

void Outlet::look()
{
    while (!m_waiting.empty() && m_sink.put(m_waiting.front())) {
        m_waiting.pop_front();
    }
    if (m_hasHole && m_sink.mayResume()) {
        m_hasHole = false;
        m_sink.resume();
        m_resumed();
    }
    if (m_waiting.empty() && !m_hasHole) {
        m_timer.stop();
    }
}

} // namespace omni::brokers::alpaca
