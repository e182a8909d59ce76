#include "core/edge/brokers/alpaca/json_fields.h"
#include "core/edge/brokers/alpaca/market_fields.h"
#include "core/edge/brokers/alpaca/msgpack_reader.h"
#include "core/edge/brokers/alpaca/msgpack_scan.h"
#include "core/edge/brokers/alpaca/shortest_decimal.h"
#include "core/edge/brokers/alpaca/wire_market.h"

#include <variant>

namespace omni::brokers::alpaca {

namespace {

std::optional<Decimal> decimalFrom(const MsgpackValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return Decimal{*whole, 0};
    }
    const auto* number = std::get_if<double>(&value);
    Decimal decimal;
    return number != nullptr && shortestDecimal(*number, decimal) ? std::optional(decimal) : std::nullopt;
}

class PackedReader final : public MarketReader
{
public:
    explicit PackedReader(MarketReading reading) noexcept
        : m_isQuick(reading == MarketReading::Quick)
    {
    }
    bool read(std::string_view frame, MarketHandler& handler) override
    {
        if (frame.empty() || frame.size() > largestJson) {
            return false;
        }
        MsgpackReader reader(frame);
        const auto head = reader.next();
        const auto* list = std::get_if<MsgpackArray>(&head);
        if (list == nullptr) {
            return false;
        }
        for (std::size_t i = 0; i < list->count && reader.isSound(); ++i) {
            if (const auto size = m_isQuick ? scannedMsgpack(reader.rest(), m_scanned) : 0; size != 0) {
                reader.pass(size);
                m_scanned.tell(handler);
                continue;
            }
            const auto each = reader.next();
            const auto* map = std::get_if<MsgpackMap>(&each);
            if (map == nullptr || !readMessage(reader, map->count)) {
                return false;
            }
            deliver(m_fields, handler);
        }
        return reader.isSound() && reader.isAtEnd();
    }

private:
    bool readMessage(MsgpackReader& reader, std::size_t count)
    {
        m_fields.clear();
        for (; count > 0 && reader.isSound(); --count) {
            const auto name = reader.next();
            const auto* key = std::get_if<std::string_view>(&name);
            if (key == nullptr) {
                return false;
            }
            readField(reader, *key);
        }
        return reader.isSound();
    }

    void readField(MsgpackReader& reader, std::string_view key)
    {
        const auto value = reader.next();
        if (const auto* list = std::get_if<MsgpackArray>(&value); list != nullptr && (key == "b" || key == "a")) {
            readLevels(reader, list->count, key == "b" ? m_fields.bids : m_fields.asks);
            return;
        }
        if (const auto* list = std::get_if<MsgpackArray>(&value); list != nullptr && key == "c") {
            readLetters(reader, list->count);
            return;
        }
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            readText(key, *text);
        } else if (const auto* time = std::get_if<Timestamp>(&value)) {
            if (key == "t") {
                m_fields.time = *time;
            }
        } else if (const auto* flag = std::get_if<bool>(&value)) {
            m_fields.isReset |= key == "r" && *flag;
        } else if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value)) {
            readNumber(key, value);
        } else {
            const bool isList = std::holds_alternative<MsgpackArray>(value);
            m_fields.isSound = m_fields.isSound && (isList || !figureFieldOf(key));
            reader.skipRestOf(value);
        }
    }

    void readText(std::string_view key, std::string_view text)
    {
        if (key == "T") {
            m_fields.kind = text;
        } else if (key == "S") {
            m_fields.symbol = text;
        } else if (key == "t") {
            const auto time = timestampFromIso(text);
            m_fields.isSound = m_fields.isSound && time.has_value();
            m_fields.time = time ? std::optional(*time) : std::nullopt;
        } else if (key == "sc") {
            m_fields.statusCode = text;
        } else if (key == "msg") {
            m_fields.words = text;
        } else if (key == "tks") {
            m_fields.takerSide = text;
        } else if (key == "z") {
            m_fields.tape = text;
        } else if (figureFieldOf(key) && key != "c" && key != "l" && key != "o" && key != "h") {
            m_fields.isSound = false;
        }
    }

    void readNumber(std::string_view key, const MsgpackValue& value)
    {
        const auto* whole = std::get_if<std::int64_t>(&value);
        if (const auto figure = figureFieldOf(key)) {
            const auto decimal = decimalFrom(value);
            m_fields.isSound = m_fields.isSound && decimal.has_value();
            m_fields.set(*figure, decimal.value_or(Decimal{}));
        } else if (key == "v") {
            m_fields.volume = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
        } else if (key == "n" || key == "code") {
            m_fields.isSound = m_fields.isSound && whole != nullptr;
            (key == "n" ? m_fields.trades : m_fields.code) = whole != nullptr ? *whole : 0;
        }
    }

    void readLetters(MsgpackReader& reader, std::size_t count)
    {
        for (; count > 0 && reader.isSound(); --count) {
            const auto value = reader.next();
            if (const auto* word = std::get_if<std::string_view>(&value)) {
                m_fields.conditions |= conditionOf(*word);
            } else {
                reader.skipRestOf(value);
            }
        }
    }

    void readLevels(MsgpackReader& reader, std::size_t count, std::vector<BookLevel>& levels)
    {
        m_fields.isSound = m_fields.isSound && count <= mostLevels;
        for (; count > 0 && reader.isSound(); --count) {
            const auto head = reader.next();
            const auto* map = std::get_if<MsgpackMap>(&head);
            if (map == nullptr) {
                m_fields.isSound = false;
                reader.skipRestOf(head);
                continue;
            }
            const auto level = readLevel(reader, map->count);
            if (levels.size() < mostLevels) {
                levels.push_back(level);
            }
        }
    }

    BookLevel readLevel(MsgpackReader& reader, std::size_t count)
    {
        BookLevel level;
        unsigned has = 0;
        for (; count > 0 && reader.isSound(); --count) {
            const auto name = reader.next();
            const auto value = reader.next();
            const auto* key = std::get_if<std::string_view>(&name);
            if (key == nullptr || (*key != "p" && *key != "s")) {
                reader.skipRestOf(value);
                continue;
            }
            const auto decimal = decimalFrom(value);
            m_fields.isSound = m_fields.isSound && decimal.has_value();
            (*key == "p" ? level.price : level.size) = decimal.value_or(Decimal{});
            has |= *key == "p" ? 1U : 2U;
            reader.skipRestOf(value);
        }
        m_fields.isSound = m_fields.isSound && has == 3U;
        return level;
    }

    bool m_isQuick;
    ScannedFields m_scanned;
    MarketFields m_fields;
};

} // namespace

std::unique_ptr<MarketReader> makeMsgpackReader(MarketReading reading)
{
    return std::make_unique<PackedReader>(reading);
}

} // namespace omni::brokers::alpaca
