#include "core/edge/brokers/binance/info.h"

#include "core/edge/brokers/binance/guard.h"
#include "core/edge/brokers/binance/session.h"

namespace omni::brokers {

namespace binance {

namespace {

constexpr Face allFaces[] = {
    {"rest", "https://api.binance.com", "https://testnet.binance.vision"},
    {"ws", "wss://stream.binance.com:9443", "wss://stream.testnet.binance.vision"},
    {"ws_api", "wss://ws-api.binance.com", "wss://ws-api.testnet.binance.vision"},
};

} // namespace

std::span<const Face> faces() noexcept
{
    return allFaces;
}

views::Abilities abilities() noexcept
{
    using views::Ability;
    using views::Holder;
    views::Abilities held{};
    held.fill(Holder::Nobody);
    const auto set = [&held](Ability ability, Holder holder) { held[static_cast<std::size_t>(ability)] = holder; };
    for (const auto ability :
         {Ability::MarketOrders, Ability::LimitOrders, Ability::StopOrders, Ability::StopLimitOrders,
          Ability::TrailingStops, Ability::PostOnly, Ability::OneCancelsOther, Ability::ByValue, Ability::Fractions,
          Ability::GoodTillCancelled, Ability::ImmediateOrCancel, Ability::FillOrKill, Ability::FindsByClientId}) {
        set(ability, Holder::Venue);
    }
    // A changed order is a new one there and would need a second name; the desk cancels and sends anew (S4).
    set(Ability::Replace, Holder::Desk);
    set(Ability::Brackets, Holder::Desk);
    // Nothing can be sold there that is not held, but a buy can be larger than a short position elsewhere.
    set(Ability::ReduceOnly, Holder::Desk);
    return held;
}

} // namespace binance

extern const BrokerInfo binance_info;
const BrokerInfo binance_info{
    "binance", "Binance", binance::faces(), binance::abilities(), binance::BinanceBroker::make, binance::makeGuard,
};

} // namespace omni::brokers
