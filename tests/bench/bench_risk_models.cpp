// needs: trade/analytics/risk_models
//
// What the risk models cost: 100,000 paths of 50 assets, a fit of GARCH on twelve years of days, a judgement of ten
// years, and the tables of 100 assets. Baseline: the variance of the same portfolio by its formula.

#include "core/trade/analytics/risk_models/clusters.h"
#include "core/trade/analytics/risk_models/covariance.h"
#include "core/trade/analytics/risk_models/risk_contributions.h"
#include "core/trade/analytics/risk_models/value_at_risk.h"
#include "core/trade/analytics/risk_models/var_backtest.h"
#include "core/trade/analytics/risk_models/volatility.h"

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

using namespace omni::analytics;

namespace {

ReturnPanel panelOf(std::size_t assets, std::size_t periods)
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, 0.01);
    std::vector<double> values(assets * periods);
    for (std::size_t at = 0; at < periods; ++at) {
        const double common = normal(random);
        for (std::size_t asset = 0; asset < assets; ++asset) {
            values[at * assets + asset] = common + normal(random);
        }
    }
    return {assets, std::move(values)};
}

std::vector<double> equalWeights(std::size_t assets)
{
    return std::vector<double>(assets, 1 / static_cast<double>(assets));
}

void formula(benchmark::State& state)
{
    const PairTable covariance = *sampleCovariance(panelOf(50, 500));
    const auto weights = equalWeights(50);
    for (auto _ : state) {
        benchmark::DoNotOptimize(riskContributions(covariance, weights, 0.99));
    }
}
BENCHMARK(formula)->Name("riskOfFifty/baseline");

void monteCarlo(benchmark::State& state)
{
    const PairTable covariance = *sampleCovariance(panelOf(50, 500));
    const auto weights = equalWeights(50);
    const SimulationPlan plan{100'000, 1, state.range(0) > 0 ? std::optional(4.0) : std::nullopt};
    for (auto _ : state) {
        const auto paths = simulatedReturns(covariance, weights, plan);
        benchmark::DoNotOptimize(historicalRisk(*paths, 0.99));
    }
}
BENCHMARK(monteCarlo)->Name("riskOfFifty/monteCarlo100k")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void garch(benchmark::State& state)
{
    const auto returns = panelOf(1, 3'000).asset(0);
    for (auto _ : state) {
        benchmark::DoNotOptimize(fitGarch(returns, state.range(0) > 0 ? Tails::Student : Tails::Normal));
    }
}
BENCHMARK(garch)->Name("fitGarch3000")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void judging(benchmark::State& state)
{
    const auto returns = panelOf(1, 2'520).asset(0);
    for (auto _ : state) {
        benchmark::DoNotOptimize(judgedPeriods(static_cast<RiskModel>(state.range(0)), returns, 0.95, 500));
    }
}
BENCHMARK(judging)->Name("judgeTenYears")->DenseRange(0, riskModelCount - 1)->Unit(benchmark::kMillisecond);

void tablesOfAHundred(benchmark::State& state)
{
    const ReturnPanel panel = panelOf(100, 250);
    for (auto _ : state) {
        const auto shrunk = shrunkCovariance(panel, ShrinkTarget::EqualCorrelation);
        benchmark::DoNotOptimize(clusterOrder(correlationOf(positiveOf(shrunk->covariance))));
    }
}
BENCHMARK(tablesOfAHundred)->Name("tablesOfAHundred")->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
