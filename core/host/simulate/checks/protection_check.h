// S17: what a strategy holds has, within a second, a stop behind it or a wish to close it, or that part of it, under
// way. Where neither is to be had, a person is told, and nothing new is opened.
//
// An entry is looked at when it is released and when it leaves: one that was decided before may still leave for two
// seconds.
//
// Covered is what open stops and exits of the same strategy and instrument may still close; held legs cover nothing. A
// stop that is asked for and not answered yet counts: it is under way.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>

namespace omni::simulate {

class ProtectionCheck final : public Check
{
public:
    static constexpr Duration longestNaked = seconds(1); ///< True time.

    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;

private:
    struct Naked {
        Monotonic since;
        bool couldAct = false; ///< The desk has had a tick after its second was over.
    };
    void count(const Scene& scene);
    void checkEntry(const Scene& scene, OrderId order, Duration longest, Findings& findings);
    [[nodiscard]] bool isOverdue(Monotonic now) const noexcept;

    FlatMap<engine::HoldingKey, Naked> m_naked;
    bool m_isToBeCounted = true; ///< Something of orders, fills or wishes has moved.
    bool m_isTold = false; ///< A person knows, since something is naked.
    Monotonic m_toldAt;
};

} // namespace omni::simulate
