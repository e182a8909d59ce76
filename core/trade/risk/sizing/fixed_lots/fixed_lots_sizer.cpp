#include "core/trade/risk/sizing/fixed_lots/fixed_lots_sizer.h"

#include "core/trade/risk/sizing/venue_size.h"

namespace omni::risk {

tl::expected<Sizing, SizingRefusal> sizeByFixedLots(const FixedLotsRule& rule, const SizingRequest& request) noexcept
{
    if (rule.lots.count < 1) {
        return tl::unexpected(SizingRefusal::RuleOutOfRange);
    }
    if (!isInstrumentValid(request)) {
        return tl::unexpected(SizingRefusal::InstrumentInvalid);
    }
    auto limitedBy = SizeLimit::Wish;
    const auto size = venueSize(request, rule.lots.count, limitedBy);
    if (!size) {
        return tl::unexpected(SizingRefusal::BelowVenueMinimum);
    }
    return Sizing{*size, Money{}, limitedBy};
}

} // namespace omni::risk
