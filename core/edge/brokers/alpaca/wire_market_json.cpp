#include "core/edge/brokers/alpaca/day_times.h"
#include "core/edge/brokers/alpaca/json_fields.h"
#include "core/edge/brokers/alpaca/json_scan.h"
#include "core/edge/brokers/alpaca/market_fields.h"
#include "core/edge/brokers/alpaca/wire_market.h"

#include <cstring>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

using simdjson::SUCCESS;
namespace od = simdjson::ondemand;

constexpr std::string_view blanks = " \t\r\n";

std::string_view withoutBlanks(std::string_view token) noexcept
{
    const auto end = token.find_last_not_of(blanks);
    return end == std::string_view::npos ? std::string_view() : token.substr(0, end + 1);
}

/// Up to its closing quote, which the parser has seen; empty: longer than any that we use, or written with escapes.
std::string_view plainKey(const char* raw) noexcept
{
    for (std::size_t size = 0; size <= 8; ++size) {
        if (raw[size] == '"') {
            return {raw, size};
        }
        if (raw[size] == '\\') {
            break;
        }
    }
    return {};
}

/// What stands between the quotes of a token; nothing where it has escapes, as none of the words used here has.
std::optional<std::string_view> plainText(std::string_view token) noexcept
{
    const auto word = withoutBlanks(token);
    if (word.size() < 2 || word.front() != '"' || word.back() != '"') {
        return std::nullopt;
    }
    const auto text = word.substr(1, word.size() - 2);
    return text.find('\\') == std::string_view::npos ? std::optional(text) : std::nullopt;
}

/// Keys beside the figures.
bool isUsed(std::string_view key) noexcept
{
    switch (key.size()) {
    case 1:
        return std::string_view("TStrvnbaz").find(key[0]) != std::string_view::npos;
    case 2:
        return key == "sc";
    default:
        return key == "tks" || key == "msg" || key == "code";
    }
}

/// Plain digits with at most one point and fifteen of them at once; any other writing the long way.
std::optional<Decimal> figureFrom(std::string_view text) noexcept
{
    std::int64_t mantissa = 0;
    std::int8_t exponent = 0;
    bool hasPoint = false;
    bool isPlain = !text.empty() && text.size() <= 16;
    for (std::size_t at = 0; at < text.size() && isPlain; ++at) {
        const auto digit = static_cast<unsigned>(text[at]) - '0';
        if (digit <= 9) {
            mantissa = mantissa * 10 + digit;
            exponent = static_cast<std::int8_t>(exponent - (hasPoint ? 1 : 0));
        } else {
            isPlain = text[at] == '.' && !hasPoint && at > 0 && at + 1 < text.size();
            hasPoint = true;
        }
    }
    if (isPlain) {
        return Decimal{mantissa, exponent};
    }
    const auto told = decimalFromText(text);
    return told ? std::optional(*told) : std::nullopt;
}

class JsonReader final : public MarketReader
{
public:
    explicit JsonReader(MarketReading reading)
        : m_isQuick(reading == MarketReading::Quick)
    {
    }
    bool read(std::string_view frame, MarketHandler& handler) override
    {
        if (frame.empty() || frame.size() > largestJson) {
            return false;
        }
        if (m_buffer.size() < frame.size() + simdjson::SIMDJSON_PADDING) {
            m_buffer.resize(frame.size() + simdjson::SIMDJSON_PADDING);
        }
        std::memcpy(m_buffer.data(), frame.data(), frame.size());
        if (m_isQuick && readQuickly(frame.size(), handler)) {
            return true;
        }
        std::memset(m_buffer.data() + frame.size(), ' ', simdjson::SIMDJSON_PADDING);
        od::document document;
        if (m_parser.iterate(m_buffer.data(), frame.size(), m_buffer.size()).get(document) != SUCCESS) {
            return false;
        }
        od::array list;
        if (document.get_array().get(list) != SUCCESS) {
            return false;
        }
        for (auto each : list) {
            od::object object;
            if (each.get_object().get(object) != SUCCESS || !readMessage(object)) {
                return false;
            }
            deliver(m_fields, handler);
        }
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS; // nothing behind the list
    }

private:
    /// False: nothing was told, for there is more in the frame than trades and quotes.
    bool readQuickly(std::size_t size, MarketHandler& handler)
    {
        static_assert(scanPadding <= simdjson::SIMDJSON_PADDING);
        std::memset(m_buffer.data() + size, 0, scanPadding);
        auto& messages = m_scan.read(m_buffer.data(), size);
        for (auto& message : messages) {
            message.tell(handler);
        }
        return !messages.empty();
    }

    /// False: it is no JSON.
    bool readMessage(od::object& object)
    {
        m_fields.clear();
        for (auto each : object) {
            od::field field;
            if (std::move(each).get(field) != SUCCESS) {
                return false;
            }
            od::value value = field.value();
            if (!readField(plainKey(field.key().raw()), value)) {
                return false;
            }
        }
        return true;
    }

