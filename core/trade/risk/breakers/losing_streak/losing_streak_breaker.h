// Pauses the desk after so many losses in a row.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/units.h"

#include <cstdint>

namespace omni::risk {

class LosingStreakBreaker
{
public:
    /// A trade has closed with that result, fees included. A loss lengthens the streak, a gain ends it, nothing gained
    /// and nothing lost leaves it. True: the streak has reached `limit` (at least 1).
    [[nodiscard]] bool update(Money result, std::int32_t limit) noexcept;
    /// A person has looked and begins anew.
    void clear() noexcept
    {
        m_streak = 0;
    }
    [[nodiscard]] std::int32_t streak() const noexcept
    {
        return m_streak;
    }

    void save(ByteWriter& out) const;
    /// Fails `in` for a streak below zero.
    [[nodiscard]] static LosingStreakBreaker load(ByteReader& in) noexcept;
    friend bool operator==(const LosingStreakBreaker&, const LosingStreakBreaker&) = default;

private:
    std::int32_t m_streak = 0;
};

} // namespace omni::risk
