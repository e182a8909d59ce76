// S13: limits change upon a command of somebody who may, and never because the program starts.
//
// The owner and, outside LIVE, the script have the right. Tightening needs no second step; loosening a second step and
// a reason. After a start those are in force that are field by field the tighter ones of what stood and what is
// configured.

#pragma once

#include "core/host/simulate/checks/told_desk.h"

namespace omni::simulate {

class LimitsAuthorityCheck final : public Check
{
public:
    explicit LimitsAuthorityCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;

private:
    void compare(const Scene& scene, Findings& findings) const;

    const ToldDesk& m_told;
    std::optional<risk::Limits> m_before; ///< In force before the input in hand.
};

} // namespace omni::simulate