    /// What is not used is not looked at; the parser passes over it.
    bool readField(std::string_view key, od::value& value)
    {
        const auto figure = figureFieldOf(key);
        if (!figure && !isUsed(key)) {
            return true;
        }
        od::json_type type{};
        if (value.type().get(type) != SUCCESS) {
            return false;
        }
        switch (type) {
        case od::json_type::number:
            return readNumber(key, figure, value);
        case od::json_type::string:
            return readText(key, figure, value);
        case od::json_type::boolean: {
            bool flag = false;
            if (value.get_bool().get(flag) != SUCCESS) {
                return false;
            }
            m_fields.isReset |= key == "r" && flag;
            return true;
        }
        case od::json_type::array:
            return key == "c" ? readLetters(value)
                : key == "b"  ? readLevels(value, m_fields.bids)
                : key == "a"  ? readLevels(value, m_fields.asks)
                              : true;
        default:
            // A figure that is null, or an object: none.
            m_fields.isSound = m_fields.isSound && !figure;
            return true;
        }
    }

    bool readNumber(std::string_view key, std::optional<FigureField> figure, od::value& value)
    {
        if (figure) {
            const auto decimal = figureFrom(withoutBlanks(value.raw_json_token()));
            m_fields.isSound = m_fields.isSound && decimal.has_value();
            m_fields.set(*figure, decimal.value_or(Decimal{}));
            return true;
        }
        if (key == "v") {
            m_fields.isSound = value.get_double().get(m_fields.volume) == SUCCESS && m_fields.isSound;
        } else if (key == "n") {
            m_fields.isSound = value.get_int64().get(m_fields.trades) == SUCCESS && m_fields.isSound;
        } else if (key == "code") {
            m_fields.isSound = value.get_int64().get(m_fields.code) == SUCCESS && m_fields.isSound;
        }
        return true;
    }

    bool readText(std::string_view key, std::optional<FigureField> figure, od::value& value)
    {
        if (figure) {
            // Of other kinds of messages these are letters.
            m_fields.isSound = m_fields.isSound && (key == "c" || key == "l" || key == "o" || key == "h");
            return true;
        }
        if (key == "msg") {
            return value.get_string().get(m_fields.words) == SUCCESS;
        }
        const auto text = plainText(value.raw_json_token());
        if (key == "z") {
            m_fields.tape = text.value_or(std::string_view());
            return true;
        }
        m_fields.isSound = m_fields.isSound && text.has_value();
        if (!text) {
            return true;
        }
        if (key == "T") {
            m_fields.kind = *text;
        } else if (key == "S") {
            m_fields.symbol = *text;
        } else if (key == "t") {
            m_fields.time = m_time.read(*text);
            m_fields.isSound = m_fields.isSound && m_fields.time.has_value();
        } else if (key == "sc") {
            m_fields.statusCode = *text;
        } else if (key == "tks") {
            m_fields.takerSide = *text;
        }
        return true;
    }

    /// Words of one character in a list, whatever else is in it.
    bool readLetters(od::value& value)
    {
        od::array list;
        std::string_view text;
        if (value.get_array().get(list) != SUCCESS || list.raw_json().get(text) != SUCCESS) {
            return false;
        }
        for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
            const std::size_t begin = ++at;
            while (at < text.size() && text[at] != '"') {
                at += text[at] == '\\' ? 2U : 1U;
            }
            m_fields.conditions |= at < text.size() ? conditionOf(text.substr(begin, at - begin)) : 0;
        }
        return true;
    }

    bool readLevels(od::value& value, std::vector<BookLevel>& levels)
    {
        od::array list;
        if (value.get_array().get(list) != SUCCESS) {
            return false;
        }
        for (auto each : list) {
            od::object object;
            if (each.get_object().get(object) != SUCCESS) {
                return false;
            }
            BookLevel level;
            if (!readLevel(object, level)) {
                return false;
            }
            m_fields.isSound = m_fields.isSound && levels.size() < mostLevels;
            if (levels.size() < mostLevels) {
                levels.push_back(level);
            }
        }
        return true;
    }

    bool readLevel(od::object& object, BookLevel& level)
    {
        unsigned has = 0;
        for (auto each : object) {
            od::field field;
            if (std::move(each).get(field) != SUCCESS) {
                return false;
            }
            od::value value = field.value();
            const auto key = plainKey(field.key().raw());
            if (key != "p" && key != "s") {
                continue;
            }
            const auto decimal = figureFrom(withoutBlanks(value.raw_json_token()));
            m_fields.isSound = m_fields.isSound && decimal.has_value();
            (key == "p" ? level.price : level.size) = decimal.value_or(Decimal{});
            has |= key == "p" ? 1U : 2U;
        }
        m_fields.isSound = m_fields.isSound && has == 3U;
        return true;
    }

    od::parser m_parser{largestJson};
    std::string m_buffer;
    MarketFields m_fields;
    DayTimes m_time;
    JsonScan m_scan;
    bool m_isQuick;
};

} // namespace

std::unique_ptr<MarketReader> makeJsonReader(MarketReading reading)
{
    return std::make_unique<JsonReader>(reading);
}

} // namespace omni::brokers::alpaca
