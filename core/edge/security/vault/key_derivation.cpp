#include "core/edge/security/vault/key_derivation.h"

#include <algorithm>

#include <sodium.h>

namespace omni::vault {

namespace {

static_assert(std::tuple_size_v<Salt> == crypto_pwhash_argon2id_SALTBYTES);
static_assert(std::tuple_size_v<Tag> == crypto_auth_hmacsha256_BYTES);

constexpr Duration leastTime = milliseconds(500);
constexpr std::size_t blockBytes = crypto_auth_hmacsha256_BYTES;

/// Never null: libsodium wants an address of nothing, too.
const unsigned char* octets(std::span<const std::byte> bytes) noexcept
{
    static constexpr unsigned char nothing = 0;
    return bytes.empty() ? &nothing : reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* octets(std::span<std::byte> bytes) noexcept
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// HMAC in pieces. Its state is as good as the key, so it is wiped.
class Authenticator
{
public:
    explicit Authenticator(std::span<const std::byte> key) noexcept
    {
        crypto_auth_hmacsha256_init(&m_state, octets(key), key.size());
    }
    Authenticator(const Authenticator&) = delete;
    Authenticator& operator=(const Authenticator&) = delete;
    ~Authenticator()
    {
        sodium_memzero(&m_state, sizeof m_state);
    }
    void add(std::span<const std::byte> data) noexcept
    {
        crypto_auth_hmacsha256_update(&m_state, octets(data), data.size());
    }
    /// 32 bytes into `out`; nothing can be added afterwards.
    void finish(std::span<std::byte> out) noexcept
    {
        crypto_auth_hmacsha256_final(&m_state, octets(out));
    }

private:
    crypto_auth_hmacsha256_state m_state;
};

} // namespace

KdfCost calibrated(const std::function<Duration(KdfCost)>& timeOf)
{
    KdfCost cost;
    const Duration taken = timeOf(cost);
    if (taken.ns <= 0) {
        return cost; // a clock that stands: nothing is known
    }
    while (cost.passes < mostCost.passes && taken.ns / KdfCost{}.passes * cost.passes < leastTime.ns) {
        cost.passes += 1;
    }
    return cost;
}

Result<SecretBytes> keyOfPassphrase(std::span<const std::byte> passphrase, const Salt& salt, KdfCost cost)
{
    if (!isWithinBounds(cost)) {
        return failure(Errc::Invalid, "a cost out of bounds");
    }
    if (passphrase.empty() || passphrase.size() > mostPassphraseBytes) {
        return failure(Errc::Invalid, "a passphrase has 1 to 1024 bytes");
    }
    auto key = SecretBytes::zeros(keyBytes);
    if (!key) {
        return key;
    }
    const int status = crypto_pwhash_argon2id(
        octets(key->exposedForWriting()), keyBytes, reinterpret_cast<const char*>(passphrase.data()), passphrase.size(),
        octets(std::span<const std::byte>(salt)), cost.passes, std::size_t{cost.memoryKiB} * 1024,
        crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (status != 0) {
        return failure(Errc::Full, "no memory for deriving a key");
    }
    return key;
}

Result<SecretBytes> derivedKey(std::span<const std::byte> key, std::span<const std::byte> salt, std::string_view info,
                               std::size_t size)
{
    if (size == 0 || size > 255 * blockBytes) {
        return failure(Errc::Invalid, "a derived key has 1 to 8160 bytes");
    }
    auto extracted = SecretBytes::zeros(blockBytes);
    auto block = SecretBytes::zeros(blockBytes);
    auto derived = SecretBytes::zeros(size);
    if (!extracted || !block || !derived) {
        return failure(Errc::Full, "no memory for a key");
    }
    Authenticator extract(salt);
    extract.add(key);
    extract.finish(extracted->exposedForWriting());

    const auto out = derived->exposedForWriting();
    for (std::size_t at = 0, number = 1; at < size; at += blockBytes, ++number) {
        Authenticator expand(extracted->exposed());
        if (number > 1) {
            expand.add(block->exposed());
        }
        expand.add(std::as_bytes(std::span(info)));
        const auto counter = static_cast<std::byte>(number);
        expand.add({&counter, 1});
        expand.finish(block->exposedForWriting());
        std::ranges::copy(block->exposed().first(std::min(blockBytes, size - at)),
                          out.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return derived;
}

Tag authentication(std::span<const std::byte> key, std::span<const std::byte> data)
{
    Tag tag{};
    Authenticator all(key);
    all.add(data);
    all.finish(tag);
    return tag;
}

} // namespace omni::vault
