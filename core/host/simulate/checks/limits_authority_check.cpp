#include "core/host/simulate/checks/limits_authority_check.h"

#include "core/desk/events/principals.h"
#include "core/host/simulate/checks/naive_limits.h"

namespace omni::simulate {

using namespace events;

namespace {

constexpr int authority = 13;

/// The hard bounds of the limits, as the desk states them to its owner.
bool isWithinBounds(const risk::Limits& l) noexcept
{
    const auto within
        = [](std::int64_t value, std::int64_t least, std::int64_t most) { return value >= least && value <= most; };
    return within(l.positionPerTrade.count, 1, 500) && within(l.leverage.count, 1, 20'000)
        && within(l.grossExposure.count, 1, std::max<std::int64_t>(1, std::int64_t{l.leverage.count} * 10))
        && within(l.netExposure.count, 1, 8'000) && within(l.lossAtStop.count, 1, 300)
        && within(l.hardStopDistance.count, 1, 300) && within(l.dailyLoss.count, 1, 500)
        && within(l.drawdown.count, 1, 2'000) && within(l.losingStreak, 1, 10) && within(l.ordersPerMinute, 1, 120)
        && within(l.collar.count, 1, 500) && within(l.collarBound.count, 1, 500)
        && within(l.quoteAge.ns, 1, seconds(10).ns) && within(l.approvalDrift.count, 1, 100)
        && within(l.duplicateWindow.ns, 0, seconds(60).ns) && within(l.openOrders, 1, 10'000);
}

} // namespace

void LimitsAuthorityCheck::onInput(const Scene& scene, const Stamp&, const Event& event, Findings& findings)
{
    const auto* command = std::get_if<Command>(&event);
    const bool isChange = command != nullptr && std::holds_alternative<SetLimits>(command->what);
    m_before = m_told.state().limits;
    if (!isChange) {
        compare(scene, findings); // a change is told by its fact, after which they are compared
    }
}

void LimitsAuthorityCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    const auto* changed = std::get_if<LimitsChanged>(&fact);
    if (changed == nullptr) {
        return;
    }
    const Command* command = m_told.command();
    const auto* wish = command != nullptr ? std::get_if<SetLimits>(&command->what) : nullptr;
    const auto broken = [&](const char* what) { findings.broken(authority, scene.step, what); };
    if (wish == nullptr || !(wish->limits == changed->limits) || command->by != changed->by) {
        return broken("the limits changed without such a command");
    }
    const bool isLive = m_told.state().environment == orders::Environment::Live;
    if (command->by != owner && (command->by != script || isLive)) {
        return broken("the limits were changed by somebody without the right");
    }
    if (!isWithinBounds(changed->limits)) {
        return broken("limits outside their hard bounds are in force");
    }
    if (m_before && m_before->enforced && !changed->limits.enforced) {
        return broken("the limits were switched off");
    }
    if (m_before && isLoosened(changed->limits, *m_before) && (!command->stepUp || command->reason.empty())) {
        broken("limits were loosened without a second step or without a reason");
    }
}

void LimitsAuthorityCheck::compare(const Scene& scene, Findings& findings) const
{
    if (m_told.state().account && scene.engine != nullptr
        && !(scene.engine->state().session.limits == m_told.state().limits)) {
        findings.broken(authority, scene.step, "limits are in force that nobody has set");
    }
}

void LimitsAuthorityCheck::onStep(const Scene& scene, Findings& findings)
{
    compare(scene, findings);
}

} // namespace omni::simulate
