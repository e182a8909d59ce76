#include "core/edge/brokers/alpaca/msgpack_scan.h"

#include "core/edge/brokers/alpaca/msgpack_reader.h"
#include "core/edge/brokers/alpaca/shortest_decimal.h"

#include <bit>
#include <cstring>

namespace omni::brokers::alpaca {

namespace {

/// Values behind their keys; it never reads past its end.
class MsgpackSource
{
public:
    explicit MsgpackSource(std::string_view bytes) noexcept
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
    }
    [[nodiscard]] const char* at() const noexcept
    {
        return m_at;
    }
    /// The count of pairs of a map; zero: it is none, or has none.
    [[nodiscard]] unsigned map() noexcept
    {
        const auto head = first();
        if ((head & 0xF0U) == 0x80) {
            ++m_at;
            return head & 0x0FU;
        }
        if (head == 0xDE && left() > 2) {
            const auto count = static_cast<unsigned>(big<std::uint16_t>(m_at + 1));
            m_at += 3;
            return count;
        }
        return 0;
    }
    /// A key of one to three characters as its code; zero: it is none.
    [[nodiscard]] std::uint32_t key() noexcept
    {
        const std::size_t size = first() - 0xA0U;
        if (size - 1 > 2 || left() <= size) {
            return 0;
        }
        const auto code = keyCode({m_at + 1, size});
        m_at += size + 1;
        return code;
    }
    [[nodiscard]] bool text(std::string_view& told) noexcept
    {
        const auto head = first();
        const std::size_t size = head & 0x1FU;
        if ((head & 0xE0U) != 0xA0 || left() <= size) {
            return false;
        }
        told = {m_at + 1, size};
        m_at += size + 1;
        return true;
    }
    [[nodiscard]] bool passText() noexcept
    {
        std::string_view passed;
        return text(passed);
    }
    /// A list of words, each one character mostly.
    [[nodiscard]] bool letters(TradeConditions& told) noexcept
    {
        const auto head = first();
        if ((head & 0xF0U) != 0x90) {
            return false;
        }
        ++m_at;
        for (unsigned count = head & 0x0FU; count > 0; --count) {
            std::string_view word;
            if (!text(word)) {
                return false;
            }
            told |= conditionOf(word);
        }
        return true;
    }
    [[nodiscard]] bool passInteger() noexcept
    {
        std::int64_t passed = 0;
        return integer(passed);
    }
    /// An integer or a double, at least zero.
    [[nodiscard]] bool figure(Decimal& told)
    {
        if (first() != 0xCB) {
            told.exponent = 0;
            return integer(told.mantissa);
        }
        if (left() < 9) {
            return false;
        }
        const auto number = std::bit_cast<double>(big<std::uint64_t>(m_at + 1));
        if (!shortestDecimal(number, told) || told.mantissa < 0) {
            return false;
        }
        m_at += 9;
        return true;
    }
    /// The extension in eight or in twelve bytes.
    [[nodiscard]] bool time(Timestamp& told) noexcept
    {
        std::uint64_t second = 0;
        std::uint64_t nanosecond = 0;
        if (left() >= 10 && std::memcmp(m_at, "\xD7\xFF", 2) == 0) {
            const auto both = big<std::uint64_t>(m_at + 2);
            second = both & 0x3'FFFF'FFFFU;
            nanosecond = both >> 34U;
            m_at += 10;
        } else if (left() >= 15 && std::memcmp(m_at, "\xC7\x0C\xFF", 3) == 0) {
            nanosecond = big<std::uint32_t>(m_at + 3);
            second = big<std::uint64_t>(m_at + 7);
            m_at += 15;
        } else {
            return false;
        }
        const auto time = msgpackTime(static_cast<std::int64_t>(second), nanosecond);
        told = time.value_or(Timestamp{});
        return time.has_value();
    }

private:
    [[nodiscard]] std::size_t left() const noexcept
    {
        return static_cast<std::size_t>(m_end - m_at);
    }
    /// 0xC1, which stands for nothing, at the end.
    [[nodiscard]] unsigned first() const noexcept
    {
        return m_at != m_end ? static_cast<unsigned char>(*m_at) : 0xC1U;
    }
    template<class Number> [[nodiscard]] static Number big(const char* from) noexcept
    {
        static_assert(std::endian::native == std::endian::little);
        Number number = 0;
        std::memcpy(&number, from, sizeof number);
        if constexpr (sizeof number == 8) {
            return __builtin_bswap64(number);
        } else if constexpr (sizeof number == 4) {
            return __builtin_bswap32(number);
        } else {
            return __builtin_bswap16(number);
        }
    }
    /// At least zero.
    [[nodiscard]] bool integer(std::int64_t& told) noexcept
    {
        const auto head = first();
        if (head < 0x80) {
            told = head;
            ++m_at;
            return true;
        }
        const std::size_t size = std::size_t{1} << (head & 3U);
        if (head < 0xCC || head > 0xCF || left() <= size) {
            return false;
        }
        const char* const from = m_at + 1;
        std::uint64_t value = 0;
        switch (size) {
        case 1:
            value = static_cast<unsigned char>(*from);
            break;
        case 2:
            value = big<std::uint16_t>(from);
            break;
        case 4:
            value = big<std::uint32_t>(from);
            break;
        default:
            value = big<std::uint64_t>(from);
            break;
        }
        told = static_cast<std::int64_t>(value);
        m_at += size + 1;
        return told >= 0;
    }

    const char* m_at;
    const char* m_end;
};

} // namespace

std::size_t scannedMsgpack(std::string_view bytes, ScannedFields& fields)
{
    MsgpackSource source(bytes);
    auto pairs = source.map();
    std::string_view kind;
    if (pairs < 2 || source.key() != keyCode("T") || !source.text(kind) || kind.size() != 1) {
        return 0;
    }
    fields = {};
    fields.kind = kind[0];
    for (--pairs; pairs > 0; --pairs) {
        if (!readField(source, source.key(), fields)) {
            return 0;
        }
    }
    return fields.isMessage() ? static_cast<std::size_t>(source.at() - bytes.data()) : 0;
}

} // namespace omni::brokers::alpaca
