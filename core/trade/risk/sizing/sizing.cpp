#include "core/trade/risk/sizing/sizing.h"

namespace omni::risk {

std::string_view nameOf(SizingRefusal refusal) noexcept
{
    switch (refusal) {
    case SizingRefusal::RuleOutOfRange:
        return "rule_out_of_range";
    case SizingRefusal::InstrumentInvalid:
        return "instrument_invalid";
    case SizingRefusal::NoEquity:
        return "no_equity";
    case SizingRefusal::EntryNotPositive:
        return "entry_not_positive";
    case SizingRefusal::StopDoesNotProtect:
        return "stop_does_not_protect";
    case SizingRefusal::BelowVenueMinimum:
        return "below_venue_minimum";
    }
    return "unknown";
}

std::string_view nameOf(SizeLimit limit) noexcept
{
    switch (limit) {
    case SizeLimit::LossAtStop:
        return "loss_at_stop";
    case SizeLimit::PositionCap:
        return "position_cap";
    case SizeLimit::VenueMaximum:
        return "venue_maximum";
    case SizeLimit::Wish:
        return "wish";
    case SizeLimit::Cash:
        return "cash";
    }
    return "unknown";
}

} // namespace omni::risk
