#include "core/host/runtime/terminal/health_maker.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using views::PartHealth;
using views::PartState;

/// A session that says nothing of itself for so long hangs.
constexpr Duration mostSilence = seconds(2);
/// The desk's time may be so far ahead of the machine's: a correction by the time service.
constexpr Duration mostAhead = seconds(5);
/// A feed that is silent for so long while it should flow is looked at twice.
constexpr Duration mostQuiet = seconds(10);

PartHealth part(std::string name, PartState state, std::string detail)
{
    PartHealth made;
    made.name = std::move(name);
    made.state = state;
    made.detail = std::move(detail);
    return made;
}

bool isRunning(const HealthInputs& inputs) noexcept
{
    return inputs.engine && (inputs.phase == Phase::Running || inputs.phase == Phase::Ending);
}

/// Without a session: not wanted, or on its way.
PartHealth resting(std::string name, const HealthInputs& inputs)
{
    const bool isStarting = inputs.phase == Phase::Starting || inputs.phase == Phase::Running;
    return part(std::move(name), isStarting ? PartState::Starting : PartState::Off,
                isStarting ? "starting" : "no session");
}

/// A broker's line in place of what is so in the house.
void setByLine(PartHealth& part, const views::Line& line)
{
    switch (line.state) {
    case views::LineState::Off:
    case views::LineState::Connecting:
        part.state = PartState::Starting;
        break;
    case views::LineState::Up:
        return;
    case views::LineState::Stale:
        part.state = PartState::Degraded;
        break;
    case views::LineState::Down:
    case views::LineState::Refused:
        part.state = PartState::Down;
        break;
    }
    part.detail = line.detail.empty() ? std::string(views::nameOf(line.state)) : line.detail;
}

bool hangs(const HealthInputs& inputs) noexcept
{
    return inputs.now - inputs.engine->at > mostSilence;
}

} // namespace

views::Health HealthMaker::make(const HealthInputs& inputs)
{
    views::Health health;
    health.at = inputs.wall;
    const std::uint64_t events = inputs.engine ? inputs.engine->events : 0;
    std::optional<double> perSecond;
    if (m_before && inputs.now > m_before->now) {
        const double span = static_cast<double>((inputs.now - m_before->now).ns) / 1e9;
        if (events >= m_before->events) {
            perSecond = static_cast<double>(events - m_before->events) / span;
        }
        if (inputs.process.processor && m_before->processor) {
            health.processCpu = static_cast<double>((*inputs.process.processor - *m_before->processor).ns) / 1e9 / span;
        }
    }
    m_before = {inputs.now, events, inputs.process.processor};
    add(health, feed(inputs, perSecond));
    add(health, orders(inputs));
    add(health, journal(inputs));
    add(health, history(inputs));
    if (inputs.engine && inputs.engine->recording && isRunning(inputs)) {
        add(health, *inputs.engine->recording);
    }
    if (inputs.connection && isRunning(inputs)) {
        add(health, clock(inputs));
    }
    if (inputs.watchdog && isRunning(inputs)) {
        add(health, *inputs.watchdog);
    }
    add(health,
        inputs.killFault ? part("kill", PartState::Degraded, "the latch is set in memory only: " + *inputs.killFault)
                         : part("kill", PartState::Ok, "ready"));
    add(health,
        inputs.filesFault ? part("files", PartState::Degraded, *inputs.filesFault)
                          : part("files", PartState::Ok, "kept"));
    health.residentBytes = inputs.process.residentBytes.value_or(0);
    health.freeDiskBytes = inputs.freeDiskBytes;
    health.enginePending = inputs.pending;
    health.eventsPerSecond = static_cast<std::uint64_t>(std::max(0.0, perSecond.value_or(0)));
    return health;
}

void HealthMaker::add(views::Health& health, PartHealth made)
{
    const auto [known, isNew] = m_known.try_emplace(made.name, Known{made.state, health.at});
    if (!isNew && known->second.state != made.state) {
        known->second = {made.state, health.at};
    }
    made.since = known->second.since;
    health.parts.push_back(std::move(made));
}

