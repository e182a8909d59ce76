#include "core/edge/brokers/alpaca/json_scan.h"

#include <cstring>

namespace omni::brokers::alpaca {

namespace {

/// Values behind their keys. It needs no look at the end: a zero stands there, which none of its steps goes past.
class JsonSource
{
public:
    JsonSource(const char* at, DayTimes& times) noexcept
        : m_at(at)
        , m_times(times)
    {
    }
    [[nodiscard]] const char* at() const noexcept
    {
        return m_at;
    }
    [[nodiscard]] bool takes(char what) noexcept
    {
        if (*m_at != what) {
            return false;
        }
        ++m_at;
        return true;
    }
    /// `{"T":"t",` with the letter in `kind`.
    [[nodiscard]] bool head(char& kind) noexcept
    {
        if (std::memcmp(m_at, R"({"T":")", 6) != 0 || m_at[7] != '"' || m_at[8] != ',') {
            return false;
        }
        kind = m_at[6];
        m_at += 9;
        return true;
    }
    /// `"bp":` as its code; zero: none of one to three characters.
    [[nodiscard]] std::uint32_t key() noexcept
    {
        if (m_at[0] != '"') {
            return 0;
        }
        return m_at[2] == '"' ? keyOf<1>() : m_at[3] == '"' ? keyOf<2>() : keyOf<3>();
    }
    /// Characters of ASCII, without escapes.
    [[nodiscard]] bool text(std::string_view& told) noexcept
    {
        if (*m_at != '"') {
            return false;
        }
        const char* const begin = m_at + 1;
        const char* end = begin;
        while (isPlain(*end)) {
            ++end;
        }
        told = {begin, static_cast<std::size_t>(end - begin)};
        m_at = end + 1;
        return *end == '"';
    }
    [[nodiscard]] bool passText() noexcept
    {
        if (m_at[0] == '"' && isPlain(m_at[1]) && m_at[2] == '"') {
            m_at += 3; // one letter, as most have
            return true;
        }
        std::string_view passed;
        return text(passed);
    }
    /// A list of words, each one character mostly.
    [[nodiscard]] bool letters(TradeConditions& told) noexcept
    {
        if (!takes('[')) {
            return false;
        }
        if (takes(']')) {
            return true;
        }
        for (std::string_view word; text(word);) {
            told |= conditionOf(word);
            if (!takes(',')) {
                return takes(']');
            }
        }
        return false;
    }
    [[nodiscard]] bool passInteger() noexcept
    {
        const char* const begin = m_at;
        std::uint64_t passed = 0;
        digits(passed);
        return m_at != begin;
    }
    /// Digits with at most one point among them, eighteen characters at most.
    [[nodiscard]] bool figure(Decimal& told) noexcept
    {
        const char* const begin = m_at;
        std::uint64_t mantissa = 0; // wraps where there are more digits, which are refused below
        std::ptrdiff_t decimals = 0;
        digits(mantissa);
        if (m_at == begin) {
            return false;
        }
        if (takes('.')) {
            const char* const point = m_at;
            digits(mantissa);
            decimals = m_at - point;
            if (decimals == 0) {
                return false;
            }
        }
        told.mantissa = static_cast<std::int64_t>(mantissa);
        told.exponent = static_cast<std::int8_t>(-decimals);
        return m_at - begin <= 18;
    }
    [[nodiscard]] bool time(Timestamp& told)
    {
        // Nine decimals mostly. What stands in between is looked at when the time is read.
        std::string_view word(m_at + 1, 30);
        if (*m_at == '"' && m_at[30] == 'Z' && m_at[31] == '"') {
            m_at += 32;
        } else if (!text(word)) {
            return false;
        }
        const auto time = m_times.read(word);
        told = time.value_or(Timestamp{});
        return time.has_value();
    }

private:
    static bool isPlain(char c) noexcept
    {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }
    template<std::size_t Size> std::uint32_t keyOf() noexcept
    {
        if (m_at[Size + 1] != '"' || m_at[Size + 2] != ':') {
            return 0;
        }
        const auto code = keyCode({m_at + 1, Size});
        m_at += Size + 3;
        return code;
    }
    void digits(std::uint64_t& value) noexcept
    {
        for (unsigned digit = 0; (digit = static_cast<unsigned char>(*m_at - '0')) <= 9; ++m_at) {
            value = value * 10 + digit;
        }
    }

    const char* m_at;
    DayTimes& m_times;
};

/// From its brace to its brace.
bool readOne(JsonSource& source, ScannedFields& fields)
{
    if (!source.head(fields.kind)) {
        return false;
    }
    do {
        if (!readField(source, source.key(), fields)) {
            return false;
        }
    } while (source.takes(','));
    return source.takes('}') && fields.isMessage();
}

} // namespace

bool JsonScan::readAll(const char* at, const char* end)
{
    JsonSource source(at, m_times);
    if (!source.takes('[')) {
        return false;
    }
    do {
        if (m_messages.size() == mostScanned || !readOne(source, m_messages.emplace_back())) {
            return false;
        }
    } while (source.takes(','));
    return source.takes(']') && source.at() == end;
}

std::vector<ScannedFields>& JsonScan::read(const char* frame, std::size_t size)
{
    m_messages.clear();
    if (!readAll(frame, frame + size)) {
        m_messages.clear();
    }
    return m_messages;
}

} // namespace omni::brokers::alpaca
