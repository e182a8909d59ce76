// Accounts that end, and second factors that are lost: what a person cannot do for himself at once.

#include "core/edge/security/accounts/account_proof.h"

#include <algorithm>
#include <utility>

namespace omni::accounts {

Result<void> Accounts::remove(std::string_view person)
{
    const Change change(*this);
    auto* const account = accountOf(person);
    if (account == nullptr) {
        return noSuchPerson();
    }
    if (account->number == ownersNumber || isLastAdmin(*account)) {
        return failure(Errc::Conflict, "the owner's account stays, and the last one that manages accounts");
    }
    // What could not be kept stays out in here: it is not known whether it was.
    const std::string name = account->name;
    auto& stranger = m_state.strangers[strangerPaceOf(name)]; // a wait does not end by becoming nobody
    stranger = account->pace.failures > stranger.failures ? account->pace : stranger;
    m_state.accounts.erase(m_state.accounts.begin() + (account - m_state.accounts.data()));
    m_enrolments.erase(name);
    m_permits.erase(name);
    return save();
}

Result<ResetStep> Accounts::resetStep(Account& account, PrincipalId by, bool mayBeNow, const MachineMoment& now)
{
    if (account.seed.isEmpty()) {
        return failure(Errc::Conflict, "there is no second factor");
    }
    const FactorReset asked = account.reset;
    const bool isOver = asked.by == by && vault::surelyPassed(asked.askedAt, now) >= factorResetDelay;
    const bool isDone = isOver || mayBeNow;
    platform::SecretBytes seed;
    RecoveryCodes codes;
    if (isDone) {
        std::swap(seed, account.seed);
        std::swap(codes, account.recovery);
        account.reset = {};
        account.sessionVersion += 1;
    } else if (!asked.by || (asked.by == account.number && by != account.number)) {
        account.reset = {by, now}; // whoever asks again does not begin anew
    }
    if (const auto saved = save(); !saved) {
        if (isDone) {
            std::swap(seed, account.seed);
            std::swap(codes, account.recovery);
        }
        account.reset = asked;
        return tl::unexpected(saved.error());
    }
    return isDone ? ResetStep::Done : ResetStep::Asked;
}

Result<ResetStep> Accounts::resetSecondFactor(std::string_view person, std::string_view by)
{
    const Change change(*this);
    auto* const account = accountOf(person);
    const auto* const admin = accountOf(by);
    if (account == nullptr) {
        return noSuchPerson();
    }
    if (admin == nullptr || admin == account || !admin->roles.has(risk::Role::Admin)) {
        return failure(Errc::Denied, "another person who manages accounts has to say so");
    }
    // What the person asked for with the password alone is no first word of two, nor that of who is no Admin any more.
    const auto isFirstOfTwo = [&](const Account& each) {
        return each.number == account->reset.by && &each != account && &each != admin
            && each.roles.has(risk::Role::Admin);
    };
    return resetStep(*account, admin->number, std::ranges::any_of(m_state.accounts, isFirstOfTwo), m_now().machine);
}

Result<ResetStep> Accounts::resetOwnSecondFactor(std::string_view person, std::span<const std::byte> password)
{
    const Change change(*this);
    const auto now = m_now();
    const auto proven = prove(person, {password, {}}, now, false);
    if (!proven) {
        return tl::unexpected(proven.error());
    }
    return resetStep(*proven->account, proven->account->number, false, now.machine);
}

Duration Accounts::resetWait(std::string_view person) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* const account = accountOf(person);
    if (account == nullptr || !account->reset.by) {
        return {};
    }
    return std::max(Duration{}, factorResetDelay - vault::surelyPassed(account->reset.askedAt, m_now().machine));
}

} // namespace omni::accounts
