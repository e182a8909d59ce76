#include "core/edge/platform/process_environment.h"

#include <cstdlib>
#include <cstring>

namespace omni::platform {

std::optional<Secret> takeVariable(const char* name)
{
    char* const value = std::getenv(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    std::optional<Secret> taken(std::in_place, std::string_view(value, std::strlen(value)));
    ::_putenv_s(name, ""); // empty: it is removed
    return taken;
}

} // namespace omni::platform
