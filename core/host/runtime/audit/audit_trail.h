// The audit record as those see it who must write into it before they act: an entry is handed over without a wait, and
// asked for until the disk has it.

#pragma once

#include "core/edge/security/audit/audit_entry.h"

#include <cstdint>
#include <optional>

namespace omni::runtime {

/// All of it from any thread; nothing waits for a disk.
class AuditTrail
{
public:
    virtual ~AuditTrail() = default;
    /// The place of the entry, behind all that were handed over before. None: it was not taken, because the disk does
    /// not keep up (come again) or because the record has failed.
    [[nodiscard]] virtual std::optional<std::uint64_t> note(const audit::AuditEntry& entry) = 0;
    /// Up to this place everything is on the disk.
    [[nodiscard]] virtual bool isDurable(std::uint64_t place) const noexcept = 0;
    /// For good, once true: nothing that adds exposure may leave any more (F4, F5).
    [[nodiscard]] virtual bool hasFailed() const noexcept = 0;
};

} // namespace omni::runtime
