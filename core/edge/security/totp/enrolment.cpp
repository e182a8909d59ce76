#include "core/edge/security/totp/enrolment.h"

#include "core/edge/security/totp/base32.h"

#include <algorithm>

#include <qrencode.h>

namespace omni::totp {

using platform::SecretBytes;

namespace {

bool isLabel(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= mostLabelBytes && name.find(':') == std::string_view::npos;
}

/// Writes into memory of a fixed size; what does not fit is a mistake of the size's sum.
class SecretText
{
public:
    explicit SecretText(std::span<std::byte> out) noexcept
        : m_out(out)
    {
    }
    void add(std::string_view text) noexcept
    {
        for (const char c : text) {
            m_out[m_size++] = static_cast<std::byte>(c);
        }
    }
    void addEncoded(std::string_view text) noexcept
    {
        constexpr std::string_view hex = "0123456789ABCDEF";
        constexpr std::string_view plain = "-._~";
        for (const char c : text) {
            const auto code = static_cast<unsigned char>(c);
            const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || plain.find(c) != std::string_view::npos;
            if (isPlain) {
                add({&c, 1});
            } else {
                add({"%", 1});
                add(hex.substr(code >> 4U, 1));
                add(hex.substr(code & 0xFU, 1));
            }
        }
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_size;
    }

private:
    std::span<std::byte> m_out;
    std::size_t m_size = 0;
};

} // namespace

Result<SecretBytes> otpauthAddress(std::span<const std::byte> seed, std::string_view issuer, std::string_view person)
{
    if (seed.size() != seedBytes || !isLabel(issuer) || !isLabel(person)) {
        return failure(Errc::Invalid, "a seed of 20 bytes and names of 1 to 64 bytes without a colon");
    }
    const auto letters = base32Of(seed);
    auto whole = SecretBytes::zeros(256 + 9 * mostLabelBytes); // the words, and three times three names
    if (!letters || !whole) {
        return failure(Errc::Full, "no memory for an address");
    }
    SecretText text(whole->exposedForWriting());
    text.add("otpauth://totp/");
    text.addEncoded(issuer);
    text.add(":");
    text.addEncoded(person);
    text.add("?secret=");
    const auto secret = letters->exposed();
    text.add({reinterpret_cast<const char*>(secret.data()), secret.size()});
    text.add("&issuer=");
    text.addEncoded(issuer);
    text.add("&algorithm=SHA1&digits=6&period=30");
    return SecretBytes::copyOf(whole->exposed().first(text.size()));
}

Result<QrGrid> qrGridOf(std::span<const std::byte> text)
{
    constexpr std::size_t mostText = 1024;
    if (text.empty() || text.size() > mostText) {
        return failure(Errc::Invalid, "a QR code of 1 to 1024 bytes");
    }
    QRcode* const code = QRcode_encodeData(static_cast<int>(text.size()),
                                           reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M);
    if (code == nullptr) {
        return failure(Errc::Full, "no memory for a QR code");
    }
    const auto width = static_cast<std::size_t>(code->width);
    const std::span<unsigned char> made(code->data, width * width);
    auto modules = SecretBytes::zeros(made.size());
    if (modules) {
        std::ranges::transform(made, modules->exposedForWriting().begin(),
                               [](unsigned char each) { return static_cast<std::byte>(each & 1U); });
    }
    platform::wipe(std::as_writable_bytes(made));
    QRcode_free(code);
    if (!modules) {
        return tl::unexpected(modules.error());
    }
    return QrGrid(std::move(*modules), width);
}

} // namespace omni::totp
