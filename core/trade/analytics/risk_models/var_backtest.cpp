#include "core/trade/analytics/risk_models/var_backtest.h"

#include "core/trade/analytics/risk_models/normal.h"
#include "core/trade/analytics/risk_models/volatility.h"

#include <algorithm>
#include <cmath>

namespace omni::analytics {

namespace {

double countOf(std::size_t count) noexcept
{
    return static_cast<double>(count);
}

/// Log of how likely so many hits and misses are. Of none at all it is 0, whatever the probability.
double logLikelihood(std::size_t misses, std::size_t hits, double probability) noexcept
{
    return (misses > 0 ? countOf(misses) * std::log1p(-probability) : 0)
        + (hits > 0 ? countOf(hits) * std::log(probability) : 0);
}

/// From which state to which: breach or none.
struct Steps {
    std::size_t calm = 0, into = 0, outOf = 0, again = 0;
};

Steps stepsOf(std::span<const JudgedPeriod> judged) noexcept
{
    Steps steps;
    for (std::size_t at = 1; at < judged.size(); ++at) {
        const bool before = judged[at - 1].isBreach, now = judged[at].isBreach;
        ++(before ? (now ? steps.again : steps.outOf) : (now ? steps.into : steps.calm));
    }
    return steps;
}

/// Rounding makes of nothing a little below it.
double ratioOf(double restricted, double free) noexcept
{
    return std::max(0.0, -2 * (restricted - free));
}

void judgeIndependence(RiskVerdict& verdict, const Steps& steps)
{
    const std::size_t hits = steps.into + steps.again, misses = steps.calm + steps.outOf;
    if (hits == 0 || misses == 0) {
        return;
    }
    const double together = countOf(hits) / countOf(hits + misses);
    const auto share
        = [](std::size_t of, std::size_t other) { return of + other == 0 ? 0.0 : countOf(of) / countOf(of + other); };
    const double free = logLikelihood(steps.calm, steps.into, share(steps.into, steps.calm))
        + logLikelihood(steps.outOf, steps.again, share(steps.again, steps.outOf));
    verdict.independence = ratioOf(logLikelihood(misses, hits, together), free);
    verdict.independenceP = chiSquaredAbove(*verdict.independence, 1);
    verdict.both = verdict.kupiec + *verdict.independence;
    verdict.bothP = chiSquaredAbove(*verdict.both, 2);
}

/// The model at work: it keeps its fit from one period to the next.
class Judge
{
public:
    Judge(RiskModel model, double level, std::size_t refit, const std::function<bool()>& isWanted)
        : m_model(model)
        , m_level(level)
        , m_refit(std::max(refit, std::size_t{1}))
        , m_isWanted(isWanted)
    {
    }
    [[nodiscard]] std::optional<TailRisk> operator()(std::span<const double> before)
    {
        if (m_model != RiskModel::Garch) {
            return riskOf(m_model, before, m_level);
        }
        if (m_age % m_refit == 0) {
            m_garch = fitGarch(before, Tails::Student);
        } else if (m_garch) {
            m_garch = m_garch->over(before);
        }
        ++m_age;
        return m_garch ? filteredRisk(before, m_garch->variances, m_garch->nextVariance, m_level) : std::nullopt;
    }
    [[nodiscard]] bool mayGoOn() const
    {
        const bool takesLong = m_model == RiskModel::Garch && m_age % m_refit == 0;
        return !takesLong || !m_isWanted || m_isWanted();
    }

private:
    RiskModel m_model;
    double m_level;
    std::size_t m_refit, m_age = 0;
    const std::function<bool()>& m_isWanted;
    std::optional<Garch> m_garch;
};

} // namespace

std::vector<JudgedPeriod> judgedPeriods(RiskModel model, std::span<const double> returns, double level,
                                        std::size_t window, std::size_t refit, const std::function<bool()>& isWanted)
{
    std::vector<JudgedPeriod> judged;
    if (window < leastReturnsOf(model, level)) {
        return judged;
    }
    Judge judge(model, level, refit, isWanted);
    for (std::size_t at = window; at < returns.size() && judge.mayGoOn(); ++at) {
        if (const auto risk = judge(returns.subspan(at - window, window))) {
            judged.push_back({at, risk->valueAtRisk, -returns[at] > risk->valueAtRisk});
        }
    }
    return judged;
}

std::optional<RiskVerdict> verdictOf(std::span<const JudgedPeriod> judged, double level)
{
    if (judged.empty() || !(level > 0.5 && level < 1)) {
        return std::nullopt;
    }
    RiskVerdict verdict;
    verdict.periods = judged.size();
    verdict.breaches
        = static_cast<std::size_t>(std::ranges::count_if(judged, [](const auto& period) { return period.isBreach; }));
    verdict.expected = countOf(verdict.periods) * (1 - level);
    const std::size_t misses = verdict.periods - verdict.breaches;
    const double seen = countOf(verdict.breaches) / countOf(verdict.periods);
    verdict.kupiec
        = ratioOf(logLikelihood(misses, verdict.breaches, 1 - level), logLikelihood(misses, verdict.breaches, seen));
    verdict.kupiecP = chiSquaredAbove(verdict.kupiec, 1);
    const Steps steps = stepsOf(judged);
    verdict.inARow = steps.again;
    judgeIndependence(verdict, steps);
    return verdict;
}

} // namespace omni::analytics
