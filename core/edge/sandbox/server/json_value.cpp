#include "core/edge/sandbox/server/json_value.h"

#include "core/edge/sandbox/server/client_frames.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox {

namespace {

constexpr int mostDepth = 16;
constexpr std::size_t mostValues = 10'000;

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

void appendUtf8(std::string& out, std::uint32_t point)
{
    if (point < 0x80) {
        out.push_back(static_cast<char>(point));
        return;
    }
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    out.push_back(static_cast<char>((0xf00U >> more & 0xffU) | point >> (6 * more)));
    for (int i = more; i-- > 0;) {
        out.push_back(static_cast<char>(0x80U | (point >> (6 * i) & 0x3fU)));
    }
}

class JsonReading
{
public:
    explicit JsonReading(std::string_view text)
        : m_text(text)
    {
    }
    Result<JsonValue> read()
    {
        JsonValue value;
        skip();
        if (!isUtf8(m_text) || !readValue(value, 0)) {
            return wrong();
        }
        skip();
        return m_at == m_text.size() ? Result<JsonValue>(std::move(value)) : wrong();
    }

private:
    tl::unexpected<Error> wrong() const
    {
        const auto line = 1 + std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(m_at), '\n');
        return failure(Errc::Invalid, fmt::format("line {}: this is no JSON", line));
    }
    [[nodiscard]] char peek() const noexcept
    {
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    void skip() noexcept
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }
    bool takes(std::string_view word) noexcept
    {
        const bool isThere = m_text.substr(m_at).starts_with(word);
        m_at += isThere ? word.size() : 0;
        return isThere;
    }
    bool readValue(JsonValue& out, int depth)
    {
        if (depth > mostDepth || ++m_values > mostValues) {
            return false;
        }
        const std::size_t from = m_at;
        bool isRead = false;
        switch (peek()) {
        case '{':
            isRead = readObject(out, depth);
            break;
        case '[':
            isRead = readArray(out, depth);
            break;
        case '"':
            out.kind = JsonValue::Kind::Text;
            isRead = readText(out.text);
            break;
        case 't':
            out.kind = JsonValue::Kind::True;
            isRead = takes("true");
            break;
        case 'f':
            out.kind = JsonValue::Kind::False;
            isRead = takes("false");
            break;
        case 'n':
            out.kind = JsonValue::Kind::Null;
            isRead = takes("null");
            break;
        default:
            isRead = readNumber(out);
            break;
        }
        out.raw = m_text.substr(from, m_at - from);
        return isRead;
    }
    bool readNumber(JsonValue& out)
    {
        out.kind = JsonValue::Kind::Number;
        const std::size_t from = m_at;
        takes("-");
        const auto digits = [this] {
            const std::size_t start = m_at;
            while (isDigit(peek())) {
                ++m_at;
            }
            return m_at - start;
        };
        const bool isZero = peek() == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (isZero && whole > 1) || (takes(".") && digits() == 0)) {
            return false;
        }
        if (takes("e") || takes("E")) {
            static_cast<void>(takes("+") || takes("-"));
            if (digits() == 0) {
                return false;
            }
        }
        out.text = m_text.substr(from, m_at - from);
        return true;
    }
    bool readHex(std::uint32_t& out) noexcept
    {
        out = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = peek();
            const int digit = isDigit(c) ? c - '0'
                : c >= 'a' && c <= 'f'   ? c - 'a' + 10
                : c >= 'A' && c <= 'F'   ? c - 'A' + 10
                                         : -1;
            if (digit < 0) {
                return false;
            }
            out = out << 4U | static_cast<std::uint32_t>(digit);
        }
        return true;
    }
    bool readEscape(std::string& out)
    {
        constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
        if (const auto place = from.find(peek()); peek() != '\0' && place != std::string_view::npos) {
            out.push_back(to[place]);
            ++m_at;
            return true;
        }
        std::uint32_t point = 0, low = 0;
        if (!takes("u") || !readHex(point) || (point >= 0xdc00 && point <= 0xdfff)) {
            return false;
        }
        if (point >= 0xd800 && point <= 0xdbff) {
            if (!takes("\\u") || !readHex(low) || low < 0xdc00 || low > 0xdfff) {
                return false;
            }
            point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
        }
        appendUtf8(out, point);
        return true;
    }
    bool readText(std::string& out)
    {
        ++m_at;
        for (;;) {
            const char c = peek();
            if (m_at >= m_text.size() || static_cast<unsigned char>(c) < ' ') {
                return false;
            }
            ++m_at;
            if (c == '"') {
                return true;
            }
            if (c != '\\') {
                out.push_back(c);
            } else if (!readEscape(out)) {
                return false;
            }
        }
    }
    bool readArray(JsonValue& out, int depth)
    {
        out.kind = JsonValue::Kind::Array;
        ++m_at;
        skip();
        if (takes("]")) {
            return true;
        }
        for (;;) {
            skip();
            if (!readValue(out.items.emplace_back(), depth + 1)) {
                return false;
            }
            skip();
            if (takes("]")) {
                return true;
            }
            if (!takes(",")) {
                return false;
            }
        }
    }
    bool readObject(JsonValue& out, int depth)
    {
        out.kind = JsonValue::Kind::Object;
        ++m_at;
        skip();
        if (takes("}")) {
            return true;
        }
        for (;;) {
            skip();
            std::string name;
            if (peek() != '"' || !readText(name) || out.member(name) != nullptr) {
                return false;
            }
            skip();
            if (!takes(":")) {
                return false;
            }
            skip();
            out.members.push_back({name, {}});
            if (!readValue(out.members.back().value, depth + 1)) {
                return false;
            }
            skip();
            if (takes("}")) {
                return true;
            }
            if (!takes(",")) {
                return false;
            }
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
};

} // namespace

const JsonValue* JsonValue::member(std::string_view name) const noexcept
{
    for (const auto& [key, value] : members) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

Result<JsonValue> jsonFrom(std::string_view text)
{
    return JsonReading(text).read();
}

} // namespace omni::sandbox
