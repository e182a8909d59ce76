#include "core/edge/sandbox/alpaca/msgpack_value.h"

#include <cstdint>
#include <optional>

namespace omni::sandbox::alpaca {

namespace {

constexpr int mostDepth = 16;
constexpr std::size_t mostValues = 10'000;

class Reading
{
public:
    explicit Reading(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] bool isAtEnd() const noexcept
    {
        return m_at == m_bytes.size();
    }
    bool read(JsonValue& out, int depth)
    {
        const auto first = number(1);
        if (!first || depth > mostDepth || ++m_values > mostValues) {
            return false;
        }
        const auto tag = static_cast<unsigned>(*first);
        if (tag < 0x80) {
            return setNumber(out, static_cast<std::int64_t>(tag));
        }
        if (tag < 0x90) {
            return readMap(out, tag & 0x0FU, depth);
        }
        if (tag < 0xA0) {
            return readArray(out, tag & 0x0FU, depth);
        }
        if (tag < 0xC0) {
            return readText(out, tag & 0x1FU);
        }
        if (tag >= 0xE0) {
            return setNumber(out, static_cast<std::int64_t>(tag) - 256);
        }
        return readTagged(out, tag, depth);
    }

private:
    bool readTagged(JsonValue& out, unsigned tag, int depth)
    {
        switch (tag) {
        case 0xC0:
            out.kind = JsonValue::Kind::Null;
            return true;
        case 0xC2:
        case 0xC3:
            out.kind = tag == 0xC3 ? JsonValue::Kind::True : JsonValue::Kind::False;
            return true;
        case 0xCC:
        case 0xCD:
        case 0xCE: {
            const auto value = number(1 << (tag - 0xCC));
            return value && setNumber(out, static_cast<std::int64_t>(*value));
        }
        case 0xD9:
        case 0xDA: {
            const auto size = number(tag == 0xD9 ? 1 : 2);
            return size && readText(out, *size);
        }
        case 0xC4: // bytes are taken as the text that they spell
        case 0xC5: {
            const auto size = number(tag == 0xC4 ? 1 : 2);
            return size && readText(out, *size);
        }
        case 0xDC: {
            const auto count = number(2);
            return count && readArray(out, *count, depth);
        }
        case 0xDE: {
            const auto count = number(2);
            return count && readMap(out, *count, depth);
        }
        default:
            return false;
        }
    }
    std::optional<std::uint64_t> number(int bytes)
    {
        if (m_bytes.size() - m_at < static_cast<std::size_t>(bytes)) {
            return std::nullopt;
        }
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i) {
            value = value << 8U | static_cast<unsigned char>(m_bytes[m_at++]);
        }
        return value;
    }
    static bool setNumber(JsonValue& out, std::int64_t value)
    {
        out.kind = JsonValue::Kind::Number;
        out.text = std::to_string(value);
        return true;
    }
    bool readText(JsonValue& out, std::uint64_t size)
    {
        if (m_bytes.size() - m_at < size) {
            return false;
        }
        out.kind = JsonValue::Kind::Text;
        out.text = std::string(m_bytes.substr(m_at, size));
        m_at += size;
        return true;
    }
    bool readArray(JsonValue& out, std::uint64_t count, int depth)
    {
        out.kind = JsonValue::Kind::Array;
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!read(out.items.emplace_back(), depth + 1)) {
                return false;
            }
        }
        return true;
    }
    bool readMap(JsonValue& out, std::uint64_t count, int depth)
    {
        out.kind = JsonValue::Kind::Object;
        for (std::uint64_t i = 0; i < count; ++i) {
            JsonValue key;
            if (!read(key, depth + 1) || !key.isText()) {
                return false;
            }
            out.members.push_back({std::move(key.text), {}});
            if (!read(out.members.back().value, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
};

} // namespace

Result<JsonValue> msgpackFrom(std::string_view bytes)
{
    Reading reading(bytes);
    JsonValue value;
    if (!reading.read(value, 0) || !reading.isAtEnd()) {
        return failure(Errc::Invalid, "this is no MessagePack");
    }
    return value;
}

} // namespace omni::sandbox::alpaca
