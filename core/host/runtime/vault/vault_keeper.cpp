#include "core/host/runtime/vault/vault_keeper.h"

#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/edge/platform/machine_time.h"
#include "core/host/access/account_store.h"
#include "core/host/access/venue_keys.h"
#include "core/host/runtime/vault/vault_entries.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::SecretBytes;

constexpr auto lookPeriod = std::chrono::seconds(1);
/// Both clocks are read one behind the other: less than this is no sleep.
constexpr Duration leastSleep = seconds(5);

/// As the keys of brokers are handed on; wiped when it dies.
Secret secretOf(const SecretBytes& bytes)
{
    const auto all = bytes.exposed();
    return Secret(std::string_view(reinterpret_cast<const char*>(all.data()), all.size()));
}

tl::unexpected<RunFailure> notWritten(const Error& why)
{
    return failureOf(kindOf(why.code), "writing the vault", why, "it holds what it held before; make room, try again");
}

VaultLock lockOf(bool isRecoveryKey) noexcept
{
    return isRecoveryKey ? VaultLock::RecoveryKey : VaultLock::Passphrase;
}

bool isNameOfKey(std::span<const brokers::BrokerInfo* const> known, std::string_view name)
{
    return std::any_of(known.begin(), known.end(), [name](const brokers::BrokerInfo* info) {
        return name == venueKeyName(info->key, orders::Environment::Paper)
            || name == venueKeyName(info->key, orders::Environment::Live);
    });
}

} // namespace

VaultKeeper::VaultKeeper(VaultKeeping keeping, Clock& clock)
    : m_keeping(std::move(keeping))
    , m_clock(clock)
    , m_accounts(
          m_vault,
          [&clock, machineTime = m_keeping.machineTime] {
              return accounts::Moment{clock.wall(), machineTime ? machineTime() : momentOfThisMachine()};
          },
          [this] { look(); })
    , m_holdsKeys(m_keeping.holdsKeys)
    , m_people(std::make_unique<PeopleKeeper>(PeopleKeeping{[this] { return accounts(); },
                                                            [this] {
                                                                const auto now = m_views.read();
                                                                return now && now->state == views::VaultState::Open;
                                                            },
                                                            m_keeping.audit, m_clock}))
    , m_thread([this] { run(); })
{
}

VaultKeeper::~VaultKeeper()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_wishes.clear();
    }
    m_news.notify_all();
    m_thread.join();
}

std::uint64_t VaultKeeper::wish(VaultWish wish)
{
    std::uint64_t number = 0;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_wishes.size() >= mostWaiting || m_isEnding) {
            return 0;
        }
        number = ++m_count;
        m_wishes.emplace_back(number, std::move(wish));
    }
    m_news.notify_all();
    return number;
}

SecretBytes VaultKeeper::takeRecoveryLetters()
{
    SecretBytes letters;
    {
        const std::scoped_lock lock(m_mutex);
        letters = std::move(m_letters);
        m_letters = {};
        m_isToLook = true; // the view says that they wait
    }
    m_news.notify_all();
    return letters;
}

void VaultKeeper::noteUse() noexcept
{
    // relaxed: a time alone, nothing hangs on it.
    m_usedAt.store(m_clock.mono().ns, std::memory_order_relaxed);
}

void VaultKeeper::look()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isToLook = true;
    }
    m_news.notify_all();
}

void VaultKeeper::run()
{
    publish(false);
    std::unique_lock lock(m_mutex);
    const auto hasNews = [this] { return m_isEnding || m_isToLook || !m_wishes.empty(); };
    while (!m_isEnding) {
        if (m_open) {
            m_news.wait_for(lock, lookPeriod, hasNews);
        } else {
            m_news.wait(lock, hasNews);
        }
        if (m_isEnding) {
            break;
        }
        const bool isToLook = std::exchange(m_isToLook, false);
        const bool isToRenew = std::exchange(m_areKeysToRenew, false);
        if (isToRenew) {
            lock.unlock();
            tellKeys();
            lock.lock();
        }
        if (m_wishes.empty()) {
            lock.unlock();
            lockIfLeft();
            if (isToLook) {
                tellPeople();
                publish(false);
            }
            lock.lock();
            continue;
        }
        auto [number, wish] = std::move(m_wishes.front());
        m_wishes.pop_front();
        lock.unlock();
        settle(number, std::move(wish));
        lock.lock();
    }
    lock.unlock();
    const std::scoped_lock alone(m_vault->mutex);
    m_open.reset();
}

void VaultKeeper::settle(std::uint64_t number, VaultWish wish)
{
    publish(true);
    Outcome<void> done;
    {
        const std::scoped_lock lock(m_vault->mutex);
        done = carryOutOnRecord(wish);
        if (m_open && (*m_open)->isLocked()) { // memory ended behind a write
            m_open.reset();
            m_areKeysOther = true;
        }
    }
    m_settled = number;
    m_failure.reset();
    if (!done) {
        const RunFailure& why = done.error();
        m_failure = views::VaultFailure{why.code, why.message, why.hint};
        logWarn("the vault: {}", why.message);
    }
    if (std::exchange(m_areKeysOther, false)) {
        tellKeys();
    }
    followAccounts();
    noteUse(); // whoever wishes is there
    publish(false);
}

