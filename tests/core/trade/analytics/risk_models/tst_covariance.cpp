// Covariances against PyPortfolioOpt on real shares, and what every covariance must be.
//
// needs: ZLIB::ZLIB

#include "core/trade/analytics/risk_models/covariance.h"
#include "tests/core/trade/analytics/risk_models/real_returns.h"

#include <limits>
#include <random>

using namespace omni::analytics;
using namespace omni::tests;

namespace {

constexpr double year = 252;

/// The nineteen shares, of the days of the reference.
ReturnPanel panelOf(const QJsonObject& reference)
{
    const Table table = tableOf(*sharedFile("data/panels/ppo_stock_prices.csv.gz"));
    const std::string first = reference["first"].toString().toStdString();
    const std::string last = reference["last"].toString().toStdString();
    std::vector<std::vector<double>> closes;
    for (const auto& row : table.rows) {
        if (row[0] < first || row[0] > last) {
            continue;
        }
        auto& values = closes.emplace_back();
        for (const std::string& name : namesIn(reference["tickers"].toArray())) {
            values.push_back(std::strtod(row[table.column(name)].c_str(), nullptr));
        }
    }
    return returnsOf(closes);
}

ReturnPanel randomPanel(std::mt19937& random, std::size_t assets, std::size_t periods)
{
    std::normal_distribution<double> normal(0, 0.02);
    std::vector<double> values(assets * periods);
    for (std::size_t at = 0; at < periods; ++at) {
        const double common = normal(random);
        for (std::size_t asset = 0; asset < assets; ++asset) {
            values[at * assets + asset] = common * static_cast<double>(asset % 3) + normal(random);
        }
    }
    return {assets, std::move(values)};
}

/// The least of x'Cx over many directions of length 1.
double leastAlong(const PairTable& table, std::mt19937& random)
{
    std::normal_distribution<double> normal;
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 200; ++i) {
        std::vector<double> way(table.assets());
        double length = 0;
        for (double& value : way) {
            value = normal(random);
            length += value * value;
        }
        double sum = 0;
        for (std::size_t one = 0; one < way.size(); ++one) {
            for (std::size_t other = 0; other < way.size(); ++other) {
                sum += way[one] * table.at(one, other) * way[other];
            }
        }
        least = std::min(least, sum / length);
    }
    return least;
}

} // namespace

