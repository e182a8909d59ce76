#include "core/desk/driver/desk.h"

#include "core/desk/events/codec.h"

#include <algorithm>
#include <iterator>

namespace omni::driver {

Desk::Desk(engine::Engine engine, const DeskStart& start, RecordStore* store, Watcher* watcher)
    : m_engine(std::move(engine))
    , m_store(store)
    , m_watcher(watcher)
    , m_epoch(start.epoch)
{
    m_stamp.seq = start.last;
    m_stamp.boot = start.boot;
    m_stamp.wall = start.epoch;
}

void Desk::advance(const Times& times) noexcept
{
    ++m_stamp.seq.value;
    m_stamp.wall = std::max(m_stamp.wall, times.wall);
    m_stamp.mono = std::max(m_stamp.mono, times.mono);
}

/// In simulated time both clocks are one.
Times Desk::simulated(Timestamp wall) const noexcept
{
    const Timestamp at = std::max(m_stamp.wall, wall);
    return {at, Monotonic{(at - m_epoch).ns}};
}

Result<void> Desk::put(Timestamp wall, const events::Event& event)
{
    return put(simulated(wall), event);
}

void Desk::tick(Timestamp wall, const market::Tick& tick)
{
    this->tick(simulated(wall), tick);
}

Result<void> Desk::put(const Times& times, const events::Event& event)
{
    if (const auto* market = std::get_if<market::Tick>(&event)) {
        tick(times, *market);
        return {};
    }
    advance(times);
    if (m_store != nullptr) {
        m_bytes.clear();
        events::encode(m_stamp, event, m_bytes);
        append(0, events::kindOf(event));
    }
    const auto done = m_engine.apply(m_stamp, event, m_out);
    recordFacts();
    if (m_watcher != nullptr) {
        m_watcher->onInput(m_stamp, event, m_engine);
        for (const events::Fact& fact : m_out.facts) {
            m_watcher->onFact(m_stamp, fact, m_engine);
        }
    }
    return done;
}

void Desk::tick(const Times& times, const market::Tick& tick)
{
    advance(times);
    if (m_store != nullptr && !m_isEmergency) {
        m_bytes.clear();
        events::encode(m_stamp, tick, m_bytes);
        m_store->append(true, {m_stamp, 0, events::kindOf(tick), m_bytes});
    }
    m_engine.applyTick(m_stamp, tick, m_out);
    recordFacts();
    if (m_watcher != nullptr) {
        m_watcher->onTick(m_stamp, tick, m_engine);
        for (const events::Fact& fact : m_out.facts) {
            m_watcher->onFact(m_stamp, fact, m_engine);
        }
    }
}

/// What was encoded goes to the journal, or to the last words.
void Desk::append(std::uint32_t index, std::uint16_t kind)
{
    const journal::Record record{m_stamp, index, kind, m_bytes};
    if (m_isEmergency) {
        m_store->emergency(record);
    } else {
        m_store->append(false, record);
    }
}

void Desk::recordFacts()
{
    if (m_store != nullptr) {
        std::uint32_t index = 0;
        for (const events::Fact& fact : m_out.facts) {
            m_bytes.clear();
            events::encode(m_stamp, fact, m_bytes);
            append(++index, events::kindOf(fact));
        }
        if (!m_isEmergency) {
            m_store->complete(m_stamp.seq);
        }
    }
    std::move(m_out.effects.begin(), m_out.effects.end(), std::back_inserter(m_effects));
}

void Desk::takeEffects(std::vector<events::Effect>& into)
{
    into.clear();
    into.swap(m_effects);
}

Result<void> Desk::makeDurable()
{
    return m_store != nullptr ? m_store->makeDurable(m_stamp.seq) : Result<void>{};
}

} // namespace omni::driver
