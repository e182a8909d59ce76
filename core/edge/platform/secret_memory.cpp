#include "core/edge/platform/secret_memory.h"

#include "core/edge/platform/system_clock.h"

#include <algorithm>
#include <utility>

#include <sodium.h>

namespace omni::platform {

namespace {

/// The guarded allocations draw their canary here.
bool isSodiumReady()
{
    static const bool isReady = sodium_init() >= 0;
    return isReady;
}

} // namespace

Result<SecretBytes> SecretBytes::zeros(std::size_t size)
{
    if (size > mostBytes) {
        return failure(Errc::Invalid, "a secret of " + std::to_string(size) + " bytes");
    }
    SecretBytes made;
    if (size == 0) {
        return made;
    }
    if (!isSodiumReady()) {
        return failure(Errc::Unavailable, "libsodium does not start");
    }
    void* const at = sodium_malloc(size);
    if (at == nullptr) {
        return failure(Errc::Full, "no memory for a secret");
    }
    made.m_at = static_cast<std::byte*>(at);
    made.m_size = size;
    // sodium_malloc keeps to itself whether it could lock. To lock again what is locked changes nothing, and says it.
    made.m_isLocked = sodium_mlock(at, size) == 0;
    std::ranges::fill(made.exposedForWriting(), std::byte{0});
    return made;
}

Result<SecretBytes> SecretBytes::random(std::size_t size)
{
    auto made = zeros(size);
    if (made && size > 0 && !fillWithRandom(made->m_at, size)) {
        return failure(Errc::Unavailable, "the system has no randomness");
    }
    return made;
}

Result<SecretBytes> SecretBytes::copyOf(std::span<const std::byte> source)
{
    auto made = zeros(source.size());
    if (made) {
        std::ranges::copy(source, made->m_at);
    }
    return made;
}

Result<SecretBytes> SecretBytes::takenFrom(std::span<std::byte> source)
{
    auto made = copyOf(source);
    wipe(source);
    return made;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_at(std::exchange(other.m_at, nullptr))
    , m_size(std::exchange(other.m_size, 0))
    , m_isLocked(std::exchange(other.m_isLocked, true))
{
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        clear();
        m_at = std::exchange(other.m_at, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_isLocked = std::exchange(other.m_isLocked, true);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    clear();
}

void SecretBytes::clear() noexcept
{
    sodium_free(std::exchange(m_at, nullptr)); // wipes first; aborts if someone wrote past the beginning
    m_size = 0;
    m_isLocked = true;
}

bool areEqualSecrets(std::span<const std::byte> a, std::span<const std::byte> b) noexcept
{
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(std::span<std::byte> bytes) noexcept
{
    if (!bytes.empty()) {
        sodium_memzero(bytes.data(), bytes.size());
    }
}

} // namespace omni::platform
