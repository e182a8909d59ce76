#include "core/trade/risk/sizing/fixed_risk/fixed_risk_sizer.h"

#include "core/trade/risk/sizing/venue_size.h"

#include <optional>

namespace omni::risk {

namespace {

/// Distance from entry to stop in the losing direction. Zero or below: the stop protects nothing.
Int128 losingTicks(const SizingRequest& request) noexcept
{
    const Int128 fall = Int128{request.entry.count} - request.stop.count;
    return request.side == Side::Buy ? fall : -fall;
}

/// `share` of `equity`, in trillionths times the divisor of the tick-lot value. Exact: the scale of money grows by 10^4
/// as basis points divide by it. A budget that does not fit is cut to the end of the range, so it never buys too much.
Int128 budgetOf(const SizingRequest& request, BasisPoints share) noexcept
{
    constexpr Int128 most = ~UInt128{0} >> 1;
    return checkedProduct(Int128{request.equity.e8} * share.count, request.tickLotValue.divisor).value_or(most);
}

Money roundedUp(Int128 scaled, std::int64_t divisor) noexcept
{
    // It fits: the loss is a share of an equity that does.
    return Money{static_cast<std::int64_t>(dividedUp(scaled, Int128{10'000} * divisor))};
}

bool isWithin(BasisPoints share, std::int32_t most) noexcept
{
    return share.count >= 1 && share.count <= most;
}

std::optional<SizingRefusal> refusalOf(const FixedRiskRule& rule, const SizingRequest& request) noexcept
{
    constexpr std::int32_t all = 10'000;
    if (!isWithin(rule.lossAtStop, rule.isLimited ? 300 : all)
        || !isWithin(rule.positionCap, rule.isLimited ? 500 : all)) {
        return SizingRefusal::RuleOutOfRange;
    }
    if (!isInstrumentValid(request)) {
        return SizingRefusal::InstrumentInvalid;
    }
    if (request.equity.e8 <= 0) {
        return SizingRefusal::NoEquity;
    }
    if (request.entry.count <= 0) {
        return SizingRefusal::EntryNotPositive;
    }
    if (losingTicks(request) <= 0) {
        return SizingRefusal::StopDoesNotProtect;
    }
    return std::nullopt;
}

} // namespace

tl::expected<Sizing, SizingRefusal> sizeByFixedRisk(const FixedRiskRule& rule, const SizingRequest& request) noexcept
{
    if (const auto refusal = refusalOf(rule, request)) {
        return tl::unexpected(*refusal);
    }

    const Int128 lossPerLot = losingTicks(request) * request.tickLotValue.e12;
    const Int128 costPerLot = Int128{request.entry.count} * request.tickLotValue.e12;

    const Int128 byLoss = budgetOf(request, rule.lossAtStop) / lossPerLot;
    const Int128 byCap = budgetOf(request, rule.positionCap) / costPerLot;

    // On a tie the first one named stands: the trader's own rules before the venue's.
    auto limitedBy = SizeLimit::LossAtStop;
    Int128 lots = byLoss;
    if (byCap < lots) {
        limitedBy = SizeLimit::PositionCap;
        lots = byCap;
    }
    const auto size = venueSize(request, lots, limitedBy);
    if (!size) {
        return tl::unexpected(SizingRefusal::BelowVenueMinimum);
    }
    return Sizing{*size, roundedUp(size->count * lossPerLot, request.tickLotValue.divisor), limitedBy};
}

} // namespace omni::risk
