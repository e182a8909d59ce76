#include "core/host/simulate/checks/bounds_check.h"

#include <fmt/format.h>

#include <limits>

namespace omni::simulate {

using namespace events;

namespace {

constexpr int tooMany = 26;
constexpr int badNumber = 31;

// The caps, as the headers of the desk state them.
constexpr std::size_t mostOpen = 100'000; // ledger.h
constexpr std::size_t accounts = 1; // of a session
constexpr std::size_t mostRecent = 4'096; // desk_state.h
constexpr std::size_t lane = 1'024; // live_lanes.h
constexpr std::size_t mostWords = 65'536; // waiting_words.h
constexpr std::size_t mostPresses = 256; // kill_notices.h
constexpr std::size_t sendings = 256; // venue_lanes.h
constexpr std::int64_t largest = 10'000'000'000'000'000; // ledger.h: sizes and prices

bool isInRange(std::int64_t count) noexcept
{
    return count <= largest && count >= -largest;
}
bool isInRange(std::optional<Ticks> price) noexcept
{
    return !price || isInRange(price->count);
}
bool isSound(Money money) noexcept
{
    return money.e8 != std::numeric_limits<std::int64_t>::max() && money.e8 != std::numeric_limits<std::int64_t>::min();
}

/// A size above zero, or an amount above zero in its stead.
bool isSound(const orders::OrderTicket& ticket) noexcept
{
    const bool hasSize = ticket.notional ? ticket.notional->e8 > 0 && isSound(*ticket.notional) : ticket.size.count > 0;
    return hasSize && isInRange(ticket.size.count) && isInRange(ticket.limit) && isInRange(ticket.stop)
        && isInRange(ticket.trail);
}

} // namespace

void BoundsCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        if (!isSound(planned->ticket)) {
            findings.broken(badNumber, scene.step,
                            fmt::format("order {} is planned with a figure out of range", planned->ticket.id.value));
        }
    } else if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        const bool isWaiting = !made->preview; // what the gate refused is on record as it was wished, and goes
        if (isWaiting && (!isSound(made->ticket) || !isInRange(made->stop) || !isInRange(made->target))) {
            findings.broken(badNumber, scene.step,
                            fmt::format("proposal {} waits with a figure out of range", made->proposal.id.value));
        }
    } else if (const auto* day = std::get_if<DayOpened>(&fact)) {
        if (!isSound(day->equity)) {
            findings.broken(badNumber, scene.step, "a day begins with an equity at the end of its range");
        }
    } else if (const auto* peak = std::get_if<PeakReached>(&fact)) {
        if (!isSound(peak->equity)) {
            findings.broken(badNumber, scene.step, "a peak at the end of its range");
        }
    }
}

void BoundsCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const bool isBad = message.kind == WireMessage::Kind::New
        ? !isSound(message.ticket)
        : (message.size && (message.size->count <= 0 || !isInRange(message.size->count))) || !isInRange(message.limit)
            || !isInRange(message.stop);
    if (isBad) {
        findings.broken(badNumber, scene.step,
                        fmt::format("order {} was sent with a figure out of range", message.order.value));
    }
}

void BoundsCheck::look(const Scene& scene, const engine::DeskState& state, Findings& findings)
{
    const std::size_t instruments = state.portfolio.instruments();
    const std::size_t strategies = state.session.strategies.size();
    const auto hold = [&](std::string_view what, std::size_t count, std::size_t most) {
        if (count > most) {
            findings.broken(tooMany, scene.step, fmt::format("{} {}, at most {} are possible", count, what, most));
        }
    };
    hold("proposals wait", state.waiting.size(), strategies * instruments);
    hold("orders are open", static_cast<std::size_t>(state.ledger.openCount()), mostOpen);
    hold("orders are recent", state.recent.size(), mostRecent);
    hold("holdings", state.holdings.size(), (strategies + 1) * instruments);
    hold("positions are to be closed", state.exits.size(), (strategies + 1) * instruments);
    hold("parts are to be closed", state.parts.size(), (strategies + 1) * instruments);
    hold("round trips are open", state.trips.size(), instruments);
    hold("differences are counted from a moment", state.differsSince.size(),
         instruments + state.portfolio.currencies().size());
    hold("differences are let stand", state.ignored.size(), engine::mostIgnored);
    hold("orders of others", state.external.all().size(), orders::mostExternalOrders);
    hold("positions differ from the venue's", state.reported.size(), instruments);
    hold("legs are marked", state.legMarks.size(), state.ledger.size());
    hold("legs are to be moved", state.movedLegs.size(), state.ledger.size());
    hold("budgets", state.grants.size(), strategies);
    hold("entries with legs", state.brackets.size(), state.ledger.size());
    hold("breakers", state.breakers.size(), breakerCount * (1 + instruments + strategies));
    hold("scopes are latched", state.latches.size(), 1 + accounts + strategies + instruments);
    const std::uint64_t waiting = state.counters.waiting();
    if (waiting != state.waiting.size()) {
        findings.broken(tooMany, scene.step,
                        fmt::format("{} proposals wait, {} by the counters", state.waiting.size(), waiting));
    }
}

void BoundsCheck::lookAtWaiting(const Scene& scene, const engine::DeskState& state, Findings& findings)
{
    const auto hold = [&](std::string_view what, std::size_t count, std::size_t most) {
        if (count > most) {
            findings.broken(tooMany, scene.step, fmt::format("{} {}, at most {} may wait", count, what, most));
        }
    };
    hold("parcels of the outbox", scene.waiting.parcels, lane);
    hold("words of the outbox", scene.waiting.outboxWords, mostWords + 1); // a stall is told in any case
    hold("words of the venue", scene.waiting.venueWords, mostWords);
    hold("echoes of the venue", scene.waiting.echoes, mostWords + sendings);
    hold("presses of the switch", scene.waiting.presses, mostPresses);
    hold("latched scopes of the outbox", scene.waiting.scopes,
         1 + accounts + state.session.strategies.size() + state.portfolio.instruments());
}

void BoundsCheck::lookAtMoney(const Scene& scene, const engine::DeskState& state, Findings& findings)
{
    bool isFine = isSound(state.invested) && isSound(state.dayStart) && (!state.peak || isSound(*state.peak));
    for (const auto& position : state.portfolio.positions()) {
        isFine = isFine && isInRange(position.lots.count) && isSound(position.cost) && isSound(position.realised)
            && isSound(position.fees);
    }
    if (!isFine) {
        findings.broken(badNumber, scene.step, "a figure of the account stands at the end of its range");
    }
}

void BoundsCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine != nullptr) {
        look(scene, scene.engine->state(), findings);
        lookAtWaiting(scene, scene.engine->state(), findings);
    }
}

void BoundsCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (scene.engine != nullptr) {
        look(scene, scene.engine->state(), findings);
        lookAtMoney(scene, scene.engine->state(), findings);
    }
}

} // namespace omni::simulate
