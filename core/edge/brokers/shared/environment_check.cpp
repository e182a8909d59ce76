#include "core/edge/brokers/shared/environment_check.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace omni::brokers {

namespace {

struct Scheme {
    std::string_view text;
    bool isTls, isSocket;
    std::uint16_t port;
};
constexpr Scheme schemes[] = {{"https://", true, false, 443},
                              {"wss://", true, true, 443},
                              {"http://", false, false, 80},
                              {"ws://", false, true, 80}};

/// Digits and dots after "127.": a name like "127.example.com" might be anybody's.
bool isThisMachine(std::string_view host)
{
    const auto isNumeric = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
    return host == "localhost" || host == "::1"
        || (host.starts_with("127.") && std::all_of(host.begin(), host.end(), isNumeric));
}

std::optional<std::uint16_t> portFrom(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (fault != std::errc{} || end != text.data() + text.size() || port == 0) {
        return std::nullopt;
    }
    return port;
}

tl::unexpected<Error> invalid(std::string detail)
{
    return tl::unexpected(Error{Errc::Invalid, std::move(detail)});
}

/// Host and port of `rest`, which has no scheme any more.
Result<net::Endpoint> endpointFrom(std::string_view rest, const Scheme& scheme)
{
    net::Endpoint endpoint{{}, scheme.port, scheme.isTls};
    std::string_view portText;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos) {
            return invalid("the bracket around the address is not closed");
        }
        endpoint.host = rest.substr(1, end - 1);
        portText = rest.substr(end + 1);
    } else {
        const auto colon = rest.find(':');
        endpoint.host = rest.substr(0, colon);
        portText = colon == std::string_view::npos ? std::string_view() : rest.substr(colon);
    }
    if (endpoint.host.empty()) {
        return invalid("it names no host");
    }
    if (!portText.empty()) {
        const auto port = portText.starts_with(':') ? portFrom(portText.substr(1)) : std::nullopt;
        if (!port) {
            return invalid(fmt::format("'{}' is no port; one is a number from 1 to 65535", portText));
        }
        endpoint.port = *port;
    }
    return endpoint;
}

} // namespace

Result<FaceUrl> faceUrl(std::string_view text)
{
    for (const Scheme& scheme : schemes) {
        if (!text.starts_with(scheme.text)) {
            continue;
        }
        std::string_view rest = text.substr(scheme.text.size());
        if (rest.ends_with('/')) {
            rest.remove_suffix(1);
        }
        if (rest.find_first_of("/?#@ ") != std::string_view::npos) {
            return invalid("an address is scheme, host and port alone, without a path, a query or a user");
        }
        auto endpoint = endpointFrom(rest, scheme);
        if (!endpoint) {
            return tl::unexpected(endpoint.error());
        }
        if (!scheme.isTls && !isThisMachine(endpoint->host)) {
            return invalid("without TLS only this machine may be meant; write https or wss");
        }
        return FaceUrl{std::move(*endpoint), scheme.isSocket};
    }
    return invalid("it begins with none of https://, wss://, http://, ws://");
}

Result<orders::Environment> environmentOf(const net::Endpoint& endpoint, std::span<const Face> faces)
{
    if (isThisMachine(endpoint.host)) {
        return orders::Environment::Paper;
    }
    for (const Face& face : faces) {
        if (const auto live = faceUrl(face.live); live && live->endpoint.host == endpoint.host) {
            // A host of both, of market data for instance, fits either.
            const auto paper = faceUrl(face.paper);
            if (!paper || paper->endpoint.host != endpoint.host) {
                return orders::Environment::Live;
            }
        }
        if (const auto paper = faceUrl(face.paper); paper && paper->endpoint.host == endpoint.host) {
            return orders::Environment::Paper;
        }
    }
    return tl::unexpected(Error{Errc::Denied,
                                fmt::format("nobody can tell whether {} trades on paper or for real money: only this "
                                            "machine and the broker's own addresses are taken",
                                            endpoint.host)});
}

Result<FaceUrl> faceOf(const BrokerConfig& config, std::span<const Face> faces, std::string_view key)
{
    for (const FaceSetting& setting : config.faces) {
        if (setting.key == key) {
            auto url = faceUrl(setting.url);
            if (!url) {
                return invalid(fmt::format("{} = \"{}\": {}", key, setting.url, url.error().detail));
            }
            return url;
        }
    }
    for (const Face& face : faces) {
        const auto own = config.environment == orders::Environment::Live ? face.live : face.paper;
        if (face.key == key && !own.empty()) {
            return faceUrl(own);
        }
    }
    return tl::unexpected(Error{Errc::NotFound,
                                fmt::format("there is no address '{}' for {}; name one in the configuration", key,
                                            orders::nameOf(config.environment))});
}

Result<void> checkEnvironment(const BrokerConfig& config, const BrokerKey& key, std::span<const Face> faces)
{
    const auto denied = [](std::string detail) { return tl::unexpected(Error{Errc::Denied, std::move(detail)}); };
    if (config.environment != orders::Environment::Paper && config.environment != orders::Environment::Live) {
        return denied("a broker's account is paper or live");
    }
    if (key.environment != config.environment) {
        return denied(fmt::format("the key is of {}, the account of {}", orders::nameOf(key.environment),
                                  orders::nameOf(config.environment)));
    }
    for (const Face& face : faces) {
        const auto url = faceOf(config, faces, face.key);
        if (!url) {
            return tl::unexpected(url.error());
        }
        const bool isOfBoth = face.live == face.paper && !isThisMachine(url->endpoint.host);
        const auto of = environmentOf(url->endpoint, faces);
        if (!of) {
            return tl::unexpected(of.error());
        }
        if (*of != config.environment && !isOfBoth) {
            return denied(fmt::format("the address {} ({}) is of {}, the account of {}", face.key, url->endpoint.host,
                                      orders::nameOf(*of), orders::nameOf(config.environment)));
        }
    }
    return {};
}

} // namespace omni::brokers
