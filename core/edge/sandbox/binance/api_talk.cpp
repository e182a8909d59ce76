#include "core/edge/sandbox/binance/api_talk.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

/// What is signed: all parameters but the signature, by name.
std::string signedTextOf(const Params& params)
{
    auto all = params.all();
    std::sort(all.begin(), all.end());
    std::string text;
    for (const auto& [name, value] : all) {
        if (name != "signature") {
            text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
        }
    }
    return text;
}

Params paramsOf(const JsonValue* given)
{
    Params params;
    if (given != nullptr) {
        for (const auto& [name, value] : given->members) {
            if (value.kind != JsonValue::Kind::Null) {
                params.add(name, value.isText() ? value.text : value.raw);
            }
        }
    }
    return params;
}

} // namespace

ApiTalk::ApiTalk(DeskOfCalls& desk, Channel& channel, TimeUnit unit)
    : m_desk(desk)
    , m_channel(channel)
    , m_unit(unit)
    , m_opened(desk.exchange().now())
{
    m_desk.exchange().watch(*this);
}

ApiTalk::~ApiTalk()
{
    m_desk.exchange().unwatch(*this);
}

void ApiTalk::onText(std::string_view text)
{
    m_desk.exchange().advance();
    const auto request = jsonFrom(text);
    const JsonValue* id = request ? request->member("id") : nullptr;
    const JsonValue* method = request ? request->member("method") : nullptr;
    const JsonValue* given = request ? request->member("params") : nullptr;
    const bool isSound = request && request->kind == JsonValue::Kind::Object && method != nullptr && method->isText()
        && (given == nullptr || given->kind == JsonValue::Kind::Object);
    const std::string name = id != nullptr ? id->raw : "null";
    if (!isSound) {
        answer(name, {tl::unexpected(Fault{-1135, "Invalid JSON Request", 400, {}}), 0, {}});
        return;
    }
    const std::string& peer = m_channel.peer();
    if (const auto stop = m_desk.rates().enter(peer, m_desk.exchange().now())) {
        answer(name, {tl::unexpected(stop->fault), stop->retryAfterSeconds, {}});
        return;
    }
    Call call{m_desk.exchange(), m_desk.rates()};
    call.params = paramsOf(given);
    call.unit = m_unit;
    call.peer = peer;
    const std::string signedText = signedTextOf(call.params);
    if (const CallSpec* spec = callNamed(method->text)) {
        const std::string key(call.params.text("apiKey"));
        answer(name, m_desk.serve(*spec, call, key, signedText, m_loggedOn));
        return;
    }
    if (const auto stop = m_desk.rates().weigh(peer, 2, m_desk.exchange().now())) {
        answer(name, {tl::unexpected(stop->fault), stop->retryAfterSeconds, {}});
        return;
    }
    bool isOwn = true;
    const Answer own = this->own(method->text, call.params, signedText, isOwn);
    answer(name, {isOwn ? own : tl::unexpected(Fault{-1000, "Unknown method", 400, {}}), 0, {}});
}

/// What concerns the connection itself.
Answer ApiTalk::own(std::string_view method, const Params& params, std::string_view signedText, bool& isOwn)
{
    if (method == "userDataStream.subscribe.signature") {
        const auto client = m_desk.signedIn(params, params.text("apiKey"), signedText);
        return client ? subscribe(**client) : Answer(tl::unexpected(client.error()));
    }
    if (method == "userDataStream.subscribe") {
        return m_loggedOn != nullptr
            ? subscribe(*m_loggedOn)
            : Answer(tl::unexpected(Fault{-1002, "You are not authorized to execute this request.", 401, {}}));
    }
    if (method == "userDataStream.unsubscribe") {
        return unsubscribe(params);
    }
    if (method.starts_with("session.")) {
        return session(method, params, signedText);
    }
    isOwn = false;
    return "{}";
}

Answer ApiTalk::subscribe(const Client& client)
{
    for (const auto& [number, account] : m_subscriptions) {
        if (account == client.account.value) {
            return tl::unexpected(Fault{-2035, "User Data Stream subscription already active.", 400, {}});
        }
    }
    m_subscriptions[m_nextSubscription] = client.account.value;
    return fmt::format(R"({{"subscriptionId":{}}})", m_nextSubscription++);
}

