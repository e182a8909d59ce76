// The keys of brokers that a program holds for its sessions: those of the environment, taken once when it starts, and
// before them those of the vault, for as long as it is open. They leave as copies, to the adapter alone. Keys of real
// money come from the vault alone, and with them what it holds about real money.
//
// Safe to be changed while sessions ask: a mutex inside, held for the length of a copy.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/access/going_live/live_papers.h"
#include "core/host/control/run_failure.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace omni::runtime {

class KeyRing
{
public:
    KeyRing() = default;
    KeyRing(KeyRing&& other) noexcept;
    KeyRing& operator=(KeyRing&& other) noexcept;
    ~KeyRing() = default;

    /// Takes those of paper accounts and removes them from the environment: once, while the program has one thread.
    /// Keys of real money stay where they are: nothing here may use them.
    [[nodiscard]] static KeyRing taken(std::span<const brokers::BrokerInfo* const> known);

    /// Those that lie in an open vault. One that cannot be read is held as a fault. One thread.
    [[nodiscard]] static KeyRing ofVault(const vault::Vault& vault, std::span<const brokers::BrokerInfo* const> known);

    // --- any thread ------------------------------------------------------------------------------------------------

    /// Copies of what `other` has of a vault, in place of all that is here of one; and of what it has of the
    /// environment, broker by broker.
    void takeOver(const KeyRing& other);
    /// Forgets those of the vault, but that of the broker `kept`. Empty: all.
    void forgetVault(std::string_view kept);
    /// At least one of them comes from a vault.
    [[nodiscard]] bool holdsVault() const;

    /// What the vault holds about real money. Null: no vault is open. Immutable.
    [[nodiscard]] std::shared_ptr<const LivePapers> papers() const;
    /// Why there are none although a vault is open. Empty: there are, or none is.
    [[nodiscard]] std::string papersFault() const;

    /// A copy. Refused as `takeBrokerKey` refuses, with what was found when it was taken.
    [[nodiscard]] Outcome<brokers::BrokerKey> keyOf(std::string_view broker, orders::Environment environment) const;
    [[nodiscard]] bool has(std::string_view broker, orders::Environment environment) const;
    /// "external", "vault". Empty: there is none.
    [[nodiscard]] std::string sourceOf(std::string_view broker, orders::Environment environment) const;
    /// Why what lies there is no key. Empty: it is one, or nothing lies there.
    [[nodiscard]] std::string faultOf(std::string_view broker, orders::Environment environment) const;

private:
    using Keys = std::map<std::string, Outcome<brokers::BrokerKey>, std::less<>>;
    /// Null: there is nothing. The mutex is held.
    [[nodiscard]] const Outcome<brokers::BrokerKey>* found(std::string_view broker,
                                                           orders::Environment environment) const;

    mutable std::mutex m_mutex;
    Keys m_external, m_vault; ///< Of paper accounts, by their broker.
    Keys m_live; ///< Of real money, out of the vault.
    std::shared_ptr<const LivePapers> m_papers;
    std::string m_papersFault;
};

} // namespace omni::runtime
