// The verifier's own hashes, MACs and keys, straight on libsodium.

#pragma once

#include "core/host/audit_verify/segment_parts.h"

#include <string_view>

namespace omni::audit_verify {

/// False when libsodium does not start. Once, before anything else here.
[[nodiscard]] bool startProofs();

/// BLAKE2b with 32 bytes over: length of the purpose (8 bytes), the purpose, the data.
[[nodiscard]] Hash hashOf(std::string_view purpose, Octets data);

/// Keyed BLAKE2b with 32 bytes.
[[nodiscard]] Hash macWith(const Hash& key, Octets data);

/// Equal, in the same time wherever they differ.
[[nodiscard]] bool isSame(Octets a, Octets b);

/// The key of one segment and what is derived of it; wiped when it dies.
class KeyAtSegment
{
public:
    KeyAtSegment(const LogName& log, std::uint32_t segment, const Hash& key);
    KeyAtSegment(const KeyAtSegment&) = delete;
    KeyAtSegment& operator=(const KeyAtSegment&) = delete;
    ~KeyAtSegment();

    [[nodiscard]] std::uint32_t segment() const noexcept
    {
        return m_segment;
    }
    /// On to a later segment; there is no way back.
    void advanceTo(std::uint32_t segment);
    [[nodiscard]] bool provesRecord(const Record& record) const;
    [[nodiscard]] bool provesAnchor(Octets text, const Hash& mac) const;

private:
    void derive();
    LogName m_log;
    std::uint32_t m_segment;
    Hash m_key;
    Hash m_records{};
    Hash m_anchors{};
};

/// Five words for the head, as the window and an anchor's file show them.
[[nodiscard]] std::string wordsFor(const LogName& log, std::uint64_t records, const Hash& head);

} // namespace omni::audit_verify
