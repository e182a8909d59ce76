#include "ui/panes/kill_reset/model.h"

#include "core/desk/views/stop_doubt.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

namespace omni::ui::kill_reset {

namespace {

class Say
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::kill_reset::View)
};

bool isSame(const Stopped& a, const Stopped& b)
{
    return a.scope == b.scope && a.breaker == b.breaker && a.subject == b.subject;
}

Check linkCheck(const views::Health& health)
{
    for (const views::PartHealth& part : health.parts) {
        if (part.state == views::PartState::Down && (part.name == "feed" || part.name == "orders")) {
            return {Say::tr("Connected"), false, true,
                    part.name == "feed"
                        ? Say::tr("Prices do not come. Wait until the feed is back, or look at System health.")
                        : Say::tr("Orders cannot be sent. Wait until the link is back, or look at System health.")};
        }
    }
    return {Say::tr("Connected"), true, true, {}};
}

Check sessionCheck(const views::DeskSnapshot& desk)
{
    return {Say::tr("Session runs"), desk.isOpen, true,
            desk.isOpen ? QString() : Say::tr("No session runs. Start one from the File menu.")};
}

Check booksCheck(const views::DeskSnapshot& desk, const Formats& formats)
{
    Check check{Say::tr("Positions match"), true, true, {}};
    for (const views::PositionView& view : desk.positions) {
        if (!view.reported) {
            continue;
        }
        const QString symbol = Words::symbol(desk, view.position.instrument);
        for (const views::InstrumentView& one : desk.instruments) {
            if (one.instrument.id == view.position.instrument) {
                check.fix = Say::tr("Positions do not match: the account says %1 %2, here %3. Compare them first.")
                                .arg(symbol, formats.quantity(one.instrument, view.reported),
                                     formats.quantity(one.instrument, view.position.lots));
            }
        }
        check.isPassed = false;
    }
    if (check.isPassed && !orders::isSimulated(desk.environment) && !desk.isReconciled) {
        return {check.text, false, true,
                Say::tr("The account has not been compared since the link came up. Wait for it.")};
    }
    return check;
}

Check unknownCheck(const views::DeskSnapshot& desk)
{
    for (const orders::OrderRecord& record : desk.openOrders) {
        if (record.state == orders::OrderState::Unknown) {
            return {Say::tr("No unknown orders"), false, true,
                    Say::tr("Order %1 in %2 may or may not be working. Settle it in Orders first.")
                        .arg(record.ticket.id.value)
                        .arg(Words::symbol(desk, record.ticket.instrument))};
        }
    }
    return {Say::tr("No unknown orders"), true, true, {}};
}

Check stopsCheck(const Target& target, const views::DeskSnapshot& desk)
{
    // Who cancelled the stops on purpose cannot be asked for them before he may send orders again.
    const bool wereCancelled = target.stopped && target.stopped->level >= risk::KillLevel::CancelAll;
    for (const views::PositionView& view : desk.positions) {
        const std::int64_t held = std::abs(view.position.lots.count);
        if (held == 0 || (view.stopOrder && view.protectedLots.count >= held)) {
            continue;
        }
        const QString symbol = Words::symbol(desk, view.position.instrument);
        if (const auto doubt = views::stopInDoubt(desk, view);
            doubt && view.protectedLots.count + doubt->lots.count >= held) {
            return {Say::tr("Stops live"), false, !wereCancelled,
                    doubt->isLost
                        ? Say::tr("The broker is being asked for the stop of %1. Wait for its word, or look there: a "
                                  "second one would close twice.")
                              .arg(symbol)
                        : Say::tr("The stop of %1 was sent and is not confirmed yet.").arg(symbol)};
        }
        return {Say::tr("Stops live"), false, !wereCancelled,
                wereCancelled ? Say::tr("%1 has no stop. Place one as soon as this is armed.").arg(symbol)
                              : Say::tr("%1 has no stop for all of it. Place one, or close the position.").arg(symbol)};
    }
    return {Say::tr("Stops live"), true, true, {}};
}

} // namespace

