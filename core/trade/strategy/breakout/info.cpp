#include "core/trade/strategy/breakout/breakout.h"

#include <algorithm>
#include <array>

namespace omni::strategy {

namespace {

constexpr std::array<std::string_view, 2> directions{"long", "both"};

constexpr std::array parameters{
    Parameter{"entry", 1, 10'000, 20, 1, {}, "bars whose highest high is broken to buy"},
    Parameter{"exit", 1, 10'000, 10, 1, {}, "bars whose lowest low is broken to leave"},
    Parameter{"atr", 1, 10'000, 14, 1, {}, "bars of the average true range"},
    Parameter{"stop", 0.1, 20, 2, 0.1, {}, "distance of the stop in average true ranges"},
    Parameter{"target", 0, 20, 0, 0.1, {}, "distance of the target in distances of the stop; 0: none"},
    Parameter{"direction", 0, 0, 0, 1, directions, "long: buys only; both: sells short below the range"},
};

std::string fault(const Values& values)
{
    return values.integer("exit") <= values.integer("entry") ? "" : "exit must not be above entry";
}

std::unique_ptr<Strategy> make(const Values& values)
{
    return std::make_unique<Breakout>(BreakoutSettings{values.integer("entry"), values.integer("exit"),
                                                       values.integer("atr"), values.number("stop"),
                                                       values.number("target"), values.choice("direction") == "both"});
}

int warmUp(const Values& values)
{
    return std::max({values.integer("entry"), values.integer("exit"), values.integer("atr")});
}

} // namespace

extern const StrategyInfo breakout_info{
    "breakout", "Breakout of a Donchian channel", parameters, fault, make, warmUp,
};

} // namespace omni::strategy
