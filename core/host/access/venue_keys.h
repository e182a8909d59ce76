// Keys of brokers as they lie in the vault: under "binance-paper", the key's name at the venue and its secret in one
// record. The environment is in the name: a key of one never stands for the other (S35).
//
// A key is replaced in three steps, so that no session is ever without one: the new one is put beside the old one
// ("binance-paper/next") and is the one that is used from then on; when a session has shown that the venue takes it, it
// takes the old one's place; then the old one is destroyed here, and a person is told to end it at the venue.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/control/run_failure.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// Behind so many days a key is old enough to be replaced, and whoever asks is told (safety 4.2).
inline constexpr std::int64_t oldKeyDays = 90;

/// "binance-paper".
[[nodiscard]] std::string venueKeyName(std::string_view broker, orders::Environment environment);

struct VenueKeyEntry {
    std::string name;
    Timestamp putAt;
    std::optional<Timestamp> nextPutAt; ///< Of the one that waits to take its place.
};

/// Of all brokers, in the order of their names. A new key without an old one is listed under its own name.
[[nodiscard]] Outcome<std::vector<VenueKeyEntry>> venueKeysIn(const vault::Vault& vault);

/// The newest one: that which waits, else that which stands. Refused (exit 4): there is none. Bad input (exit 3): what
/// lies there is no key.
[[nodiscard]] Outcome<brokers::BrokerKey> venueKeyFrom(const vault::Vault& vault, std::string_view broker,
                                                       orders::Environment environment);
[[nodiscard]] bool hasVenueKey(const vault::Vault& vault, std::string_view broker, orders::Environment environment);

/// Refused (exit 4): there is one already; `replaceVenueKey` is for that. Bad input (exit 3): characters that no key
/// has.
[[nodiscard]] Outcome<void> addVenueKey(vault::Vault& vault, std::string_view name, const Secret& id,
                                        const Secret& secret, Timestamp now);
/// Puts the new one beside the old one. Refused: there is none to replace, or one waits already.
[[nodiscard]] Outcome<void> replaceVenueKey(vault::Vault& vault, std::string_view name, const Secret& id,
                                            const Secret& secret, Timestamp now);
/// The new one takes the old one's place, which is destroyed; or, if the venue would not take it, goes. Refused: none
/// waits.
[[nodiscard]] Outcome<void> settleVenueKey(vault::Vault& vault, std::string_view name, bool isGood, Timestamp now);
/// Both. Refused: there is none.
[[nodiscard]] Outcome<void> removeVenueKey(vault::Vault& vault, std::string_view name, Timestamp now);

/// As it is read from a person: visible characters, or a private key in PEM with its lines.
[[nodiscard]] Outcome<void> mustBeKey(const Secret& id, const Secret& secret);

} // namespace omni::runtime
