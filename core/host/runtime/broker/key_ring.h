// The keys of brokers that a program holds for its sessions: taken out of the environment or the vault once, when it
// starts, so that a session can be started again. They leave as copies, to the adapter alone, and die with the program.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/control/run_failure.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace omni::runtime {

class KeyRing
{
public:
    /// Takes those of paper accounts and removes them from the environment: once, while the program has one thread.
    /// Keys of real money stay where they are: nothing here may use them.
    [[nodiscard]] static KeyRing taken(std::span<const brokers::BrokerInfo* const> known);

    /// Those of paper accounts that lie in an open vault. One that cannot be read is held as a fault. One thread.
    [[nodiscard]] static KeyRing ofVault(const vault::Vault& vault, std::span<const brokers::BrokerInfo* const> known);
    /// Copies of what `other` has, in place of what is here.
    void takeOver(const KeyRing& other);

    /// A copy. Refused as `takeBrokerKey` refuses, with what was found at the start. Any thread.
    [[nodiscard]] Outcome<brokers::BrokerKey> keyOf(std::string_view broker, orders::Environment environment) const;
    [[nodiscard]] bool has(std::string_view broker, orders::Environment environment) const;
    /// "external", "vault". Empty: there is none.
    [[nodiscard]] std::string sourceOf(std::string_view broker, orders::Environment environment) const;
    /// Why what stood in the environment is no key. Empty: it is one, or nothing stood there.
    [[nodiscard]] std::string faultOf(std::string_view broker, orders::Environment environment) const;

private:
    std::map<std::string, Outcome<brokers::BrokerKey>, std::less<>> m_paper;
};

} // namespace omni::runtime
