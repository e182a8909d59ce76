#include "core/trade/strategy/sma_cross/sma_cross.h"

#include <array>

namespace omni::strategy {

namespace {

constexpr std::array<std::string_view, 2> directions{"long", "both"};

constexpr std::array parameters{
    Parameter{"fast", 1, 10'000, 20, 1, {}, "bars of the fast average"},
    Parameter{"slow", 2, 10'000, 60, 1, {}, "bars of the slow average"},
    Parameter{"direction", 0, 0, 0, 1, directions, "long: flat below the cross; both: short below it"},
};

std::string fault(const Values& values)
{
    return values.integer("fast") < values.integer("slow") ? "" : "fast must be below slow";
}

std::unique_ptr<Strategy> make(const Values& values)
{
    return std::make_unique<SmaCross>(values.integer("fast"), values.integer("slow"),
                                      values.choice("direction") == "both");
}

int warmUp(const Values& values)
{
    return values.integer("slow");
}

} // namespace

extern const StrategyInfo sma_cross_info{
    "sma_cross", "Cross of two moving averages", parameters, fault, make, warmUp,
};

} // namespace omni::strategy
