#include "core/trade/orders/environment.h"

namespace omni::orders {

std::string_view nameOf(Environment environment) noexcept
{
    switch (environment) {
    case Environment::Demo:
        return "demo";
    case Environment::Paper:
        return "paper";
    case Environment::Live:
        return "live";
    case Environment::Replay:
        return "replay";
    }
    return "unknown";
}

} // namespace omni::orders
