// Whether a value at risk keeps its word: how often it was exceeded, and whether that came in rows.
//
// Sources: P. Kupiec, "Techniques for verifying the accuracy of risk measurement models", Journal of Derivatives 3
// (1995); P. Christoffersen, "Evaluating interval forecasts", International Economic Review 39 (1998).

#pragma once

#include "core/trade/analytics/risk_models/value_at_risk.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace omni::analytics {

/// One period, judged by what was known before it.
struct JudgedPeriod {
    std::size_t period = 0; ///< Its place in the returns.
    double valueAtRisk = 0;
    bool isBreach = false; ///< The loss was above it.
};

struct RiskVerdict {
    std::size_t periods = 0, breaches = 0;
    double expected = 0; ///< Breaches, by the level.
    std::size_t inARow = 0; ///< Breaches right behind a breach.
    double kupiec = 0, kupiecP = 1; ///< Likelihood ratio, and how probable one as large is where the model is right.
    /// Whether breaches come independently, and both together. None: where there was no breach, or nothing else, there
    /// is nothing to be told.
    std::optional<double> independence, independenceP, both, bothP;
};

/// Each period from `window` on, by the `window` returns before it. A model that takes a fit is fitted anew every
/// `refit` periods and goes on with what came since; `isWanted` is asked before each fit, and false ends it with what
/// there is. Empty: too few returns, or a window shorter than the model needs.
[[nodiscard]] std::vector<JudgedPeriod> judgedPeriods(RiskModel model, std::span<const double> returns, double level,
                                                      std::size_t window, std::size_t refit = 20,
                                                      const std::function<bool()>& isWanted = {});

/// Nothing: no period, or a level outside (0.5, 1).
[[nodiscard]] std::optional<RiskVerdict> verdictOf(std::span<const JudgedPeriod> judged, double level);

} // namespace omni::analytics
