#include "core/host/runtime/seat/seat_keeper.h"

#include "core/base/log.h"
#include "core/desk/events/principals.h"

#include <chrono>

namespace omni::runtime {

namespace {

constexpr auto seatLookPeriod = std::chrono::milliseconds(500);
constexpr auto vaultLookPeriod = std::chrono::milliseconds(5);
/// Both clocks are read one behind the other: less than this is no sleep.
constexpr Duration leastSleepSeen = seconds(5);

tl::unexpected<RunFailure> notLetIn(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

} // namespace

SeatKeeper::SeatKeeper(SeatKeeping keeping, Clock& clock)
    : m_keeping(std::move(keeping))
    , m_clock(clock)
    , m_seat(m_keeping.accounts, m_keeping.machineTime ? m_keeping.machineTime : MachineTime(momentOfThisMachine),
             m_keeping.idleLock, m_keeping.hasAccounts)
    , m_asleepBefore(asleep())
    , m_thread([this] { run(); })
{
}

SeatKeeper::~SeatKeeper()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_wishes.clear();
    }
    m_news.notify_all();
    m_thread.join();
}

Outcome<events::Command> SeatKeeper::signedBy(events::Command command, orders::Environment environment)
{
    auto signedOne = m_seat.signedBy(std::move(command), environment);
    const std::scoped_lock lock(m_mutex);
    m_refusal.reset();
    if (!signedOne) {
        const RunFailure& why = signedOne.error();
        m_refusal = views::SeatFailure{why.code, why.message, why.hint};
    }
    return signedOne;
}

PrincipalId SeatKeeper::whoStops()
{
    const auto number = m_seat.view().number;
    return number ? number : events::owner;
}

void SeatKeeper::look()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isToLook = true;
    }
    m_news.notify_all();
}

views::SeatView SeatKeeper::view()
{
    auto view = m_seat.view();
    const auto vault = m_keeping.vault.view();
    view.needsVault
        = view.state != views::SeatState::NoAccounts && (vault == nullptr || vault->state != views::VaultState::Open);
    const std::scoped_lock lock(m_mutex);
    view.isBusy = m_isBusy || !m_wishes.empty();
    view.settled = m_settled;
    view.failure = m_failure;
    view.mayTryAt = m_mayTryAt;
    return view;
}

std::uint64_t SeatKeeper::wish(SeatWish wish)
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

void SeatKeeper::lock()
{
    m_seat.lock();
    {
        const std::scoped_lock lock(m_mutex);
        m_why = "by_hand";
        m_isToLook = true;
    }
    m_news.notify_all();
}

void SeatKeeper::signOut()
{
    m_seat.signOut();
    {
        const std::scoped_lock lock(m_mutex);
        m_why = "by_hand";
        m_isToLook = true;
    }
    m_news.notify_all();
}

void SeatKeeper::noteUse()
{
    m_seat.touch();
}

platform::SecretBytes SeatKeeper::takeSeed()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_seed, {});
}

std::vector<platform::SecretBytes> SeatKeeper::takeRecoveryCodes()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_codes, {});
}

std::optional<views::SeatFailure> SeatKeeper::refusal() const
{
    const std::scoped_lock lock(m_mutex);
    return m_refusal;
}

// --- the keeper's thread ---------------------------------------------------------------------------------------------

void SeatKeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        m_news.wait_for(lock, seatLookPeriod, [this] { return m_isEnding || m_isToLook || !m_wishes.empty(); });
        if (m_isEnding) {
            break;
        }
        m_isToLook = false;
        auto why = std::exchange(m_why, {});
        if (m_wishes.empty()) {
            lock.unlock();
            lookAfter();
            tellChange(std::move(why));
            lock.lock();
            continue;
        }
        auto [number, wish] = std::move(m_wishes.front());
        m_wishes.pop_front();
        m_isBusy = true;
        lock.unlock();
        tellChange(std::move(why)); // what was before it
        settle(number, std::move(wish));
        tellChange({});
        lock.lock();
    }
}

