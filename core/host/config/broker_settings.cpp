#include "core/host/config/broker_settings.h"

#include "core/edge/brokers/shared/environment_check.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::config {

namespace {

constexpr std::size_t longestPath = 4'095;
constexpr std::string_view instrumentsKey = "instruments";
constexpr std::string_view plainKeys[] = {"environment", "account", "certificate", "proxy", "plan", "record"};

bool isOf(std::string_view text, std::string_view others, std::size_t most) noexcept
{
    return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [others](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || others.find(c) != std::string_view::npos;
    });
}

/// Of a refused address all but what stands before its "@": that may be a password (V29).
std::string quotedAddress(std::string_view text)
{
    const auto at = text.rfind('@');
    return at == std::string_view::npos ? omni::quoted(text) : omni::quoted("***" + std::string(text.substr(at)));
}

std::string takeEnvironment(BrokerSettings& settings, std::string_view value)
{
    if (value != "paper" && value != "live") {
        return omni::quoted(value) + " is neither \"paper\" nor \"live\"";
    }
    settings.environment = value == "live" ? orders::Environment::Live : orders::Environment::Paper;
    return {};
}

std::string takeFace(BrokerSettings& settings, std::string_view key, std::string_view value)
{
    if (const auto url = brokers::faceUrl(value); !url) {
        return quotedAddress(value) + " is no address: " + url.error().detail;
    }
    std::erase_if(settings.faces, [key](const brokers::FaceSetting& face) { return face.key == key; });
    settings.faces.push_back({std::string(key), std::string(value)});
    return {};
}

} // namespace

bool isSymbol(std::string_view text) noexcept
{
    return isOf(text, "./_-", 24);
}

Result<ProxyAddress> proxyFromText(std::string_view text)
{
    constexpr auto form = "it is http://HOST:PORT or socks5://HOST:PORT, without a user";
    ProxyAddress proxy;
    constexpr std::string_view http = "http://", socks = "socks5://";
    proxy.isSocks = text.starts_with(socks);
    if (!proxy.isSocks && !text.starts_with(http)) {
        return failure(Errc::Invalid, quotedAddress(text) + " is no proxy: " + form);
    }
    const std::string_view rest = text.substr(proxy.isSocks ? socks.size() : http.size());
    const auto colon = rest.rfind(':');
    const std::string_view host = rest.substr(0, colon);
    const std::string_view digits = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), proxy.port);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || proxy.port == 0
        || !isOf(host, ".-[]:", 253)) {
        return failure(Errc::Invalid, quotedAddress(text) + " is no proxy: " + form);
    }
    proxy.host = host;
    return proxy;
}

std::vector<std::string_view> brokerKeys(const brokers::BrokerInfo& info)
{
    std::vector<std::string_view> keys(std::begin(plainKeys), std::end(plainKeys));
    keys.push_back(instrumentsKey);
    for (const brokers::Face& face : info.faces) {
        keys.push_back(face.key);
    }
    return keys;
}

bool isBrokerKey(const brokers::BrokerInfo& info, std::string_view key) noexcept
{
    const auto isFace = [key](const brokers::Face& face) { return face.key == key; };
    return key == instrumentsKey || std::find(std::begin(plainKeys), std::end(plainKeys), key) != std::end(plainKeys)
        || std::any_of(info.faces.begin(), info.faces.end(), isFace);
}

std::string takeBrokerText(BrokerSettings& settings, const brokers::BrokerInfo& info, std::string_view key,
                           std::string_view value)
{
    if (key == "environment") {
        return takeEnvironment(settings, value);
    }
    if (std::any_of(info.faces.begin(), info.faces.end(), [key](const brokers::Face& one) { return one.key == key; })) {
        return takeFace(settings, key, value);
    }
    if (key == "proxy") {
        if (const auto proxy = value.empty() ? Result<ProxyAddress>(ProxyAddress{}) : proxyFromText(value); !proxy) {
            return proxy.error().detail;
        }
        settings.proxy = value;
        return {};
    }
    if (key == "account") {
        if (!isOf(value, "._-", 32)) {
            return omni::quoted(value) + " is no name of an account: it is 1 to 32 letters, digits, '.', '_', '-'";
        }
        if (value.starts_with(paperPrefix)) {
            return omni::quoted(value) + " is the name of an account on the paper exchange in this program";
        }
        settings.account = value;
        return {};
    }
    if (key == "plan") {
        if (!value.empty() && !isOf(value, "._-", 32)) {
            return omni::quoted(value) + " is no name of a plan: it is a word such as \"iex\"";
        }
        settings.plan = value;
        return {};
    }
    if (key == "certificate") {
        settings.certificate = value;
        return {};
    }
    if (key == "record") {
        if (value.size() > longestPath || value.find('\0') != std::string_view::npos) {
            return "is no folder: it is the path of one, below 4096 bytes, or \"\" for no recordings";
        }
        settings.record = value;
        return {};
    }
    return "is a list of symbols, as in [\"BTCUSDT\"]";
}

std::string takeBrokerInstruments(BrokerSettings& settings, std::vector<std::string> symbols)
{
    if (symbols.size() > mostBrokerInstruments) {
        return fmt::format("names {} symbols; at most {} are watched at once", symbols.size(), mostBrokerInstruments);
    }
    for (auto symbol = symbols.begin(); symbol != symbols.end(); ++symbol) {
        if (!isSymbol(*symbol)) {
            return omni::quoted(*symbol) + " is no symbol: it is 1 to 24 letters, digits, '.', '/', '_', '-'";
        }
        if (std::find(symbols.begin(), symbol, *symbol) != symbol) {
            return omni::quoted(*symbol) + " stands there twice";
        }
    }
    settings.instruments = std::move(symbols);
    return {};
}

} // namespace omni::config
