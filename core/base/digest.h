// 256-bit digests: BLAKE2b of libsodium. Used for the journal's chain, state hashes and what an approval signs.

#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace omni {

using Digest = std::array<std::byte, 32>;

/// Digest of `data` under a purpose, so that equal bytes with different meanings never share a digest.
[[nodiscard]] Digest digestOf(std::string_view purpose, std::span<const std::byte> data);

/// Lower-case hexadecimal.
[[nodiscard]] std::string hexText(std::span<const std::byte> data);

/// The same, piece by piece.
class DigestBuilder
{
public:
    explicit DigestBuilder(std::string_view purpose);
    DigestBuilder(DigestBuilder&&) noexcept;
    DigestBuilder& operator=(DigestBuilder&&) noexcept;
    ~DigestBuilder();
    void add(std::span<const std::byte> data);
    /// The digest so far; more may be added afterwards.
    [[nodiscard]] Digest value() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace omni
