// Halts the desk when equity has fallen too far from its peak.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/units.h"

namespace omni::risk {

/// Knows the peak and the last equity; the engine latches what trips (S19) and journals each new peak.
class DrawdownBreaker
{
public:
    /// True: equity is `limit` or more below the highest equity ever given, this one included. A peak not above zero
    /// trips: there is nothing left to lose a share of.
    [[nodiscard]] bool update(Money equity, BasisPoints limit) noexcept;
    /// A deposit or withdrawal moves the peak with the equity. A peak that would leave the range stays.
    void transfer(Money amount) noexcept;
    /// A person has looked and begins anew from where equity stands.
    void rebase() noexcept;

    [[nodiscard]] Money peak() const noexcept
    {
        return m_peak;
    }
    /// From the peak, rounded up, so that a figure below the limit is below it. 10'000 and more when all is lost.
    [[nodiscard]] BasisPoints drawdown() const noexcept;

    void save(ByteWriter& out) const;
    [[nodiscard]] static DrawdownBreaker load(ByteReader& in) noexcept;
    friend bool operator==(const DrawdownBreaker&, const DrawdownBreaker&) = default;

private:
    Money m_peak;
    Money m_equity;
    bool m_hasPeak = false;
};

} // namespace omni::risk