/// What it holds of people, once it is open.
void VaultKeeper::followAccounts()
{
    if (!m_open) {
        return;
    }
    m_accountsFailure.reset();
    if (const auto followed = m_accounts.follow(); !followed) {
        const RunFailure& why = followed.error();
        m_accountsFailure = views::VaultFailure{why.code, why.message, why.hint};
        logError("{}", why.message);
    }
    tellPeople();
}

/// Whoever changed them.
void VaultKeeper::tellPeople()
{
    const auto all = accounts();
    if (all == nullptr) {
        return;
    }
    auto people = peopleOf(*all);
    if (m_werePeopleTold && people == m_toldPeople) {
        return;
    }
    m_werePeopleTold = true;
    m_toldPeople = std::move(people);
    if (m_keeping.peopleChanged) {
        m_keeping.peopleChanged(m_toldPeople);
    }
}

/// Time that this machine has slept since some beginning.
Duration VaultKeeper::asleep() const
{
    const Duration awake = m_keeping.awake ? m_keeping.awake()
                                           : Duration{std::chrono::duration_cast<std::chrono::nanoseconds>(
                                                          std::chrono::steady_clock::now().time_since_epoch())
                                                          .count()};
    return Duration{m_clock.mono().ns - awake.ns};
}

void VaultKeeper::lockIfLeft()
{
    if (!m_open) { // this thread alone opens and locks it
        return;
    }
    const auto hasEnded = [this] {
        const std::scoped_lock lock(m_vault->mutex);
        return (*m_open)->isLocked();
    };
    const std::int64_t usedAt = m_usedAt.load(std::memory_order_relaxed);
    if (hasEnded()) {
        lockBecause("memory ended behind a write");
    } else if (m_clock.mono().ns - usedAt >= m_keeping.idleLock.ns) {
        lockBecause("nobody has been at the program for too long");
    } else if (asleep() - m_asleepBefore >= leastSleep) {
        lockBecause("the machine has slept");
    }
}

void VaultKeeper::lockBecause(std::string_view why)
{
    {
        const std::scoped_lock lock(m_vault->mutex);
        forgetKeys(why);
    }
    m_areKeysOther = false;
    static_cast<void>(note(lockedBecause(why))); // it is locked all the same
    tellKeys();
    publish(false);
}

Outcome<void> VaultKeeper::mustBeOpen() const
{
    if (m_open) {
        return {};
    }
    return tl::unexpected(
        RunFailure{FailureKind::Refused, "vault_locked", "the vault is locked", "unlock it first", {}, 0});
}

/// Of a vault that is open already, too: what is said to open it has to, at the pace of guesses.
Outcome<void> VaultKeeper::reopen(bool isRecoveryKey, const SecretBytes& key)
{
    auto opened = openVault(m_keeping.profile, lockOf(isRecoveryKey), key, m_keeping.machineTime);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    m_open.emplace(std::move(*opened));
    m_asleepBefore = asleep();
    followGenerations();
    return {};
}

/// What was before opens with what has just been replaced: a good opening ends it.
Outcome<void> VaultKeeper::endPrevious(const SecretBytes& passphrase)
{
    return reopen(false, passphrase);
}

/// Takes over what `makeRecoveryKey` and its like give out. Empty: there is none to show.
Outcome<void> VaultKeeper::keepLetters(const Result<SecretBytes>& key)
{
    if (!key) {
        return notWritten(key.error());
    }
    if (key->isEmpty()) {
        return {};
    }
    auto letters = vault::recoveryLetters(key->exposed());
    if (!letters) {
        return notWritten(letters.error());
    }
    const std::scoped_lock lock(m_mutex);
    m_letters = std::move(*letters);
    return {};
}

Outcome<void> VaultKeeper::carryOut(MakeVault& wish)
{
    auto made = makeVault(m_keeping.profile, wish.passphrase, m_clock.wall());
    if (!made) {
        return tl::unexpected(made.error());
    }
    m_open.emplace(std::move(*made));
    m_asleepBefore = asleep();
    followGenerations();
    logInfo("the profile has a vault now");
    m_areKeysOther = true;
    return keepLetters((*m_open)->makeRecoveryKey(m_clock.wall()));
}

Outcome<void> VaultKeeper::carryOut(UnlockVault& wish)
{
    if (auto opened = reopen(wish.isRecoveryKey, wish.key); !opened) {
        return opened;
    }
    logInfo("the vault is open");
    m_areKeysOther = true;
    return {};
}

Outcome<void> VaultKeeper::carryOut(LockVault&)
{
    forgetKeys("by hand");
    return {};
}

