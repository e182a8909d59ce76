// The keys of brokers that a program with a window holds: taken out of the environment once, when it starts, so that a
// session can be started again. They leave as copies, to the adapter alone, and die with the program.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
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

    /// A copy. Refused as `takeBrokerKey` refuses, with what was found at the start. Any thread.
    [[nodiscard]] Outcome<brokers::BrokerKey> keyOf(std::string_view broker, orders::Environment environment) const;
    [[nodiscard]] bool has(std::string_view broker, orders::Environment environment) const;
    /// Why what stood in the environment is no key. Empty: it is one, or nothing stood there.
    [[nodiscard]] std::string faultOf(std::string_view broker, orders::Environment environment) const;

private:
    std::map<std::string, Outcome<brokers::BrokerKey>, std::less<>> m_paper;
};

} // namespace omni::runtime
