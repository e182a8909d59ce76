#include "core/edge/brokers/binance/feed_wire.h"

#include "core/edge/brokers/binance/feed_scan.h"

#include <cstring>

#include <simdjson.h>

namespace omni::brokers::binance {

namespace {

namespace od = simdjson::ondemand;

constexpr std::size_t longestMessage = 8 * 1024 * 1024;
constexpr int decimals = 8;
constexpr std::int64_t latestMs = 7'258'118'400'000; // 2200

/// The raw text of a string value up to its closing quote; the buffer behind it is padded.
bool rawText(simdjson::simdjson_result<od::value> value, std::string_view& text) noexcept
{
    od::raw_json_string raw;
    if (value.get_raw_json_string().get(raw) != simdjson::SUCCESS) {
        return false;
    }
    const char* const begin = raw.raw();
    const char* end = begin;
    while (*end != '"') { // stage 1 has found it
        end += *end == '\\' ? 2 : 1;
    }
    text = {begin, static_cast<std::size_t>(end - begin)};
    return true;
}

enum class Amount : std::uint8_t { Fine, NoText, NoNumber };

Amount amount(simdjson::simdjson_result<od::value> value, std::int64_t& e8) noexcept
{
    std::string_view text;
    if (!rawText(value, text)) {
        return Amount::NoText;
    }
    return e8From(text, e8) ? Amount::Fine : Amount::NoNumber;
}

FeedKind kindOf(Amount a) noexcept
{
    return a == Amount::NoText ? FeedKind::Malformed : FeedKind::Unsound;
}

FeedKind readTrade(od::object& data, FeedMessage& message) noexcept
{
    if (!rawText(data.find_field_unordered("s"), message.symbol)) {
        return FeedKind::Malformed;
    }
    if (const auto a = amount(data.find_field_unordered("p"), message.price); a != Amount::Fine) {
        return kindOf(a);
    }
    if (const auto a = amount(data.find_field_unordered("q"), message.size); a != Amount::Fine) {
        return kindOf(a);
    }
    if (data.find_field_unordered("T").get(message.timeMs) != simdjson::SUCCESS
        || data.find_field_unordered("m").get(message.buyerIsMaker) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    const bool isSound = message.price > 0 && message.size > 0 && message.timeMs >= 0 && message.timeMs < latestMs;
    return isSound ? FeedKind::Trade : FeedKind::Unsound;
}

FeedKind readQuote(od::object& data, FeedMessage& message) noexcept
{
    message.timeMs = 0;
    if (!rawText(data.find_field_unordered("s"), message.symbol)) {
        return FeedKind::Malformed;
    }
    const std::pair<const char*, std::int64_t*> fields[]
        = {{"b", &message.bid.price}, {"B", &message.bid.size}, {"a", &message.ask.price}, {"A", &message.ask.size}};
    for (const auto& [name, to] : fields) {
        if (const auto a = amount(data.find_field_unordered(name), *to); a != Amount::Fine) {
            return kindOf(a);
        }
    }
    return FeedKind::Quote;
}

/// [["price","size"],…]
FeedKind readLevels(simdjson::simdjson_result<od::value> value, bool takesEmpty, std::vector<FeedLevel>& levels)
{
    levels.clear();
    od::array rows;
    if (value.get(rows) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    for (auto row : rows) {
        od::array pair;
        if (row.get(pair) != simdjson::SUCCESS || levels.size() >= levelsMost) {
            return FeedKind::Malformed;
        }
        FeedLevel level;
        int at = 0;
        for (auto figure : pair) {
            if (at < 2) {
                if (const auto a = amount(figure, at == 0 ? level.price : level.size); a != Amount::Fine) {
                    return kindOf(a);
                }
            }
            ++at;
        }
        if (at < 2 || level.price <= 0 || (level.size == 0 && !takesEmpty)) {
            return at < 2 ? FeedKind::Malformed : FeedKind::Unsound;
        }
        levels.push_back(level);
    }
    return FeedKind::Depth;
}

FeedKind readDepth(od::object& data, FeedMessage& message)
{
    if (data.find_field_unordered("E").get(message.timeMs) != simdjson::SUCCESS
        || !rawText(data.find_field_unordered("s"), message.symbol)
        || data.find_field_unordered("U").get(message.first) != simdjson::SUCCESS
        || data.find_field_unordered("u").get(message.last) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    for (const auto& [name, to] : {std::pair{"b", &message.bids}, std::pair{"a", &message.asks}}) {
        if (const auto kind = readLevels(data.find_field_unordered(name), true, *to); kind != FeedKind::Depth) {
            return kind;
        }
    }
    const bool isSound = message.timeMs >= 0 && message.timeMs < latestMs && message.first >= 0
        && message.first <= message.last && message.last < INT64_MAX / 2;
    return isSound ? FeedKind::Depth : FeedKind::Unsound;
}

} // namespace

bool e8From(std::string_view text, std::int64_t& e8) noexcept
{
    std::uint64_t value = 0;
    std::size_t at = 0;
    // 11 digits before the point and 8 behind it fit 64 bits without a check for each, and 63 for the most part.
    for (; at < text.size() && text[at] != '.'; ++at) {
        const auto digit = static_cast<unsigned char>(text[at] - '0');
        if (digit > 9 || at >= 11) {
            return false;
        }
        value = value * 10 + digit;
    }
    if (at == 0) {
        return false;
    }
    int behind = 0;
    if (at < text.size()) {
        for (++at; at < text.size(); ++at, ++behind) {
            const auto digit = static_cast<unsigned char>(text[at] - '0');
            if (digit > 9 || behind >= decimals) {
                return false;
            }
            value = value * 10 + digit;
        }
        if (behind == 0) {
            return false;
        }
    }
    for (; behind < decimals; ++behind) {
        value *= 10;
    }
    e8 = static_cast<std::int64_t>(value);
    return true;
}

struct FeedReader::Parser {
    simdjson::ondemand::parser parser;
    std::string buffer; ///< The message with the room behind it that the parser wants.

    [[nodiscard]] bool read(std::string_view json, od::document& document)
    {
        if (buffer.size() < json.size() + simdjson::SIMDJSON_PADDING) {
            buffer.resize(json.size() + simdjson::SIMDJSON_PADDING);
        }
        std::memcpy(buffer.data(), json.data(), json.size());
        const simdjson::padded_string_view padded(buffer.data(), json.size(), buffer.size());
        return parser.iterate(padded).get(document) == simdjson::SUCCESS;
    }
};

FeedReader::FeedReader()
    : m_parser(std::make_unique<Parser>())
{
}

FeedReader::~FeedReader() = default;

FeedKind FeedReader::read(std::string_view json, FeedMessage& message)
{
    if (const auto kind = scanned(json, message)) {
        return *kind;
    }
    return readJson(json, message);
}

FeedKind FeedReader::readJson(std::string_view json, FeedMessage& message)
{
    od::document document;
    if (json.empty() || json.size() > longestMessage || !m_parser->read(json, document)) {
        return FeedKind::Malformed;
    }
    od::object root;
    std::string_view stream;
    if (document.get_object().get(root) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    if (!rawText(root.find_field_unordered("stream"), stream)) {
        return readControl(json);
    }
    od::object data;
    if (root.find_field_unordered("data").get(data) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    if (stream.ends_with("@trade")) {
        return readTrade(data, message);
    }
    if (stream.ends_with("@bookTicker")) {
        return readQuote(data, message);
    }
    if (stream.ends_with("@depth@100ms") || stream.ends_with("@depth")) {
        return readDepth(data, message);
    }
    std::string_view type;
    const bool isShutdown = rawText(data.find_field_unordered("e"), type) && type == "serverShutdown";
    return isShutdown ? FeedKind::Shutdown : FeedKind::NotForUs;
}

/// From its beginning once more: a document in which a fault was met cannot be wound back.
FeedKind FeedReader::readControl(std::string_view json)
{
    od::document document;
    od::object root;
    if (!m_parser->read(json, document) || document.get_object().get(root) != simdjson::SUCCESS) {
        return FeedKind::Malformed;
    }
    FeedKind kind = FeedKind::NotForUs;
    for (auto field : root) {
        od::raw_json_string key;
        std::string_view type;
        if (field.key().get(key) != simdjson::SUCCESS) {
            return FeedKind::Malformed;
        }
        if (key == "result") {
            kind = FeedKind::Answer;
        } else if (key == "error" || key == "code") {
            kind = FeedKind::Refusal;
        } else if (key == "e" && rawText(field.value(), type) && type == "serverShutdown") {
            kind = FeedKind::Shutdown;
        }
    }
    return kind;
}

bool FeedReader::readSnapshot(std::string_view json, std::int64_t& last, std::vector<FeedLevel>& bids,
                              std::vector<FeedLevel>& asks)
{
    od::document document;
    od::object root;
    if (json.empty() || json.size() > longestMessage || !m_parser->read(json, document)
        || document.get_object().get(root) != simdjson::SUCCESS
        || root.find_field_unordered("lastUpdateId").get(last) != simdjson::SUCCESS || last < 0) {
        return false;
    }
    return readLevels(root.find_field_unordered("bids"), false, bids) == FeedKind::Depth
        && readLevels(root.find_field_unordered("asks"), false, asks) == FeedKind::Depth;
}

} // namespace omni::brokers::binance
