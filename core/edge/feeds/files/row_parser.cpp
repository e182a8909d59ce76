#include "core/edge/feeds/files/row_parser.h"

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/edge/feeds/files/field_scanner.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace omni::feeds {

namespace {

LineFault fault(FaultCode code, std::string_view field, std::string what)
{
    return {code, field, std::move(what)};
}

bool isNotFinite(std::string_view text)
{
    std::string lower(text.substr(0, 10));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!lower.empty() && (lower.front() == '-' || lower.front() == '+')) {
        lower.erase(0, 1);
    }
    return lower == "nan" || lower == "inf" || lower == "infinity" || lower == "1.#inf" || lower == "1.#qnan";
}

/// Any decimal text as a Number.
tl::expected<Number, LineFault> numberFrom(std::string_view text, std::string_view field)
{
    if (text.empty()) {
        return tl::unexpected(fault(FaultCode::NotANumber, field, "is empty"));
    }
    if (isNotFinite(text)) {
        return tl::unexpected(fault(FaultCode::NotFinite, field, omni::quoted(text) + " is not a finite number"));
    }
    const auto decimal = decimalFromText(text);
    if (!decimal) {
        return tl::unexpected(decimal.error().code == Errc::Overflow
                                  ? fault(FaultCode::TooLarge, field, omni::quoted(text) + " has too many digits")
                                  : fault(FaultCode::NotANumber, field, omni::quoted(text) + " is not a number"));
    }
    if (decimal->mantissa < 0) {
        return tl::unexpected(fault(FaultCode::Negative, field, omni::quoted(text) + " is below zero"));
    }
    Decimal value = *decimal;
    if (value.exponent > 0 || value.exponent < -18) {
        value = normalised(value);
    }
    while (value.exponent > 0) {
        std::int64_t more = 0;
        if (__builtin_mul_overflow(value.mantissa, std::int64_t{10}, &more) || more >= 1'000'000'000'000'000'000) {
            return tl::unexpected(fault(FaultCode::TooLarge, field, omni::quoted(text) + " has too many digits"));
        }
        value = {more, static_cast<std::int8_t>(value.exponent - 1)};
    }
    if (value.exponent < -18) {
        return tl::unexpected(fault(FaultCode::TooLarge, field, omni::quoted(text) + " has more than 18 decimals"));
    }
    return Number{static_cast<std::uint64_t>(value.mantissa), static_cast<std::uint8_t>(-value.exponent)};
}

/// 1990-01-01: nobody has ticks of an earlier time, and what other units give since then lies before it.
constexpr std::int64_t earliestTick = 631'152'000'000'000'000;

/// Of which unit this would be a time from 1990 to 2262. The ranges do not meet. Empty: of none.
std::string_view unitOf(std::int64_t value) noexcept
{
    struct Unit {
        std::int64_t each; ///< Nanoseconds.
        std::string_view name;
    };
    constexpr Unit units[] = {{1'000, "microseconds"}, {1'000'000, "milliseconds"}, {1'000'000'000, "seconds"}};
    for (const Unit& unit : units) {
        if (value >= earliestTick / unit.each && value <= std::numeric_limits<std::int64_t>::max() / unit.each) {
            return unit.name;
        }
    }
    return {};
}

tl::expected<std::int64_t, LineFault> nanosecondsFrom(std::string_view text)
{
    constexpr std::string_view field = "timestamp_ns";
    std::uint64_t value = 0;
    const bool isNegative = !text.empty() && text.front() == '-';
    const bool isShort = !text.empty() && text.size() <= 19;
    for (const char c : text.substr(isNegative ? 1 : 0)) {
        if (c < '0' || c > '9') {
            return tl::unexpected(
                fault(FaultCode::BadTime, field, omni::quoted(text) + " is no whole number of nanoseconds"));
        }
        value = isShort ? value * 10 + static_cast<std::uint64_t>(c - '0') : 0;
    }
    if (text.empty()) {
        return tl::unexpected(fault(FaultCode::BadTime, field, "is empty"));
    }
    // A day before the end of the range, so that a time and a short span can always be added.
    constexpr std::uint64_t most = 9'223'285'636'854'775'807;
    if (!isShort || isNegative || value > most) {
        return tl::unexpected(fault(FaultCode::BadTime, field, omni::quoted(text) + " is outside 1970 to 2262"));
    }
    const auto time = static_cast<std::int64_t>(value);
    if (time < earliestTick) {
        const auto unit = unitOf(time);
        const auto what = unit.empty() ? std::string(" nanoseconds are before 1990")
                                       : " looks like " + std::string(unit) + ", not like nanoseconds since 1970";
        return tl::unexpected(fault(FaultCode::BadTime, field, omni::quoted(text) + what));
    }
    return time;
}

/// Reads a time, a side or a flag into `row`.
std::optional<LineFault> readWord(std::string_view column, std::string_view text, Row& row)
{
    if (column == "timestamp") {
        const auto time = timestampFromIso(text);
        if (!time) {
            return fault(FaultCode::BadTime, column, omni::quoted(text) + " is no time like 2024-08-08T23:54:15Z");
        }
        row.time = time->ns;
    } else if (column == "timestamp_ns") {
        const auto time = nanosecondsFrom(text);
        if (!time) {
            return time.error();
        }
        row.time = *time;
    } else if (column == "side") {
        if (text.size() != 1) {
            return fault(FaultCode::BadSide, column, omni::quoted(text) + " is no side");
        }
        row.side = text.front();
    } else {
        if (text != "0" && text != "1") {
            return fault(FaultCode::BadFlag, column, omni::quoted(text) + " is neither 0 nor 1");
        }
        row.isSnapshot = text == "1";
    }
    return std::nullopt;
}

/// What is wrong with the values of a row; nothing when all is well. The rare path of `isSound`.
std::optional<LineFault> faultOf(const Row& row, FileKind kind)
{
    for (std::size_t i = 0; i < priceCount(kind); ++i) {
        if (row.prices[i].mantissa == 0) {
            return fault(FaultCode::NotPositive, priceField(kind, i), "a price must be above zero");
        }
    }
    const auto& p = row.prices;
    if (kind == FileKind::Quotes && compared(p[0], p[1]) > 0) {
        return fault(FaultCode::CrossedQuote, "bid", "the bid is above the ask");
    }
    if (kind == FileKind::Bars) {
        if (compared(p[1], p[0]) < 0 || compared(p[1], p[3]) < 0 || compared(p[1], p[2]) < 0) {
            return fault(FaultCode::BadBar, "high", "the high is not the highest price of the bar");
        }
        if (compared(p[2], p[0]) > 0 || compared(p[2], p[3]) > 0) {
            return fault(FaultCode::BadBar, "low", "the low is not the lowest price of the bar");
        }
    }
    if (kind == FileKind::Trades && row.side != 'B' && row.side != 'S') {
        return fault(FaultCode::BadSide, "side",
                     "the side of a trade is B or S, not " + omni::quoted(std::string(1, row.side)));
    }
    if (kind == FileKind::Depth && row.side != 'B' && row.side != 'A') {
        return fault(FaultCode::BadSide, "side",
                     "the side of a level is B or A, not " + omni::quoted(std::string(1, row.side)));
    }
    return std::nullopt;
}

inline bool isAbove(Number a, Number b) noexcept
{
    return a.decimals == b.decimals ? a.mantissa > b.mantissa : compared(a, b) > 0;
}

inline bool isSound(const Row& row, FileKind kind) noexcept
{
    const auto& p = row.prices;
    switch (kind) {
    case FileKind::Trades:
        return p[0].mantissa != 0 && (row.side == 'B' || row.side == 'S');
    case FileKind::Depth:
        return p[0].mantissa != 0 && (row.side == 'B' || row.side == 'A');
    case FileKind::Quotes:
        return p[0].mantissa != 0 && !isAbove(p[0], p[1]);
    case FileKind::Bars:
        return p[2].mantissa != 0 && !isAbove(p[0], p[1]) && !isAbove(p[3], p[1]) && !isAbove(p[2], p[0])
            && !isAbove(p[2], p[3]);
    }
    return false;
}

const char* scanTime(const char* at, std::int64_t& out) noexcept
{
    at = scanNanoseconds(at, out);
    return at == nullptr || out < earliestTick ? nullptr : at;
}

const char* scanTrade(const char* at, Row& out) noexcept
{
    if ((at = scanTime(at, out.time)) == nullptr || (at = scanNumber(at + 1, out.prices[0])) == nullptr
        || (at = scanNumber(at + 1, out.sizes[0])) == nullptr) {
        return nullptr;
    }
    return scanLetter(at + 1, out.side);
}

const char* scanQuote(const char* at, Row& out) noexcept
{
    if ((at = scanTime(at, out.time)) == nullptr || (at = scanNumber(at + 1, out.prices[0])) == nullptr
        || (at = scanNumber(at + 1, out.sizes[0])) == nullptr || (at = scanNumber(at + 1, out.prices[1])) == nullptr) {
        return nullptr;
    }
    return scanNumber(at + 1, out.sizes[1]);
}

const char* scanDepth(const char* at, Row& out, bool hasSnapshot) noexcept
{
    if ((at = scanTime(at, out.time)) == nullptr || (at = scanLetter(at + 1, out.side)) == nullptr
        || (at = scanNumber(at + 1, out.prices[0])) == nullptr || (at = scanNumber(at + 1, out.sizes[0])) == nullptr) {
        return nullptr;
    }
    if (hasSnapshot) {
        char flag = 0;
        at = scanLetter(at + 1, flag);
        out.isSnapshot = flag == '1';
        return flag == '0' || flag == '1' ? at : nullptr;
    }
    out.isSnapshot = false;
    return at;
}

} // namespace

