#include "core/edge/security/key_service/service_words.h"

#include <fmt/format.h>

namespace omni::keyservice {

Error errorOf(const net::HttpFailure& failure)
{
    using Kind = net::HttpFailureKind;
    switch (failure.kind) {
    case Kind::NotTrusted:
        return {Errc::Denied,
                "the key service does not prove who it is, and was told nothing: " + failure.detail
                    + "; look at its certificate, its name, and the authority that is trusted for it"};
    case Kind::Redirected:
        return {Errc::Denied,
                "the key service sends us to another address, and nothing is sent there; name the address of the one "
                "that answers itself"};
    case Kind::TimedOut:
        return {Errc::TimedOut, "the key service did not answer in time: " + failure.detail};
    case Kind::Malformed:
    case Kind::TooLarge:
        return {Errc::Corrupt, "what answers there is no key service: " + failure.detail};
    case Kind::Refused:
        return {Errc::Invalid, "the request to the key service is malformed: " + failure.detail};
    case Kind::HeldBack:
    case Kind::NoName:
    case Kind::NoConnection:
    case Kind::NoProxy:
    case Kind::Disconnected:
    case Kind::Stopped:
        return {Errc::Unavailable, "the key service cannot be reached: " + failure.detail};
    }
    return {Errc::Unavailable, "the key service cannot be reached"};
}

Error errorOfStatus(int status)
{
    if (status == 429) {
        return {Errc::RateLimited, "the key service was asked too often; wait a minute"};
    }
    if (status >= 500) {
        return {Errc::Unavailable, fmt::format("the key service fails (status {}); try again later", status)};
    }
    return {Errc::Corrupt, fmt::format("what answers there is no key service (status {})", status)};
}

std::string told(std::string_view text)
{
    std::string out(text.substr(0, 160));
    for (char& c : out) {
        c = c >= ' ' && c <= '~' ? c : '?';
    }
    return out;
}

} // namespace omni::keyservice
