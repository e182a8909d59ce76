#include "core/host/access/venue_keys.h"

#include "core/host/access/broker_keys.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::SecretBytes;
using vault::RecordType;
using vault::Vault;

constexpr std::string_view nextEnd = "/next";
constexpr std::uint8_t form = 1; ///< Of a record: 1, length of the name (2), name, secret.
constexpr std::size_t headBytes = 3;

std::string nextOf(std::string_view name)
{
    return std::string(name) + std::string(nextEnd);
}

tl::unexpected<RunFailure> refused(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

tl::unexpected<RunFailure> ofVault(std::string_view when, const Error& error)
{
    return failureOf(kindOf(error.code), when, error, hintFor(error.code));
}

std::span<const std::byte> bytesOf(std::string_view text) noexcept
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view textOf(std::span<const std::byte> bytes) noexcept
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<SecretBytes> recordOf(const Secret& id, const Secret& secret)
{
    const auto name = bytesOf(id.exposed()), hidden = bytesOf(secret.exposed());
    auto record = SecretBytes::zeros(headBytes + name.size() + hidden.size());
    if (!record) {
        return record;
    }
    const auto out = record->exposedForWriting();
    out[0] = std::byte{form};
    out[1] = static_cast<std::byte>(name.size() & 0xFFU);
    out[2] = static_cast<std::byte>(name.size() >> 8U);
    std::copy(hidden.begin(), hidden.end(), std::copy(name.begin(), name.end(), out.begin() + headBytes));
    return record;
}

/// Of a record's name: what comes before "/next", and whether that stood there.
std::pair<std::string, bool> takenApart(const std::string& name)
{
    const bool isNext = name.ends_with(nextEnd);
    return {isNext ? name.substr(0, name.size() - nextEnd.size()) : name, isNext};
}

Outcome<std::optional<vault::RecordId>> recordNamed(const Vault& vault, std::string_view name)
{
    const auto all = vault.list();
    if (!all) {
        return ofVault("reading the vault", all.error());
    }
    const auto found = std::find_if(all->begin(), all->end(), [name](const vault::RecordEntry& one) {
        return one.type == RecordType::VenueKey && one.label.name == name;
    });
    return found == all->end() ? std::nullopt : std::optional(found->id);
}

std::optional<Timestamp> putAtOf(const Vault& vault, const vault::RecordId& record)
{
    const auto all = vault.list();
    if (!all) {
        return std::nullopt;
    }
    const auto found = std::find_if(all->begin(), all->end(), [&](const auto& one) { return one.id == record; });
    return found == all->end() ? std::nullopt : std::optional(found->label.putAt);
}

Outcome<void> put(Vault& vault, const std::string& name, const Secret& id, const Secret& secret, Timestamp now)
{
    const auto record = recordOf(id, secret);
    if (!record) {
        return ofVault("keeping the key", record.error());
    }
    const auto done = vault.put(RecordType::VenueKey, name, record->exposed(), now);
    return done ? Outcome<void>() : ofVault("writing the vault", done.error());
}

tl::unexpected<RunFailure> noSuchKey(std::string_view name)
{
    return refused("no_such_key", fmt::format("there is no key {} in the vault", name),
                   "omnitrade vault list shows those that there are");
}

/// What lies in a record, taken apart.
Outcome<brokers::BrokerKey> keyFrom(const SecretBytes& record, std::string_view name, orders::Environment environment)
{
    const auto bytes = record.exposed();
    const std::size_t size = bytes.size() < headBytes
        ? 0
        : std::to_integer<std::size_t>(bytes[1]) + (std::to_integer<std::size_t>(bytes[2]) << 8U);
    if (bytes.size() < headBytes || bytes[0] != std::byte{form} || size > bytes.size() - headBytes) {
        return tl::unexpected(RunFailure{FailureKind::BadInput,
                                         "bad_key",
                                         fmt::format("what the vault holds as {} is no key of this version", name),
                                         "remove it and add the key anew",
                                         {},
                                         0});
    }
    brokers::BrokerKey key;
    key.environment = environment;
    key.id = Secret(textOf(bytes.subspan(headBytes, size)));
    key.secret = Secret(textOf(bytes.subspan(headBytes + size)));
    key.source = "vault";
    if (auto sound = mustBeKey(key.id, key.secret); !sound) {
        return tl::unexpected(sound.error());
    }
    return key;
}

} // namespace

std::string venueKeyName(std::string_view broker, orders::Environment environment)
{
    return fmt::format("{}-{}", broker, orders::nameOf(environment));
}

Outcome<std::vector<VenueKeyEntry>> venueKeysIn(const Vault& vault)
{
    const auto all = vault.list();
    if (!all) {
        return ofVault("reading the vault", all.error());
    }
    std::vector<VenueKeyEntry> keys;
    for (const auto& one : *all) { // in the order of the names: "x" comes before "x/next"
        if (one.type != RecordType::VenueKey) {
            continue;
        }
        const auto [name, isNext] = takenApart(one.label.name);
        if (isNext && !keys.empty() && keys.back().name == name) {
            keys.back().nextPutAt = one.label.putAt;
        } else {
            keys.push_back({one.label.name, one.label.putAt, std::nullopt});
        }
    }
    return keys;
}

