#include "core/edge/brokers/@name@/config.h"

namespace omni::brokers::@name@ {

Result<void> validate(const Config& config)
{
    if (!config.address.starts_with("https://")) {
        return failure(Errc::Invalid, "@name@.address must begin with https://, not \"" + config.address + '"');
    }
    const auto timeoutMs = config.timeout.count();
    if (timeoutMs < 100 || timeoutMs > 60'000) {
        return failure(Errc::Invalid, "@name@.timeout must be 100 to 60000 ms, not " + std::to_string(timeoutMs));
    }
    return {};
}

} // namespace omni::brokers::@name@
