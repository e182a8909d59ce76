#include "core/host/runtime/durable_lines.h"

#include <utility>

namespace omni::runtime {

DurableLines::DurableLines(std::function<Sequence()> durable, FormLine form, WriteLine write)
    : m_durable(std::move(durable))
    , m_form(std::move(form))
    , m_write(std::move(write))
{
}

LineMaker& DurableLines::makerFor(engine::Engine& engine)
{
    // The engine lives in the desk from the first event on and does not move any more.
    if (!m_maker) {
        m_maker.emplace(engine.state());
    }
    return *m_maker;
}

void DurableLines::onTick(const Stamp&, const market::Tick&, engine::Engine&)
{
    if (!m_waiting.empty()) {
        release();
    }
}

void DurableLines::onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine)
{
    const auto fills = engine.state().counters.fills;
    const bool isBooked = m_fills != fills;
    m_fills = fills;
    add(makerFor(engine).lineOf(stamp, event, !isBooked));
    release();
}

void DurableLines::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine)
{
    add(makerFor(engine).lineOf(stamp, fact));
}

void DurableLines::add(const std::optional<RecordLine>& line)
{
    if (!line) {
        return;
    }
    if (auto text = m_form(*line); !text.empty()) {
        m_waiting.push_back({line->seq(), line->kind(), std::move(text)});
    }
}

void DurableLines::release()
{
    if (m_waiting.empty()) {
        return;
    }
    const Sequence durable = m_durable();
    while (!m_waiting.empty() && m_waiting.front().seq <= durable) {
        m_write(m_waiting.front().kind, m_waiting.front().text);
        m_waiting.pop_front();
    }
}

} // namespace omni::runtime
