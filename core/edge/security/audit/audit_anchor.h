// An anchor: where the record stood at a moment, to be kept outside of the machine. The chain alone does not show that
// its end was cut off, or that an old copy was put back; an anchor does.

#pragma once

#include "core/edge/security/audit/audit_entry.h"
#include "core/edge/security/audit/audit_keys.h"

#include <cstdint>
#include <span>
#include <string>

namespace omni::audit {

/// The last record that is on the disk.
struct AuditHead {
    LogId log{};
    std::uint32_t segment = 0;
    std::uint64_t records = 0; ///< Sequence of the record, which is how many there are.
    Digest hash{};
    friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

struct Anchor {
    AuditHead head;
    Timestamp time;
    Mac mac{}; ///< Under the anchor key of the head's segment, over the text in front of it.
};

/// `key`: `anchorKey` of the head's segment.
[[nodiscard]] Anchor anchorOf(const AuditHead& head, Timestamp time, std::span<const std::byte> key);

/// The small file: at most 512 bytes of ASCII, eight lines.
[[nodiscard]] std::string anchorText(const Anchor& anchor);

/// Five words such as "lusab-bafad-gutih-tugad-sinod" for a person to compare or to note: 80 bits of the head, each
/// word 16 of them (Wilkerson, "A Proposal for Proquints", 2009).
[[nodiscard]] std::string shortWords(const AuditHead& head);

} // namespace omni::audit