Outcome<brokers::BrokerKey> venueKeyFrom(const Vault& vault, std::string_view broker, orders::Environment environment)
{
    const std::string name = venueKeyName(broker, environment);
    for (const std::string& each : {nextOf(name), name}) {
        const auto record = vault.read(RecordType::VenueKey, each);
        if (record) {
            return keyFrom(*record, each, environment);
        }
        if (record.error().code != Errc::NotFound) {
            return ofVault("reading the vault", record.error());
        }
    }
    return refused("no_key", fmt::format("the vault holds no key {}", name), "omnitrade vault add " + name);
}

bool hasVenueKey(const Vault& vault, std::string_view broker, orders::Environment environment)
{
    const std::string name = venueKeyName(broker, environment);
    const auto old = recordNamed(vault, name), next = recordNamed(vault, nextOf(name));
    return (old && *old) || (next && *next);
}

Outcome<void> mustBeKey(const Secret& id, const Secret& secret)
{
    const bool isPem = secret.exposed().starts_with("-----BEGIN");
    if (isPem && secret.exposed().find("\n-----END") == std::string_view::npos) {
        return tl::unexpected(RunFailure{FailureKind::BadInput,
                                         "bad_key",
                                         "the private key ends before its END line",
                                         "give all of its lines, through a file descriptor",
                                         {},
                                         0});
    }
    if (!isKeyText(id.exposed(), false) || !isKeyText(secret.exposed(), isPem)) {
        return tl::unexpected(RunFailure{FailureKind::BadInput,
                                         "bad_key",
                                         "the key or its secret is empty, too long, or has characters that none has",
                                         "copy both again, without spaces and quotes around them",
                                         {},
                                         0});
    }
    return {};
}

Outcome<void> addVenueKey(Vault& vault, std::string_view name, const Secret& id, const Secret& secret, Timestamp now)
{
    if (auto sound = mustBeKey(id, secret); !sound) {
        return sound;
    }
    const auto there = recordNamed(vault, name);
    if (!there) {
        return tl::unexpected(there.error());
    }
    if (*there) {
        return refused("key_exists", fmt::format("the vault holds a key {} already", name),
                       fmt::format("omnitrade vault rotate {} replaces it", name));
    }
    return put(vault, std::string(name), id, secret, now);
}

Outcome<void> replaceVenueKey(Vault& vault, std::string_view name, const Secret& id, const Secret& secret,
                              Timestamp now)
{
    if (auto sound = mustBeKey(id, secret); !sound) {
        return sound;
    }
    const auto old = recordNamed(vault, name), next = recordNamed(vault, nextOf(name));
    if (!old || !next) {
        return tl::unexpected(old ? next.error() : old.error());
    }
    if (!*old) {
        return noSuchKey(name);
    }
    if (*next) {
        return refused("key_waits", fmt::format("a new key for {} waits already", name),
                       fmt::format("omnitrade vault rotate {} --good or --bad settles it", name));
    }
    return put(vault, nextOf(name), id, secret, now);
}

Outcome<void> settleVenueKey(Vault& vault, std::string_view name, bool isGood, Timestamp now)
{
    const auto next = recordNamed(vault, nextOf(name));
    if (!next) {
        return tl::unexpected(next.error());
    }
    if (!*next) {
        return refused("no_key_waits", fmt::format("no new key for {} waits", name),
                       fmt::format("omnitrade vault rotate {} puts one there", name));
    }
    const auto record = vault.read(**next);
    if (!record) {
        return ofVault("reading the vault", record.error());
    }
    if (isGood) {
        // The old one is overwritten first: cut in between, the new one stands twice, and either is the same key. It is
        // as old as it was put beside the other.
        const Timestamp putAt = putAtOf(vault, **next).value_or(now);
        const auto kept = vault.put(RecordType::VenueKey, name, record->exposed(), putAt);
        if (!kept) {
            return ofVault("writing the vault", kept.error());
        }
    }
    const auto old = vault.read(RecordType::VenueKey, name);
    if (!isGood && old && platform::areEqualSecrets(old->exposed(), record->exposed())) {
        return refused("old_key_is_gone",
                       fmt::format("the old key {} is destroyed already, by a --good that was cut off", name),
                       "--good finishes it; to go back, rotate to a key that the broker still takes");
    }
    const auto gone = vault.remove(**next, now);
    return gone ? Outcome<void>() : ofVault("writing the vault", gone.error());
}

Outcome<void> removeVenueKey(Vault& vault, std::string_view name, Timestamp now)
{
    bool wasThere = false;
    for (const std::string& each : {nextOf(name), std::string(name)}) {
        const auto there = recordNamed(vault, each);
        if (!there) {
            return tl::unexpected(there.error());
        }
        if (*there) {
            wasThere = true;
            if (const auto gone = vault.remove(**there, now); !gone) {
                return ofVault("writing the vault", gone.error());
            }
        }
    }
    return wasThere ? Outcome<void>() : noSuchKey(name);
}

} // namespace omni::runtime