class TestCovariance : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithPyPortfolioOpt()
    {
        if (!sharedFile("reference/portfolio/ppo_2013_2018.json")) {
            QSKIP(absenceOf("reference/portfolio").c_str());
        }
        const QJsonObject reference = referenceOf("portfolio/ppo_2013_2018.json");
        const ReturnPanel panel = panelOf(reference);
        QCOMPARE(panel.periods() + 1, static_cast<std::size_t>(reference["rows"].toInt()));
        const QJsonObject theirs = reference["covariance_annualised"].toObject();

        sameTable(*sampleCovariance(panel), theirs["sample_cov"].toArray(), year, "sample");
        sameTable(*exponentialCovariance(panel, 180), theirs["exp_cov_span180"].toArray(), year, "exponential");
        const auto variance = shrunkCovariance(panel, ShrinkTarget::EqualVariance);
        const QJsonObject theirVariance = theirs["ledoit_wolf_constant_variance"].toObject();
        near(variance->intensity, theirVariance["delta"].toDouble(), 1e-8, "intensity to equal variances");
        sameTable(variance->covariance, theirVariance["cov"].toArray(), year, "to equal variances");
        const auto correlation = shrunkCovariance(panel, ShrinkTarget::EqualCorrelation);
        const QJsonObject theirCorrelation = theirs["ledoit_wolf_constant_correlation"].toObject();
        near(correlation->intensity, theirCorrelation["delta"].toDouble(), 1e-8, "intensity to equal correlations");
        sameTable(correlation->covariance, theirCorrelation["cov"].toArray(), year, "to equal correlations");
    }

    void correlationsAgreeWithPandas()
    {
        if (!sharedFile("reference/risk/djia.json")) {
            QSKIP(absenceOf("reference/risk").c_str());
        }
        const QJsonObject theirs = referenceOf("risk/djia.json")["correlation_pearson"].toObject();
        const ReturnPanel panel = dowReturns(namesIn(theirs["columns"].toArray()));

        sameTable(correlationOf(*sampleCovariance(panel)), theirs["matrix"].toArray(), 1, "correlation");
    }

    void aShrunkTableOfFewDaysCanBeInverted()
    {
        for (unsigned seed = 1; seed <= 50; ++seed) {
            std::mt19937 random(seed);
            const ReturnPanel panel = randomPanel(random, 20, 10); // ten days cannot tell twenty assets apart
            for (const auto target : {ShrinkTarget::EqualVariance, ShrinkTarget::EqualCorrelation}) {
                const auto shrunk = shrunkCovariance(panel, target);
                QVERIFY(shrunk->intensity > 0 && shrunk->intensity <= 1);
                QVERIFY2(leastAlong(shrunk->covariance, random) > 1e-9, qPrintable(QString::number(seed)));
            }
        }
    }

    void correlationsThatCannotBeAreMadeToFit()
    {
        for (unsigned seed = 1; seed <= 50; ++seed) {
            std::mt19937 random(seed);
            std::uniform_real_distribution<double> any(-1, 1), spread(0.01, 0.05);
            PairTable wished(8);
            std::vector<double> deviations(8);
            for (std::size_t one = 0; one < 8; ++one) {
                deviations[one] = spread(random);
                wished.at(one, one) = 1;
                for (std::size_t other = one + 1; other < 8; ++other) {
                    wished.at(one, other) = wished.at(other, one) = any(random);
                }
            }
            const PairTable before = covarianceOf(wished, deviations);
            const PairTable after = positiveOf(before);

            QVERIFY(leastAlong(after, random) > -1e-15);
            for (std::size_t one = 0; one < 8; ++one) {
                near(after.at(one, one), before.at(one, one), 1e-12, "a variance");
                for (std::size_t other = 0; other < 8; ++other) {
                    QCOMPARE(after.at(one, other), after.at(other, one));
                }
            }
        }
    }

    void whatIsRightStaysAsItIs()
    {
        std::mt19937 random(1);
        const PairTable sample = *sampleCovariance(randomPanel(random, 6, 300));
        const PairTable same = positiveOf(sample);
        for (std::size_t i = 0; i < sample.values().size(); ++i) {
            near(same.values()[i], sample.values()[i], 1e-15, "a covariance");
        }
    }

    void whatCannotBeToldIsNothing()
    {
        QVERIFY(!sampleCovariance({}));
        QVERIFY(!sampleCovariance({2, {0.1, 0.2}}));
        QVERIFY(!sampleCovariance({1, {0.1, std::numeric_limits<double>::quiet_NaN(), 0.2}}));
        QVERIFY(!shrunkCovariance({2, {0.1, 0.2}}, ShrinkTarget::EqualVariance));
        QVERIFY(!exponentialCovariance({1, {0.1, 0.2, 0.3}}, 1));
        QVERIFY(!exponentialCovariance({1, {0.1, 0.2, 0.3}}, std::numeric_limits<double>::quiet_NaN()));
    }

    void anAssetThatDoesNotMoveIsCorrelatedWithNothing()
    {
        const ReturnPanel panel{2, {0.01, 0, -0.02, 0, 0.03, 0}};
        const PairTable correlation = correlationOf(*sampleCovariance(panel));
        QCOMPARE(correlation.at(0, 1), 0.0);
        QCOMPARE(correlation.at(1, 1), 1.0);
        for (const auto target : {ShrinkTarget::EqualVariance, ShrinkTarget::EqualCorrelation}) {
            for (const double value : shrunkCovariance(panel, target)->covariance.values()) {
                QVERIFY(std::isfinite(value));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCovariance)
#include "tst_covariance.moc"
