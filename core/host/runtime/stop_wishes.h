// What a signal asks for, seen with those that came before it.
//
// One wish to stop often arrives as several signals: a terminal signals the whole group, and a wrapper passes its own
// signal on. Only one that comes a second or more after the first is a person who no longer wants to wait.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace omni::runtime {

enum class StopWish : std::uint8_t {
    InOrder, ///< The first one: the work ends in order.
    Echo, ///< Less than `StopWishes::patience` after the first: the same wish again.
    AtOnce, ///< Later: the program ends where it is.
};

class StopWishes
{
public:
    static constexpr Duration patience = seconds(1);

    /// `at` never runs backwards.
    [[nodiscard]] constexpr StopWish next(Monotonic at) noexcept
    {
        if (!m_first) {
            m_first = at;
            return StopWish::InOrder;
        }
        return at - *m_first < patience ? StopWish::Echo : StopWish::AtOnce;
    }

private:
    std::optional<Monotonic> m_first;
};

} // namespace omni::runtime
