#include "core/base/bytes.h"

#include <algorithm>

namespace omni {

namespace {

constexpr std::uint32_t polynomial = 0x82F6'3B78; // Castagnoli's 0x1EDC6F41 with its bits in reverse

using Table = std::array<std::uint32_t, 256>;

// Slicing by 8: M. Kounavis and F. Berry, "Novel Table Lookup-Based Algorithms for High-Performance CRC Generation",
// IEEE Transactions on Computers 57 (2008). tables[k][b] is the remainder of byte b followed by k zero bytes.
constexpr std::array<Table, 8> tables = [] {
    std::array<Table, 8> all{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit) {
            rest = (rest >> 1) ^ ((rest & 1) != 0 ? polynomial : 0);
        }
        all[0][byte] = rest;
    }
    for (std::size_t k = 1; k < all.size(); ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = all[k - 1][byte];
            all[k][byte] = (before >> 8) ^ all[0][before & 0xFF];
        }
    }
    return all;
}();

std::uint64_t eightBytes(const std::byte* at) noexcept
{
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return detail::littleEndian(value);
}

#if defined(__x86_64__)
// One dependent instruction per eight bytes. Records of the journal are too short for interleaved streams to pay.
__attribute__((target("sse4.2"))) std::uint32_t crc32cByInstruction(std::span<const std::byte> data,
                                                                    std::uint32_t crc) noexcept
{
    const std::byte* at = data.data();
    std::size_t left = data.size();
    std::uint64_t rest = static_cast<std::uint32_t>(~crc);
    for (; left >= 8; left -= 8, at += 8) {
        rest = __builtin_ia32_crc32di(rest, eightBytes(at));
    }
    auto narrow = static_cast<std::uint32_t>(rest);
    for (; left > 0; --left, ++at) {
        narrow = __builtin_ia32_crc32qi(narrow, std::to_integer<std::uint8_t>(*at));
    }
    return ~narrow;
}
#endif

} // namespace

std::uint32_t crc32cByTable(std::span<const std::byte> data, std::uint32_t crc) noexcept
{
    const std::byte* at = data.data();
    std::size_t left = data.size();
    std::uint32_t rest = ~crc;
    for (; left >= 8; left -= 8, at += 8) {
        const std::uint64_t mixed = eightBytes(at) ^ rest;
        rest = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            rest ^= tables[7 - i][(mixed >> (8 * i)) & 0xFF];
        }
    }
    for (; left > 0; --left, ++at) {
        rest = (rest >> 8) ^ tables[0][(rest ^ std::to_integer<std::uint32_t>(*at)) & 0xFF];
    }
    return ~rest;
}

std::uint32_t crc32c(std::span<const std::byte> data, std::uint32_t crc) noexcept
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) {
        return crc32cByInstruction(data, crc);
    }
#endif
    return crc32cByTable(data, crc);
}

bool ByteReader::boolean() noexcept
{
    const std::uint8_t value = u8();
    m_bad = m_bad || value > 1;
    return !m_bad && value == 1;
}

std::uint64_t ByteReader::longVarint() noexcept
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = u8();
        const std::uint64_t bits = next & 0x7FU;
        const bool isLast = next < 0x80;
        const bool doesNotFit = shift == 63 && (bits > 1 || !isLast);
        const bool isLongerThanNeeded = isLast && bits == 0 && shift > 0;
        if (m_bad || doesNotFit || isLongerThanNeeded) {
            break;
        }
        value |= bits << shift;
        if (isLast) {
            return value;
        }
    }
    m_bad = true;
    return 0;
}

std::span<const std::byte> ByteReader::raw(std::size_t count) noexcept
{
    if (m_bad || count > left()) {
        m_bad = true;
        return {};
    }
    const auto bytes = m_in.subspan(m_at, count);
    m_at += count;
    return bytes;
}

std::size_t ByteReader::count(std::size_t most) noexcept
{
    const std::uint64_t value = varint();
    if (m_bad || value > std::min(most, left())) {
        m_bad = true;
        return 0;
    }
    return static_cast<std::size_t>(value);
}

Bytes ByteReader::blob(std::size_t most)
{
    const auto bytes = raw(count(most));
    return {bytes.begin(), bytes.end()};
}

std::string ByteReader::text(std::size_t most)
{
    const auto bytes = raw(count(most));
    std::string text(bytes.size(), '\0');
    if (!bytes.empty()) {
        std::memcpy(text.data(), bytes.data(), bytes.size());
    }
    return text;
}

} // namespace omni
