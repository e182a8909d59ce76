#include "core/host/simulate/checks/recovery_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

namespace {

constexpr std::size_t mostNoted = 256;
constexpr std::uint64_t hashEvery = 16; // durable moments

} // namespace

RecoveryCheck::Noted RecoveryCheck::noteOf(const engine::DeskState& state, Sequence seq)
{
    Noted noted;
    noted.seq = seq;
    noted.nextOrder = state.nextOrder;
    noted.nextProposal = state.nextProposal;
    noted.fills = state.counters.fills;
    noted.alerts = state.counters.alerts;
    noted.notes = state.counters.notes;
    noted.open = state.ledger.openCount();
    noted.mode = state.mode;
    noted.latches = state.latches.size();
    noted.breakers = state.breakers.size();
    noted.waiting = state.waiting.size();
    noted.invested = state.invested.e8;
    std::uint64_t sum = 0;
    for (const auto& position : state.portfolio.positions()) {
        sum += position.instrument.value * static_cast<std::uint64_t>(position.lots.count);
    }
    noted.positions = static_cast<std::int64_t>(sum);
    return noted;
}

void RecoveryCheck::onDurable(const Scene& scene, Sequence durable, Findings&)
{
    m_durable = durable;
    while (!m_recorded.empty() && m_recorded.front() <= durable) {
        m_firm = m_recorded.front();
        m_recorded.pop_front();
    }
    if (durable < m_newest || scene.engine == nullptr) {
        return; // the engine is ahead of the disk
    }
    const auto& state = scene.engine->state();
    Noted noted = noteOf(state, m_firm);
    if (++m_turn % hashEvery == 0) {
        noted.hash = state.hash();
    }
    m_noted.push_back(noted);
    if (m_noted.size() > mostNoted) {
        m_noted.pop_front();
    }
}

void RecoveryCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings)
{
    if (scene.recovered < m_firm) {
        findings.broken(23, scene.step,
                        fmt::format("record {} was on the disk, and {} is the newest that was found", m_firm.value,
                                    scene.recovered.value));
    }
    // The tape may be ahead of the journal: the newest record of the journal is what counts.
    const auto noted = std::find_if(m_noted.rbegin(), m_noted.rend(),
                                    [&scene](const Noted& one) { return one.seq == scene.recovered; });
    if (noted != m_noted.rend()) {
        const Noted now = noteOf(recovered, scene.recovered);
        const bool isSame = now.nextOrder == noted->nextOrder && now.nextProposal == noted->nextProposal
            && now.fills == noted->fills && now.alerts == noted->alerts && now.notes == noted->notes
            && now.open == noted->open && now.mode == noted->mode && now.latches == noted->latches
            && now.breakers == noted->breakers && now.waiting == noted->waiting && now.invested == noted->invested
            && now.positions == noted->positions;
        if (!isSame) {
            findings.broken(22, scene.step,
                            fmt::format("after record {} the state is another than it was", noted->seq.value));
        }
        if (noted->hash && *noted->hash != recovered.hash()) {
            findings.broken(22, scene.step,
                            fmt::format("after record {} the hash is another than it was", noted->seq.value));
        }
    }
    // Facts of the newest durable moments must be there.
    const Noted* last = nullptr;
    for (const Noted& one : m_noted) {
        last = one.seq <= m_durable ? &one : last;
    }
    if (last != nullptr
        && (recovered.nextOrder < last->nextOrder || recovered.nextProposal < last->nextProposal
            || recovered.counters.fills < last->fills)) {
        findings.broken(23, scene.step, fmt::format("what was on the disk with record {} is lost", last->seq.value));
    }
    m_noted.clear();
    m_recorded.clear();
    m_firm = scene.recovered;
    m_newest = {};
    m_durable = {};
}

} // namespace omni::simulate
