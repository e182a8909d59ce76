// What a client of the streams may ask, and what it is answered.

#include "core/edge/sandbox/binance/streams.h"

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

constexpr std::size_t mostStreams = 1'024;
constexpr std::size_t mostRequests = 5; // a second

std::string errorJson(int code, std::string_view message, std::string_view id)
{
    JsonText json;
    json.object().key("error").object().member("code", code).member("msg", message).end();
    return json.key("id").raw(id).end().take();
}

} // namespace

StreamTalk::StreamTalk(Streams& streams, Channel& channel, bool isCombined, TimeUnit unit,
                       const std::vector<std::string>& first)
    : m_streams(streams)
    , m_channel(channel)
    , m_isCombined(isCombined)
    , m_unit(unit)
{
    m_streams.join(*this);
    for (const auto& name : first) {
        if (m_names.size() < mostStreams && m_streams.nameFrom(name) && m_names.insert(name).second) {
            m_streams.subscribe(*this, name);
        }
    }
}

StreamTalk::~StreamTalk()
{
    for (const auto& name : m_names) {
        m_streams.unsubscribe(*this, name);
    }
    m_streams.leave(*this);
}

bool StreamTalk::isTooFast()
{
    const Timestamp now = m_streams.now();
    while (!m_asked.empty() && now - m_asked.front() >= seconds(1)) {
        m_asked.pop_front();
    }
    m_asked.push_back(now);
    return m_asked.size() > mostRequests;
}

void StreamTalk::onText(std::string_view text)
{
    if (isTooFast()) {
        m_channel.close(1008, "Too many requests");
        return;
    }
    const auto request = jsonFrom(text);
    if (!request || request->kind != JsonValue::Kind::Object) {
        m_channel.send(R"({"error":{"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}})");
        return;
    }
    const JsonValue* id = request->member("id");
    const bool isId
        = id != nullptr && (id->kind == JsonValue::Kind::Null || id->kind == JsonValue::Kind::Number || id->isText());
    if (id != nullptr && !isId) {
        m_channel.send(errorJson(2, "Invalid request: request ID must be an unsigned integer", "null"));
        return;
    }
    m_channel.send(answerTo(*request, id != nullptr ? std::string_view(id->raw) : std::string_view("null")));
}

std::string StreamTalk::answerTo(const JsonValue& request, std::string_view id)
{
    const JsonValue* method = request.member("method");
    const JsonValue* params = request.member("params");
    const bool hasList = params != nullptr && params->kind == JsonValue::Kind::Array;
    const auto result = [id](std::string_view value) { return fmt::format(R"({{"result":{},"id":{}}})", value, id); };
    if (method == nullptr || !method->isText()) {
        return errorJson(2, "Invalid request: missing field `method`", id);
    }
    if (method->text == "LIST_SUBSCRIPTIONS") {
        JsonText json;
        json.array();
        for (const auto& name : m_names) {
            json.text(name);
        }
        return result(json.end().take());
    }
    if (method->text == "GET_PROPERTY" || method->text == "SET_PROPERTY") {
        const bool isKnown = hasList && !params->items.empty() && params->items.front().text == "combined";
        if (!isKnown) {
            return errorJson(1, "Invalid value type: expected the property `combined`", id);
        }
        if (method->text == "GET_PROPERTY") {
            return result(m_isCombined ? "true" : "false");
        }
        const auto kind = params->items.back().kind;
        if (params->items.size() != 2 || (kind != JsonValue::Kind::True && kind != JsonValue::Kind::False)) {
            return errorJson(1, "Invalid value type: expected Boolean", id);
        }
        m_isCombined = kind == JsonValue::Kind::True;
        return result("null");
    }
    const bool adds = method->text == "SUBSCRIBE";
    if (!adds && method->text != "UNSUBSCRIBE") {
        return errorJson(2, "Invalid request: unknown method", id);
    }
    if (!hasList) {
        return errorJson(2, "Invalid request: missing field `params`", id);
    }
    for (const JsonValue& name : params->items) {
        if (!name.isText() || !m_streams.nameFrom(name.text)) {
            return errorJson(2, "Invalid request: unknown stream", id);
        }
    }
    if (adds && m_names.size() + params->items.size() > mostStreams) {
        return errorJson(2, "Invalid request: too many streams", id);
    }
    for (const JsonValue& name : params->items) {
        if (adds ? m_names.insert(name.text).second : m_names.erase(name.text) > 0) {
            adds ? m_streams.subscribe(*this, name.text) : m_streams.unsubscribe(*this, name.text);
        }
    }
    return result("null");
}

} // namespace omni::sandbox::binance
