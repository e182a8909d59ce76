// Keeps the vault of the profile while the program runs: open for as long as a person is there, locked behind that.
//
// A thread of its own owns the vault and carries out wishes one after the other: a guess takes half a second and
// 256 MiB, which nobody else has to wait for. What it comes to is published as a value. The vault is locked by itself
// when nobody has been at the program for `idleLock`, and when the machine has slept (safety 4.2).
//
// The accounts of the profile are a record of it. They are one object for the whole program (`accounts`), and what the
// desk has to know of them is told each time that it is something else (`peopleChanged`).

#pragma once

#include "core/base/latest.h"
#include "core/base/time.h"
#include "core/desk/events/event.h"
#include "core/desk/views/vault_view.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/people/people_keeper.h"
#include "core/host/runtime/vault/kept_accounts.h"
#include "core/host/runtime/vault/vault_link.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>

namespace omni::runtime {

struct VaultKeeping {
    std::filesystem::path profile; ///< Held by this program alone.
    std::span<const brokers::BrokerInfo* const> brokers; ///< Whose keys may lie in it.
    Duration idleLock = minutes(15);
    bool staysArmed = false; ///< For the view alone.
    bool holdsKeys = false; ///< Keys out of it are at hand already.
    /// Called on the keeper's thread when its keys may be others, with the open vault, and when it was locked, with
    /// null. Says whether any of them are at hand then. With the vault at hand it asks the accounts nothing: they wait
    /// for the vault. May be empty.
    std::function<bool(const vault::Vault*)> keysChanged = {};
    /// Called on the keeper's thread, which holds no lock then, when the vault was opened for the first time, and
    /// when there are other people or other roles: at once, whoever changed them. Nothing: the profile has no
    /// accounts, and its owner all rights. May be empty.
    std::function<void(const std::optional<events::PeopleVouched>&)> peopleChanged = {};
    /// Of what is changed about people and about the vault, before it is done: what it does not take is not done, but a
    /// locking is. Called on the threads of both, and with the vault at hand: it asks neither. An entry without a name
    /// is of who sits at the window. Empty: nothing is noted.
    AuditSink audit = {};
    /// Of who sits at the window: keys of brokers are an admin's (table 4.4). As `audit`. Empty: whoever wishes may.
    std::function<risk::Roles()> roles = {};
    MachineTime machineTime = {}; ///< Of wrong guesses. Empty: this machine's.
    /// Time that the machine has been awake, from any beginning. Empty: this machine's. Where it runs on while the
    /// machine sleeps, sleep is not seen, and the idle lock alone is left.
    std::function<Duration()> awake = {};
};

class VaultKeeper final : public VaultLink
{
public:
    static constexpr std::size_t mostWaiting = 8;

    /// Starts the thread. `clock` outlives it.
    VaultKeeper(VaultKeeping keeping, Clock& clock);
    /// Waits for the wish under way, half a second or so; those behind it are dropped.
    ~VaultKeeper() override;
    VaultKeeper(const VaultKeeper&) = delete;
    VaultKeeper& operator=(const VaultKeeper&) = delete;

    // --- any thread; nothing waits for the disk --------------------------------------------------------------------

    [[nodiscard]] std::uint64_t wish(VaultWish wish) override;
    [[nodiscard]] std::shared_ptr<const views::VaultView> view() const override
    {
        return m_views.read();
    }
    [[nodiscard]] platform::SecretBytes takeRecoveryLetters() override;
    void noteUse() noexcept override;
    [[nodiscard]] PeopleLink* people() noexcept override
    {
        return m_people.get();
    }
    /// What lies in it about keys and real money is another: `keysChanged` hears of it.
    void renewKeys();
    /// The vault itself, for whoever reads or writes one thing in it under its lock, and calls `renewKeys` behind that.
    [[nodiscard]] std::shared_ptr<SharedVault> shared() const noexcept
    {
        return m_vault;
    }
    /// Looks at the clock now, as it does each second while the vault is open.
    void look();
    /// One object for all who ask, also behind a lock; see `KeptAccounts::all`, and which threads may call it there.
    /// Another object than before means that another vault was put in the place of this one. Nobody asks it once
    /// the keeper has ended.
    [[nodiscard]] std::shared_ptr<accounts::Accounts> accounts() const
    {
        return m_accounts.all();
    }

private:
    void run();
    void settle(std::uint64_t number, VaultWish wish);
    void lockIfLeft();
    void lockBecause(std::string_view why);
    void forgetKeys(std::string_view why);
    void followAccounts();
    void tellPeople();
    [[nodiscard]] Duration asleep() const;
    [[nodiscard]] Outcome<void> carryOut(MakeVault& wish);
    [[nodiscard]] Outcome<void> carryOut(UnlockVault& wish);
    [[nodiscard]] Outcome<void> carryOut(LockVault& wish);
    [[nodiscard]] Outcome<void> carryOut(PutVenueKey& wish);
    [[nodiscard]] Outcome<void> carryOut(SettleVenueKey& wish);
    [[nodiscard]] Outcome<void> carryOut(RemoveVenueKey& wish);
    [[nodiscard]] Outcome<void> carryOut(ChangeVaultPassphrase& wish);
    [[nodiscard]] Outcome<void> carryOut(MakeRecoveryKey& wish);
    [[nodiscard]] Outcome<void> carryOut(RenewVaultKey& wish);
    [[nodiscard]] Outcome<void> reopen(bool isRecoveryKey, const platform::SecretBytes& key);
    [[nodiscard]] Outcome<void> endPrevious(const platform::SecretBytes& passphrase);
    [[nodiscard]] Outcome<void> mustBeOpen() const;
    [[nodiscard]] Outcome<void> keepLetters(const Result<platform::SecretBytes>& key);
    [[nodiscard]] Outcome<void> note(const audit::AuditEntry& entry) const;
    [[nodiscard]] Outcome<void> mayDo(const VaultWish& wish) const;
    [[nodiscard]] Outcome<void> carryOutOnRecord(VaultWish& wish);
    void followGenerations();
    void tellKeys();
    void publish(bool isBusy);
    [[nodiscard]] std::optional<Monotonic> nextGuess() const;

    const VaultKeeping m_keeping;
    Clock& m_clock;
    const std::shared_ptr<SharedVault> m_vault = std::make_shared<SharedVault>();
    std::optional<OpenVault>& m_open = m_vault->open; ///< Under its lock.
    KeptAccounts m_accounts;
    std::optional<views::VaultFailure> m_accountsFailure; ///< The thread's own, as are the next seven.
    bool m_werePeopleTold = false;
    std::optional<events::PeopleVouched> m_toldPeople; ///< As they were told last.
    std::optional<views::VaultFailure> m_failure;
    std::uint64_t m_settled = 0;
    Duration m_asleepBefore; ///< Time that the machine had slept when it was opened.
    bool m_holdsKeys = false, m_areKeysOther = false;
    Latest<views::VaultView> m_views;
    std::atomic<std::int64_t> m_usedAt{0}; ///< Nanoseconds of the clock; written by whoever notes it.

    std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::deque<std::pair<std::uint64_t, VaultWish>> m_wishes;
    std::uint64_t m_count = 0;
    platform::SecretBytes m_letters;
    bool m_isToLook = false, m_areKeysToRenew = false, m_isEnding = false;
    const std::unique_ptr<PeopleKeeper> m_people; ///< Never null. Asks for what stands above.
    std::thread m_thread;
};

} // namespace omni::runtime
