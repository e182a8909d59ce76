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
    const std::size_t size = std::strlen(value);
    std::optional<Secret> taken(std::in_place, std::string_view(value, size));
    // volatile: nobody reads it again, and the compiler may leave such writes out. It is also what the system shows of
    // the process.
    volatile char* const at = value;
    for (std::size_t i = 0; i < size; ++i) {
        at[i] = 0;
    }
    ::unsetenv(name);
    return taken;
}

} // namespace omni::platform