std::optional<LineFault> quarantineOf(const Row& row, FileKind kind)
{
    if (kind == FileKind::Trades && row.sizes[0].mantissa == 0) {
        return fault(FaultCode::NoSize, sizeField(kind, 0), "a trade of nothing is left out");
    }
    return std::nullopt;
}

RowParser::RowParser(Header header) noexcept
    : m_header(header)
{
}

const char* RowParser::scanBarTime(const char* at, std::int64_t& out) noexcept
{
    if (std::memcmp(at, m_date.data(), m_date.size()) != 0) {
        const auto midnight = timestampFromIso({at, 10});
        if (!midnight || at[10] != 'T') {
            return nullptr;
        }
        std::copy_n(at, m_date.size(), m_date.begin());
        m_midnight = midnight->ns;
    }
    if (at[13] != ':' || at[16] != ':' || at[19] != 'Z' || at[20] != ',') {
        return nullptr;
    }
    const auto two = [at](std::size_t i) {
        const auto tens = static_cast<unsigned>(at[i]) - '0';
        const auto ones = static_cast<unsigned>(at[i + 1]) - '0';
        return tens > 9 || ones > 9 ? 99U : tens * 10 + ones;
    };
    const unsigned hour = two(11), minute = two(14), second = two(17);
    if (hour > 23 || minute > 59 || second > 59) {
        return nullptr;
    }
    const std::int64_t sinceMidnight = seconds(std::int64_t{hour} * 3600 + minute * 60 + second).ns;
    return __builtin_add_overflow(m_midnight, sinceMidnight, &out) ? nullptr : at + 20;
}

