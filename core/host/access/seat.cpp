#include "core/host/access/seat.h"

#include "core/desk/events/principals.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

tl::unexpected<RunFailure> refusedAtSeat(SeatState state, bool wasEnded)
{
    const auto with = [](const char* code, const char* message, const char* hint) {
        return tl::unexpected(RunFailure{FailureKind::Refused, code, message, hint, {}, 0});
    };
    switch (state) {
    case SeatState::MustEnrol:
        return with("must_enrol", "not done: a recovery code was used, so a new second factor comes first",
                    "set up the authenticator anew, then sign in with it");
    case SeatState::Locked:
        return with("locked", "not done: the desk is locked, and goes on with its orders and stops",
                    "unlock it; the kill switch works meanwhile");
    case SeatState::NoAccounts:
    case SeatState::SignedOut:
    case SeatState::SignedIn:
        break;
    }
    return wasEnded
        ? with("session_ended", "not done: your rights, your password or your account have changed since you signed in",
               "sign in again; the kill switch works meanwhile")
        : with("signed_out", "not done: nobody is signed in", "sign in; the kill switch works meanwhile");
}

bool isForAnybody(const events::Wish& wish) noexcept
{
    const auto* kill = std::get_if<events::Kill>(&wish);
    return kill != nullptr && (kill->level == risk::KillLevel::Pause || kill->level == risk::KillLevel::CancelEntries);
}

tl::unexpected<Error> nobodySits()
{
    return failure(Errc::Denied, "nobody is signed in here, or it is locked");
}

} // namespace

std::string_view nameOf(SeatState state) noexcept
{
    switch (state) {
    case SeatState::NoAccounts:
        return "no_accounts";
    case SeatState::SignedOut:
        return "signed_out";
    case SeatState::MustEnrol:
        return "must_enrol";
    case SeatState::SignedIn:
        return "signed_in";
    case SeatState::Locked:
        return "locked";
    }
    return "unknown";
}

Seat::Seat(AccountsSource accounts, MachineTime time, Duration idleLock, bool hasAccounts)
    : m_accounts(std::move(accounts))
    , m_time(std::move(time))
    , m_idleLock(std::clamp(idleLock, leastIdleLock, longestIdleLock))
    , m_hasAccounts(hasAccounts)
{
}

Seat::Seat(accounts::Accounts* accounts, MachineTime time, Duration idleLock)
    : Seat([all = std::shared_ptr<accounts::Accounts>(std::shared_ptr<void>(), accounts)] { return all; },
           std::move(time), idleLock)
{
}

void Seat::refresh()
{
    if (!m_sitting) {
        return;
    }
    const auto standing = m_sitting->of->standing(m_sitting->in.person);
    if (m_accounts() != m_sitting->of || !standing || standing->sessionVersion != m_sitting->in.sessionVersion
        || standing->number != m_sitting->number) {
        m_sitting.reset();
        m_turn += 1;
        m_wasEnded = true;
        return;
    }
    const auto now = m_time();
    // Behind a start of the machine nobody has touched anything, and a clock that went back locks.
    const bool isHere = now.start == m_sitting->touched.start && now.ns >= m_sitting->touched.ns
        && now.ns - m_sitting->touched.ns < m_idleLock.ns;
    m_sitting->isLocked = m_sitting->isLocked || !isHere;
}

SeatState Seat::state() const
{
    if (!m_sitting) {
        const auto all = m_accounts();
        const bool hasPeople = all != nullptr ? !all->isFirstRun() : m_hasAccounts;
        return hasPeople ? SeatState::SignedOut : SeatState::NoAccounts;
    }
    if (m_sitting->isLocked) {
        return SeatState::Locked;
    }
    return m_sitting->in.enrolmentPermit.isEmpty() ? SeatState::SignedIn : SeatState::MustEnrol;
}

/// Somebody sits here.
Seat::Asked Seat::asked() const
{
    return {m_sitting->of, m_sitting->in.person, m_turn};
}

bool Seat::isStill(const Asked& asked) const noexcept
{
    return m_turn == asked.turn;
}

Result<void> Seat::seat(const Asked& asked, const accounts::Proof& proof)
{
    if (asked.of == nullptr) {
        return nobodySits();
    }
    auto in = asked.of->signIn(asked.person, proof);
    if (!in) {
        return tl::unexpected(in.error());
    }
    const auto standing = asked.of->standing(in->person);
    if (!standing) {
        return tl::unexpected(standing.error());
    }
    const std::scoped_lock lock(m_mutex);
    if (!isStill(asked)) {
        return failure(Errc::Conflict, "somebody has signed in or out here meanwhile");
    }
    m_sitting.emplace(Sitting{asked.of, std::move(*in), standing->number, m_time(), false});
    m_turn += 1;
    m_wasEnded = false;
    return {};
}

Result<void> Seat::signIn(std::string_view person, const accounts::Proof& proof)
{
    Asked asked{m_accounts(), std::string(person), 0};
    {
        const std::scoped_lock lock(m_mutex);
        m_sitting.reset();
        m_wasEnded = false;
        asked.turn = ++m_turn;
    }
    return seat(asked, proof);
}