PartHealth HealthMaker::feed(const HealthInputs& inputs, std::optional<double> perSecond) const
{
    if (!isRunning(inputs)) {
        return resting("feed", inputs);
    }
    if (hangs(inputs)) {
        return part("feed", PartState::Down, "the engine does not answer");
    }
    PartHealth made = part("feed", PartState::Ok, "flows");
    made.perSecond = perSecond;
    if (inputs.engine->newestTick) {
        made.dataAge = std::max(Duration{}, inputs.now - *inputs.engine->newestTick);
    }
    if (inputs.engine->isPaused) {
        made.state = PartState::Off;
        made.detail = "paused";
    } else if (!made.dataAge || *made.dataAge > mostQuiet) {
        made.state = PartState::Degraded;
        made.detail = made.dataAge ? "silent" : "nothing has come yet";
    } else if (inputs.engine->lag > seconds(1)) {
        made.state = PartState::Degraded;
        made.detail = "behind the pace that is wanted";
    }
    if (inputs.connection) {
        setByLine(made, inputs.connection->lines[static_cast<std::size_t>(views::LineKind::MarketData)]);
    }
    return made;
}

PartHealth HealthMaker::orders(const HealthInputs& inputs)
{
    if (!isRunning(inputs)) {
        return resting("orders", inputs);
    }
    PartHealth made = hangs(inputs)
        ? part("orders", PartState::Down, "the engine does not answer")
        : part("orders", PartState::Ok,
               inputs.connection ? "connected to " + inputs.connection->broker : std::string("the venue in the house"));
    if (inputs.connection && made.state == PartState::Ok) {
        setByLine(made, inputs.connection->lines[static_cast<std::size_t>(views::LineKind::Orders)]);
    }
    made.p50 = inputs.engine->orders.p50;
    made.p95 = inputs.engine->orders.p95;
    return made;
}

PartHealth HealthMaker::journal(const HealthInputs& inputs)
{
    if (inputs.phase == Phase::Failed) {
        return part("journal", PartState::Down, "the session has failed");
    }
    if (!isRunning(inputs)) {
        return resting("journal", inputs);
    }
    const auto waiting = inputs.engine->seq.value - std::min(inputs.engine->seq.value, inputs.engine->durable.value);
    PartHealth made
        = part("journal", PartState::Ok,
               waiting == 0 ? std::string("all is durable") : fmt::format("{} events on their way", waiting));
    made.p50 = inputs.engine->journal.p50;
    made.p95 = inputs.engine->journal.p95;
    return made;
}

/// F18: a clock that was once ahead leaves the desk's time there, which never goes back. Prices count as old then.
PartHealth HealthMaker::clock(const HealthInputs& inputs)
{
    const Duration ahead = inputs.engine->deskTime - inputs.wall;
    if (ahead <= mostAhead) {
        return part("clock", PartState::Ok, "the desk's time is the machine's");
    }
    return part("clock", PartState::Degraded,
                fmt::format("the machine's clock was ahead and has been put right: the desk's time stands still, {} s "
                            "ahead of it, and prices count as old; end the session and start it anew",
                            ahead.ns / seconds(1).ns));
}

PartHealth HealthMaker::history(const HealthInputs& inputs)
{
    const auto lost = inputs.charts.lost - std::min(inputs.charts.lost, m_chartsLost);
    m_chartsLost = inputs.charts.lost;
    if (!isRunning(inputs)) {
        return resting("history", inputs);
    }
    const auto& said = inputs.engine->history;
    if (said.state != PartState::Ok) {
        return part("history", said.state, said.detail);
    }
    return lost == 0 ? part("history", PartState::Ok, "up to date")
                     : part("history", PartState::Degraded, fmt::format("{} prices did not reach the charts", lost));
}

} // namespace omni::runtime
