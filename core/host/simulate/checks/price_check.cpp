#include "core/host/simulate/checks/price_check.h"

#include "core/host/simulate/checks/exact.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;
using orders::OrderKind;

namespace {

constexpr int freshness = 14, sanity = 15;
constexpr Int128 mostOfPrice = 2'000; // basis points: triggers and trailing distances
constexpr int daysOfRange = 14; // an average range needs more
constexpr Duration oldestEntry = seconds(2);

bool rests(OrderKind kind) noexcept
{
    return kind == OrderKind::Stop || kind == OrderKind::StopLimit || kind == OrderKind::TrailingStop;
}

bool isByHand(const orders::OrderTicket& ticket) noexcept
{
    return ticket.origin == orders::Origin::Human && ticket.reduceOnly;
}

Int128 shareOf(std::int64_t price, Int128 points) noexcept
{
    return sizeOf(price) * points / 10'000;
}

/// How much worse than `from` a price is for whoever trades at it.
Int128 harm(Side side, Ticks price, Int128 from) noexcept
{
    return (price.count - from) * signOf(side);
}

} // namespace

void PriceCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (!m_told.state().limits.enforced) {
        return;
    }
    if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        if (const auto* order = m_told.state().orders.find(released->order)) {
            check(scene, order->ticket, findings);
        }
        return;
    }
    const auto* asked = std::get_if<ReplaceAsked>(&fact);
    const auto* order = asked != nullptr ? m_told.state().orders.find(asked->order) : nullptr;
    if (order == nullptr || !order->asked) {
        return;
    }
    orders::OrderTicket changed = order->ticket;
    changed.limit = order->asked->limit;
    changed.stop = order->asked->stop;
    const bool hasMoved = changed.limit != order->ticket.limit || changed.stop != order->ticket.stop;
    if (asked->cause == Cause::Trailing) {
        return checkSide(scene, changed, findings);
    }
    if (!changed.reduceOnly && (hasMoved || order->asked->size > order->ticket.size)) {
        check(scene, changed, findings);
    } else if (hasMoved) {
        checkPrices(scene, changed, findings);
    }
}

