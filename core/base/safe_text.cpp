#include "core/base/safe_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace omni {

namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t size = 0; ///< Bytes; 0 for what is not UTF-8.
};

CodePoint codePointAt(std::string_view text) noexcept
{
    const auto byteAt = [text](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
    const std::uint32_t first = byteAt(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size) {
        return {};
    }
    std::uint32_t value = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byteAt(i) & 0xC0) != 0x80) {
            return {};
        }
        value = (value << 6) | (byteAt(i) & 0x3F);
    }
    constexpr std::array<std::uint32_t, 5> leastOfSize{0, 0, 0x80, 0x800, 0x1'0000};
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < leastOfSize[size] || value > 0x10'FFFF || isSurrogate) {
        return {};
    }
    return {value, size};
}

/// Controls, separators of lines and paragraphs, marks that turn the direction of writing, the byte order mark.
bool isUnwanted(std::uint32_t c) noexcept
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// As a log has it: short, and told from broken UTF-8 by nobody.
std::string writtenForLog(std::uint32_t c)
{
    switch (c) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default: // a number, not an enum: all the others
        return c < 0x100 ? fmt::format("\\x{:02x}", c) : fmt::format("\\u{:04x}", c);
    }
}

/// `text` with what `isWritten` says of its characters, and all that is no UTF-8, written out.
template<class IsWritten, class Written>
std::string writtenOut(std::string_view text, IsWritten isWritten, Written written)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint c = codePointAt(text);
        if (c.size == 0) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
        } else if (isWritten(c.value)) {
            out += written(c.value);
        } else {
            out += text.substr(0, c.size);
        }
        text.remove_prefix(std::max<std::size_t>(c.size, 1));
    }
    return out;
}

bool isPlain(char c) noexcept
{
    return (c >= ' ' && c <= '~') || c == '\n';
}

} // namespace

std::string onOneLine(std::string_view text)
{
    return writtenOut(text, isUnwanted, writtenForLog);
}

std::string safeToShow(std::string_view text)
{
    if (std::ranges::all_of(text, isPlain)) {
        return std::string(text);
    }
    return writtenOut(
        text, [](std::uint32_t c) { return c != '\n' && c != '\t' && isUnwanted(c); },
        [](std::uint32_t c) { return fmt::format("\\u{:04x}", c); });
}

} // namespace omni
