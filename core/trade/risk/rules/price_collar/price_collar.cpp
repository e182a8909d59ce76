#include "core/trade/risk/rules/price_collar/price_collar.h"

#include "core/trade/risk/rules/market_data/market_data_rules.h"

#include <algorithm>

namespace omni::risk {

namespace {

std::optional<Refusal> refusedBeyond(Int128 allowed, Int128 asked) noexcept
{
    if (asked <= allowed) {
        return std::nullopt;
    }
    return Refusal{Rule::PriceCollar, saturated(allowed), saturated(asked)};
}

Int128 shareOfPrice(Ticks price, BasisPoints share) noexcept
{
    return magnitude(price.count) * share.count / 10'000;
}

/// How much worse than `anchor` the price is for whoever trades at it; below zero when it is better.
Int128 harm(Side side, Ticks price, Ticks anchor) noexcept
{
    return (Int128{price.count} - anchor.count) * signOf(side);
}

std::optional<Refusal> checkLimit(const OrderCase& order, Ticks limit, Ticks anchor) noexcept
{
    const Int128 asked = order.ticket.reduceOnly ? harm(order.ticket.side, limit, anchor) : distance(limit, anchor);
    return refusedBeyond(collarWidth(order.view, order.limits), asked);
}

/// The trigger, the trailing distance, and the limit behind the trigger.
std::optional<Refusal> checkStop(const OrderCase& order, Ticks reference, bool isTrusted) noexcept
{
    const Ticks trigger = *order.ticket.stop;
    const Int128 ahead = harm(order.ticket.side, trigger, reference);
    if (isTrusted && ahead <= 0) {
        return Refusal{Rule::PriceCollar, 0, saturated(ahead)};
    }
    const Int128 sane = shareOfPrice(reference, stopSanity);
    if (const auto refusal = refusedBeyond(sane, distance(trigger, reference))) {
        return refusal;
    }
    if (order.ticket.trail) {
        return refusedBeyond(sane, order.ticket.trail->count);
    }
    return order.ticket.limit ? checkLimit(order, *order.ticket.limit, trigger) : std::nullopt;
}

std::optional<Refusal> checkTouch(const OrderCase& order, Ticks reference) noexcept
{
    const auto& quote = order.view.quote;
    if (!quote || !quote->isTwoSided()) {
        return std::nullopt;
    }
    const Ticks touch = order.ticket.side == Side::Buy ? quote->ask : quote->bid;
    return refusedBeyond(collarWidth(order.view, order.limits), harm(order.ticket.side, touch, reference));
}

} // namespace

Int128 collarWidth(const RiskView& view, const Limits& limits) noexcept
{
    const Ticks reference = *view.reference;
    Int128 width = shareOfPrice(reference, limits.collar);
    if (view.quote && view.quote->isTwoSided()) {
        width = std::max(width, distance(view.quote->ask, view.quote->bid) * limits.collarSpreads);
    }
    if (view.atr && view.atr->count > 0) {
        width = std::max(width, Int128{view.atr->count} * limits.collarAtr.count / 1'000);
    }
    return std::min(width, shareOfPrice(reference, limits.collarBound));
}

std::optional<Refusal> checkPriceCollar(const OrderCase& order) noexcept
{
    // Without a trusted reference only orders come here that StaleData let through for good reasons.
    const auto& reference = order.view.reference;
    if (!reference) {
        return std::nullopt;
    }
    const bool isTrusted = isReferenceTrusted(order.view, order.limits);
    switch (order.ticket.kind) {
    case orders::OrderKind::Market:
        return isClosedByHand(order) ? std::nullopt : checkTouch(order, *reference);
    case orders::OrderKind::Limit:
        return isTrusted ? checkLimit(order, *order.ticket.limit, *reference) : std::nullopt;
    case orders::OrderKind::Stop:
    case orders::OrderKind::StopLimit:
    case orders::OrderKind::TrailingStop:
        return checkStop(order, *reference, isTrusted);
    }
    return Refusal{Rule::PriceCollar};
}

} // namespace omni::risk
