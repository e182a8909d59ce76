// Value at risk by each model: known figures, what must hold of all of them, and played paths against the formula.

#include "core/trade/analytics/risk_models/covariance.h"
#include "core/trade/analytics/risk_models/normal.h"
#include "core/trade/analytics/risk_models/risk_contributions.h"
#include "core/trade/analytics/risk_models/value_at_risk.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace omni::analytics;

namespace {

void near(double ours, double wanted, double most, const char* what)
{
    QVERIFY2(std::fabs(ours - wanted) <= most,
             qPrintable(QString("%1: %2 instead of %3").arg(what).arg(ours, 0, 'g', 12).arg(wanted, 0, 'g', 12)));
}

std::vector<double> playedReturns(unsigned seed, std::size_t count)
{
    std::mt19937 random(seed);
    std::student_t_distribution<double> tails(4);
    std::vector<double> returns(count);
    double scale = 0.01;
    for (double& value : returns) {
        scale = 0.95 * scale + 0.0005 * (1 + std::fabs(tails(random)));
        value = scale * tails(random);
    }
    return returns;
}

struct Portfolio {
    PairTable covariance;
    std::vector<double> weights;
};

Portfolio playedPortfolio(unsigned seed, std::size_t assets)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0, 0.02);
    std::uniform_real_distribution<double> weight(-0.2, 0.4);
    std::vector<double> values(assets * 300);
    for (std::size_t at = 0; at < 300; ++at) {
        const double common = normal(random);
        for (std::size_t asset = 0; asset < assets; ++asset) {
            values[at * assets + asset] = common + normal(random);
        }
    }
    Portfolio portfolio{*sampleCovariance({assets, std::move(values)}), std::vector<double>(assets)};
    for (double& one : portfolio.weights) {
        one = weight(random);
    }
    return portfolio;
}

double deviationOf(const Portfolio& portfolio, std::span<const double> weights)
{
    double sum = 0;
    for (std::size_t one = 0; one < weights.size(); ++one) {
        for (std::size_t other = 0; other < weights.size(); ++other) {
            sum += weights[one] * portfolio.covariance.at(one, other) * weights[other];
        }
    }
    return std::sqrt(sum);
}

} // namespace

class TestValueAtRisk : public QObject
{
    Q_OBJECT

private slots:
    // Tables of the normal distribution.
    void quantilesAreThoseOfTheTables()
    {
        near(normalQuantile(0.95), 1.6448536269514722, 1e-15, "95 %");
        near(normalQuantile(0.99), 2.3263478740408408, 1e-14, "99 %");
        near(normalQuantile(0.975), 1.959963984540054, 1e-15, "97.5 %");
        near(normalQuantile(1e-10), -6.361340902404056, 1e-12, "one in ten thousand millions");
        near(normalShare(1.959963984540054), 0.975, 1e-15, "share");
        near(chiSquaredAbove(3.841458820694124, 1), 0.05, 1e-12, "chi squared, 1");
        near(chiSquaredAbove(5.991464547107979, 2), 0.05, 1e-12, "chi squared, 2");
        for (int i = 1; i < 10'000; ++i) {
            const double share = i / 10'000.0;
            QVERIFY(std::fabs(normalShare(normalQuantile(share)) - share) < 1e-14);
        }
    }

    void theParametricOneIsTheFormula()
    {
        const auto risk = parametricRisk(0, 0.01, 0.975);
        near(risk->valueAtRisk, 0.01959963984540054, 1e-15, "value at risk");
        near(risk->expectedShortfall, 0.0233780279, 1e-9, "shortfall"); // 2.33780279 deviations, as in the Basel texts
        const auto shifted = parametricRisk(0.002, 0.01, 0.975);
        near(shifted->valueAtRisk, risk->valueAtRisk - 0.002, 1e-15, "with a mean");
    }

