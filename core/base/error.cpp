#include "core/base/error.h"

namespace omni {

std::string_view nameOf(Errc code) noexcept
{
    switch (code) {
    case Errc::Invalid:
        return "invalid";
    case Errc::NotFound:
        return "not_found";
    case Errc::Denied:
        return "denied";
    case Errc::Unavailable:
        return "unavailable";
    case Errc::TimedOut:
        return "timed_out";
    case Errc::RateLimited:
        return "rate_limited";
    case Errc::Corrupt:
        return "corrupt";
    case Errc::Conflict:
        return "conflict";
    case Errc::Overflow:
        return "overflow";
    case Errc::Newer:
        return "newer";
    case Errc::Full:
        return "full";
    }
    return "unknown";
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 40;
    std::string out = "\"";
    out += text.substr(0, most);
    out += text.size() > most ? "...\"" : "\"";
    return out;
}

} // namespace omni