Result<void> Seat::unlock(const accounts::Proof& proof)
{
    Asked by;
    {
        const std::scoped_lock lock(m_mutex);
        refresh();
        if (!m_sitting) {
            return nobodySits();
        }
        by = asked();
    }
    return seat(by, proof);
}

void Seat::signOut()
{
    const std::scoped_lock lock(m_mutex);
    m_sitting.reset();
    m_turn += 1;
    m_wasEnded = false;
}

void Seat::lock()
{
    const std::scoped_lock lock(m_mutex);
    if (m_sitting) {
        m_sitting->isLocked = true;
    }
}

void Seat::touch()
{
    const std::scoped_lock lock(m_mutex);
    refresh();
    if (m_sitting && !m_sitting->isLocked) {
        m_sitting->touched = m_time();
    }
}

void Seat::expectAccounts(bool hasAccounts)
{
    const std::scoped_lock lock(m_mutex);
    m_hasAccounts = hasAccounts;
}

Result<void> Seat::showCode(std::span<const std::byte> code)
{
    Asked by;
    {
        const std::scoped_lock lock(m_mutex);
        refresh();
        if (state() != SeatState::SignedIn) {
            return nobodySits();
        }
        by = asked();
    }
    auto shown = by.of->stepUp(by.person, code);
    if (!shown) {
        return tl::unexpected(shown.error());
    }
    const std::scoped_lock lock(m_mutex);
    refresh();
    if (!isStill(by) || state() != SeatState::SignedIn) {
        return nobodySits();
    }
    m_sitting->in.stepUp = std::move(*shown);
    return {};
}

Result<platform::SecretBytes> Seat::beginEnrolment(std::span<const std::byte> password)
{
    Asked by;
    platform::SecretBytes permit;
    {
        const std::scoped_lock lock(m_mutex);
        refresh();
        if (state() != SeatState::MustEnrol) {
            return nobodySits();
        }
        by = asked();
        auto copy = platform::SecretBytes::copyOf(m_sitting->in.enrolmentPermit.exposed());
        if (!copy) {
            return tl::unexpected(copy.error());
        }
        permit = std::move(*copy);
    }
    return by.of->beginEnrolment(by.person, {password, {}}, permit.exposed());
}

Result<std::vector<platform::SecretBytes>> Seat::confirmEnrolment(std::span<const std::byte> code)
{
    Asked by;
    {
        const std::scoped_lock lock(m_mutex);
        refresh();
        if (state() != SeatState::MustEnrol) {
            return nobodySits();
        }
        by = asked();
    }
    auto codes = by.of->confirmEnrolment(by.person, code);
    const std::scoped_lock lock(m_mutex);
    if (codes && isStill(by)) {
        m_sitting.reset();
        m_turn += 1;
    }
    return codes;
}

SeatView Seat::view()
{
    const std::scoped_lock lock(m_mutex);
    refresh();
    SeatView view;
    view.state = state();
    view.wasEnded = m_wasEnded;
    if (!m_sitting) {
        return view;
    }
    view.person = m_sitting->in.person;
    view.number = m_sitting->number;
    view.failuresBefore = m_sitting->in.failuresBefore;
    view.wasResetAskedFor = m_sitting->in.wasResetAskedFor;
    view.hasFreshCode = m_sitting->in.stepUp && m_sitting->of->isFresh(*m_sitting->in.stepUp);
    if (const auto standing = m_sitting->of->standing(view.person)) {
        view.roles = standing->roles;
        view.hasSecondFactor = standing->hasSecondFactor;
        view.recoveryCodesLeft = standing->recoveryCodesLeft;
    }
    if (!m_sitting->isLocked) {
        view.untilLock = Duration{std::max<std::int64_t>(0, m_idleLock.ns - (m_time().ns - m_sitting->touched.ns))};
    }
    return view;
}

Outcome<events::Command> Seat::signedBy(events::Command command, orders::Environment environment)
{
    const std::scoped_lock lock(m_mutex);
    refresh();
    const SeatState now = state();
    const bool isLive = environment == orders::Environment::Live;
    const bool neverAsks = now == SeatState::SignedOut && !m_wasEnded && orders::isSimulated(environment);
    if (now == SeatState::NoAccounts || neverAsks) {
        command.by = events::owner;
        command.stepUp = command.stepUp && !isLive;
        return command;
    }
    if (now == SeatState::SignedIn) {
        const bool isFresh = m_sitting->in.stepUp && m_sitting->of->isFresh(*m_sitting->in.stepUp);
        command.by = m_sitting->number;
        command.stepUp = isFresh || (command.stepUp && !isLive);
        return command;
    }
    if (isForAnybody(command.what)) {
        command.by = m_sitting ? m_sitting->number : PrincipalId{}; // of who is away it is the seat
        command.stepUp = false;
        return command;
    }
    return refusedAtSeat(now, m_wasEnded);
}

} // namespace omni::runtime
