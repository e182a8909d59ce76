#include "core/base/json_text.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace omni {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

/// Bytes of the UTF-8 sequence that begins at `text`; 0 where there is no valid one (RFC 3629: no overlong forms, no
/// surrogates, nothing beyond U+10FFFF).
std::size_t sequenceAt(std::string_view text) noexcept
{
    const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(0);
    const auto follows = [&byte](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
        return byte(i) >= least && byte(i) <= most;
    };
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return follows(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const bool isGood = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2);
        return isGood ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool isGood
            = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3);
        return isGood ? 4 : 0;
    }
    return 0;
}

bool isPlain(char c) noexcept
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

void appendQuoted(std::string& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        // Nearly all of it goes over as it is: in one piece.
        const auto special = std::find_if_not(text.begin(), text.end(), isPlain);
        const auto plain = static_cast<std::size_t>(special - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) {
            break;
        }
        const char c = text.front();
        const std::size_t size = sequenceAt(text);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15];
        } else {
            out += size > 0 ? text.substr(0, size) : replacement;
        }
        text.remove_prefix(size > 0 ? size : 1);
    }
    out += '"';
}

/// The digits of a 64-bit integer, without a string of their own.
template<class Integer> class Digits
{
public:
    explicit Digits(Integer value) noexcept
        : m_size(static_cast<std::size_t>(std::to_chars(m_digits.data(), m_digits.data() + m_digits.size(), value).ptr
                                          - m_digits.data()))
    {
    }
    [[nodiscard]] std::string_view view() const noexcept
    {
        return {m_digits.data(), m_size};
    }

private:
    std::array<char, 20> m_digits; // the longest are "-9223372036854775808" and "18446744073709551615"
    std::size_t m_size;
};

} // namespace

std::string jsonQuoted(std::string_view text)
{
    std::string out;
    appendQuoted(out, text);
    return out;
}

void JsonText::separate()
{
    if (m_needsComma) {
        m_out += ',';
    }
    m_needsComma = true;
}

void JsonText::begin(char bracket, char closing)
{
    separate();
    m_out += bracket;
    m_open += closing;
    m_needsComma = false;
}

JsonText& JsonText::object()
{
    begin('{', '}');
    return *this;
}

JsonText& JsonText::array()
{
    begin('[', ']');
    return *this;
}

JsonText& JsonText::end()
{
    assert(!m_open.empty());
    if (!m_open.empty()) {
        m_out += m_open.back();
        m_open.pop_back();
    }
    m_needsComma = true;
    return *this;
}

JsonText& JsonText::key(std::string_view name)
{
    assert(!m_open.empty() && m_open.back() == '}');
    separate();
    appendQuoted(m_out, name);
    m_out += ':';
    m_needsComma = false;
    return *this;
}

JsonText& JsonText::text(std::string_view value)
{
    separate();
    appendQuoted(m_out, value);
    return *this;
}

JsonText& JsonText::boolean(bool value)
{
    return raw(value ? "true" : "false");
}

JsonText& JsonText::null()
{
    return raw("null");
}

JsonText& JsonText::integer(std::int64_t value)
{
    return raw(Digits(value).view());
}

JsonText& JsonText::integer(std::uint64_t value)
{
    return raw(Digits(value).view());
}

JsonText& JsonText::number(double value)
{
    return std::isfinite(value) ? raw(fmt::format("{}", value)) : null();
}

JsonText& JsonText::raw(std::string_view json)
{
    separate();
    m_out += json;
    return *this;
}

JsonText& JsonText::member(std::string_view name, std::string_view value)
{
    return key(name).text(value);
}

JsonText& JsonText::member(std::string_view name, double value)
{
    return key(name).number(value);
}

std::string JsonText::take() noexcept
{
    m_open.clear();
    m_needsComma = false;
    return std::exchange(m_out, {});
}

} // namespace omni
