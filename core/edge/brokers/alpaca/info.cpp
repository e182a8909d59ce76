#include "core/edge/brokers/alpaca/info.h"

#include "core/edge/brokers/alpaca/guard.h"
#include "core/edge/brokers/alpaca/session.h"

#include <array>

namespace omni::brokers::alpaca {

namespace {

constexpr std::array<Face, 4> addresses{{
    {"rest", "https://api.alpaca.markets", "https://paper-api.alpaca.markets"},
    {"data_rest", "https://data.alpaca.markets", "https://data.alpaca.markets"},
    {"stream_ws", "wss://api.alpaca.markets", "wss://paper-api.alpaca.markets"},
    {"data_ws", "wss://stream.data.alpaca.markets", "wss://stream.data.alpaca.markets"},
}};

} // namespace

std::span<const Face> faces() noexcept
{
    return addresses;
}

} // namespace omni::brokers::alpaca

namespace omni::brokers {

extern const BrokerInfo alpaca_info{
    "alpaca", "Alpaca", alpaca::faces(), alpaca::alpacaAbilities(), &alpaca::makeSession, &alpaca::makeGuard};

} // namespace omni::brokers
