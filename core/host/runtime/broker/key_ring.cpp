#include "core/host/runtime/broker/key_ring.h"

#include "core/host/access/broker_keys.h"
#include "core/host/access/venue_keys.h"

#include <fmt/format.h>

namespace omni::runtime {

namespace {

brokers::BrokerKey copyOf(const brokers::BrokerKey& held)
{
    brokers::BrokerKey key;
    key.environment = held.environment;
    key.id = Secret(held.id.exposed());
    key.secret = Secret(held.secret.exposed());
    key.source = held.source;
    return key;
}

} // namespace

KeyRing KeyRing::taken(std::span<const brokers::BrokerInfo* const> known)
{
    KeyRing ring;
    for (const brokers::BrokerInfo* info : known) {
        ring.m_paper.emplace(info->key, takeBrokerKey(info->key, orders::Environment::Paper));
    }
    return ring;
}

KeyRing KeyRing::ofVault(const vault::Vault& vault, std::span<const brokers::BrokerInfo* const> known)
{
    KeyRing ring;
    for (const brokers::BrokerInfo* info : known) {
        auto key = venueKeyFrom(vault, info->key, orders::Environment::Paper);
        if (key || key.error().code != "no_key") {
            ring.m_paper.emplace(info->key, std::move(key));
        }
    }
    return ring;
}

void KeyRing::takeOver(const KeyRing& other)
{
    for (const auto& [broker, key] : other.m_paper) {
        m_paper.insert_or_assign(broker, key ? Outcome<brokers::BrokerKey>(copyOf(*key)) : tl::unexpected(key.error()));
    }
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
    return copyOf(*found->second);
}

bool KeyRing::has(std::string_view broker, orders::Environment environment) const
{
    const auto found = m_paper.find(broker);
    return environment == orders::Environment::Paper && found != m_paper.end() && found->second;
}

std::string KeyRing::sourceOf(std::string_view broker, orders::Environment environment) const
{
    return has(broker, environment) ? m_paper.find(broker)->second->source : std::string();
}

std::string KeyRing::faultOf(std::string_view broker, orders::Environment environment) const
{
    const auto found = m_paper.find(broker);
    const bool isFault = environment == orders::Environment::Paper && found != m_paper.end() && !found->second
        && found->second.error().code != "no_key";
    return isFault ? found->second.error().message : std::string();
}

} // namespace omni::runtime
