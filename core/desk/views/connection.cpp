#include "core/desk/views/connection.h"

#include <string_view>

namespace omni::views {

std::string_view nameOf(Ability ability) noexcept
{
    static constexpr std::array<std::string_view, abilityCount> names{"market_orders",
                                                                      "limit_orders",
                                                                      "stop_orders",
                                                                      "stop_limit_orders",
                                                                      "trailing_stops",
                                                                      "post_only",
                                                                      "reduce_only",
                                                                      "one_cancels_other",
                                                                      "brackets",
                                                                      "replace",
                                                                      "by_value",
                                                                      "fractions",
                                                                      "short_selling",
                                                                      "day",
                                                                      "gtc",
                                                                      "ioc",
                                                                      "fok",
                                                                      "extended_hours",
                                                                      "finds_by_client_id"};
    const auto at = static_cast<std::size_t>(ability);
    return at < names.size() ? names[at] : "unknown";
}

std::string_view nameOf(Holder holder) noexcept
{
    switch (holder) {
    case Holder::Nobody:
        return "nobody";
    case Holder::Venue:
        return "venue";
    case Holder::Desk:
        return "desk";
    }
    return "unknown";
}

std::string_view nameOf(LineKind kind) noexcept
{
    switch (kind) {
    case LineKind::MarketData:
        return "market_data";
    case LineKind::Orders:
        return "orders";
    case LineKind::Account:
        return "account";
    }
    return "unknown";
}

std::string_view nameOf(LineState state) noexcept
{
    switch (state) {
    case LineState::Off:
        return "off";
    case LineState::Connecting:
        return "connecting";
    case LineState::Up:
        return "up";
    case LineState::Stale:
        return "stale";
    case LineState::Down:
        return "down";
    case LineState::Refused:
        return "refused";
    }
    return "unknown";
}

} // namespace omni::views
