#include "core/base/time.h"

#include "core/base/wide_int.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace omni {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;
constexpr std::int64_t secondsPerDay = 86'400;

struct CivilDate {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};

// Days to dates and back: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". Years begin in March, so that the
// leap day is the last one, and eras of 400 years (146'097 days) all look alike.
CivilDate dateOf(std::int64_t daysSinceEpoch) noexcept
{
    const std::int64_t shifted = daysSinceEpoch + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto dayOfEra = static_cast<unsigned>(shifted - era * 146'097);
    const unsigned yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned monthFromMarch = (5 * dayOfYear + 2) / 153;
    const unsigned month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    return {static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1};
}

std::int64_t daysSinceEpoch(CivilDate date) noexcept
{
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = year / 400; // years are never below zero here
    const auto yearOfEra = static_cast<unsigned>(year - era * 400);
    const unsigned dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + static_cast<std::int64_t>(dayOfEra) - 719'468;
}

unsigned lengthOfMonth(std::int64_t year, unsigned month) noexcept
{
    constexpr std::array<unsigned, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && isLeap ? 29 : lengths[month - 1];
}

/// Reads from the front of a text; once wrong, it stays wrong.
class Scanner
{
public:
    explicit Scanner(std::string_view text) noexcept
        : m_rest(text)
    {
    }
    unsigned digits(std::size_t count) noexcept
    {
        unsigned value = 0;
        if (m_rest.size() < count) {
            m_bad = true;
            return 0;
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto digit = static_cast<unsigned>(m_rest[i]) - '0';
            m_bad = m_bad || digit > 9;
            value = value * 10 + digit;
        }
        m_rest.remove_prefix(count);
        return m_bad ? 0 : value;
    }
    void expect(char wanted) noexcept
    {
        m_bad = !skip(wanted) || m_bad;
    }
    bool skip(char wanted) noexcept
    {
        if (m_rest.empty() || m_rest.front() != wanted) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }
    /// One to nine digits, as nanoseconds.
    std::int64_t fraction() noexcept
    {
        std::int64_t value = 0;
        std::int64_t weight = nsPerSecond / 10;
        std::size_t at = 0;
        for (; at < m_rest.size() && m_rest[at] >= '0' && m_rest[at] <= '9'; ++at, weight /= 10) {
            value += weight * (m_rest[at] - '0');
        }
        m_bad = m_bad || at == 0 || at > 9;
        m_rest.remove_prefix(at);
        return value;
    }
    [[nodiscard]] bool isAtEnd() const noexcept
    {
        return m_rest.empty();
    }
    [[nodiscard]] bool isBad() const noexcept
    {
        return m_bad;
    }

private:
    std::string_view m_rest;
    bool m_bad = false;
};

/// "Z", "+hh:mm" or "-hh:mm", as seconds east of Greenwich.
std::int64_t readOffset(Scanner& in, bool& isInRange) noexcept
{
    if (in.skip('Z')) {
        return 0;
    }
    const bool isEast = in.skip('+');
    if (!isEast) {
        in.expect('-');
    }
    const unsigned hour = in.digits(2);
    in.expect(':');
    const unsigned minute = in.digits(2);
    isInRange = hour <= 23 && minute <= 59;
    const auto offset = static_cast<std::int64_t>(hour * 3'600 + minute * 60);
    return isEast ? offset : -offset;
}

void putDigits(char* to, std::uint64_t value, int count) noexcept
{
    for (int i = count - 1; i >= 0; --i, value /= 10) {
        to[i] = static_cast<char>('0' + value % 10);
    }
}

struct Unit {
    std::string_view name;
    std::int64_t ns;
};
constexpr std::array<Unit, 8> units{{{"w", 604'800 * nsPerSecond},
                                     {"d", secondsPerDay* nsPerSecond},
                                     {"h", 3'600 * nsPerSecond},
                                     {"m", 60 * nsPerSecond},
                                     {"s", nsPerSecond},
                                     {"ms", 1'000'000},
                                     {"us", 1'000},
                                     {"ns", 1}}};

} // namespace

std::string isoText(Timestamp t)
{
    // Not by flooredTo: the start of the very first second has no Timestamp.
    std::int64_t sinceEpoch = t.ns / nsPerSecond;
    std::int64_t fraction = t.ns % nsPerSecond;
    if (fraction < 0) {
        fraction += nsPerSecond;
        --sinceEpoch;
    }
    const std::int64_t ofDay = (sinceEpoch % secondsPerDay + secondsPerDay) % secondsPerDay;
    const CivilDate date = dateOf((sinceEpoch - ofDay) / secondsPerDay);
    const auto clock = static_cast<std::uint64_t>(ofDay);

    std::string text = "yyyy-mm-ddThh:mm:ss.nnnnnnnnnZ";
    char* const to = text.data();
    putDigits(to, static_cast<std::uint64_t>(date.year), 4);
    putDigits(to + 5, date.month, 2);
    putDigits(to + 8, date.day, 2);
    putDigits(to + 11, clock / 3'600, 2);
    putDigits(to + 14, clock / 60 % 60, 2);
    putDigits(to + 17, clock % 60, 2);
    putDigits(to + 20, static_cast<std::uint64_t>(fraction), 9);
    return text;
}

Result<Timestamp> timestampFromIso(std::string_view text)
{
    Scanner in(text);
    CivilDate date;
    date.year = in.digits(4);
    in.expect('-');
    date.month = in.digits(2);
    in.expect('-');
    date.day = in.digits(2);
    bool isInRange
        = date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= lengthOfMonth(date.year, date.month);

    std::int64_t ofDay = 0;
    std::int64_t fraction = 0;
    if (!in.isAtEnd()) {
        in.expect('T');
        const unsigned hour = in.digits(2);
        in.expect(':');
        const unsigned minute = in.digits(2);
        in.expect(':');
        const unsigned second = in.digits(2);
        isInRange = isInRange && hour <= 23 && minute <= 59 && second <= 59;
        if (in.skip('.')) {
            fraction = in.fraction();
        }
        bool isOffsetInRange = true;
        const std::int64_t offset = readOffset(in, isOffsetInRange);
        isInRange = isInRange && isOffsetInRange;
        ofDay = static_cast<std::int64_t>(hour * 3'600 + minute * 60 + second) - offset;
    }
    if (in.isBad() || !in.isAtEnd() || !isInRange) {
        return failure(Errc::Invalid, "not an ISO 8601 time with a zone: " + quoted(text));
    }

    const std::int64_t sinceEpoch = daysSinceEpoch(date) * secondsPerDay + ofDay;
    if (const auto ns = narrowed(Int128{sinceEpoch} * nsPerSecond + fraction)) {
        return Timestamp{*ns};
    }
    return failure(Errc::Overflow, "outside the years 1678 to 2262: " + quoted(text));
}

Result<Duration> durationFromText(std::string_view text)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error == std::errc::result_out_of_range) {
        return failure(Errc::Overflow, "too long a time: " + quoted(text));
    }
    if (error != std::errc{} || count <= 0) {
        return failure(Errc::Invalid, "not a span of time: " + quoted(text));
    }
    const std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
    for (const Unit& unit : units) {
        if (name == unit.name) {
            if (const auto ns = narrowed(Int128{count} * unit.ns)) {
                return Duration{*ns};
            }
            return failure(Errc::Overflow, "too long a time: " + quoted(text));
        }
    }
    return failure(Errc::Invalid, "not a span of time: " + quoted(text));
}

std::string durationText(Duration d)
{
    if (d.ns == 0) {
        return "0s";
    }
    for (const Unit& unit : units) {
        if (d.ns % unit.ns == 0) {
            return std::to_string(d.ns / unit.ns).append(unit.name);
        }
    }
    return std::to_string(d.ns).append("ns"); // not reached: one nanosecond divides everything
}

} // namespace omni
