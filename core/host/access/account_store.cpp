#include "core/host/access/account_store.h"

#include "core/desk/events/principals.h"
#include "core/edge/platform/system_clock.h"

#include <algorithm>

namespace omni::runtime {

namespace {

constexpr std::string_view recordName = "accounts";
constexpr auto recordType = vault::RecordType::SealedState;

static_assert(accounts::ownersNumber == events::owner);
static_assert(accounts::firstNumber.value == events::firstPersonPrincipal);
static_assert(accounts::lastNumber.value == events::lastPersonPrincipal);
static_assert(accounts::mostAccounts == events::mostPeople);

} // namespace

Result<platform::SecretBytes> VaultAccountStore::read()
{
    return m_vault.read(recordType, recordName);
}

Result<void> VaultAccountStore::replace(std::span<const std::byte> kept)
{
    const auto done = m_vault.put(recordType, recordName, kept, m_now());
    return done ? Result<void>() : tl::unexpected(done.error());
}

Outcome<std::unique_ptr<accounts::Accounts>> openAccounts(accounts::AccountStore& store,
                                                          std::function<accounts::Moment()> now)
{
    auto opened = accounts::Accounts::open(store, std::move(now));
    if (!opened) {
        return failureOf(kindOf(opened.error().code), "the accounts in the vault", opened.error(),
                         "nobody signs in until the vault is put back from a copy; the kill switch works");
    }
    return std::move(*opened);
}

accounts::Moment momentOfAccounts()
{
    return {platform::SystemClock().wall(), momentOfThisMachine()};
}

std::optional<events::PeopleVouched> peopleOf(const accounts::Accounts& accounts)
{
    events::PeopleVouched vouched;
    for (const auto& [number, roles] : accounts.people()) {
        vouched.people.push_back({number, roles});
    }
    return vouched.people.empty() ? std::nullopt : std::optional(std::move(vouched));
}

} // namespace omni::runtime
