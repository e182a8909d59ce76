// AWS KMS as the keeper of a slot's key, by envelope: it makes a data key and wraps it (GenerateDataKey), and unwraps
// it again (Decrypt), both bound to the vault by an encryption context.
//
// Source: AWS Key Management Service API Reference, 2014-11-01; requests as JSON 1.1.

#pragma once

#include "core/base/time.h"
#include "core/edge/net/backoff.h"
#include "core/edge/net/http_client.h"
#include "core/edge/security/key_service/key_source.h"
#include "core/edge/security/key_service/request_signature.h"

#include <cstdint>
#include <string>

namespace omni::keyservice {

struct AwsPlace {
    std::string address; ///< As `addressText`; where `port` connects to.
    std::string region; ///< "eu-central-1"
    std::string key; ///< Id, alias or ARN. Needed for making alone.
};

/// "https://kms.eu-central-1.amazonaws.com": AWS's own address of a region. Invalid: no name of a region.
[[nodiscard]] Result<std::string> awsAddress(std::string_view region);

class AwsKms final : public KeySource
{
public:
    struct Rule {
        Duration within = seconds(10); ///< One request.
        /// Between tries of what KMS throttles or fails at.
        net::BackoffRule backoff{milliseconds(200), seconds(4), seconds(60), 20};
        int triesMost = 5; ///< In [1, 20].
    };

    /// `port` and `clock` outlive it; `seed` makes its waits its own.
    AwsKms(net::HttpPort& port, Clock& clock, AwsPlace place, AwsKeys keys, Rule rule, std::uint64_t seed);

    [[nodiscard]] QCoro::Task<Result<MadeKey>> make(vault::VaultId vault) override;
    [[nodiscard]] QCoro::Task<Result<vault::SecretBytes>> fetch(SlotReference reference, vault::VaultId vault) override;

private:
    [[nodiscard]] QCoro::Task<net::HttpOutcome> ask(std::string action, std::string body);
    [[nodiscard]] net::HttpRequest signedRequest(const std::string& action, const std::string& body) const;

    net::HttpPort& m_port;
    Clock& m_clock;
    const AwsPlace m_place;
    const AwsKeys m_keys;
    const Rule m_rule;
    net::Backoff m_backoff;
};

} // namespace omni::keyservice
