// needs: host/config
//
// Any text as a configuration: applied, or refused with every fault in words; limits that come of it are within their
// bounds.

#include "tests/fuzz/fuzz.h"

#include "core/host/config/load.h"
#include "core/trade/risk/limits.h"

#include <string>
#include <vector>

using namespace omni;

int fuzz::run(std::span<const std::byte> input)
{
    const std::string text(reinterpret_cast<const char*>(input.data()), input.size());
    const std::vector<config::Layer> layers{{"config.toml", text}};
    const auto loaded = config::load(layers, {});
    if (!loaded) {
        fuzz::require(!loaded.error().empty(), "refused without a fault");
        for (const auto& fault : loaded.error()) {
            fuzz::require(!fault.what.empty(), "a fault without a word");
        }
        return 0;
    }
    fuzz::require(risk::faultsOf(loaded->settings.limits).empty(), "limits outside their bounds");
    return 0;
}
