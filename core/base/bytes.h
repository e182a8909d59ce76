// Little-endian writing and reading of plain values, and CRC-32C (Castagnoli).
//
// One value has one encoding: NaN is one NaN, a varint is the shortest one, so equal states give equal bytes. Both ends
// are inline because every event passes through them.
//
// The reader never reads past its end: the first short or invalid read makes it bad, and it stays bad and gives
// zeros. A decoder checks `ok()` once, at its end.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni {

using Bytes = std::vector<std::byte>;

class ByteWriter
{
public:
    /// Appends to `out`, which outlives the writer. Reuse `out` and nothing is allocated.
    explicit ByteWriter(Bytes& out) noexcept
        : m_out(out)
    {
    }
    void u8(std::uint8_t value);
    void u16(std::uint16_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void i64(std::int64_t value)
    {
        u64(static_cast<std::uint64_t>(value));
    }
    /// The bits of a double. NaNs are written as one NaN, so that equal states give equal bytes.
    void f64(double value);
    void boolean(bool value)
    {
        u8(value ? 1 : 0);
    }
    /// LEB128; small numbers take one byte.
    void varint(std::uint64_t value);
    /// Zig-zag LEB128.
    void signedVarint(std::int64_t value);
    /// Length as varint, then the bytes.
    void text(std::string_view value);
    void blob(std::span<const std::byte> value);
    /// The bytes alone.
    void raw(std::span<const std::byte> value);
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_out.size();
    }

private:
    template<class Unsigned> void put(Unsigned value);
    Bytes& m_out;
};

class ByteReader
{
public:
    explicit ByteReader(std::span<const std::byte> in) noexcept
        : m_in(in)
    {
    }
    [[nodiscard]] std::uint8_t u8() noexcept;
    [[nodiscard]] std::uint16_t u16() noexcept;
    [[nodiscard]] std::uint32_t u32() noexcept;
    [[nodiscard]] std::uint64_t u64() noexcept;
    [[nodiscard]] std::int64_t i64() noexcept
    {
        return static_cast<std::int64_t>(u64());
    }
    [[nodiscard]] double f64() noexcept;
    /// Anything but 0 and 1 makes the reader bad.
    [[nodiscard]] bool boolean() noexcept;
    /// More than 64 bits, or an encoding that is not the shortest, makes the reader bad.
    [[nodiscard]] std::uint64_t varint() noexcept;
    [[nodiscard]] std::int64_t signedVarint() noexcept;
    /// A length beyond the rest, or beyond `most`, makes the reader bad: nothing is allocated for it.
    [[nodiscard]] std::string text(std::size_t most = 1 << 20);
    [[nodiscard]] Bytes blob(std::size_t most = 1 << 24);
    /// The next `count` bytes, in place; empty if there are not so many.
    [[nodiscard]] std::span<const std::byte> raw(std::size_t count) noexcept;
    /// An element count for a loop: at most `most` and at most the bytes that are left.
    [[nodiscard]] std::size_t count(std::size_t most) noexcept;
    [[nodiscard]] std::size_t left() const noexcept
    {
        return m_in.size() - m_at;
    }
    [[nodiscard]] bool ok() const noexcept
    {
        return !m_bad;
    }
    /// For a decoder that found a value out of its range.
    void fail() noexcept
    {
        m_bad = true;
    }
    /// True when nothing was wrong and nothing is left over.
    [[nodiscard]] bool finished() const noexcept
    {
        return !m_bad && left() == 0;
    }

private:
    template<class Unsigned> Unsigned take() noexcept;
    [[nodiscard]] std::uint64_t longVarint() noexcept;
    std::span<const std::byte> m_in;
    std::size_t m_at = 0;
    bool m_bad = false;
};

/// CRC-32C of `data`, continued from `crc`. Uses the processor's instruction where it has one; same result without.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> data, std::uint32_t crc = 0) noexcept;

/// The same without the instruction: what `crc32c` falls back to.
[[nodiscard]] std::uint32_t crc32cByTable(std::span<const std::byte> data, std::uint32_t crc = 0) noexcept;

