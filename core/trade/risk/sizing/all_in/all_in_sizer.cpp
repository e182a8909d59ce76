#include "core/trade/risk/sizing/all_in/all_in_sizer.h"

#include "core/trade/risk/sizing/venue_size.h"

namespace omni::risk {

namespace {

bool isInRange(const AllInRule& rule) noexcept
{
    return rule.share.count >= 1 && rule.share.count <= 10'000 && rule.fee.count >= 0 && rule.fee.count <= 10'000;
}

} // namespace

tl::expected<Sizing, SizingRefusal> sizeAllIn(const AllInRule& rule, const SizingRequest& request) noexcept
{
    if (!isInRange(rule)) {
        return tl::unexpected(SizingRefusal::RuleOutOfRange);
    }
    if (!isInstrumentValid(request)) {
        return tl::unexpected(SizingRefusal::InstrumentInvalid);
    }
    if (request.equity.e8 <= 0) {
        return tl::unexpected(SizingRefusal::NoEquity);
    }
    if (request.entry.count <= 0) {
        return tl::unexpected(SizingRefusal::EntryNotPositive);
    }

    // lots x entry x e12 / divisor x (10^4 + fee) / 10^4 <= equity x 10^4 x share / 10^4, all in trillionths.
    const Int128 budget = Int128{request.equity.e8} * rule.share.count * 10'000;
    const auto cost
        = checkedProduct(Int128{request.entry.count} * request.tickLotValue.e12, Int128{10'000} + rule.fee.count);
    // The end of the range is less than a budget that does not fit, so it never buys too much.
    constexpr Int128 most = ~UInt128{0} >> 1;
    const Int128 scaled = checkedProduct(budget, request.tickLotValue.divisor).value_or(most);

    auto limitedBy = SizeLimit::Cash;
    const auto size = venueSize(request, cost ? scaled / *cost : Int128{0}, limitedBy);
    if (!size) {
        return tl::unexpected(SizingRefusal::BelowVenueMinimum);
    }
    return Sizing{*size, Money{}, limitedBy};
}

tl::expected<Money, SizingRefusal> amountAllIn(const AllInRule& rule, Money equity) noexcept
{
    if (!isInRange(rule)) {
        return tl::unexpected(SizingRefusal::RuleOutOfRange);
    }
    if (equity.e8 <= 0) {
        return tl::unexpected(SizingRefusal::NoEquity);
    }
    return Money{static_cast<std::int64_t>(Int128{equity.e8} * rule.share.count / 10'000)};
}

} // namespace omni::risk
