#include "core/trade/analytics/risk_models/volatility.h"

#include <nlopt.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace omni::analytics {

namespace {

/// In units of the returns' own deviation, so that all of them are near 1 whatever is traded.
enum Parameter : std::size_t { Mean, Base, Shock, Memory, Freedom };

constexpr std::array<double, 5> lowest{-5, 1e-7, 0, 0, 2.05};
constexpr std::array<double, 5> highest{5, 2, 0.999, 0.9999, 200};
constexpr double mostTogether = 0.99999;
constexpr double veryUnlikely = 1e10;
constexpr int mostTries = 20'000;

/// Log of the density of Student's distribution with variance 1 at 0, and what it falls by.
struct StudentDensity {
    explicit StudentDensity(double freedom)
        : half((freedom + 1) / 2)
        , spread(freedom - 2)
        , atZero(std::lgamma(half) - std::lgamma(freedom / 2) - std::log(std::numbers::pi * spread) / 2)
    {
    }
    [[nodiscard]] double operator()(double squared) const noexcept
    {
        return atZero - half * std::log1p(squared / spread);
    }
    double half, spread, atZero;
};

class Likelihood
{
public:
    explicit Likelihood(std::span<const double> returns)
        : m_returns(returns)
    {
    }
    [[nodiscard]] double negative(std::span<const double> at) const
    {
        const double together = at[Shock] + at[Memory];
        if (together >= mostTogether) {
            return veryUnlikely * together; // a slope back to where it may look
        }
        const std::optional<StudentDensity> student
            = at.size() > Freedom ? std::optional(StudentDensity(at[Freedom])) : std::nullopt;
        double sum = 0;
        walk(at, [&](double error, double variance) {
            const double squared = error * error / variance;
            sum += std::log(variance) / 2
                - (student ? (*student)(squared) : -squared / 2 - std::log(2 * std::numbers::pi) / 2);
        });
        return std::isfinite(sum) ? sum : veryUnlikely;
    }
    /// The variance expected behind the last.
    template<class Visit> double walk(std::span<const double> at, Visit&& visit) const
    {
        double before = 0;
        for (const double value : m_returns) {
            before += (value - at[Mean]) * (value - at[Mean]);
        }
        before /= static_cast<double>(m_returns.size());
        double squared = before, variance = before;
        for (const double value : m_returns) {
            variance = at[Base] + at[Shock] * squared + at[Memory] * variance;
            const double error = value - at[Mean];
            visit(error, variance);
            squared = error * error;
        }
        return at[Base] + at[Shock] * squared + at[Memory] * variance;
    }

private:
    std::span<const double> m_returns;
};

struct Found {
    std::vector<double> at;
    double negative = std::numeric_limits<double>::infinity();
};

/// By the simplexes of Rowan's Subplex, which need no slopes and begin anew where they stopped.
Found searchFrom(std::vector<double> at, const Likelihood& likelihood)
{
    nlopt::opt search(nlopt::LN_SBPLX, static_cast<unsigned>(at.size()));
    search.set_lower_bounds({lowest.begin(), lowest.begin() + static_cast<std::ptrdiff_t>(at.size())});
    search.set_upper_bounds({highest.begin(), highest.begin() + static_cast<std::ptrdiff_t>(at.size())});
    const auto negative = [](unsigned count, const double* place, double*, void* of) {
        return static_cast<const Likelihood*>(of)->negative({place, count});
    };
    search.set_min_objective(negative, const_cast<Likelihood*>(&likelihood));
    search.set_xtol_rel(1e-9);
    search.set_ftol_rel(1e-12);
    search.set_maxeval(mostTries);
    Found found;
    try {
        search.optimize(at, found.negative);
        found.at = std::move(at);
    } catch (const std::exception&) { // rounding, or nowhere to go: what it began with is no answer
        found.negative = std::numeric_limits<double>::infinity();
    }
    return found;
}

double deviationOf(std::span<const double> values) noexcept
{
    const double count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return std::sqrt(sum / count);
}

/// Back in the units of the returns.
Garch modelOf(const Found& found, const Likelihood& likelihood, double unit, std::size_t count)
{
    Garch model;
    model.mean = found.at[Mean] * unit;
    model.base = found.at[Base] * unit * unit;
    model.shock = found.at[Shock];
    model.memory = found.at[Memory];
    if (found.at.size() > Freedom) {
        model.freedom = found.at[Freedom];
    }
    model.logLikelihood = -found.negative - static_cast<double>(count) * std::log(unit);
    model.variances.reserve(count);
    model.nextVariance
        = likelihood.walk(found.at, [&](double, double variance) { model.variances.push_back(variance * unit * unit); })
        * unit * unit;
    return model;
}

} // namespace

std::vector<double> exponentialVariance(std::span<const double> returns, double decay)
{
    std::vector<double> variances;
    if (!(decay > 0 && decay < 1)) {
        return variances;
    }
    variances.reserve(returns.size());
    for (const double value : returns) {
        const double squared = value * value;
        variances.push_back(variances.empty() ? squared : decay * variances.back() + (1 - decay) * squared);
    }
    return variances;
}

Garch Garch::over(std::span<const double> returns) const
{
    Garch other = *this;
    other.variances.clear();
    other.variances.reserve(returns.size());
    const std::array<double, 4> at{mean, base, shock, memory};
    other.logLikelihood = std::numeric_limits<double>::quiet_NaN(); // it was not sought for these
    other.nextVariance
        = Likelihood(returns).walk(at, [&](double, double variance) { other.variances.push_back(variance); });
    return other;
}

std::vector<double> Garch::forecast(std::size_t periods) const
{
    std::vector<double> expected;
    expected.reserve(periods);
    for (double variance = nextVariance; expected.size() < periods; variance = base + (shock + memory) * variance) {
        expected.push_back(variance);
    }
    return expected;
}

std::optional<Garch> fitGarch(std::span<const double> returns, Tails tails)
{
    if (returns.size() < leastGarchReturns
        || !std::ranges::all_of(returns, [](double value) { return std::isfinite(value); })) {
        return std::nullopt;
    }
    const double unit = deviationOf(returns);
    const double largest
        = std::fabs(*std::ranges::max_element(returns, {}, [](double value) { return std::fabs(value); }));
    if (!(unit > 1e-12 * largest)) { // rounding is no movement
        return std::nullopt;
    }
    std::vector<double> scaled(returns.begin(), returns.end());
    for (double& value : scaled) {
        value /= unit;
    }
    const Likelihood likelihood(scaled);
    Found best;
    // Quiet markets with long spells, and nervous ones: the likelihood has a ridge between them.
    for (const auto& [shock, memory] : {std::pair(0.05, 0.90), std::pair(0.15, 0.75)}) {
        std::vector<double> at{0, 1 - shock - memory, shock, memory};
        if (tails == Tails::Student) {
            at.push_back(6);
        }
        if (Found found = searchFrom(std::move(at), likelihood); found.negative < best.negative) {
            best = std::move(found);
        }
    }
    if (!std::isfinite(best.negative) || best.negative >= veryUnlikely) {
        return std::nullopt;
    }
    return modelOf(best, likelihood, unit, returns.size());
}

} // namespace omni::analytics
