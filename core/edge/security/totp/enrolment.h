// What an authenticator reads to learn a seed: the otpauth address, and the same as a QR code.
//
// Both are as secret as the seed: they are shown once, and wiped.

#pragma once

#include "core/edge/security/totp/totp_code.h"

#include <cstddef>
#include <string_view>

namespace omni::totp {

inline constexpr std::size_t mostLabelBytes = 64;

/// `otpauth://totp/ISSUER:PERSON?secret=…&issuer=ISSUER&algorithm=SHA1&digits=6&period=30`, what is not plain encoded
/// with `%`. Invalid for names that are empty, above `mostLabelBytes` or have a colon, and for another seed than one of
/// 20 bytes. Source: the Key URI Format of Google Authenticator.
[[nodiscard]] Result<platform::SecretBytes> otpauthAddress(std::span<const std::byte> seed, std::string_view issuer,
                                                           std::string_view person);

/// A QR code: `width` rows of `width` modules. Whoever draws it leaves four light modules around it.
class QrGrid
{
public:
    QrGrid(platform::SecretBytes modules, std::size_t width) noexcept
        : m_modules(std::move(modules))
        , m_width(width)
    {
    }
    [[nodiscard]] std::size_t width() const noexcept
    {
        return m_width;
    }
    /// `row` and `column` are below `width`.
    [[nodiscard]] bool isDark(std::size_t row, std::size_t column) const noexcept
    {
        return m_modules.exposed()[row * m_width + column] != std::byte{0};
    }

private:
    platform::SecretBytes m_modules; ///< A byte each, row by row: 1 is dark.
    std::size_t m_width;
};

/// The text as a QR code (ISO/IEC 18004) with the error correction M. Invalid for nothing and above 1,024 bytes; Full
/// when there is no memory. libqrencode frees its own working copies without wiping them: until that memory is used
/// again the seed can be found there, for the process itself and a debugger; core dumps are forbidden anyway.
[[nodiscard]] Result<QrGrid> qrGridOf(std::span<const std::byte> text);

} // namespace omni::totp