Answer ApiTalk::unsubscribe(const Params& params)
{
    const auto number = params.integer("subscriptionId");
    if (!number) {
        return tl::unexpected(number.error());
    }
    std::vector<std::uint64_t> ended;
    for (const auto& [id, account] : m_subscriptions) {
        if (!*number || static_cast<std::int64_t>(id) == **number) {
            ended.push_back(id);
        }
    }
    if (ended.empty()) {
        return tl::unexpected(Fault{-2036, "User Data Stream subscription not active.", 400, {}});
    }
    for (const std::uint64_t id : ended) {
        m_channel.send(fmt::format(R"({{"subscriptionId":{},"event":{{"e":"eventStreamTerminated","E":{}}}}})", id,
                                   m_unit.of(m_desk.exchange().now())));
        m_subscriptions.erase(id);
    }
    return "{}";
}

Answer ApiTalk::session(std::string_view method, const Params& params, std::string_view signedText)
{
    if (method == "session.logon") {
        const auto client = m_desk.signedIn(params, params.text("apiKey"), signedText);
        if (!client) {
            return tl::unexpected(client.error());
        }
        if ((*client)->key.publicKey.empty()) {
            return tl::unexpected(Fault{-4056, "HMAC_SHA256 API key is not supported.", 400, {}});
        }
        m_loggedOn = *client;
        m_loggedOnAt = m_desk.exchange().now();
    } else if (method == "session.logout") {
        m_loggedOn = nullptr;
    } else if (method != "session.status") {
        return tl::unexpected(Fault{-1000, "Unknown method", 400, {}});
    }
    JsonText json;
    json.object().key("apiKey");
    m_loggedOn != nullptr ? json.text(m_loggedOn->key.key) : json.null();
    json.key("authorizedSince");
    m_loggedOn != nullptr ? json.integer(m_unit.of(m_loggedOnAt)) : json.null();
    json.member("connectedSince", m_unit.of(m_opened)).member("returnRateLimits", true);
    return json.member("serverTime", m_unit.of(m_desk.exchange().now()))
        .member("userDataStream", !m_subscriptions.empty())
        .end()
        .take();
}

void ApiTalk::answer(std::string_view id, const Served& served)
{
    const Timestamp now = m_desk.exchange().now();
    JsonText json;
    json.object().key("id").raw(id);
    if (served.answer) {
        json.member("status", 200).key("result").raw(*served.answer);
    } else {
        const Fault& fault = served.answer.error();
        json.member("status", fault.status).key("error").object().member("code", fault.code);
        json.member("msg", fault.message);
        if (served.retryAfterSeconds > 0) {
            json.key("data").object().member("serverTime", m_unit.of(now));
            json.member("retryAfter", m_unit.of(now + seconds(served.retryAfterSeconds))).end();
        } else if (!fault.data.empty()) {
            json.key("data").raw(fault.data);
        }
        json.end();
    }
    json.key("rateLimits").array();
    const auto add
        = [&json](std::string_view type, std::string_view interval, int count, std::int64_t limit, std::int64_t used) {
              json.object().member("rateLimitType", type).member("interval", interval).member("intervalNum", count);
              json.member("limit", limit).member("count", used).end();
          };
    auto& rates = m_desk.rates();
    if (served.account) {
        add("ORDERS", "SECOND", 10, rates.limits().ordersTenSeconds, rates.ordersTenSeconds(served.account.value, now));
        add("ORDERS", "DAY", 1, rates.limits().ordersDay, rates.ordersDay(served.account.value, now));
    }
    add("REQUEST_WEIGHT", "MINUTE", 1, rates.limits().weight, rates.usedWeight(m_channel.peer(), now));
    m_channel.send(json.end().end().view());
}

// --- the account's events ---

void ApiTalk::send(AccountId account, const std::string& event)
{
    for (const auto& [number, of] : m_subscriptions) {
        if (of == account.value) {
            m_channel.send(fmt::format(R"({{"subscriptionId":{},"event":{}}})", number, event));
        }
    }
}

void ApiTalk::onOrder(const OrderUpdate& update)
{
    // A trigger that fires is no event of this protocol: the order begins to work, and its fills tell.
    if (!m_subscriptions.empty() && update.change != OrderChange::Fired) {
        send(update.order.account, executionJson(m_desk.exchange(), update, m_unit));
    }
}

void ApiTalk::onList(const OrderList& list, Timestamp at)
{
    if (!m_subscriptions.empty()) {
        send(list.account, listEventJson(m_desk.exchange(), list, at, m_unit));
    }
}

void ApiTalk::onBalances(AccountId account, std::span<const std::size_t> assets, Timestamp at)
{
    if (!m_subscriptions.empty()) {
        send(account, positionJson(m_desk.exchange(), account, assets, at, m_unit));
    }
}

} // namespace omni::sandbox::binance
