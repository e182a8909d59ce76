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

Outcome<brokers::BrokerKey> copyOf(const Outcome<brokers::BrokerKey>& held)
{
    return held ? Outcome<brokers::BrokerKey>(copyOf(*held)) : tl::unexpected(held.error());
}

} // namespace

KeyRing::KeyRing(KeyRing&& other) noexcept
{
    const std::scoped_lock lock(other.m_mutex);
    m_external = std::move(other.m_external);
    m_vault = std::move(other.m_vault);
    m_live = std::move(other.m_live);
    m_papers = std::move(other.m_papers);
    m_papersFault = std::move(other.m_papersFault);
}

KeyRing& KeyRing::operator=(KeyRing&& other) noexcept
{
    if (this != &other) {
        const std::scoped_lock lock(m_mutex, other.m_mutex);
        m_external = std::move(other.m_external);
        m_vault = std::move(other.m_vault);
        m_live = std::move(other.m_live);
        m_papers = std::move(other.m_papers);
        m_papersFault = std::move(other.m_papersFault);
    }
    return *this;
}

KeyRing KeyRing::taken(std::span<const brokers::BrokerInfo* const> known)
{
    KeyRing ring;
    for (const brokers::BrokerInfo* info : known) {
        ring.m_external.emplace(info->key, takeBrokerKey(info->key, orders::Environment::Paper));
    }
    return ring;
}

KeyRing KeyRing::ofVault(const vault::Vault& vault, std::span<const brokers::BrokerInfo* const> known)
{
    KeyRing ring;
    for (const brokers::BrokerInfo* info : known) {
        auto key = venueKeyFrom(vault, info->key, orders::Environment::Paper);
        if (key || key.error().code != "no_key") {
            ring.m_vault.emplace(info->key, std::move(key));
        }
        auto live = venueKeyFrom(vault, info->key, orders::Environment::Live);
        if (live || live.error().code != "no_key") {
            ring.m_live.emplace(info->key, std::move(live));
        }
    }
    if (auto papers = livePapersIn(vault, known)) {
        ring.m_papers = std::make_shared<const LivePapers>(std::move(*papers));
    } else {
        ring.m_papersFault = papers.error().message;
    }
    return ring;
}

void KeyRing::takeOver(const KeyRing& other)
{
    Keys vault, external, live;
    std::shared_ptr<const LivePapers> papers;
    std::string fault;
    {
        const std::scoped_lock lock(other.m_mutex);
        for (const auto& [broker, key] : other.m_live) {
            live.emplace(broker, copyOf(key));
        }
        papers = other.m_papers;
        fault = other.m_papersFault;
        for (const auto& [broker, key] : other.m_vault) {
            vault.emplace(broker, copyOf(key));
        }
        for (const auto& [broker, key] : other.m_external) {
            external.emplace(broker, copyOf(key));
        }
    }
    const std::scoped_lock lock(m_mutex);
    m_vault = std::move(vault);
    m_live = std::move(live);
    m_papers = std::move(papers);
    m_papersFault = std::move(fault);
    for (auto& [broker, key] : external) {
        m_external.insert_or_assign(broker, std::move(key));
    }
}

void KeyRing::forgetVault(std::string_view kept)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_vault, [kept](const auto& one) { return one.first != kept; });
    std::erase_if(m_live, [kept](const auto& one) { return one.first != kept; });
    m_papers.reset();
    m_papersFault.clear();
}

bool KeyRing::holdsVault() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_vault.empty() || !m_live.empty();
}

std::shared_ptr<const LivePapers> KeyRing::papers() const
{
    const std::scoped_lock lock(m_mutex);
    return m_papers;
}

std::string KeyRing::papersFault() const
{
    const std::scoped_lock lock(m_mutex);
    return m_papersFault;
}

const Outcome<brokers::BrokerKey>* KeyRing::found(std::string_view broker, orders::Environment environment) const
{
    if (environment == orders::Environment::Live) {
        const auto one = m_live.find(broker);
        return one == m_live.end() ? nullptr : &one->second;
    }
    if (environment != orders::Environment::Paper) {
        return nullptr;
    }
    for (const Keys* keys : {&m_vault, &m_external}) {
        if (const auto one = keys->find(broker); one != keys->end()) {
            return &one->second;
        }
    }
    return nullptr;
}

Outcome<brokers::BrokerKey> KeyRing::keyOf(std::string_view broker, orders::Environment environment) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* key = found(broker, environment);
    if (key == nullptr) {
        return tl::unexpected(
            RunFailure{FailureKind::Refused,
                       "no_key",
                       fmt::format("there is no key for {} ({})", broker, orders::nameOf(environment)),
                       {},
                       {},
                       0});
    }
    return copyOf(*key);
}

bool KeyRing::has(std::string_view broker, orders::Environment environment) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* key = found(broker, environment);
    return key != nullptr && *key;
}

std::string KeyRing::sourceOf(std::string_view broker, orders::Environment environment) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* key = found(broker, environment);
    return key != nullptr && *key ? (*key)->source : std::string();
}

std::string KeyRing::faultOf(std::string_view broker, orders::Environment environment) const
{
    const std::scoped_lock lock(m_mutex);
    const auto* key = found(broker, environment);
    return key != nullptr && !*key && key->error().code != "no_key" ? key->error().message : std::string();
}

} // namespace omni::runtime
