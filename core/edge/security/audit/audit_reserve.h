// Room that is kept aside for the audit record: on a full disk a kill, the cancels behind it and who asked for them
// still get in (F5).
//
// A file of its own in the profile, not in the folder of the record. It goes when the disk is full for the first time;
// the next start makes it again, and refuses where there is no room for it.

#pragma once

#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <string_view>

namespace omni::audit {

inline constexpr std::string_view auditReserveName = "audit-reserve";
/// Of 430 records at their longest, or some 4,000 usual ones.
inline constexpr std::uint64_t auditReserveBytes = std::uint64_t{1} << 20;

/// One thread.
class AuditReserve
{
public:
    /// In a folder that outlives it.
    explicit AuditReserve(ports::LogFolder& folder) noexcept
        : m_folder(folder)
    {
    }
    /// Makes it where it is not whole. Full: there is no room for it.
    [[nodiscard]] Result<void> prepare();
    /// Gives the room back to the disk. False: there was none, or it does not go.
    [[nodiscard]] bool giveUp() noexcept;

private:
    ports::LogFolder& m_folder;
};

} // namespace omni::audit
