#include "core/host/access/going_live/live_papers.h"

#include "core/base/bytes.h"
#include "core/edge/security/accounts/account_state.h"
#include "core/host/access/venue_keys.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using vault::RecordType;

constexpr std::string_view sealName = "live evidence";
constexpr std::string_view accountsName = "accounts";
constexpr std::uint8_t form = 1;
constexpr std::size_t mostText = 128;

std::string testName(std::string_view broker)
{
    return fmt::format("live test {}", broker);
}

std::string grantName(std::string_view broker)
{
    return fmt::format("live grant {}", broker);
}

tl::unexpected<RunFailure> ofVault(std::string_view when, const Error& why)
{
    return failureOf(kindOf(why.code), when, why);
}

void writeDigest(ByteWriter& out, const Digest& digest)
{
    out.raw(digest);
}

Digest digestFrom(ByteReader& in)
{
    Digest digest{};
    const auto bytes = in.raw(digest.size());
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

Bytes bytesOf(const KeyTestRecord& test)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u8(form);
    out.i64(test.at.ns);
    writeDigest(out, test.key);
    out.text(test.account);
    out.boolean(test.hasTriedOrder);
    out.u8(!test.isBound ? 0 : *test.isBound ? 2 : 1);
    return bytes;
}

std::optional<KeyTestRecord> testFrom(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    KeyTestRecord test;
    const bool isKnown = in.u8() == form;
    test.at.ns = in.i64();
    test.key = digestFrom(in);
    test.account = in.text(mostText);
    test.hasTriedOrder = in.boolean();
    const auto bound = in.u8();
    test.isBound = bound == 0 ? std::nullopt : std::optional(bound == 2);
    return isKnown && in.finished() ? std::optional(std::move(test)) : std::nullopt;
}

Bytes bytesOf(const LiveGrant& grant)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u8(form);
    out.u64(grant.number);
    out.text(grant.broker);
    out.text(grant.account);
    out.text(grant.venueAccount);
    writeDigest(out, grant.key);
    risk::save(grant.limits, out);
    out.i64(grant.at.ns);
    out.u64(grant.by.value);
    out.u64(grant.second.value);
    return bytes;
}

std::optional<LiveGrant> grantFrom(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    LiveGrant grant;
    const bool isKnown = in.u8() == form;
    grant.number = in.u64();
    grant.broker = in.text(mostText);
    grant.account = in.text(mostText);
    grant.venueAccount = in.text(mostText);
    grant.key = digestFrom(in);
    grant.limits = risk::loadLimits(in);
    grant.at.ns = in.i64();
    grant.by.value = in.u64();
    grant.second.value = in.u64();
    return isKnown && in.finished() ? std::optional(std::move(grant)) : std::nullopt;
}

/// None: there is no such record.
Outcome<std::optional<platform::SecretBytes>> recordIn(const vault::Vault& vault, RecordType type,
                                                       std::string_view name)
{
    auto read = vault.read(type, name);
    if (read) {
        return std::optional(std::move(*read));
    }
    if (read.error().code == Errc::NotFound) {
        return std::nullopt;
    }
    return ofVault("reading the vault", read.error());
}

tl::unexpected<RunFailure> notKnown(std::string_view name)
{
    return tl::unexpected(
        RunFailure{FailureKind::BadInput,
                   "bad_live_record",
                   fmt::format("what the vault holds as \"{}\" is of no form that this version knows", name),
                   "LIVE is refused until it is granted anew",
                   {},
                   0});
}

template<class T>
Outcome<std::optional<T>> readAs(const vault::Vault& vault, const std::string& name,
                                 std::optional<T> (*from)(std::span<const std::byte>))
{
    const auto record = recordIn(vault, RecordType::SealedState, name);
    if (!record) {
        return tl::unexpected(record.error());
    }
    if (!*record) {
        return std::nullopt;
    }
    auto value = from((*record)->exposed());
    return value ? Outcome<std::optional<T>>(std::move(value)) : notKnown(name);
}

Outcome<void> readPeople(const vault::Vault& vault, LivePapers& papers)
{
    const auto kept = recordIn(vault, RecordType::SealedState, accountsName);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (!*kept) {
        return {};
    }
    const auto people = accounts::stateOf((*kept)->exposed());
    if (!people) {
        return ofVault("the accounts in the vault", people.error());
    }
    papers.hasAccounts = !people->accounts.empty();
    for (const accounts::Account& one : people->accounts) {
        const bool acts = one.roles.has(risk::Role::Trader) || one.roles.has(risk::Role::Risk);
        if (acts && one.seed.isEmpty()) {
            papers.withoutFactor.push_back(one.name);
        }
        if (one.roles.has(risk::Role::Risk)) {
            papers.mayGrant.push_back(one.name);
        }
    }
    return {};
}

