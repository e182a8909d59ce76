// HashiCorp Vault as the keeper of a slot's key: its transit engine wraps and unwraps it, or its KV engine (version 2)
// keeps it. Signed in by a token, or by a role and its secret (AppRole).
//
// Source: HashiCorp Vault HTTP API, /v1: auth/token, auth/approle, transit, kv-v2.

#pragma once

#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/edge/net/http_client.h"
#include "core/edge/security/key_service/key_source.h"
#include "core/edge/security/key_service/lease_plan.h"
#include "core/edge/security/key_service/service_answer.h"

#include <string>

namespace omni::keyservice {

struct HashicorpPlace {
    ServiceKind kind = ServiceKind::Transit; ///< Or KeyValue.
    std::string address; ///< As `addressText`; where the port connects to.
    std::string nameSpace; ///< Empty: the root's.
    std::string mount; ///< "transit", "secret"
    std::string key; ///< Needed for making alone. Of KeyValue a path where nothing is yet.
};

/// A `KeySource` once it is signed in; before, everything is Denied. The token goes into requests to its one port and
/// nowhere else, and is wiped with this object.
class HashicorpVault final : public KeySource
{
public:
    /// `port` outlives it; `within` is the time of one request.
    HashicorpVault(net::HttpPort& port, HashicorpPlace place, Duration within = seconds(10));

    /// Asks what the token is worth, and keeps it if it is worth anything.
    [[nodiscard]] QCoro::Task<Result<Lease>> signInWithToken(Secret token);
    [[nodiscard]] QCoro::Task<Result<Lease>> signInWithRole(Secret role, Secret secret);
    /// The lease of the token from now on. Denied when it is over.
    [[nodiscard]] QCoro::Task<Result<Lease>> renew();
    /// Ends the token at the service, and here in any case. For tokens of a sign-in by role: one that was given may
    /// serve others, too.
    [[nodiscard]] QCoro::Task<Result<void>> signOut();

    [[nodiscard]] QCoro::Task<Result<MadeKey>> make(vault::VaultId vault) override;
    [[nodiscard]] QCoro::Task<Result<vault::SecretBytes>> fetch(SlotReference reference, vault::VaultId vault) override;

private:
    [[nodiscard]] QCoro::Task<Result<ServiceAnswer>> ask(net::HttpMethod method, std::string path, std::string body);
    [[nodiscard]] Result<Lease> takenLease(const ServiceAnswer& answer);

    net::HttpPort& m_port;
    const HashicorpPlace m_place;
    const Duration m_within;
    Secret m_token;
};

} // namespace omni::keyservice
