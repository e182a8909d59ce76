// The accounts of the profile while a program runs: one object for all who ask, over the vault that its keeper holds.
//
// They are there from the first time that the vault is open, and stay when it locks: whoever has signed in is known
// all the same. While it is locked nothing can be written, so nobody signs in then (Unavailable: a try that could not
// be counted is not made).

#pragma once

#include "core/base/digest.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/host/access/vault_door.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace omni::runtime {

/// An open vault and who may touch it: whoever holds the lock.
struct SharedVault {
    std::mutex mutex;
    std::optional<OpenVault> open; ///< None: locked, or there is none.
};

class KeptAccounts
{
public:
    /// `changed` is called behind each writing, by whoever wrote, with the accounts' own lock held: it returns at once
    /// and asks them nothing.
    KeptAccounts(std::shared_ptr<SharedVault> vault, std::function<accounts::Moment()> now,
                 std::function<void()> changed);

    /// Behind each unlock, without the vault's lock: opens them for the first time, or again when another file was put
    /// in the vault's place. Then the object of before is void: all that it is asked to write is Unavailable. Failures
    /// as of `openAccounts`: then nobody has an account, and nobody signs in. One thread.
    [[nodiscard]] Outcome<void> follow();

    /// Null: the vault was not open yet, or what it holds of accounts cannot be read. That is no profile without
    /// accounts: such a one has an object, whose `isFirstRun` says so. Any thread.
    ///
    /// All calls of the object: any thread but the window's and the engine's. One is answered after the other, each
    /// with a password takes a tenth of a second, and one that writes waits for the disk and for the vault's keeper.
    [[nodiscard]] std::shared_ptr<accounts::Accounts> all() const;

private:
    class Store;
    struct Kept;

    [[nodiscard]] Outcome<std::shared_ptr<Kept>> opened() const;

    const std::shared_ptr<SharedVault> m_vault;
    const std::function<accounts::Moment()> m_now;
    const std::function<void()> m_changed;
    mutable std::mutex m_mutex; ///< Over the next, for a moment only.
    std::shared_ptr<Kept> m_kept;
};

} // namespace omni::runtime