void SeatKeeper::settle(std::uint64_t number, SeatWish wish)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_mayTryAt.reset();
    }
    const auto done = std::visit([this](auto& one) { return carryOut(one); }, wish);
    m_seat.touch(); // whoever wishes is there
    const std::scoped_lock lock(m_mutex);
    m_settled = number;
    m_isBusy = false;
    m_failure.reset();
    if (!done) {
        const RunFailure& why = done.error();
        m_failure = views::SeatFailure{why.code, why.message, why.hint};
    }
}

Duration SeatKeeper::asleep() const
{
    const Duration awake = m_keeping.awake ? m_keeping.awake()
                                           : Duration{std::chrono::duration_cast<std::chrono::nanoseconds>(
                                                          std::chrono::steady_clock::now().time_since_epoch())
                                                          .count()};
    return Duration{m_clock.mono().ns - awake.ns};
}

void SeatKeeper::lookAfter()
{
    const Duration now = asleep();
    if (now - m_asleepBefore >= leastSleepSeen) {
        m_seat.lock();
        tellChange("slept");
    }
    m_asleepBefore = std::max(m_asleepBefore, now);
}

/// From what was told last to what is.
void SeatKeeper::tellChange(std::string why)
{
    using views::SeatState;
    const auto now = m_seat.view();
    const auto before = std::exchange(m_last, now);
    const auto isOut = [](const views::SeatView& one) { return one.person.empty(); };
    const bool isSame = before.number == now.number && before.person == now.person;
    if (!isOut(before) && !isSame) {
        tell(SeatDeed::SignedOut, before.number, before.roles, now.wasEnded ? "session_ended" : why);
    }
    if (!isOut(now) && !isSame) {
        tell(SeatDeed::SignedIn, now.number, now.roles,
             now.state == SeatState::MustEnrol ? std::string("recovery_code") : std::string());
    } else if (isSame && before.state != SeatState::Locked && now.state == SeatState::Locked) {
        tell(SeatDeed::Locked, now.number, now.roles, why.empty() ? "idle" : why);
    } else if (isSame && before.state == SeatState::Locked && now.state != SeatState::Locked) {
        tell(SeatDeed::Unlocked, now.number, now.roles);
    }
}

void SeatKeeper::tell(SeatDeed deed, PrincipalId number, risk::Roles roles, std::string why) const
{
    if (m_keeping.told) {
        m_keeping.told({deed, number, roles, std::move(why)});
    }
}

void SeatKeeper::tellRefused(SeatDeed deed, const std::string& person, const RunFailure& why) const
{
    const auto all = m_keeping.accounts();
    const auto known = all != nullptr ? all->standing(person) : failure(Errc::NotFound, "not known");
    tell(deed, known ? known->number : PrincipalId{}, known ? known->roles : risk::Roles{}, why.code);
}

Outcome<void> SeatKeeper::openVault(VaultOpening& opening)
{
    const std::uint64_t number = m_keeping.vault.wish(UnlockVault{std::move(opening.key), opening.isRecoveryKey});
    if (number == 0) {
        return notLetIn("vault_busy", "too much is asked of the vault at once", "try again in a moment");
    }
    for (std::unique_lock lock(m_mutex); !m_isEnding; m_news.wait_for(lock, vaultLookPeriod)) {
        const auto vault = m_keeping.vault.view();
        if (vault == nullptr || vault->settled < number) {
            continue;
        }
        if (vault->state == views::VaultState::Open) {
            return {};
        }
        const auto why = vault->failure.value_or(views::VaultFailure{"vault_locked", "the vault is locked", {}});
        return notLetIn(why.code, why.message, why.hint);
    }
    return notLetIn("ending", "the program ends", {});
}

