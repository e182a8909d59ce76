// The normal distribution, and Student's by it where its tails are asked for.

#pragma once

namespace omni::analytics {

/// Share of the distribution below `value`.
[[nodiscard]] double normalShare(double value) noexcept;
/// The value with `share` in (0, 1) of the distribution below it, to 1e-15 of itself. M. Wichura, "The percentage
/// points of the normal distribution", algorithm AS 241, Applied Statistics 37 (1988).
[[nodiscard]] double normalQuantile(double share) noexcept;
[[nodiscard]] double normalDensity(double value) noexcept;

/// Probability of a value above `statistic` in the chi-squared distribution with 1 or 2 degrees of freedom; other
/// degrees are not asked for here.
[[nodiscard]] double chiSquaredAbove(double statistic, int freedom) noexcept;

} // namespace omni::analytics
