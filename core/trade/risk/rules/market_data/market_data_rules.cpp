#include "core/trade/risk/rules/market_data/market_data_rules.h"

namespace omni::risk {

namespace {

bool isCrossed(const RiskView& view) noexcept
{
    return view.quote && view.quote->hasBid && view.quote->hasAsk && view.quote->bid > view.quote->ask;
}

} // namespace

bool isReferenceTrusted(const RiskView& view, const Limits& limits) noexcept
{
    return view.bookValid && !isCrossed(view) && view.reference && view.quoteAge && view.quoteAge->ns >= 0
        && *view.quoteAge <= limits.quoteAge;
}

std::optional<Refusal> checkStaleData(const OrderCase& order) noexcept
{
    const RiskView& view = order.view;
    if (isClosedByHand(order) || (isProtective(order.ticket) && isStopKind(order.ticket.kind))) {
        return std::nullopt;
    }
    const bool needsQuote = order.ticket.kind == orders::OrderKind::Market;
    const bool seesQuote = view.quote && view.quote->isTwoSided();
    if (isReferenceTrusted(view, order.limits) && (seesQuote || !needsQuote)) {
        return std::nullopt;
    }
    const bool seesAnything = view.quoteAge && (needsQuote ? view.quote.has_value() : view.reference.has_value());
    return Refusal{Rule::StaleData, order.limits.quoteAge.ns, seesAnything ? view.quoteAge->ns : -1};
}

std::optional<Refusal> checkMarketClosed(const OrderCase& order) noexcept
{
    const bool isWayOut = order.view.trading == market::TradingState::ClosingOnly && order.ticket.reduceOnly;
    if (order.view.trading == market::TradingState::Open || isWayOut) {
        return std::nullopt;
    }
    return Refusal{Rule::MarketClosed, 0, static_cast<std::int64_t>(order.view.trading)};
}

} // namespace omni::risk