Outcome<void> VaultKeeper::carryOut(PutVenueKey& wish)
{
    if (auto open = mustBeOpen(); !open) {
        return open;
    }
    if (!isNameOfKey(m_keeping.brokers, wish.name)) {
        return tl::unexpected(RunFailure{FailureKind::WrongUsage,
                                         "unknown_key",
                                         wish.name + " names no key of a broker",
                                         "choose another one",
                                         {},
                                         0});
    }
    const Secret id = secretOf(wish.id), secret = secretOf(wish.secret);
    auto done = wish.replaces ? replaceVenueKey(**m_open, wish.name, id, secret, m_clock.wall())
                              : addVenueKey(**m_open, wish.name, id, secret, m_clock.wall());
    m_areKeysOther = true;
    return done;
}

Outcome<void> VaultKeeper::carryOut(SettleVenueKey& wish)
{
    auto done = mustBeOpen();
    if (done) {
        done = settleVenueKey(**m_open, wish.name, wish.isGood, m_clock.wall());
        m_areKeysOther = true;
    }
    return done;
}

Outcome<void> VaultKeeper::carryOut(RemoveVenueKey& wish)
{
    auto done = mustBeOpen();
    if (done) {
        done = removeVenueKey(**m_open, wish.name, m_clock.wall());
        m_areKeysOther = true;
    }
    return done;
}

Outcome<void> VaultKeeper::carryOut(ChangeVaultPassphrase& wish)
{
    if (auto good = mustBeGoodPassphrase(wish.next); !good) { // before half a second is spent on the old one
        return good;
    }
    if (auto opened = reopen(wish.isRecoveryKey, wish.key); !opened) {
        return opened;
    }
    m_areKeysOther = true;
    auto changed = changePassphrase(*m_open, lockOf(wish.isRecoveryKey), wish.key, wish.next, m_clock.wall());
    return changed ? endPrevious(wish.next) : changed;
}

Outcome<void> VaultKeeper::carryOut(MakeRecoveryKey& wish)
{
    if (auto opened = reopen(false, wish.passphrase); !opened) {
        return opened;
    }
    m_areKeysOther = true;
    auto made = keepLetters((*m_open)->makeRecoveryKey(m_clock.wall()));
    return made ? endPrevious(wish.passphrase) : made;
}

Outcome<void> VaultKeeper::carryOut(RenewVaultKey& wish)
{
    if (auto opened = reopen(false, wish.passphrase); !opened) {
        return opened;
    }
    auto done = keepLetters(renewMasterKey(*m_open, wish.passphrase, m_clock.wall()));
    if (done) {
        done = endPrevious(wish.passphrase);
    }
    m_areKeysOther = true;
    return done;
}

std::optional<Monotonic> VaultKeeper::nextGuess() const
{
    const auto files = VaultFiles::open(m_keeping.profile);
    const auto now = m_keeping.machineTime ? m_keeping.machineTime()
                                           : vault::MachineMoment{platform::machineNow(), platform::machineStart()};
    const auto pace = files ? (*files)->readPace(now) : tl::unexpected(files.error());
    const Duration wait = pace ? pace->wait(now) : Duration{};
    return wait.ns > 0 ? std::optional(m_clock.mono() + wait) : std::nullopt;
}

void VaultKeeper::publish(bool isBusy)
{
    views::VaultView view;
    view.settled = m_settled;
    view.failure = m_failure;
    view.idleLock = m_keeping.idleLock;
    view.staysArmed = m_keeping.staysArmed;
    view.holdsKeys = m_holdsKeys;
    {
        const std::scoped_lock lock(m_mutex);
        view.isBusy = isBusy || !m_wishes.empty();
        view.hasLettersToShow = !m_letters.isEmpty();
    }
    view.accountsFailure = m_accountsFailure;
    const std::scoped_lock alone(m_vault->mutex);
    if (m_open) {
        view.state = views::VaultState::Open;
        view.generation = (*m_open)->generation();
        view.isMemoryLocked = (*m_open)->isMemoryLocked();
        const auto locks = (*m_open)->keySlots();
        view.hasRecoveryKey = std::any_of(locks.begin(), locks.end(), [](const vault::SlotEntry& one) {
            return one.kind == vault::SlotKind::RecoveryKey;
        });
        const auto keys = venueKeysIn(**m_open);
        for (const VenueKeyEntry& key : keys.value_or(std::vector<VenueKeyEntry>())) {
            const std::int64_t age = std::max<std::int64_t>(0, (m_clock.wall() - key.putAt).ns / days(1).ns);
            view.keys.push_back({key.name, key.putAt, age, age >= oldKeyDays, key.nextPutAt});
        }
    } else if (hasVault(m_keeping.profile)) {
        view.state = views::VaultState::Locked;
        view.mayGuessAt = nextGuess();
    }
    m_views.publish(std::make_shared<const views::VaultView>(std::move(view)));
    m_people->look();
}

} // namespace omni::runtime
