#include "app/strategy_option.h"

#include "core/trade/strategy/strategy.h"

namespace omni::app {

runtime::Outcome<std::vector<std::string>> strategiesFrom(const Arguments& arguments)
{
    auto given = arguments.values("--strategy");
    for (const std::string& text : given) {
        if (const auto known = strategy::specFromText(text); !known) {
            return wrongUsage("--strategy " + text + ": " + known.error().detail,
                              "as in --strategy sma_cross:fast=20,slow=60");
        }
    }
    return given;
}

} // namespace omni::app