    void ofOneToAHundredLossesTheLevelIsCounted()
    {
        std::vector<double> returns;
        for (int i = 1; i <= 100; ++i) {
            returns.push_back(-i / 1'000.0);
        }
        const auto risk = historicalRisk(returns, 0.95);
        near(risk->valueAtRisk, 0.09505, 1e-12, "value at risk"); // between the 95th and the 96th of a hundred
        near(risk->expectedShortfall, 0.098, 1e-12, "shortfall"); // of the five largest
    }

    void constantVarianceFiltersNothing()
    {
        const auto returns = playedReturns(1, 400);
        const auto plain = historicalRisk(returns, 0.95);
        const auto filtered = filteredRisk(returns, std::vector<double>(400, 0.0004), 0.0004, 0.95);
        near(filtered->valueAtRisk, plain->valueAtRisk, 1e-12, "the same");
        const auto storm = filteredRisk(returns, std::vector<double>(400, 0.0004), 0.0016, 0.95);
        near(storm->valueAtRisk, 2 * plain->valueAtRisk, 1e-12, "twice the deviation");
    }

    void ofEveryModelTheShortfallIsNotBelow()
    {
        for (unsigned seed = 1; seed <= 8; ++seed) {
            const auto returns = playedReturns(seed, 250 + seed * 20);
            for (std::size_t model = 0; model < riskModelCount; ++model) {
                double before = 0;
                for (const double level : {0.9, 0.95, 0.975, 0.99}) {
                    const auto risk = riskOf(static_cast<RiskModel>(model), returns, level);
                    QVERIFY2(risk, nameOf(static_cast<RiskModel>(model)).data());
                    QVERIFY(risk->expectedShortfall >= risk->valueAtRisk);
                    QVERIFY2(risk->valueAtRisk >= before, "a higher level asks for no less");
                    before = risk->valueAtRisk;
                }
            }
        }
    }

    // Twice the returns are twice the risk, whatever the model.
    void riskGrowsWithWhatIsHeld()
    {
        const auto returns = playedReturns(7, 500);
        auto twice = returns;
        for (double& value : twice) {
            value *= 2;
        }
        for (std::size_t model = 0; model < riskModelCount; ++model) {
            const auto one = riskOf(static_cast<RiskModel>(model), returns, 0.95);
            const auto other = riskOf(static_cast<RiskModel>(model), twice, 0.95);
            const double most = static_cast<RiskModel>(model) == RiskModel::Garch ? 1e-5 : 1e-12;
            near(other->valueAtRisk, 2 * one->valueAtRisk, most, nameOf(static_cast<RiskModel>(model)).data());
        }
    }

    void whatCannotBeToldIsNothing()
    {
        const auto returns = playedReturns(1, 500);
        for (std::size_t at = 0; at < riskModelCount; ++at) {
            const auto model = static_cast<RiskModel>(at);
            QVERIFY(!riskOf(model, {}, 0.95));
            QVERIFY(!riskOf(model, std::span(returns).first(leastReturnsOf(model, 0.95) - 1), 0.95));
            QVERIFY(riskOf(model, std::span(returns).first(leastReturnsOf(model, 0.95)), 0.95));
            for (const double level : {0.5, 1.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
                QVERIFY(!riskOf(model, returns, level));
            }
            auto holed = returns;
            holed[3] = std::numeric_limits<double>::infinity();
            QVERIFY(!riskOf(model, holed, 0.95));
        }
        QVERIFY(!parametricRisk(0, -1, 0.95));
        QVERIFY(!filteredRisk(returns, {}, 1, 0.95));
    }

    void playedPathsAgreeWithTheFormula()
    {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            const Portfolio portfolio = playedPortfolio(seed, 10);
            const double deviation = deviationOf(portfolio, portfolio.weights);
            const auto exact = parametricRisk(0, deviation, 0.95);
            const auto paths = simulatedReturns(portfolio.covariance, portfolio.weights, {100'000, seed, {}});
            const auto played = historicalRisk(*paths, 0.95);
            near(played->valueAtRisk / exact->valueAtRisk, 1, 0.015, "value at risk"); // 3 deviations of so many paths
            near(played->expectedShortfall / exact->expectedShortfall, 1, 0.015, "shortfall");
            const auto heavy = simulatedReturns(portfolio.covariance, portfolio.weights, {100'000, seed, 4.0});
            double squares = 0;
            for (const double value : *heavy) {
                squares += value * value;
            }
            near(std::sqrt(squares / 1e5) / deviation, 1, 0.05, "heavier tails vary as much");
            QVERIFY(historicalRisk(*heavy, 0.99)->expectedShortfall > historicalRisk(*paths, 0.99)->expectedShortfall);
        }
    }

    void theSamePlanGivesTheSamePaths()
    {
        const Portfolio portfolio = playedPortfolio(3, 4);
        const SimulationPlan plan{2'500, 42, 5.0};
        QVERIFY(*simulatedReturns(portfolio.covariance, portfolio.weights, plan)
                == *simulatedReturns(portfolio.covariance, portfolio.weights, plan));
        QVERIFY(*simulatedReturns(portfolio.covariance, portfolio.weights, plan)
                != *simulatedReturns(portfolio.covariance, portfolio.weights, {2'500, 43, 5.0}));
    }

    void aSingularCovarianceIsPlayedToo()
    {
        PairTable same(2); // two names of one thing, long and short: nothing can happen
        for (double& value : same.values()) {
            value = 0.0004;
        }
        const auto paths = simulatedReturns(same, std::vector<double>{0.5, -0.5}, {1'000, 1, {}});
        for (const double value : *paths) {
            near(value, 0, 1e-12, "a path");
        }
        QVERIFY(!riskContributions(same, std::vector<double>{0.5, -0.5}, 0.95)
                || riskContributions(same, std::vector<double>{0.5, -0.5}, 0.95)->valueAtRisk < 1e-8);
    }

    void whatCannotBePlayedIsNothing()
    {
        const Portfolio portfolio = playedPortfolio(1, 3);
        QVERIFY(!simulatedReturns(portfolio.covariance, std::vector<double>{1.0}, {}));
        QVERIFY(!simulatedReturns({}, {}, {}));
        QVERIFY(!simulatedReturns(portfolio.covariance, portfolio.weights, {0, 1, {}}));
        QVERIFY(!simulatedReturns(portfolio.covariance, portfolio.weights, {10'000'001, 1, {}}));
        QVERIFY(!simulatedReturns(portfolio.covariance, portfolio.weights, {10, 1, 2.0}));
        PairTable holed = portfolio.covariance;
        holed.at(0, 0) = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!simulatedReturns(holed, portfolio.weights, {}));
    }

    void whatThePositionsAddMakesTheWhole()
    {
        for (unsigned seed = 1; seed <= 100; ++seed) {
            const Portfolio portfolio = playedPortfolio(seed, 1 + seed % 8);
            const auto& weights = portfolio.weights;
            const auto parts = riskContributions(portfolio.covariance, weights, 0.99);
            QVERIFY(parts);
            near(std::accumulate(parts->component.begin(), parts->component.end(), 0.0), parts->valueAtRisk, 1e-12,
                 "sum of the parts");
            const double times = normalQuantile(0.99);
            for (std::size_t at = 0; at < weights.size(); ++at) {
                auto without = weights, more = weights;
                without[at] = 0;
                more[at] += 1e-6;
                near(parts->incremental[at], parts->valueAtRisk - times * deviationOf(portfolio, without), 1e-12,
                     "what would go");
                near(parts->marginal[at], (times * deviationOf(portfolio, more) - parts->valueAtRisk) / 1e-6, 1e-4,
                     "what more of it adds");
            }
        }
        QVERIFY(!riskContributions({}, {}, 0.95));
        QVERIFY(!riskContributions(PairTable(2), std::vector<double>{1, 1}, 0.95)); // nothing varies
    }
};

QTEST_APPLESS_MAIN(TestValueAtRisk)
#include "tst_value_at_risk.moc"
