#include "core/host/audit_verify/proofs.h"

#include <sodium.h>

namespace omni::audit_verify {

namespace {

Hash hmac(Octets key, std::string_view data)
{
    Hash out;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(data.data()), data.size());
    crypto_auth_hmacsha256_final(&state, out.data());
    sodium_memzero(&state, sizeof state);
    return out;
}

/// HKDF with SHA-256 (RFC 5869), one block: extract with the log's name, expand for the purpose.
Hash hkdf(const LogName& log, const Hash& key, std::string_view purpose)
{
    Hash extracted = hmac(log, {reinterpret_cast<const char*>(key.data()), key.size()});
    const Hash made = hmac(extracted, std::string(purpose) + '\x01');
    sodium_memzero(extracted.data(), extracted.size());
    return made;
}

} // namespace

bool startProofs()
{
    return sodium_init() >= 0;
}

Hash hashOf(std::string_view purpose, Octets data)
{
    std::array<unsigned char, 8> length{};
    length[0] = static_cast<unsigned char>(purpose.size()); // every purpose is short
    Hash out;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, out.size());
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    crypto_generichash_update(&state, data.data(), data.size());
    crypto_generichash_final(&state, out.data(), out.size());
    return out;
}

Hash macWith(const Hash& key, Octets data)
{
    Hash out;
    crypto_generichash(out.data(), out.size(), data.data(), data.size(), key.data(), key.size());
    return out;
}

bool isSame(Octets a, Octets b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

KeyAtSegment::KeyAtSegment(const LogName& log, std::uint32_t segment, const Hash& key)
    : m_log(log)
    , m_segment(segment)
    , m_key(key)
{
    derive();
}

KeyAtSegment::~KeyAtSegment()
{
    sodium_memzero(m_key.data(), m_key.size());
    sodium_memzero(m_records.data(), m_records.size());
    sodium_memzero(m_anchors.data(), m_anchors.size());
}

void KeyAtSegment::derive()
{
    m_records = hkdf(m_log, m_key, "omnitrade audit 1 records");
    m_anchors = hkdf(m_log, m_key, "omnitrade audit 1 anchors");
}

void KeyAtSegment::advanceTo(std::uint32_t segment)
{
    if (segment <= m_segment) {
        return;
    }
    for (; m_segment < segment; ++m_segment) {
        m_key = hkdf(m_log, m_key, "omnitrade audit 1 next key");
    }
    derive();
}

bool KeyAtSegment::provesRecord(const Record& record) const
{
    return isSame(record.mac, macWith(m_records, record.body));
}

bool KeyAtSegment::provesAnchor(Octets text, const Hash& mac) const
{
    return isSame(mac, macWith(m_anchors, text));
}

std::string wordsFor(const LogName& log, std::uint64_t records, const Hash& head)
{
    constexpr std::string_view consonants = "bdfghjklmnprstvz";
    constexpr std::string_view vowels = "aiou";
    std::array<unsigned char, 56> data{};
    std::copy(log.begin(), log.end(), data.begin());
    for (std::size_t i = 0; i < 8; ++i) {
        data[16 + i] = static_cast<unsigned char>(records >> (8 * i));
    }
    std::copy(head.begin(), head.end(), data.begin() + 24);
    const Hash digest = hashOf("audit-words", data);
    std::string words;
    for (std::size_t i = 0; i < 10; i += 2) {
        const unsigned bits = static_cast<unsigned>(digest[i]) << 8 | digest[i + 1];
        words += words.empty() ? "" : "-";
        words += consonants[bits >> 12];
        words += vowels[bits >> 10 & 3];
        words += consonants[bits >> 6 & 15];
        words += vowels[bits >> 4 & 3];
        words += consonants[bits & 15];
    }
    return words;
}

} // namespace omni::audit_verify
