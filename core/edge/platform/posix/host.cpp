#include "core/edge/platform/system_clock.h"

#include <array>

#include <pwd.h>
#include <sys/random.h>
#include <unistd.h>

namespace omni::platform {

HostFacts hostFacts()
{
    std::array<char, 4096> room{};
    struct passwd entry = {};
    struct passwd* found = nullptr;
    const uid_t uid = ::geteuid();
    const bool hasName = ::getpwuid_r(uid, &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
    return {.user = hasName ? std::string(entry.pw_name) : "uid " + std::to_string(uid),
            .pid = static_cast<std::uint64_t>(::getpid())};
}

bool fillWithRandom(void* to, std::size_t count) noexcept
{
    auto* at = static_cast<unsigned char*>(to);
    while (count > 0) {
        const std::size_t part = count < 256 ? count : 256; // the most that getentropy gives at once
        if (::getentropy(at, part) != 0) {
            return false;
        }
        at += part;
        count -= part;
    }
    return true;
}

} // namespace omni::platform