/// The accounts, behind an open vault.
Outcome<std::shared_ptr<accounts::Accounts>> SeatKeeper::opened(VaultOpening& opening)
{
    if (!opening.key.isEmpty()) {
        if (const auto done = openVault(opening); !done) {
            return tl::unexpected(done.error());
        }
    }
    const auto vault = m_keeping.vault.view();
    if (vault == nullptr || vault->state != views::VaultState::Open) {
        const bool isGone = vault != nullptr && vault->state == views::VaultState::None;
        return isGone ? notLetIn("no_vault", "the vault with the accounts of this profile is gone", "put back a copy")
                      : notLetIn("vault_locked", "the vault is locked, and the accounts are in it", "unlock it first");
    }
    auto all = m_keeping.accounts();
    if (all == nullptr) {
        const auto why = vault->accountsFailure.value_or(
            views::VaultFailure{"corrupt", "the accounts in the vault cannot be read", {}});
        return notLetIn(why.code, why.message, why.hint);
    }
    return all;
}

tl::unexpected<RunFailure> SeatKeeper::refused(const Error& why, const std::string& person)
{
    const auto all = m_keeping.accounts();
    const Duration wait = all != nullptr ? all->wait(person) : Duration{};
    if (wait.ns > 0) {
        const std::scoped_lock lock(m_mutex);
        m_mayTryAt = m_clock.mono() + wait;
    }
    const auto vault = m_keeping.vault.view();
    if (why.code == Errc::Unavailable && (vault == nullptr || vault->state != views::VaultState::Open)) {
        return notLetIn("vault_locked", "the vault is locked, and the accounts are in it", "unlock it first");
    }
    return notLetIn(std::string(nameOf(why.code)), why.detail, {});
}

Outcome<void> SeatKeeper::carryOut(SignIn& wish)
{
    auto all = opened(wish.vault);
    if (all && (*all)->isFirstRun()) {
        m_seat.expectAccounts(false);
        return {};
    }
    Outcome<void> done;
    if (!all) {
        done = tl::unexpected(all.error());
    } else if (auto in = m_seat.signIn(wish.person, {wish.password.exposed(), wish.second.exposed()}); !in) {
        done = refused(in.error(), wish.person);
    }
    if (!done) {
        tellRefused(SeatDeed::NotLetIn, wish.person, done.error());
        return done;
    }
    if (m_seat.view().number == m_last.number) {
        m_last = {}; // the same person again: told like any other
    }
    return {};
}

Outcome<void> SeatKeeper::carryOut(UnlockSeat& wish)
{
    const std::string person = m_seat.view().person;
    Outcome<void> done;
    if (auto all = opened(wish.vault); !all) {
        done = tl::unexpected(all.error());
    } else if (auto in = m_seat.unlock({wish.password.exposed(), wish.second.exposed()}); !in) {
        done = refused(in.error(), person);
    }
    if (!done) {
        tellRefused(SeatDeed::NotUnlocked, person, done.error());
    }
    return done;
}

Outcome<void> SeatKeeper::carryOut(ShowCode& wish)
{
    const auto who = m_seat.view();
    const auto shown = m_seat.showCode(wish.code.exposed());
    if (!shown) {
        auto why = refused(shown.error(), who.person);
        tellRefused(SeatDeed::NotSteppedUp, who.person, why.value());
        return why;
    }
    tell(SeatDeed::SteppedUp, who.number, who.roles);
    return {};
}

Outcome<void> SeatKeeper::carryOut(BeginSeatEnrolment& wish)
{
    auto seed = m_seat.beginEnrolment(wish.password.exposed());
    if (!seed) {
        return refused(seed.error(), m_seat.view().person);
    }
    const std::scoped_lock lock(m_mutex);
    m_seed = std::move(*seed);
    return {};
}

Outcome<void> SeatKeeper::carryOut(ConfirmSeatEnrolment& wish)
{
    auto codes = m_seat.confirmEnrolment(wish.code.exposed());
    if (!codes) {
        return refused(codes.error(), m_seat.view().person);
    }
    const std::scoped_lock lock(m_mutex);
    m_codes = std::move(*codes);
    return {};
}

} // namespace omni::runtime
