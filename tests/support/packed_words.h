// Bytes of msgpack, made by hand: short texts and numbers of a fixed width.

#pragma once

#include <cstdint>
#include <string>

namespace omni::test {

/// Of at most 31 bytes.
inline std::string packedText(const std::string& text)
{
    return static_cast<char>(0xa0U | text.size()) + text;
}

inline std::string bigEndian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 0xffU);
    }
    return out;
}

} // namespace omni::test
