// Counts what the desk did: each transition of an order, refusal, breaker, latch, denial, alert and end of a proposal.

#pragma once

#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/order_watch.h"
#include "core/host/simulate/seen.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::simulate {

/// Every counter that a `Seen` of this simulator has.
[[nodiscard]] const std::vector<CounterGroup>& counterGroups();
/// "refusal.mode", 12; in the order of the groups. What the simulator cannot bring about, with the reason in
/// counters.cpp, is left out while it is 0.
[[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> named(const Seen& seen);

class Counters final : public Check
{
public:
    explicit Counters(Seen& seen)
        : m_seen(seen)
    {
    }
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onCrash(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    void countMove(const OrderMove& move);
    void countLatch(risk::Scope scope, risk::KillLevel level);
    void countAlertOfBreaker(std::string_view key);

    Seen& m_seen;
    OrderWatch m_watch;
    bool m_bringsBack = false; ///< The input in hand is a person's wish to have a proposal again.
    std::uint64_t m_duplicates = 0, m_lateFills = 0;
    bool m_hasFailed = false;
};

} // namespace omni::simulate