std::optional<Target> targetOf(const views::DeskSnapshot& desk, const std::optional<Stopped>& chosen)
{
    if (chosen) {
        return Target{chosen};
    }
    const bool mayTrade = desk.mode >= risk::Mode::Manual;
    return mayTrade || !desk.isOpen ? std::nullopt : std::optional(Target{});
}

std::optional<Duration> coolingLeft(const Target& target, const views::DeskSnapshot& desk)
{
    if (!target.stopped || !target.stopped->breaker || !events::isLossBreaker(*target.stopped->breaker)) {
        return std::nullopt;
    }
    const auto stands = std::find_if(desk.breakers.begin(), desk.breakers.end(), [&](const views::BreakerView& view) {
        return view.breaker == target.stopped->breaker && view.subject == target.stopped->subject;
    });
    return stands != desk.breakers.end() ? stands->coolingLeft : Duration{};
}

std::vector<Check> checksOf(const Target& target, const views::DeskSnapshot& desk, const views::Health& health,
                            const Formats& formats)
{
    return {sessionCheck(desk), linkCheck(health), booksCheck(desk, formats), unknownCheck(desk),
            stopsCheck(target, desk)};
}

QString sentence()
{
    return Say::tr("reset the switch");
}

Steps stepsOf(const std::optional<Duration>& cooling, const std::vector<Check>& checks, const QString& reason,
              const QString& typed, orders::Environment environment)
{
    const bool isCool = !cooling || cooling->ns <= 0;
    const bool isWell = std::all_of(checks.begin(), checks.end(),
                                    [](const Check& check) { return check.isPassed || !check.isBlocking; });
    const bool hasReason = reason.simplified().size() >= shortestReason;
    // In LIVE it takes a code, and there are no codes until the vault exists: nothing that is typed opens it.
    const bool isProven
        = environment != orders::Environment::Live && typed.simplified().compare(sentence(), Qt::CaseInsensitive) == 0;
    Steps steps;
    steps.cooling = isCool ? StepState::Done : StepState::Now;
    steps.checks = isWell ? StepState::Done : StepState::Failed;
    steps.reason = hasReason ? StepState::Done : StepState::Now;
    steps.proof = isProven ? StepState::Done : hasReason ? StepState::Now : StepState::Waiting;
    steps.canArm = isCool && isWell && hasReason && isProven;
    steps.arm = steps.canArm ? StepState::Now : StepState::Waiting;
    return steps;
}

std::vector<events::Wish> wishesFor(const Target& target, const views::DeskSnapshot& desk)
{
    std::vector<events::Wish> wishes;
    bool isAllElseArmed = true;
    if (target.stopped) {
        const Stopped& stopped = *target.stopped;
        if (stopped.breaker) {
            events::ClearBreaker clear;
            clear.breaker = static_cast<std::uint8_t>(*stopped.breaker);
            if (*stopped.breaker == events::Breaker::RepeatedExecution) {
                clear.strategy = StrategyId{stopped.subject};
            } else {
                clear.instrument = InstrumentId{stopped.subject};
            }
            wishes.emplace_back(clear);
        } else {
            wishes.emplace_back(events::ResetKill{stopped.scope});
        }
        for (const Stopped& other : stoppedOf(desk, risk::KillLevel::None)) {
            // Any breaker at all keeps the desk from being armed.
            const bool isInTheWay = other.breaker || other.scope.kind == risk::ScopeKind::Global;
            isAllElseArmed = isAllElseArmed && (isSame(other, stopped) || !isInTheWay);
        }
    }
    if (isAllElseArmed && desk.mode < risk::Mode::Manual) {
        wishes.emplace_back(events::SetMode{risk::Mode::Manual});
    }
    return wishes;
}

} // namespace omni::ui::kill_reset