Outcome<LivePaper> paperOf(const vault::Vault& vault, std::string_view broker, const EvidenceSeal& seal)
{
    LivePaper paper;
    paper.broker = broker;
    if (const auto key = venueKeyFrom(vault, broker, orders::Environment::Live)) {
        paper.key
            = seal.printOf(venueKeyName(broker, orders::Environment::Live), key->id.exposed(), key->secret.exposed());
    } else if (key.error().code != "no_key") {
        return tl::unexpected(key.error());
    }
    auto test = readAs(vault, testName(broker), testFrom);
    if (!test) {
        return tl::unexpected(test.error());
    }
    paper.test = std::move(*test);
    auto grant = readAs(vault, grantName(broker), grantFrom);
    if (!grant) {
        return tl::unexpected(grant.error());
    }
    paper.grant = std::move(*grant);
    return paper;
}

Outcome<void> put(vault::Vault& vault, const std::string& name, std::span<const std::byte> bytes, Timestamp now)
{
    const auto done = vault.put(RecordType::SealedState, name, bytes, now);
    return done ? Outcome<void>() : ofVault("writing the vault", done.error());
}

} // namespace

const LivePaper* LivePapers::of(std::string_view broker) const noexcept
{
    const auto found
        = std::find_if(brokers.begin(), brokers.end(), [broker](const LivePaper& one) { return one.broker == broker; });
    return found == brokers.end() ? nullptr : &*found;
}

Outcome<LivePapers> livePapersIn(const vault::Vault& vault, std::span<const brokers::BrokerInfo* const> known)
{
    LivePapers papers;
    if (auto read = readPeople(vault, papers); !read) {
        return tl::unexpected(read.error());
    }
    auto key = recordIn(vault, RecordType::OutsideKey, sealName);
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (!*key) {
        return papers;
    }
    if ((*key)->size() != EvidenceSeal::keyBytes) {
        return notKnown(sealName);
    }
    papers.seal = std::make_shared<const EvidenceSeal>(std::move(**key));
    for (const brokers::BrokerInfo* info : known) {
        auto paper = paperOf(vault, info->key, *papers.seal);
        if (!paper) {
            return tl::unexpected(paper.error());
        }
        papers.brokers.push_back(std::move(*paper));
    }
    return papers;
}

bool lacksEvidenceSeal(const vault::Vault& vault)
{
    const auto all = vault.list();
    const auto has = [&all](RecordType type, std::string_view name) {
        return std::any_of(all->begin(), all->end(), [&](const vault::RecordEntry& one) {
            return one.type == type && (name.empty() || one.label.name == name);
        });
    };
    return all && has(RecordType::VenueKey, {}) && !has(RecordType::OutsideKey, sealName);
}

Outcome<void> makeEvidenceSeal(vault::Vault& vault, Timestamp now)
{
    const auto there = recordIn(vault, RecordType::OutsideKey, sealName);
    if (!there || *there) {
        return there ? Outcome<void>() : tl::unexpected(there.error());
    }
    const auto key = platform::SecretBytes::random(EvidenceSeal::keyBytes);
    if (!key) {
        return ofVault("making a key", key.error());
    }
    const auto done = vault.put(RecordType::OutsideKey, sealName, key->exposed(), now);
    return done ? Outcome<void>() : ofVault("writing the vault", done.error());
}

Outcome<void> keepKeyTest(vault::Vault& vault, std::string_view broker, const KeyTestRecord& test, Timestamp now)
{
    return put(vault, testName(broker), bytesOf(test), now);
}

Outcome<void> keepGrant(vault::Vault& vault, const LiveGrant& grant, Timestamp now)
{
    return put(vault, grantName(grant.broker), bytesOf(grant), now);
}

Outcome<void> removeGrant(vault::Vault& vault, std::string_view broker, Timestamp now)
{
    const auto all = vault.list();
    if (!all) {
        return ofVault("reading the vault", all.error());
    }
    const std::string name = grantName(broker);
    const auto found = std::find_if(all->begin(), all->end(), [&name](const vault::RecordEntry& one) {
        return one.type == RecordType::SealedState && one.label.name == name;
    });
    if (found == all->end()) {
        return {};
    }
    const auto done = vault.remove(found->id, now);
    return done ? Outcome<void>() : ofVault("writing the vault", done.error());
}

std::string_view endOfAccount(std::string_view account) noexcept
{
    return account.substr(account.size() - std::min(account.size(), accountEndLength));
}

} // namespace omni::runtime