void PriceCheck::check(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const
{
    const bool isOutside = !orders::isSimulated(m_told.state().environment);
    if (isOutside && !ticket.reduceOnly && !m_told.isReconciled()) {
        findings.broken(freshness, scene.step,
                        fmt::format("order {} was sent before the account was compared", ticket.id.value));
    }
    const auto& market = m_told.market();
    if (!market.now(ticket.instrument).isSure()) {
        return;
    }
    const Fault fault = faultOf(ticket, market.now(ticket.instrument));
    if (fault.invariant != 0 && faultOf(ticket, market.before(ticket.instrument)).invariant != 0) {
        findings.broken(fault.invariant, scene.step, fmt::format("order {}: {}", ticket.id.value, fault.what));
    }
}

void PriceCheck::checkPrices(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const
{
    const auto& quotes = m_told.market().now(ticket.instrument);
    const Fault fault = quotes.isSure() ? faultOfPrices(ticket, quotes) : Fault{};
    if (fault.invariant != 0) {
        findings.broken(fault.invariant, scene.step,
                        fmt::format("a replace of order {}: {}", ticket.id.value, fault.what));
    }
}

/// What the desk draws after the market has only come nearer: how far it is then is not looked at.
void PriceCheck::checkSide(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const
{
    const auto isPassed = [&](const NaiveQuotes& quotes) {
        return isTrusted(quotes) && ticket.stop && harm(ticket.side, *ticket.stop, *quotes.reference()) <= 0;
    };
    const auto& market = m_told.market();
    if (market.now(ticket.instrument).isSure() && isPassed(market.now(ticket.instrument))
        && isPassed(market.before(ticket.instrument))) {
        findings.broken(
            sanity, scene.step,
            fmt::format("order {} was drawn after a market that has passed its trigger already", ticket.id.value));
    }
}

bool PriceCheck::isTrusted(const NaiveQuotes& quotes) const
{
    const auto age = quotes.age(m_told.stamp().mono);
    return !quotes.isCrossed() && !quotes.isBookLost && quotes.reference() && age && age->ns >= 0
        && *age <= m_told.state().limits.quoteAge;
}

PriceCheck::Fault PriceCheck::faultOf(const orders::OrderTicket& ticket, const NaiveQuotes& quotes) const
{
    const bool isStopThatRests = ticket.reduceOnly && ticket.role == orders::OrderRole::Stop && rests(ticket.kind);
    if (!isByHand(ticket) && !isStopThatRests) {
        if (!isTrusted(quotes)) {
            const auto age = quotes.age(m_told.stamp().mono);
            return {freshness,
                    age ? fmt::format("it was sent upon a price that is {} ns old, crossed or torn", age->ns)
                        : std::string("it was sent without any price")};
        }
        if (ticket.kind == OrderKind::Market && !quotes.isTwoSided()) {
            return {sanity, "a market order was sent without a two-sided quote"};
        }
    }
    return faultOfPrices(ticket, quotes);
}

Int128 PriceCheck::width(const NaiveQuotes& quotes) const
{
    const auto& limits = m_told.state().limits;
    const std::int64_t reference = *quotes.reference();
    const Int128 bound = shareOf(reference, limits.collarBound.count);
    if (quotes.daysSeen >= daysOfRange && limits.collarAtr.count > 0) {
        return bound;
    }
    Int128 width = shareOf(reference, limits.collar.count);
    if (quotes.hasQuote && quotes.isTwoSided()) {
        width = std::max(width, (Int128{quotes.quote.ask.count} - quotes.quote.bid.count) * limits.collarSpreads);
    } else if (!quotes.hasQuote) {
        width = std::max(width, Int128{limits.collarSpreads}); // a tick stands for the spread
    }
    return std::min(width, bound);
}

PriceCheck::Fault PriceCheck::faultOfPrices(const orders::OrderTicket& ticket, const NaiveQuotes& quotes) const
{
    const auto reference = quotes.reference();
    if (!reference) {
        return {};
    }
    const auto beyond = [](const char* what, Int128 asked, Int128 allowed) -> Fault {
        return asked <= allowed
            ? Fault{}
            : Fault{sanity,
                    fmt::format("{} is {} ticks away, at most {} are allowed", what, static_cast<std::int64_t>(asked),
                                static_cast<std::int64_t>(allowed))};
    };
    const auto limitFrom = [&](Int128 anchor) {
        const Int128 off = harm(ticket.side, *ticket.limit, anchor);
        return beyond("its limit", ticket.reduceOnly ? off : sizeOf(off), width(quotes));
    };
    if (rests(ticket.kind) && ticket.stop) {
        const Int128 ahead = harm(ticket.side, *ticket.stop, *reference);
        if (isTrusted(quotes) && ahead <= 0) {
            return {sanity, "the market has passed its trigger already"};
        }
        Fault fault = beyond("its trigger", sizeOf(ahead), shareOf(*reference, mostOfPrice));
        if (fault.invariant == 0 && ticket.trail) {
            fault = beyond("its trailing distance", ticket.trail->count, shareOf(*reference, mostOfPrice));
        }
        return fault.invariant == 0 && ticket.limit ? limitFrom(ticket.stop->count) : fault;
    }
    if (ticket.kind == OrderKind::Limit && ticket.limit) {
        return isTrusted(quotes) ? limitFrom(*reference) : Fault{};
    }
    if (ticket.kind == OrderKind::Market && !isByHand(ticket) && quotes.hasQuote && quotes.isTwoSided()) {
        const Ticks touch = ticket.side == Side::Buy ? quotes.quote.ask : quotes.quote.bid;
        return beyond("the far side of the quote", harm(ticket.side, touch, *reference), width(quotes));
    }
    return {};
}

void PriceCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const auto* order = m_told.state().orders.find(message.order);
    if (message.kind != WireMessage::Kind::New || order == nullptr || order->ticket.reduceOnly) {
        return;
    }
    const Duration age = scene.mono - order->releasedAt;
    if (age > oldestEntry) {
        findings.broken(
            freshness, scene.step,
            fmt::format("entry {} left {} ms after it was decided", message.order.value, age.ns / milliseconds(1).ns));
    }
}

} // namespace omni::simulate
