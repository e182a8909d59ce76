#include "core/edge/brokers/alpaca/day_times.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace omni::brokers::alpaca {

namespace {

static_assert(std::endian::native == std::endian::little, "eight characters at once: the first is the lowest byte");

std::uint64_t eightFrom(const char* text) noexcept
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, text, sizeof eight);
    return eight;
}

/// "13:31:03" as seconds; nothing where it is no time of a day.
std::optional<std::int64_t> secondOfDay(const char* text) noexcept
{
    const std::uint64_t values = eightFrom(text) ^ 0x30303A30303A3030U;
    // A digit above 9 and a colon that is none reach the highest bit of their byte.
    if (((values | (values + 0x76767F76767F7676U)) & 0x8080808080808080U) != 0) {
        return std::nullopt;
    }
    const std::uint64_t pairs = values * 10 + (values >> 8U);
    const auto hour = static_cast<std::int64_t>(pairs & 0xFFU);
    const auto minute = static_cast<std::int64_t>(pairs >> 24U & 0xFFU);
    const auto second = static_cast<std::int64_t>(pairs >> 48U & 0xFFU);
    if (hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return hour * 3'600 + minute * 60 + second;
}

/// "12345678": pairs, then fours, then all (D. Lemire, "Quickly parsing eight digits", 2018).
std::optional<std::int64_t> eightDigits(const char* text) noexcept
{
    std::uint64_t values = eightFrom(text) ^ 0x3030303030303030U;
    if (((values | (values + 0x7676767676767676U)) & 0x8080808080808080U) != 0) {
        return std::nullopt;
    }
    values = values * 10 + (values >> 8U);
    const std::uint64_t mask = 0x000000FF000000FFU;
    const auto all
        = ((values & mask) * 0x000F424000000064U + (values >> 16U & mask) * 0x0000271000000001U) >> 32U & 0xFFFFFFFFU;
    return static_cast<std::int64_t>(all);
}

/// One to nine digits behind the point, as nanoseconds.
std::optional<std::int64_t> fractionFrom(std::string_view digits) noexcept
{
    if (digits.empty() || digits.size() > 9) {
        return std::nullopt;
    }
    std::int64_t nanoseconds = 0;
    std::int64_t unit = 100'000'000;
    std::size_t at = 0;
    if (digits.size() >= 8) {
        const auto eight = eightDigits(digits.data());
        if (!eight) {
            return std::nullopt;
        }
        nanoseconds = *eight * 10;
        unit = 1;
        at = 8;
    }
    for (; at < digits.size(); ++at, unit /= 10) {
        const auto digit = static_cast<unsigned char>(digits[at] - '0');
        if (digit > 9) {
            return std::nullopt;
        }
        nanoseconds += digit * unit;
    }
    return nanoseconds;
}

/// "13:31:03.123456789"
std::optional<Duration> ofDay(std::string_view text) noexcept
{
    const auto whole = secondOfDay(text.data());
    if (!whole || text.size() == 8) {
        return whole ? std::optional(seconds(*whole)) : std::nullopt;
    }
    const auto fraction = text[8] == '.' ? fractionFrom(text.substr(9)) : std::nullopt;
    return fraction ? std::optional(seconds(*whole) + Duration{*fraction}) : std::nullopt;
}

} // namespace

std::optional<Timestamp> DayTimes::read(std::string_view text)
{
    if (text.size() >= 20 && text.size() <= 30 && text.back() == 'Z' && text[10] == 'T'
        && eightFrom(text.data()) == eightFrom(m_day.data())
        && eightFrom(text.data() + 2) == eightFrom(m_day.data() + 2)) {
        if (const auto within = ofDay(text.substr(11, text.size() - 12))) {
            return m_midnight + *within;
        }
    }
    const auto told = timestampFromIso(text);
    if (!told) {
        return std::nullopt;
    }
    if (text.size() >= m_day.size() && text.back() == 'Z') {
        m_midnight = flooredTo(*told, days(1));
        std::copy_n(text.begin(), m_day.size(), m_day.begin());
    }
    return *told;
}

} // namespace omni::brokers::alpaca
