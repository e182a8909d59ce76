#include "core/trade/strategy/@name@/@name@.h"

#include <array>

namespace omni::strategy {

namespace {

constexpr std::array parameters{
    Parameter{.key = "rising",
              .least = 1,
              .most = 100,
              .initial = 3,
              .step = 1,
              .choices = {},
              .meaning = "closes in a row that must rise"},
};

std::string fault(const Values&)
{
    return {};
}

std::unique_ptr<Strategy> make(const Values& values)
{
    return std::make_unique<@Name@>(values.integer("rising"));
}

int warmUp(const Values& values)
{
    return values.integer("rising") + 1;
}

} // namespace

extern const StrategyInfo @name@_info{.key = "@name@",
                                      .title = "@Words@",
                                      .parameters = parameters,
                                      .fault = fault,
                                      .make = make,
                                      .warmUp = warmUp};

} // namespace omni::strategy
