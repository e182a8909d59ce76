#include "core/host/runtime/broker/key_ring.h"

#include "core/host/access/broker_keys.h"

#include <fmt/format.h>

namespace omni::runtime {

KeyRing KeyRing::taken(std::span<const brokers::BrokerInfo* const> known)
{
    KeyRing ring;
    for (const brokers::BrokerInfo* info : known) {
        ring.m_paper.emplace(info->key, takeBrokerKey(info->key, orders::Environment::Paper));
    }
    return ring;
}

Outcome<brokers::BrokerKey> KeyRing::keyOf(std::string_view broker, orders::Environment environment) const
{
    const auto found = m_paper.find(broker);
    if (environment != orders::Environment::Paper || found == m_paper.end()) {
        return tl::unexpected(
            RunFailure{FailureKind::Refused,
                       "no_key",
                       fmt::format("there is no key for {} ({})", broker, orders::nameOf(environment)),
                       {},
                       {},
                       0});
    }
    if (!found->second) {
        return tl::unexpected(found->second.error());
    }
    const brokers::BrokerKey& held = *found->second;
    brokers::BrokerKey key;
    key.environment = held.environment;
    key.id = Secret(held.id.exposed());
    key.secret = Secret(held.secret.exposed());
    key.source = held.source;
    return key;
}

bool KeyRing::has(std::string_view broker, orders::Environment environment) const
{
    const auto found = m_paper.find(broker);
    return environment == orders::Environment::Paper && found != m_paper.end() && found->second;
}

std::string KeyRing::faultOf(std::string_view broker, orders::Environment environment) const
{
    const auto found = m_paper.find(broker);
    const bool isFault = environment == orders::Environment::Paper && found != m_paper.end() && !found->second
        && found->second.error().code != "no_key";
    return isFault ? found->second.error().message : std::string();
}

} // namespace omni::runtime
