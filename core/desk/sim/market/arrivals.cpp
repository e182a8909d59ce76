#include "core/desk/sim/market/arrivals.h"

#include "core/desk/sim/market/portable_exp.h"

#include <algorithm>

namespace omni::sim {

namespace {

constexpr double branching = 0.6; ///< Arrivals that one arrival causes, all generations aside.
constexpr double decay = 1.5; ///< A second; excitement shrinks by 1/e in its inverse.

} // namespace

Timestamp Arrivals::next(Timestamp now, double factor, SeededRandom& random) noexcept
{
    const double base = factor * m_rate * (1 - branching);
    double seconds = 0;
    for (;;) {
        // Excitement only falls until the next arrival: what it is now bounds what it will be.
        const double bound = base + m_excitement;
        const double wait = random.exponential(1 / bound);
        seconds += wait;
        m_excitement *= portableExp(-decay * wait);
        if (random.uniform() * bound < base + m_excitement) {
            break;
        }
    }
    m_excitement += branching * decay;
    const double ns = std::min(seconds, 3'600.0) * 1e9;
    return now + Duration{std::max<std::int64_t>(1, static_cast<std::int64_t>(ns))};
}

} // namespace omni::sim
