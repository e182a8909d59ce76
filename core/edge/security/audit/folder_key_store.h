// The key of now in a file of its own, for a profile without a vault: readable by its owner only, and no better kept
// than that. Not in the folder of the record itself, which holds only what its verifier covers.

#pragma once

#include "core/desk/ports/log_folder.h"
#include "core/edge/security/audit/audit_keys.h"

namespace omni::audit {

/// File `audit-key` in a folder that outlives this. A new key takes the place of the old one by a rename; blocks that
/// the disk has freed may hold old keys for longer.
class FolderKeyStore final : public AuditKeyStore
{
public:
    explicit FolderKeyStore(ports::LogFolder& folder) noexcept
        : m_folder(folder)
    {
    }
    [[nodiscard]] Result<std::optional<SegmentKey>> load() override;
    [[nodiscard]] Result<void> save(const SegmentKey& key) override;

private:
    ports::LogFolder& m_folder;
};

} // namespace omni::audit
