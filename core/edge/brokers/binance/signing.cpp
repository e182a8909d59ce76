#include "core/edge/brokers/binance/signing.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>

namespace omni::brokers::binance {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::string_view bigDigits = "0123456789ABCDEF";

std::string hexText(const unsigned char* bytes, std::size_t size)
{
    std::string text;
    text.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 15U];
    }
    return text;
}

std::string base64Text(const unsigned char* bytes, std::size_t size)
{
    std::string text(4 * ((size + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(size));
    text.resize(static_cast<std::size_t>(std::max(length, 0)));
    return text;
}

bool isPlain(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
        || c == '.' || c == '~';
}

struct FreePkey {
    void operator()(EVP_PKEY* key) const noexcept
    {
        EVP_PKEY_free(key);
    }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept
    {
        EVP_MD_CTX_free(context);
    }
};
struct FreeBio {
    void operator()(BIO* bio) const noexcept
    {
        BIO_free(bio);
    }
};

/// A key that wants a passphrase is refused: nobody stands at the terminal to be asked.
int noPassphrase(char*, int, int, void*)
{
    return -1;
}

} // namespace

std::string percentEncoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isPlain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += bigDigits[byte >> 4U];
        out += bigDigits[byte & 15U];
    }
    return out;
}

std::string queryText(const Params& params)
{
    std::string text;
    for (const auto& [name, value] : params) {
        text += text.empty() ? "" : "&";
        text += name;
        text += '=';
        text += percentEncoded(value);
    }
    return text;
}

std::string sortedText(Params params)
{
    std::sort(params.begin(), params.end());
    std::string text;
    for (const auto& [name, value] : params) {
        text += text.empty() ? "" : "&";
        text += name;
        text += '=';
        text += value;
    }
    return text;
}

struct Signer::Key {
    Secret shared; ///< Of HMAC.
    std::unique_ptr<EVP_PKEY, FreePkey> own; ///< Of Ed25519.
};

Signer::Signer(std::unique_ptr<Key> key)
    : m_key(std::move(key))
{
}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;

Result<Signer> Signer::make(const Secret& secret)
{
    const auto text = secret.exposed();
    if (text.empty()) {
        return failure(Errc::Invalid, "the key has no secret; give the secret that the venue showed with the key");
    }
    auto key = std::make_unique<Key>();
    if (text.find("-----BEGIN") == std::string_view::npos) {
        key->shared = Secret(text);
        return Signer(std::move(key));
    }
    const std::unique_ptr<BIO, FreeBio> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    key->own.reset(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr) : nullptr);
    if (!key->own) {
        return failure(Errc::Invalid, "the private key cannot be read; give it as PEM (PKCS#8) without a passphrase");
    }
    if (EVP_PKEY_get_id(key->own.get()) != EVP_PKEY_ED25519) {
        return failure(Errc::Invalid,
                       "the private key is not of Ed25519; make a key of that kind, or use a shared secret");
    }
    return Signer(std::move(key));
}

bool Signer::isEd25519() const noexcept
{
    return m_key->own != nullptr;
}

Result<std::string> Signer::sign(std::string_view payload) const
{
    const auto* data = reinterpret_cast<const unsigned char*>(payload.data());
    if (!m_key->own) {
        std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
        unsigned int size = 0;
        const auto secret = m_key->shared.exposed();
        if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), data, payload.size(), mac.data(), &size)
            == nullptr) {
            return failure(Errc::Unavailable, "the signature could not be made: HMAC-SHA256 failed");
        }
        return hexText(mac.data(), size);
    }
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    std::array<unsigned char, 64> signature{};
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key->own.get()) != 1
        || EVP_DigestSign(context.get(), signature.data(), &size, data, payload.size()) != 1) {
        return failure(Errc::Unavailable, "the signature could not be made: Ed25519 failed");
    }
    return base64Text(signature.data(), size);
}

} // namespace omni::brokers::binance
