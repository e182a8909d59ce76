// The value around which the agents trade, and which nobody sees.
//
// Its logarithm moves by a diffusion and by jumps. The diffusion's volatility is the product of two mean-reverting
// lognormal factors, a slow and a fast one: quiet and wild times follow each other as in markets (two-factor stochastic
// volatility; B. LeBaron, "Stochastic volatility as a simple generator of apparent financial power laws", Quantitative
// Finance 1 (2001)). Jumps are compound Poisson (R. C. Merton, "Option pricing when underlying stock returns are
// discontinuous", Journal of Financial Economics 3 (1976)). A share of the variance is common to all instruments.

#pragma once

#include "core/base/seeded_random.h"

namespace omni::sim {

/// Volatility relative to its long-run level, and its course.
class WildTimes
{
public:
    explicit WildTimes(SeededRandom& random) noexcept;
    /// Lets `seconds` (at least 1 for the figures to mean anything) pass.
    void advance(double seconds, SeededRandom& random) noexcept;
    /// Its square is 1 on average.
    [[nodiscard]] double factor() const noexcept
    {
        return m_factor;
    }

private:
    void refresh() noexcept;
    double m_slow = 0; ///< Logarithms, each of mean 0.
    double m_fast = 0;
    double m_factor = 1;
};

class HiddenValue
{
public:
    /// `volatility` of a minute; `marketShare` of the variance comes from outside by `moveWithMarket`.
    HiddenValue(double start, double volatility, double marketShare, SeededRandom& random) noexcept;

    /// Diffuses over `seconds`; cheap, called for every arrival.
    void diffuse(double seconds, SeededRandom& random) noexcept;
    /// Once a second: volatility changes, now and then a jump comes.
    void tickSecond(SeededRandom& random) noexcept;
    /// `shock` has unit variance over a minute.
    void moveWithMarket(double shock) noexcept;
    /// What happens while the exchange sleeps.
    void sleepOver(SeededRandom& random) noexcept;
    /// Somebody who knew has traded: the value moves by `ticks`.
    void shift(double ticks) noexcept;

    /// In ticks, at least 100.
    [[nodiscard]] double ticks() const noexcept
    {
        return m_value;
    }
    /// How wild the times are: 1 on average, in [0.3, 4].
    [[nodiscard]] double activity() const noexcept;

private:
    void multiply(double logReturn) noexcept;
    double m_value;
    double m_own; ///< Volatility of a minute that is its own.
    double m_common;
    WildTimes m_times;
};

} // namespace omni::sim
