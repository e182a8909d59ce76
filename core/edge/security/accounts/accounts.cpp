#include "core/edge/security/accounts/account_proof.h"

#include <algorithm>
#include <memory>

namespace omni::accounts {

namespace {

bool areHuman(risk::Roles roles) noexcept
{
    return !roles.isEmpty() && (roles.bits & ~risk::humanRoles.bits) == 0;
}

} // namespace

Accounts::Accounts(AccountStore& store, std::function<Moment()> now, AccountState state)
    : m_store(store)
    , m_now(std::move(now))
    , m_state(std::move(state))
{
    publish();
}

Result<std::unique_ptr<Accounts>> Accounts::open(AccountStore& store, std::function<Moment()> now)
{
    const auto kept = store.read();
    if (!kept && kept.error().code != Errc::NotFound) {
        return tl::unexpected(kept.error());
    }
    auto state = kept ? stateOf(kept->exposed()) : emptyState();
    if (!state) {
        return tl::unexpected(state.error());
    }
    return std::unique_ptr<Accounts>(new Accounts(store, std::move(now), std::move(*state)));
}

Result<void> Accounts::save()
{
    const auto kept = keptBytes(m_state);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    return m_store.replace(kept->exposed());
}

void Accounts::publish()
{
    auto roster = std::make_shared<Roster>();
    for (const Account& each : m_state.accounts) {
        Known known{each.name, {}, each.pace};
        known.standing.number = each.number;
        known.standing.roles = each.roles;
        known.standing.sessionVersion = each.sessionVersion;
        known.standing.hasSecondFactor = !each.seed.isEmpty();
        known.standing.recoveryCodesLeft = each.recovery.left.size();
        known.standing.isResetAskedFor = static_cast<bool>(each.reset.by);
        roster->push_back(std::move(known));
    }
    if (const auto shown = m_roster.read(); shown == nullptr || *shown != *roster) {
        m_roster.publish(std::move(roster));
    }
}

Account* Accounts::accountOf(std::string_view person) noexcept
{
    const auto found = std::ranges::find(m_state.accounts, person, &Account::name);
    return found == m_state.accounts.end() ? nullptr : &*found;
}

const Account* Accounts::accountOf(std::string_view person) const noexcept
{
    const auto found = std::ranges::find(m_state.accounts, person, &Account::name);
    return found == m_state.accounts.end() ? nullptr : &*found;
}

std::size_t Accounts::strangerPaceOf(std::string_view person) const
{
    // Names that nobody has wait, too, or a wait would tell which ones exist. They share a few paces, so that names
    // without end take no room.
    DigestBuilder digest("account-stranger");
    digest.add(m_state.strangerSalt);
    digest.add(std::as_bytes(std::span(person)));
    return std::to_integer<std::size_t>(digest.value()[0]) % strangerPaces;
}

SignInPace& Accounts::paceOf(std::string_view person)
{
    auto* const account = accountOf(person);
    return account != nullptr ? account->pace : m_state.strangers[strangerPaceOf(person)];
}

bool Accounts::isFirstRun() const
{
    return m_roster.read()->empty();
}

std::vector<std::string> Accounts::names() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::string> all;
    for (const auto& each : m_state.accounts) {
        all.push_back(each.name);
    }
    return all;
}

Result<Standing> Accounts::standing(std::string_view person) const
{
    const auto roster = m_roster.read();
    const auto found = std::ranges::find(*roster, person, &Known::name);
    if (found == roster->end()) {
        return noSuchPerson();
    }
    Standing now = found->standing;
    now.failures = found->pace.failures;
    if (now.failures != 0) {
        now.sinceFailure = vault::surelyPassed(found->pace.last, m_now().machine);
    }
    return now;
}

Result<void> Accounts::add(std::string_view person, std::span<const std::byte> password, risk::Roles roles)
{
    const Change change(*this);
    const auto fault = passwordFault(password, false, person);
    const bool isOwner = m_state.accounts.empty();
    if (!isAccountName(person) || fault || (!isOwner && !areHuman(roles))) {
        return failure(Errc::Invalid, fault ? "password " + std::string(nameOf(*fault)) : "a name or roles");
    }
    if (accountOf(person) != nullptr) {
        return failure(Errc::Conflict, "this name is taken");
    }
    if (m_state.accounts.size() >= mostAccounts || (!isOwner && m_state.nextNumber > lastNumber)) {
        return failure(Errc::Full, "64 accounts are the most, and 900 ever");
    }
    const auto text = composed(password);
    const auto verifier = text ? verifierOf(text->exposed()) : tl::unexpected(text.error());
    if (!verifier) {
        return tl::unexpected(verifier.error());
    }
    Account account;
    account.name = person;
    account.number = isOwner ? ownersNumber : m_state.nextNumber;
    account.roles = isOwner ? risk::humanRoles : roles;
    account.verifier = *verifier;
    account.pace = paceOf(person); // a wait does not end by becoming somebody
    m_state.accounts.push_back(std::move(account));
    m_state.nextNumber.value += isOwner ? 0 : 1; // stays also when it cannot be kept: a number less
    auto saved = save();
    if (!saved) {
        m_state.accounts.pop_back();
    }
    return saved;
}

Result<void> Accounts::setRoles(std::string_view person, risk::Roles roles)
{
    const Change change(*this);
    auto* const account = accountOf(person);
    if (account == nullptr) {
        return noSuchPerson();
    }
    if (!areHuman(roles)) {
        return failure(Errc::Invalid, "roles of a human");
    }
    if (!roles.has(risk::Role::Admin) && isLastAdmin(*account)) {
        return failure(Errc::Conflict, "nobody would be left who manages accounts");
    }
    const auto before = account->roles;
    account->roles = roles;
    account->sessionVersion += 1; // stays also when it cannot be kept: a session less
    auto saved = save();
    if (!saved) {
        account->roles = before;
    }
    return saved;
}

bool Accounts::isLastAdmin(const Account& account) const noexcept
{
    return std::ranges::none_of(
        m_state.accounts, [&](const Account& each) { return &each != &account && each.roles.has(risk::Role::Admin); });
}

std::vector<Numbered> Accounts::people() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<Numbered> all;
    for (const auto& each : m_state.accounts) {
        all.push_back({each.number, each.roles});
    }
    return all;
}

Result<void> Accounts::endSessions(std::string_view person)
{
    const Change change(*this);
    auto* const account = accountOf(person);
    if (account == nullptr) {
        return noSuchPerson();
    }
    account->sessionVersion += 1;
    return save();
}

Duration Accounts::wait(std::string_view person) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* const account = accountOf(person);
    return waitOf(account != nullptr ? account->pace : m_state.strangers[strangerPaceOf(person)], m_now().machine);
}

bool Accounts::isFresh(const StepUp& stepUp) const
{
    const auto who = standing(stepUp.person);
    const auto now = m_now().machine;
    return who && who->sessionVersion == stepUp.sessionVersion && now.start == stepUp.at.start && now.ns >= stepUp.at.ns
        && now.ns - stepUp.at.ns <= stepUpLife.ns;
}

} // namespace omni::accounts
