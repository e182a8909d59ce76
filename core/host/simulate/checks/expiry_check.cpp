#include "core/host/simulate/checks/expiry_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

Monotonic endOf(Monotonic now, Duration span) noexcept
{
    return Monotonic{checkedSum(now.ns, span.ns).value_or(std::numeric_limits<std::int64_t>::max())};
}

} // namespace

/// A session that begins has neither.
void ExpiryCheck::onBoot(const Scene& scene, const engine::DeskState&, Findings&)
{
    m_proposals.clear();
    m_budgets.clear();
    m_next = never;
    m_heard = scene.mono;
}

void ExpiryCheck::onInput(const Scene& scene, const Stamp&, const Event& event, Findings&)
{
    m_heard = scene.mono;
    if (std::holds_alternative<SessionStarted>(event)) {
        m_proposals.clear();
        m_budgets.clear();
        m_next = never;
    }
}

void ExpiryCheck::onTick(const Scene& scene, const Stamp&, const market::Tick&, Findings&)
{
    m_heard = scene.mono;
}

void ExpiryCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        const Duration span = made->lifetime;
        m_proposals.insertOrAssign(made->proposal.id,
                                   {scene.mono, endOf(scene.mono, Duration{span.ns / 2}),
                                    endOf(scene.mono, Duration{span.ns - span.ns / 5}), endOf(scene.mono, span)});
    } else if (const auto* closed = std::get_if<ProposalClosed>(&fact)) {
        if (const Waiting* waiting = m_proposals.find(closed->proposal)) {
            end(scene, waiting->end, closed->how == Closing::Expired, "proposal", closed->proposal.value, findings);
            m_proposals.erase(closed->proposal);
        }
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact);
               alert != nullptr && alert->key.view() == "proposal.expires_soon") {
        remind(scene, *alert, findings);
    } else if (const auto* granted = std::get_if<AutonomyGranted>(&fact)) {
        m_budgets.insertOrAssign(granted->grant.strategy, endOf(scene.mono, granted->grant.span));
    } else if (const auto* ended = std::get_if<AutonomyEnded>(&fact)) {
        if (const Monotonic* due = m_budgets.find(ended->strategy)) {
            end(scene, *due, ended->cause == Cause::Expiry, "budget", ended->strategy.value, findings);
            m_budgets.erase(ended->strategy);
        }
    } else {
        return;
    }
    findNext();
}

void ExpiryCheck::end(const Scene& scene, Monotonic due, bool byTime, std::string_view what, std::uint64_t id,
                      Findings& findings)
{
    if (byTime && scene.mono < due) {
        findings.broken(30, scene.step,
                        fmt::format("{} {} has expired {} ns before its time", what, id, (due - scene.mono).ns));
    }
}

void ExpiryCheck::remind(const Scene& scene, const AlertRaised& alert, Findings& findings)
{
    Waiting* waiting = m_proposals.find(ProposalId{static_cast<std::uint64_t>(alert.limit)});
    const int word = alert.level == AlertLevel::Info ? 1 : 2;
    if (waiting == nullptr) {
        return findings.broken(30, scene.step, fmt::format("proposal {} is spoken of and does not wait", alert.limit));
    }
    const bool isInTime = word == 1 ? scene.mono >= waiting->half && scene.mono < waiting->fourFifths
                                    : scene.mono >= waiting->fourFifths && scene.mono < waiting->end;
    if (!isInTime || word <= waiting->told || alert.actual != (waiting->end - scene.mono).ns) {
        findings.broken(30, scene.step,
                        fmt::format("word {} about proposal {}, of which {} had been said, {} ns before its end", word,
                                    alert.limit, waiting->told, (waiting->end - scene.mono).ns));
    }
    waiting->told = word;
}

void ExpiryCheck::findNext()
{
    m_next = never;
    for (const auto& entry : m_proposals) {
        m_next = std::min(m_next, entry.value.next());
    }
    for (const auto& entry : m_budgets) {
        m_next = std::min(m_next, entry.value);
    }
}

/// What was heard at or behind the end must have ended it.
void ExpiryCheck::onStep(const Scene& scene, Findings& findings)
{
    if (m_heard >= m_next) {
        findings.broken(30, scene.step,
                        fmt::format("a proposal or a budget lives on, or is not spoken of, {} ns after its time",
                                    (m_heard - m_next).ns));
    }
}

} // namespace omni::simulate
