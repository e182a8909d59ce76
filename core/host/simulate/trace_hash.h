// A number that two runs share when they did the same: for telling that one seed is one story (S25). Not for secrets.

#pragma once

#include <bit>
#include <cstdint>

namespace omni::simulate {

class TraceHash
{
public:
    /// One multiplication and rotation a word, as in xxHash's round (Y. Collet).
    constexpr void add(std::uint64_t word) noexcept
    {
        m_value = std::rotl((m_value ^ (word * 0xC2B2'AE3D'27D4'EB4FULL)) * 0x9E37'79B1'85EB'CA87ULL, 31);
    }
    [[nodiscard]] constexpr std::uint64_t value() const noexcept
    {
        return m_value;
    }

private:
    std::uint64_t m_value = 0x27D4'EB2F'1656'67C5ULL;
};

} // namespace omni::simulate
