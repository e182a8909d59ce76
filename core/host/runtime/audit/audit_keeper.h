// The audit record of a profile while the program behind a window runs: one record for its sessions and for what
// happens between them, a sign-in, a change of the vault, an export. Opened by whoever needs it first, ended with the
// program.

#pragma once

#include "core/host/runtime/audit/audit_book.h"

#include <functional>
#include <memory>
#include <mutex>

namespace omni::runtime {

class AuditKeeper
{
public:
    /// `profile` and `clock` outlive it. `moved`: as of `AuditWish`, of every record that is opened; may be empty.
    AuditKeeper(const LockedProfile& profile, Clock& clock, Reporter reporter, std::function<void()> moved = {});
    /// Closes the record in order.
    ~AuditKeeper();
    AuditKeeper(const AuditKeeper&) = delete;
    AuditKeeper& operator=(const AuditKeeper&) = delete;

    // --- any thread but the window's and the engine's: the first call reads and writes the disk ---------------------

    /// The record, opened where it is not. One that has failed stays: see `fresh`. Failures as of `AuditBook::open`.
    [[nodiscard]] Outcome<std::shared_ptr<AuditBook>> book();
    /// The same for a session that starts: a record that has failed is opened anew.
    [[nodiscard]] Outcome<std::shared_ptr<AuditBook>> fresh();
    /// `AuditBook::keep` of it: an error, and what the entry is about is not to be done.
    [[nodiscard]] Result<void> keep(const audit::AuditEntry& entry);

    // --- any thread -------------------------------------------------------------------------------------------------

    /// On the disk; 0: it is not open.
    [[nodiscard]] std::uint64_t records() const;

private:
    Outcome<std::shared_ptr<AuditBook>> opened();

    const LockedProfile& m_profile;
    Clock& m_clock;
    const Reporter m_reporter;
    const std::function<void()> m_moved;
    std::mutex m_opening; ///< Held over the disk, by those who open alone.
    mutable std::mutex m_mutex; ///< Around the pointer, held for a moment.
    std::shared_ptr<AuditBook> m_book; ///< Null: not open.
};

} // namespace omni::runtime
