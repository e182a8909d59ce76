#include "ui/panes/ticket/offered.h"

namespace omni::ui::ticket {

views::Ability abilityFor(orders::OrderKind kind) noexcept
{
    switch (kind) {
    case orders::OrderKind::Market:
        return views::Ability::MarketOrders;
    case orders::OrderKind::Limit:
        return views::Ability::LimitOrders;
    case orders::OrderKind::Stop:
        return views::Ability::StopOrders;
    case orders::OrderKind::StopLimit:
        return views::Ability::StopLimitOrders;
    case orders::OrderKind::TrailingStop:
        return views::Ability::TrailingStops;
    }
    return views::Ability::MarketOrders;
}

views::Ability abilityFor(orders::TimeInForce time) noexcept
{
    switch (time) {
    case orders::TimeInForce::Day:
        return views::Ability::Day;
    case orders::TimeInForce::GoodTillCancelled:
        return views::Ability::GoodTillCancelled;
    case orders::TimeInForce::ImmediateOrCancel:
        return views::Ability::ImmediateOrCancel;
    case orders::TimeInForce::FillOrKill:
        return views::Ability::FillOrKill;
    case orders::TimeInForce::ExtendedDay:
        return views::Ability::ExtendedHours;
    }
    return views::Ability::Day;
}

bool isOffered(const views::Connection* connection, views::Ability ability) noexcept
{
    if (connection == nullptr) {
        return ability != views::Ability::ExtendedHours;
    }
    return connection->abilities.at(static_cast<std::size_t>(ability)) != views::Holder::Nobody;
}

} // namespace omni::ui::ticket
