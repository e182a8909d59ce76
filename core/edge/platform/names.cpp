#include "core/edge/platform/file_folder.h"

#include <algorithm>

namespace omni::platform {

bool isFileName(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= 128 && name.front() != '.' && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
            || c == '_';
    });
}

} // namespace omni::platform
