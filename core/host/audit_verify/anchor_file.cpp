#include "core/host/audit_verify/anchor_file.h"

#include "core/host/audit_verify/proofs.h"

#include <algorithm>

namespace omni::audit_verify {

namespace {

/// Takes the line `name value\n` and gives its value; a line of another name is none.
std::optional<std::string_view> takeLine(std::string_view& text, std::string_view name)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || !text.starts_with(name) || end <= name.size() || text[name.size()] != ' ') {
        return std::nullopt;
    }
    const auto value = text.substr(name.size() + 1, end - name.size() - 1);
    text.remove_prefix(end + 1);
    return value;
}

bool takeStart(std::string_view& text, std::string_view line)
{
    if (!text.starts_with(line)) {
        return false;
    }
    text.remove_prefix(line.size());
    return true;
}

int digitOf(char each)
{
    return each >= '0' && each <= '9' ? each - '0' : each >= 'a' && each <= 'f' ? each - 'a' + 10 : -1;
}

template<std::size_t size> bool fromHex(std::optional<std::string_view> text, std::array<unsigned char, size>& out)
{
    if (!text || text->size() != 2 * size) {
        return false;
    }
    for (std::size_t i = 0; i < size; ++i) {
        const int high = digitOf((*text)[2 * i]), low = digitOf((*text)[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return true;
}

bool fromDecimal(std::optional<std::string_view> text, std::uint64_t most, std::uint64_t& number)
{
    if (!text || text->empty() || text->size() > 19 || text->front() == '0') {
        return false;
    }
    number = 0;
    for (const char digit : *text) {
        if (digit < '0' || digit > '9') {
            return false;
        }
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return number <= most;
}

constexpr std::uint64_t mostSegments = 0xFFFF'FFFF;
constexpr std::uint64_t mostSequence = ~std::uint64_t{0};

} // namespace

std::optional<AnchorFile> anchorFromText(std::string_view given)
{
    if (given.size() > mostTextFile) {
        return std::nullopt;
    }
    std::string plain(given);
    std::erase(plain, '\r');
    std::string_view text = plain;
    AnchorFile anchor;
    std::uint64_t segment = 0;
    if (!takeStart(text, "omnitrade audit anchor 1\n") || !fromHex(takeLine(text, "log"), anchor.log)
        || !fromDecimal(takeLine(text, "segment"), mostSegments, segment)
        || !fromDecimal(takeLine(text, "records"), mostSequence, anchor.records) || !takeLine(text, "time")
        || !fromHex(takeLine(text, "head"), anchor.head)) {
        return std::nullopt;
    }
    const auto words = takeLine(text, "words");
    anchor.signedText = plain.substr(0, plain.size() - text.size());
    if (!words || *words != wordsFor(anchor.log, anchor.records, anchor.head)
        || !fromHex(takeLine(text, "mac"), anchor.mac) || !text.empty()) {
        return std::nullopt;
    }
    anchor.segment = static_cast<std::uint32_t>(segment);
    anchor.words = *words;
    return anchor;
}

std::optional<KeyFile> keyFromText(std::string_view text)
{
    KeyFile key;
    std::uint64_t segment = 0;
    if (!takeStart(text, "omnitrade audit verify key 1\n") || !fromHex(takeLine(text, "log"), key.log)
        || !fromDecimal(takeLine(text, "segment"), mostSegments, segment) || !fromHex(takeLine(text, "key"), key.key)
        || !text.empty()) {
        return std::nullopt;
    }
    key.segment = static_cast<std::uint32_t>(segment);
    return key;
}

std::optional<std::string> wordsFromText(std::string_view text)
{
    std::string letters;
    for (const char each : text) {
        if (each == '-' || each == ' ') {
            continue;
        }
        const char small = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
        if (small < 'a' || small > 'z') {
            return std::nullopt;
        }
        letters += small;
    }
    if (letters.size() != 25) {
        return std::nullopt;
    }
    for (std::size_t at = 20; at > 0; at -= 5) {
        letters.insert(at, 1, '-');
    }
    return letters;
}

} // namespace omni::audit_verify
