// How much an asset varies from one period to the next, where calm and storm come in spells.
//
// Returns are simple ones per period, as fractions, in the order of time; so are variances. What cannot be told is
// nothing.
//
// Sources: RiskMetrics Technical Document, 4th edition (1996), for the exponential one; T. Bollerslev, "Generalized
// autoregressive conditional heteroskedasticity", Journal of Econometrics 31 (1986), and "A conditionally
// heteroskedastic time series model", Review of Economics and Statistics 69 (1987), for its tails.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace omni::analytics {

/// RiskMetrics' for daily returns.
inline constexpr double dailyDecay = 0.94;

/// v[0] = r[0]^2, v[t] = decay v[t-1] + (1 - decay) r[t]^2: of each period as it is known at its end, so that v[t] is
/// what is expected of t + 1. `decay` in (0, 1), else nothing in it.
[[nodiscard]] std::vector<double> exponentialVariance(std::span<const double> returns, double decay = dailyDecay);

enum class Tails : std::uint8_t {
    Normal,
    Student, ///< Heavier: losses far out are met more often.
};

/// r[t] = mean + e[t]; v[t] = base + shock e[t-1]^2 + memory v[t-1].
struct Garch {
    double mean = 0;
    double base = 0; ///< Above zero.
    double shock = 0, memory = 0; ///< Not negative, together below 1.
    std::optional<double> freedom; ///< Of Student's distribution, above 2; none: normal.
    double logLikelihood = 0;
    /// Of the period behind the last: what is expected of it.
    double nextVariance = 0;
    /// As expected of each period before it came.
    std::vector<double> variances;

    /// What the variance comes back to.
    [[nodiscard]] double longRun() const noexcept
    {
        return base / (1 - shock - memory);
    }
    /// The same parameters over other returns: what was expected of each, and of the next.
    [[nodiscard]] Garch over(std::span<const double> returns) const;
    /// Expected of each of the next `periods`.
    [[nodiscard]] std::vector<double> forecast(std::size_t periods) const;
};

/// The most likely one (GARCH(1,1)), with the variance before the first period at what the returns vary by on average.
/// Deterministic; some 10 ms for 3,000 returns. Nothing: fewer than `leastGarchReturns`, one that is not finite,
/// returns that do not vary, or none that is better than its beginnings.
inline constexpr std::size_t leastGarchReturns = 100;
[[nodiscard]] std::optional<Garch> fitGarch(std::span<const double> returns, Tails tails);

} // namespace omni::analytics
