#include "core/base/digest.h"

#include <cstdint>

#include <sodium.h>

namespace omni {

namespace {

static_assert(std::tuple_size_v<Digest> == crypto_generichash_BYTES);

// libsodium's functions fail only for sizes that are constants here, so their answers say nothing.

const unsigned char* octets(const void* data) noexcept
{
    return static_cast<const unsigned char*>(data);
}

/// The purpose goes in front with its length, so that no purpose can be read as another one plus data.
void begin(crypto_generichash_state& state, std::string_view purpose) noexcept
{
    // Chooses the fastest code for this processor. The result is the same without, so a failure does no harm.
    [[maybe_unused]] static const int isReady = sodium_init();

    crypto_generichash_init(&state, nullptr, 0, std::tuple_size_v<Digest>);
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(purpose.size()) >> (8 * i));
    }
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, octets(purpose.data()), purpose.size());
}

Digest finish(crypto_generichash_state& state) noexcept
{
    std::array<unsigned char, std::tuple_size_v<Digest>> out{};
    crypto_generichash_final(&state, out.data(), out.size());
    Digest digest;
    for (std::size_t i = 0; i < out.size(); ++i) {
        digest[i] = std::byte{out[i]};
    }
    return digest;
}

} // namespace

Digest digestOf(std::string_view purpose, std::span<const std::byte> data)
{
    crypto_generichash_state state;
    begin(state, purpose);
    crypto_generichash_update(&state, octets(data.data()), data.size());
    return finish(state);
}

std::string hexText(std::span<const std::byte> data)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(data.size() * 2);
    for (const std::byte each : data) {
        text += digits[std::to_integer<std::size_t>(each >> 4)];
        text += digits[std::to_integer<std::size_t>(each & std::byte{15})];
    }
    return text;
}

struct DigestBuilder::State {
    crypto_generichash_state hash;
};

DigestBuilder::DigestBuilder(std::string_view purpose)
    : m_state(std::make_unique<State>())
{
    begin(m_state->hash, purpose);
}

DigestBuilder::DigestBuilder(DigestBuilder&&) noexcept = default;
DigestBuilder& DigestBuilder::operator=(DigestBuilder&&) noexcept = default;
DigestBuilder::~DigestBuilder() = default;

void DigestBuilder::add(std::span<const std::byte> data)
{
    crypto_generichash_update(&m_state->hash, octets(data.data()), data.size());
}

Digest DigestBuilder::value() const
{
    crypto_generichash_state copy = m_state->hash;
    return finish(copy);
}

} // namespace omni
