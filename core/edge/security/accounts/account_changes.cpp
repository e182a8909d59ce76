// What a person changes about the own account: password, authenticator, recovery codes. Each behind a proof.

#include "core/edge/security/accounts/account_proof.h"

namespace omni::accounts {

using platform::SecretBytes;

namespace {

tl::unexpected<Error> permitDoesNotCount()
{
    return failure(Errc::Denied, "this permit does not count");
}

/// Takes the step of an authenticator that is being enrolled: it has none yet.
class FirstStep final : public totp::StepStore
{
public:
    [[nodiscard]] Result<void> take(std::string_view, std::int64_t) override
    {
        return {};
    }
};

} // namespace

bool Accounts::isWithin(const Pending& pending, const MachineMoment& now) noexcept
{
    return now.start == pending.at.start && now.ns >= pending.at.ns && now.ns - pending.at.ns <= enrolmentLife.ns;
}

Result<void> Accounts::takePermit(std::string_view person, std::span<const std::byte> permit, const Moment& now)
{
    const auto held = m_permits.find(person);
    if (held == m_permits.end() || !isWithin(held->second, now.machine)
        || !platform::areEqualSecrets(held->second.seed.exposed(), permit)) {
        return permitDoesNotCount();
    }
    return {};
}

Result<void> Accounts::changePassword(std::string_view person, const Proof& proof, std::span<const std::byte> next)
{
    const Change change(*this);
    const auto proven = prove(person, proof, m_now());
    if (!proven) {
        return tl::unexpected(proven.error());
    }
    auto& account = *proven->account;
    const auto fault = passwordFault(next, !account.seed.isEmpty(), account.name);
    if (fault) {
        return failure(Errc::Invalid, "password " + std::string(nameOf(*fault)));
    }
    const auto text = composed(next);
    const auto verifier = text ? verifierOf(text->exposed()) : tl::unexpected(text.error());
    if (!verifier) {
        return tl::unexpected(verifier.error());
    }
    const auto before = account.verifier;
    account.verifier = *verifier;
    account.sessionVersion += 1;
    auto saved = save();
    if (!saved) {
        account.verifier = before;
    }
    return saved;
}

Result<SecretBytes> Accounts::beginEnrolment(std::string_view person, const Proof& proof,
                                             std::span<const std::byte> permit)
{
    const Change change(*this);
    const auto now = m_now();
    if (!permit.empty()) {
        if (const auto taken = takePermit(person, permit, now); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    const auto proven = prove(person, proof, now, permit.empty());
    if (!proven) {
        return tl::unexpected(proven.error());
    }
    auto seed = totp::newSeed();
    auto held = seed ? SecretBytes::copyOf(seed->exposed()) : Result<SecretBytes>(tl::unexpected(seed.error()));
    if (!held) {
        return held;
    }
    if (!permit.empty()) {
        m_permits.erase(proven->account->name);
    }
    m_enrolments.insert_or_assign(proven->account->name, Pending{std::move(*held), now.machine});
    return seed;
}

Result<std::vector<SecretBytes>> Accounts::confirmEnrolment(std::string_view person, std::span<const std::byte> code)
{
    const Change change(*this);
    const auto now = m_now();
    const auto begun = m_enrolments.find(person);
    auto* const account = accountOf(person);
    if (account == nullptr || begun == m_enrolments.end() || !isWithin(begun->second, now.machine)) {
        return failure(Errc::NotFound, "no second factor is being set up");
    }
    FirstStep first;
    const auto step = totp::acceptedStep(first, person, begun->second.seed.exposed(), code, now.wall);
    auto codes = newRecoveryCodes();
    auto seed = SecretBytes::copyOf(begun->second.seed.exposed());
    if (!step || !codes || !seed) {
        return tl::unexpected(!step ? step.error() : !codes ? codes.error() : seed.error());
    }
    std::swap(account->seed, *seed);
    std::swap(account->recovery, codes->kept);
    const auto lastStep = std::exchange(account->lastStep, *step);
    account->sessionVersion += 1;
    if (const auto saved = save(); !saved) {
        std::swap(account->seed, *seed);
        std::swap(account->recovery, codes->kept);
        account->lastStep = lastStep;
        return tl::unexpected(saved.error());
    }
    m_enrolments.erase(begun);
    return std::move(codes->shown);
}

Result<std::vector<SecretBytes>> Accounts::renewRecoveryCodes(std::string_view person, const Proof& proof)
{
    const Change change(*this);
    const auto proven = prove(person, proof, m_now());
    if (!proven) {
        return tl::unexpected(proven.error());
    }
    if (proven->account->seed.isEmpty()) {
        return failure(Errc::Conflict, "there is no second factor");
    }
    auto codes = newRecoveryCodes();
    if (!codes) {
        return tl::unexpected(codes.error());
    }
    std::swap(proven->account->recovery, codes->kept);
    if (const auto saved = save(); !saved) {
        std::swap(proven->account->recovery, codes->kept);
        return tl::unexpected(saved.error());
    }
    return std::move(codes->shown);
}

} // namespace omni::accounts
