// Proving who somebody is: counted first, then looked at, and every answer costs the same.

#include "core/edge/security/accounts/account_proof.h"

namespace omni::accounts {

namespace {

tl::unexpected<Error> doesNotSignIn()
{
    return failure(Errc::Denied, "the name, the password or the code is wrong");
}

} // namespace

Result<void> Accounts::StepOf::take(std::string_view person, std::int64_t step)
{
    static_cast<void>(person); // the account is this person's
    if (m_account.lastStep >= step) {
        return failure(Errc::Conflict, "this step was used");
    }
    // Stays also when it cannot be kept: perhaps it was.
    m_account.lastStep = step;
    const auto pace = m_account.pace;
    m_account.pace = {};
    m_account.reset = {}; // who has the factor has not lost it
    auto saved = m_accounts.save();
    if (!saved) {
        m_account.pace = pace;
    }
    return saved;
}

Result<std::uint32_t> Accounts::countTry(SignInPace& pace, const MachineMoment& now)
{
    if (waitOf(pace, now).ns > 0) {
        return failure(Errc::RateLimited, "too many failures: wait");
    }
    const auto before = pace.failures;
    pace = failedAgain(pace, now);
    if (const auto saved = save(); !saved) {
        return tl::unexpected(saved.error());
    }
    return before;
}

Result<void> Accounts::proveSecond(Account& account, std::span<const std::byte> second, const Moment& now,
                                   Proven& proven)
{
    proven.wasResetAskedFor = static_cast<bool>(account.reset.by);
    if (account.recovery.take(second)) {
        proven.isByRecoveryCode = true;
        account.pace = {};
        account.reset = {};
        return save(); // what could not be kept stays void in here
    }
    StepOf steps(*this, account);
    const auto step = totp::acceptedStep(steps, account.name, account.seed.exposed(), second, now.wall);
    if (step) {
        proven.isByCode = true;
        return {};
    }
    const bool isWrong = step.error().code == Errc::Denied || step.error().code == Errc::Invalid;
    return isWrong ? Result<void>(doesNotSignIn()) : Result<void>(tl::unexpected(step.error()));
}

Result<Accounts::Proven> Accounts::prove(std::string_view person, const Proof& proof, const Moment& now,
                                         bool needsSecond)
{
    const auto before = countTry(paceOf(person), now.machine);
    if (!before) {
        return tl::unexpected(before.error());
    }
    auto* const account = accountOf(person);
    const auto text = composed(proof.password);
    const auto right = isPassword(account != nullptr ? account->verifier : m_state.stranger,
                                  text ? text->exposed() : std::span<const std::byte>());
    if (!right) {
        return tl::unexpected(right.error());
    }
    if (account == nullptr || !*right) {
        return doesNotSignIn();
    }
    Proven proven{account, *before};
    const auto pace = account->pace;
    const bool hasSecond = needsSecond && !account->seed.isEmpty();
    if (!hasSecond) {
        account->pace = {};
    }
    if (const auto done = hasSecond ? proveSecond(*account, proof.second, now, proven) : save(); !done) {
        account->pace = pace;
        return tl::unexpected(done.error());
    }
    return proven;
}

Result<SignedIn> Accounts::signIn(std::string_view person, const Proof& proof)
{
    const Change change(*this);
    const auto now = m_now();
    const auto proven = prove(person, proof, now);
    if (!proven) {
        return tl::unexpected(proven.error());
    }
    const auto& account = *proven->account;
    SignedIn in{account.name,
                account.roles,
                account.sessionVersion,
                proven->failuresBefore,
                proven->wasResetAskedFor,
                std::nullopt,
                {}};
    if (proven->isByCode) {
        in.stepUp = StepUp{account.name, account.sessionVersion, now.machine};
    }
    if (proven->isByRecoveryCode) {
        auto permit = platform::SecretBytes::random(32);
        auto held = permit ? platform::SecretBytes::copyOf(permit->exposed())
                           : Result<platform::SecretBytes>(tl::unexpected(permit.error()));
        if (!held) {
            return tl::unexpected(held.error());
        }
        in.enrolmentPermit = std::move(*permit);
        m_permits.insert_or_assign(account.name, Pending{std::move(*held), now.machine});
    }
    return in;
}

Result<StepUp> Accounts::stepUp(std::string_view person, std::span<const std::byte> code)
{
    const Change change(*this);
    const auto now = m_now();
    if (const auto typed = totp::typedCode(code); !typed) {
        return tl::unexpected(typed.error()); // no guess, so it is not counted
    }
    const auto before = countTry(paceOf(person), now.machine);
    if (!before) {
        return tl::unexpected(before.error());
    }
    auto* const account = accountOf(person);
    if (account == nullptr || account->seed.isEmpty()) {
        return doesNotSignIn();
    }
    StepOf steps(*this, *account);
    const auto step = totp::acceptedStep(steps, account->name, account->seed.exposed(), code, now.wall);
    if (!step) {
        return step.error().code == Errc::Denied ? Result<StepUp>(doesNotSignIn()) : tl::unexpected(step.error());
    }
    return StepUp{account->name, account->sessionVersion, now.machine};
}

} // namespace omni::accounts