bool RowParser::parse(std::string_view line, Row& out) noexcept
{
    const char* at = line.data();
    switch (m_header.kind) {
    case FileKind::Trades:
        at = scanTrade(at, out);
        break;
    case FileKind::Quotes:
        at = scanQuote(at, out);
        break;
    case FileKind::Depth:
        at = scanDepth(at, out, m_header.hasSnapshot);
        break;
    case FileKind::Bars:
        if (line.size() > 20) {
            at = scanBarTime(at, out.time);
            for (std::size_t i = 0; at != nullptr && i < 4; ++i) {
                at = scanNumber(at + 1, out.prices[i]);
            }
            at = at == nullptr ? nullptr : scanNumber(at + 1, out.sizes[0]);
        } else {
            at = nullptr;
        }
        break;
    }
    return at == line.data() + line.size() && isSound(out, m_header.kind);
}

tl::expected<Row, LineFault> RowParser::explained(std::string_view line) const
{
    const FileKind kind = m_header.kind;
    if (line.empty()) {
        return tl::unexpected(fault(FaultCode::BlankLine, {}, "the line is blank"));
    }
    if (line.find('\0') != std::string_view::npos) {
        return tl::unexpected(fault(FaultCode::NulByte, {}, "holds a NUL byte"));
    }
    auto columns = fieldsOf(headerOf(kind));
    if (kind == FileKind::Depth && !m_header.hasSnapshot) {
        columns.pop_back();
    }
    const auto fields = fieldsOf(line);
    if (fields.size() != columns.size()) {
        const bool isShort = fields.size() < columns.size();
        return tl::unexpected(
            fault(FaultCode::WrongFieldCount, isShort ? columns[fields.size()] : std::string_view{},
                  std::to_string(fields.size()) + " fields where " + std::to_string(columns.size()) + " belong"));
    }
    Row row;
    std::size_t price = 0, size = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool isNumber = columns[i] != "timestamp" && columns[i] != "timestamp_ns" && columns[i] != "side"
            && columns[i] != "snapshot";
        if (!isNumber) {
            if (auto wrong = readWord(columns[i], fields[i], row)) {
                return tl::unexpected(std::move(*wrong));
            }
            continue;
        }
        const auto number = numberFrom(fields[i], columns[i]);
        if (!number) {
            return tl::unexpected(number.error());
        }
        const bool isSize = columns[i] == "size" || columns[i] == "volume" || columns[i].ends_with("_size");
        (isSize ? row.sizes[size++] : row.prices[price++]) = *number;
    }
    if (auto wrong = faultOf(row, kind)) {
        return tl::unexpected(std::move(*wrong));
    }
    return row;
}

} // namespace omni::feeds
