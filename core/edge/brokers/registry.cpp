#include "core/edge/brokers/registry.h"

#include <algorithm>

namespace omni::brokers {

const BrokerInfo* brokerOf(std::string_view key, std::span<const BrokerInfo* const> known) noexcept
{
    const auto found
        = std::find_if(known.begin(), known.end(), [key](const BrokerInfo* info) { return info->key == key; });
    return found != known.end() ? *found : nullptr;
}

} // namespace omni::brokers
