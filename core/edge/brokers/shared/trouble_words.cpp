#include "core/edge/brokers/shared/trouble_words.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace omni::brokers {

namespace {

constexpr std::size_t longestDetail = 120;

std::string plain(std::string_view text)
{
    std::string out(text.substr(0, longestDetail));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

std::string inBrackets(std::string_view detail)
{
    return detail.empty() ? std::string() : " (" + plain(detail) + ')';
}

std::string noName(const std::string& host)
{
    return "no machine of the name " + host
        + " is known: look at the address in the configuration and at the network of this machine. It is tried again";
}

std::string nobodyThere(const std::string& at, std::string_view detail)
{
    return "nobody answers at " + at + inBrackets(detail)
        + ": look at the address in the configuration and at the network of this machine. It is tried again";
}

std::string noProxy(std::string_view detail)
{
    return "the configured proxy does not let us through" + inBrackets(detail)
        + ": look at its address and at what it allows. It is tried again";
}

std::string notTrusted(const std::string& host, std::string_view detail)
{
    return "the certificate of " + host + " is not to be trusted" + inBrackets(detail)
        + ", so no key was sent to it: look at the clock of this machine, the proxy and the configured authorities, "
          "then start again";
}

std::string otherTongue(const std::string& at)
{
    return "what answers at " + at
        + " does not speak as this broker does: look at the address in the configuration. It is " + "tried again";
}

} // namespace

std::string troubleWords(const net::HttpFailure& failure, const net::Endpoint& endpoint)
{
    using Kind = net::HttpFailureKind;
    const auto host = plain(endpoint.host);
    const auto at = host + ':' + std::to_string(endpoint.port);
    switch (failure.kind) {
    case Kind::NoName:
        return noName(host);
    case Kind::NoConnection:
        return nobodyThere(at, failure.detail);
    case Kind::NoProxy:
        return noProxy(failure.detail);
    case Kind::NotTrusted:
        return notTrusted(host, failure.detail);
    case Kind::TimedOut:
        return host + " gave no answer in time. It is tried again";
    case Kind::Disconnected:
        return host + " ended the connection before its answer was whole. It is tried again";
    case Kind::Malformed:
        return otherTongue(at);
    case Kind::TooLarge:
        return host + " answered with more than can be taken" + inBrackets(failure.detail) + ". It is tried again";
    case Kind::Redirected:
        return host
            + " sends us to another address, where no key is sent: look at the address in the configuration. "
              "It is tried again";
    case Kind::Refused:
    case Kind::HeldBack:
    case Kind::Stopped:
        break;
    }
    return "nothing was sent to " + host + inBrackets(failure.detail);
}

Error unansweredError(const net::HttpFailure& failure, const net::Endpoint& endpoint)
{
    const auto code = failure.kind == net::HttpFailureKind::NotTrusted ? Errc::Denied
        : failure.fate == net::Fate::NeverSent                         ? Errc::Unavailable
                                                                       : Errc::TimedOut;
    return {code, troubleWords(failure, endpoint)};
}

std::string pageWords(int status, const net::Endpoint& endpoint)
{
    return fmt::format("{} answered with something that is not this broker's (HTTP {}): maintenance, something in "
                       "between, or another address than the broker's. It is tried again; if it lasts, look at the "
                       "address in the configuration",
                       plain(endpoint.host), status);
}

std::string troubleWords(const net::WsEnd& end, const net::Endpoint& endpoint)
{
    using Kind = net::WsEndKind;
    const auto host = plain(endpoint.host);
    const auto at = host + ':' + std::to_string(endpoint.port);
    switch (end.kind) {
    case Kind::NoName:
        return noName(host);
    case Kind::NoConnection:
        return nobodyThere(at, end.detail);
    case Kind::NoProxy:
        return noProxy(end.detail);
    case Kind::NotTrusted:
        return notTrusted(host, end.detail);
    case Kind::TimedOut:
        return host + " opened no stream in time. It is tried again";
    case Kind::Turned:
        return fmt::format("{} opens no stream (HTTP {}): maintenance, a limit, or another address than the broker's. "
                           "It is tried again; if it lasts, look at the address in the configuration",
                           at, end.answer.status);
    case Kind::Malformed:
        return otherTongue(at);
    case Kind::TooLarge:
    case Kind::TooFast:
        return "the stream of " + host + " told more than can be taken" + inBrackets(end.detail)
            + ", and was ended. It is tried again";
    case Kind::Silent:
        return "the stream of " + host + " has fallen silent. It is tried again";
    case Kind::Closed:
        return "the stream was closed by " + host + inBrackets(end.detail) + ". It is tried again";
    case Kind::Disconnected:
        return "the stream of " + host + " broke off" + inBrackets(end.detail) + ". It is tried again";
    case Kind::Refused:
    case Kind::Stopped:
        break;
    }
    return "nothing was sent to " + host + inBrackets(end.detail);
}

} // namespace omni::brokers
