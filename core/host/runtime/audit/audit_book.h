// The audit record of a profile, open for writing: found or begun, with its key and its thread.
//
// Without a vault its key lies in the profile, in a file that its owner alone can read (docs/audit-format.md says what
// that is worth). The verify key of a new record is handed out once, before the record begins, and kept nowhere.
//
// A record that does not open is never repaired and never passed over in silence: nothing begins on this profile until
// a person has set it aside (`setAsideAudit`), which is the first thing that the new one tells.

#pragma once

#include "core/base/time.h"
#include "core/edge/security/audit/audit_log.h"
#include "core/edge/security/audit/folder_key_store.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/audit/audit_trail.h"
#include "core/host/runtime/open_profile.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omni::runtime {

/// How a record is opened. Each may be empty.
struct AuditWish {
    /// Is given the text of a new record's verify key, a secret. An error: it reached nobody, and no record is begun.
    /// Empty: nobody gets it; then the chain can be checked, and not that it was not made anew as a whole.
    std::function<Result<void>(const platform::SecretBytes& keyText)> giveKey;
    /// Keeps room aside for a disk that is full (F5), as every session does: without room for that it does not open.
    bool keepsReserve = false;
    /// Called on the record's thread when something has become durable or the record has failed. Must not block.
    std::function<void()> moved;
    /// What happened before the record was open: its first entries.
    std::vector<audit::AuditEntry> before;
};

class AuditBook final : public AuditTrail
{
public:
    /// Opens the record of a profile that this program holds, or begins it. Everything of `wish.before` is on the disk
    /// when it returns. Tells `reporter` when the last end was not in order, and when a new record has no keeper of its
    /// key. Bad input (exit 3): it is damaged, another's, newer, or parts of it are gone; nothing is changed then.
    /// `profile` and `clock` outlive the book.
    [[nodiscard]] static Outcome<std::unique_ptr<AuditBook>> open(const LockedProfile& profile, Clock& clock,
                                                                  const Reporter& reporter, AuditWish wish = {});
    /// Writes what waits, without a closing record: like a crash, only slower. Call `end`.
    ~AuditBook() override;

    [[nodiscard]] std::optional<std::uint64_t> note(const audit::AuditEntry& entry) override;
    [[nodiscard]] bool isDurable(std::uint64_t place) const noexcept override;
    [[nodiscard]] bool hasFailed() const noexcept override;

    /// Hands over what has been decided already, in the last room there is, without a wait. Where not even that is left
    /// the record has failed from then on, since it lacks something.
    void noteDecided(const audit::AuditEntry& entry);
    /// Hands the entry over and waits until the disk has it. For what is no order: a setting, a sign-in, an export.
    [[nodiscard]] Result<void> keep(const audit::AuditEntry& entry);
    /// The same without an entry: all that was handed over so far. An error: why it never will be.
    [[nodiscard]] Result<void> makeDurable();
    /// The closing record. A failed one is left as it is.
    [[nodiscard]] Result<audit::Anchor> end();

    [[nodiscard]] std::optional<Error> failure() const;
    [[nodiscard]] audit::AuditLog& log() noexcept
    {
        return *m_log;
    }

private:
    AuditBook(std::unique_ptr<platform::FileFolder> folder, platform::FileFolder& root);
    Result<std::uint64_t> handOver(const audit::AuditEntry& entry, audit::Room room);

    std::unique_ptr<platform::FileFolder> m_folder;
    audit::FolderKeyStore m_keys;
    audit::AuditReserve m_reserve;
    std::unique_ptr<audit::AuditLog> m_log; ///< Ends first.
    std::atomic<std::uint64_t> m_last{0}; ///< The highest place handed out.
    std::atomic<bool> m_lacks{false}; ///< Something was decided that it could not take.
};

/// The record holds at least one segment.
[[nodiscard]] bool hasAuditRecord(const LockedProfile& profile);

/// "audit-set-aside-20261128-090000": moves the record and its key there, as they are. Returns the folder's name. The
/// next opening begins a record anew. Refused: there is neither a record nor a key.
[[nodiscard]] Outcome<std::string> setAsideAudit(const LockedProfile& profile, Timestamp now);

/// Opens the record, keeps the entry, ends it: for commands that do one thing on a profile that nobody else has.
[[nodiscard]] Outcome<void> auditOnce(const LockedProfile& profile, audit::AuditEntry entry, const Reporter& reporter,
                                      AuditWish wish = {});

} // namespace omni::runtime
