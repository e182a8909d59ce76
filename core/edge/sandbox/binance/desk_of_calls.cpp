#include "core/edge/sandbox/binance/desk_of_calls.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

bool isKeyForm(std::string_view key) noexcept
{
    return !key.empty() && key.size() <= 128 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

} // namespace

std::string withoutSignature(std::string_view form)
{
    std::string out;
    while (!form.empty()) {
        const auto stop = form.find('&');
        const auto pair = form.substr(0, stop);
        form.remove_prefix(stop == std::string_view::npos ? form.size() : stop + 1);
        if (!pair.starts_with("signature=")) {
            out += out.empty() ? "" : "&";
            out += pair;
        }
    }
    return out;
}

DeskOfCalls::DeskOfCalls(Exchange& exchange, Rates& rates, std::vector<ClientKey> keys, const AccountTerms& terms)
    : m_exchange(exchange)
    , m_rates(rates)
{
    for (ClientKey& key : keys) {
        if (const auto account = exchange.openAccount(terms)) {
            std::string name = key.key;
            m_clients.emplace(std::move(name), Client{std::move(key), *account});
        }
    }
}

tl::expected<const Client*, Fault> DeskOfCalls::clientOf(std::string_view apiKey) const
{
    if (!isKeyForm(apiKey)) {
        return tl::unexpected(Fault{-2014, "API-key format invalid.", 401, {}});
    }
    const auto found = m_clients.find(apiKey);
    if (found == m_clients.end()) {
        return tl::unexpected(Fault{-2015, "Invalid API-key, IP, or permissions for action.", 401, {}});
    }
    return &found->second;
}

/// The request's time must not be older than its window, nor more than a second ahead.
std::optional<Fault> DeskOfCalls::timeFault(const Params& params) const
{
    constexpr Duration mostAhead = seconds(1);
    const auto number = params.integer("timestamp");
    const auto window = params.amount("recvWindow");
    if (!number || !*number || **number < 0) {
        return number && *number ? missing("timestamp") : !number ? number.error() : missing("timestamp");
    }
    if (!window) {
        return window.error();
    }
    constexpr std::int64_t millisecond = 100'000'000; // as an amount
    const std::int64_t open = window->value_or(Money{5'000 * millisecond}).e8;
    if (open > 60'000 * millisecond) {
        return Fault{-1131, "recvWindow must be less than 60000", 400, {}};
    }
    constexpr std::int64_t leastMicro = 100'000'000'000'000;
    const bool isMicro = **number >= leastMicro;
    const Timestamp sent{std::min(**number, INT64_MAX / 1'000'000) * (isMicro ? 1'000 : 1'000'000)};
    const Timestamp now = m_exchange.now();
    if (sent >= now + mostAhead) {
        return Fault{-1021, "Timestamp for this request was 1000ms ahead of the server's time.", 400, {}};
    }
    if ((now - sent).ns > open / 100) {
        return Fault{-1021, "Timestamp for this request is outside of the recvWindow.", 400, {}};
    }
    return std::nullopt;
}

tl::expected<const Client*, Fault> DeskOfCalls::signedIn(const Params& params, std::string_view apiKey,
                                                         std::string_view signedText) const
{
    const auto client = clientOf(apiKey);
    if (!client) {
        return client;
    }
    if (const auto fault = timeFault(params)) {
        return tl::unexpected(*fault);
    }
    if (params.text("signature").empty()) {
        return tl::unexpected(missing("signature"));
    }
    if (!isSignedBy((*client)->key, signedText, params.text("signature"))) {
        return tl::unexpected(Fault{-1022, "Signature for this request is not valid.", 400, {}});
    }
    return client;
}

Served DeskOfCalls::serve(const CallSpec& spec, Call& call, std::string_view apiKey, std::string_view signedText,
                          const Client* loggedOn)
{
    const Timestamp now = m_exchange.now();
    const std::int64_t weight = spec.weight(call);
    if (const auto stop = m_rates.weigh(call.peer, weight, now)) {
        return {tl::unexpected(stop->fault), stop->retryAfterSeconds, {}};
    }
    Served served = serveAllowed(spec, call, apiKey, signedText, loggedOn);
    if (call.orders > 0) {
        served.account = call.account;
    }
    // What the engine did is free; what it refused keeps its weight.
    const bool isOrderCall = spec.security == Security::Signed && spec.method != "GET" && spec.path != "order/test";
    if (served.answer && isOrderCall) {
        m_rates.unweigh(call.peer, weight);
    }
    return served;
}

Served DeskOfCalls::serveAllowed(const CallSpec& spec, Call& call, std::string_view apiKey, std::string_view signedText,
                                 const Client* loggedOn)
{
    std::string known(spec.params);
    if (spec.security == Security::Signed) {
        known += "apiKey timestamp recvWindow signature ";
        const auto client = loggedOn != nullptr && !call.params.has("signature")
            ? tl::expected<const Client*, Fault>(loggedOn)
            : signedIn(call.params, apiKey, signedText);
        if (!client) {
            return {tl::unexpected(client.error()), 0, {}};
        }
        call.account = (*client)->account;
    }
    if (const auto fault = call.params.unread(known)) {
        return {tl::unexpected(*fault), 0, {}};
    }
    if (spec.orders > 0) {
        if (const auto stop = m_rates.mayOrder(call.account.value, spec.orders, m_exchange.now())) {
            return {tl::unexpected(stop->fault), stop->retryAfterSeconds, {}};
        }
    }
    // Counted first: a fill within the call gives its count back.
    m_rates.countOrders(call.account.value, spec.orders, m_exchange.now());
    Served served{spec.run(call), 0, {}};
    m_rates.countOrders(call.account.value, call.orders - spec.orders, m_exchange.now());
    return served;
}

} // namespace omni::sandbox::binance
