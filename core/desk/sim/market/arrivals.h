// When the next agent comes: a Hawkes process with an exponential kernel, so that arrivals excite further ones.
//
// Source: A. G. Hawkes, "Spectra of some self-exciting and mutually exciting point processes", Biometrika 58 (1971);
// E. Bacry, I. Mastromatteo, J.-F. Muzy, "Hawkes processes in finance", Market Microstructure and Liquidity 1 (2015).
// Simulated by thinning: Y. Ogata, "On Lewis' simulation method for point processes", IEEE Trans. Inf. Theory 27
// (1981).

#pragma once

#include "core/base/seeded_random.h"
#include "core/base/time.h"

namespace omni::sim {

class Arrivals
{
public:
    /// `rate` arrivals a second on average, when the outer factor of `next` is 1.
    explicit Arrivals(double rate) noexcept
        : m_rate(rate)
    {
    }
    /// The next arrival after `now`, with the mean rate multiplied by `factor` (above zero). The arrival is counted: it
    /// excites those after it.
    [[nodiscard]] Timestamp next(Timestamp now, double factor, SeededRandom& random) noexcept;

private:
    double m_rate;
    double m_excitement = 0; ///< Arrivals a second above the base, right after the last arrival.
};

} // namespace omni::sim
