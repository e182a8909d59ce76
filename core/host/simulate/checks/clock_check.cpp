#include "core/host/simulate/checks/clock_check.h"

#include <fmt/format.h>

namespace omni::simulate {

using namespace events;

void ClockCheck::onBoot(const Scene&, const engine::DeskState&, Findings&)
{
    m_ends.clear();
    m_superseded.reset();
    m_tripped.clear();
    m_birth.reset();
    m_newest = {};
}

void ClockCheck::onEvent(const Scene& scene, const Stamp& stamp, Findings& findings)
{
    const Duration birth{scene.mono.ns - stamp.mono.ns};
    if (m_birth && *m_birth != birth) {
        findings.broken(
            30, scene.step,
            fmt::format("the clock of event {} is {} ns behind true time", stamp.seq.value, birth.ns - m_birth->ns));
    }
    m_birth = birth;
    if (m_newest.seq.value > 0 && (stamp.wall < m_newest.wall || stamp.mono < m_newest.mono)) {
        findings.broken(30, scene.step, fmt::format("event {} is stamped before the one before it", stamp.seq.value));
    }
    m_newest = stamp;
    m_superseded.reset();
}

void ClockCheck::onInput(const Scene& scene, const Stamp& stamp, const Event& event, Findings& findings)
{
    onEvent(scene, stamp, findings);
    if (const auto* started = std::get_if<SessionStarted>(&event)) {
        m_longest = started->proposalExpiry;
        m_ends.clear();
    }
}

void ClockCheck::onTick(const Scene& scene, const Stamp& stamp, const market::Tick&, Findings& findings)
{
    onEvent(scene, stamp, findings);
}

void ClockCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        onMade(scene, *made, findings);
    } else if (const auto* closed = std::get_if<ProposalClosed>(&fact)) {
        const auto* end = m_ends.find(closed->proposal);
        if (end != nullptr && closed->how == Closing::Superseded) {
            m_superseded = {closed->proposal, *end};
        }
        m_ends.erase(closed->proposal);
    } else if (const auto* snoozed = std::get_if<ProposalSnoozed>(&fact)) {
        const auto* end = m_ends.find(snoozed->proposal);
        if (end != nullptr && scene.mono + snoozed->span > *end) {
            findings.broken(30, scene.step, fmt::format("proposal {} sleeps past its end", snoozed->proposal.value));
        }
    } else if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
        if (isLossBreaker(tripped->breaker)) {
            m_tripped.insertOrAssign({tripped->breaker, 0}, scene.mono);
        }
    } else if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        onCleared(scene, *cleared, findings);
    }
}

void ClockCheck::onMade(const Scene& scene, const ProposalMade& made, Findings& findings)
{
    const std::uint64_t id = made.proposal.id.value;
    if (made.lifetime > m_longest) {
        findings.broken(30, scene.step, fmt::format("proposal {} lives longer than any may", id));
        return;
    }
    const Monotonic end = scene.mono + made.lifetime;
    if (made.replaces && m_superseded && m_superseded->first == made.replaces && end > m_superseded->second) {
        findings.broken(30, scene.step, fmt::format("proposal {} lives longer because it was changed", id));
    }
    m_ends.insertOrAssign(made.proposal.id, end);
}

void ClockCheck::onCleared(const Scene& scene, const BreakerCleared& cleared, Findings& findings)
{
    const engine::BreakerKey key{cleared.breaker, 0};
    const auto* since = m_tripped.find(key);
    if (since != nullptr && scene.mono - *since < lossCoolingOff) {
        findings.broken(30, scene.step,
                        fmt::format("the breaker {} was lifted before it had cooled", nameOf(cleared.breaker)));
    }
    m_tripped.erase(key);
}

} // namespace omni::simulate