namespace detail {

/// The value with its bytes in little-endian order, or back.
template<class Unsigned> constexpr Unsigned littleEndian(Unsigned value) noexcept
{
    if constexpr (std::endian::native == std::endian::little || sizeof(Unsigned) == 1) {
        return value;
    } else if constexpr (sizeof(Unsigned) == 2) {
        return __builtin_bswap16(value);
    } else if constexpr (sizeof(Unsigned) == 4) {
        return __builtin_bswap32(value);
    } else {
        return __builtin_bswap64(value);
    }
}

constexpr std::uint64_t zigZag(std::int64_t value) noexcept
{
    const auto bits = static_cast<std::uint64_t>(value);
    return (bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0);
}

constexpr std::int64_t fromZigZag(std::uint64_t bits) noexcept
{
    return static_cast<std::int64_t>((bits >> 1) ^ (0 - (bits & 1)));
}

} // namespace detail

template<class Unsigned> inline void ByteWriter::put(Unsigned value)
{
    const auto bytes = std::bit_cast<std::array<std::byte, sizeof(Unsigned)>>(detail::littleEndian(value));
    m_out.insert(m_out.end(), bytes.begin(), bytes.end());
}

inline void ByteWriter::u8(std::uint8_t value)
{
    m_out.push_back(std::byte{value});
}

inline void ByteWriter::u16(std::uint16_t value)
{
    put(value);
}

inline void ByteWriter::u32(std::uint32_t value)
{
    put(value);
}

inline void ByteWriter::u64(std::uint64_t value)
{
    put(value);
}

inline void ByteWriter::f64(double value)
{
    constexpr std::uint64_t theNaN = 0x7FF8'0000'0000'0000;
    put(value != value ? theNaN : std::bit_cast<std::uint64_t>(value));
}

inline void ByteWriter::varint(std::uint64_t value)
{
    if (value < 0x80) {
        m_out.push_back(static_cast<std::byte>(value));
        return;
    }
    std::array<std::byte, 10> bytes;
    std::size_t count = 0;
    for (; value >= 0x80; value >>= 7) {
        bytes[count++] = static_cast<std::byte>((value & 0x7F) | 0x80);
    }
    bytes[count++] = static_cast<std::byte>(value);
    m_out.insert(m_out.end(), bytes.data(), bytes.data() + count);
}

inline void ByteWriter::signedVarint(std::int64_t value)
{
    varint(detail::zigZag(value));
}

inline void ByteWriter::raw(std::span<const std::byte> value)
{
    m_out.insert(m_out.end(), value.begin(), value.end());
}

inline void ByteWriter::blob(std::span<const std::byte> value)
{
    varint(value.size());
    raw(value);
}

inline void ByteWriter::text(std::string_view value)
{
    blob(std::as_bytes(std::span(value)));
}

template<class Unsigned> inline Unsigned ByteReader::take() noexcept
{
    if (m_bad || left() < sizeof(Unsigned)) {
        m_bad = true;
        return 0;
    }
    Unsigned value = 0;
    std::memcpy(&value, m_in.data() + m_at, sizeof(Unsigned));
    m_at += sizeof(Unsigned);
    return detail::littleEndian(value);
}

inline std::uint8_t ByteReader::u8() noexcept
{
    return take<std::uint8_t>();
}

inline std::uint16_t ByteReader::u16() noexcept
{
    return take<std::uint16_t>();
}

inline std::uint32_t ByteReader::u32() noexcept
{
    return take<std::uint32_t>();
}

inline std::uint64_t ByteReader::u64() noexcept
{
    return take<std::uint64_t>();
}

inline double ByteReader::f64() noexcept
{
    return std::bit_cast<double>(u64());
}

inline std::uint64_t ByteReader::varint() noexcept
{
    if (!m_bad && left() > 0 && m_in[m_at] < std::byte{0x80}) {
        return std::to_integer<std::uint64_t>(m_in[m_at++]);
    }
    return longVarint();
}

inline std::int64_t ByteReader::signedVarint() noexcept
{
    return detail::fromZigZag(varint());
}

} // namespace omni
