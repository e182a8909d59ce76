// Changing volatility: RiskMetrics' against pandas, GARCH against R's fGarch on real returns.
//
// needs: ZLIB::ZLIB

#include "core/trade/analytics/risk_models/volatility.h"
#include "tests/core/trade/analytics/risk_models/real_returns.h"

#include <limits>
#include <numeric>
#include <random>

using namespace omni::analytics;
using namespace omni::tests;

namespace {

std::vector<double> returnsOfJpm()
{
    const QJsonObject reference = referenceOf("risk/djia.json");
    const auto names = namesIn(reference["correlation_pearson"].toObject()["columns"].toArray());
    const auto place = std::find(names.begin(), names.end(), "JPM") - names.begin();
    return dowReturns(names).asset(static_cast<std::size_t>(place));
}

std::vector<double> playedReturns(unsigned seed, double shock, double memory, std::size_t count)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    const double base = 0.0001 * (1 - shock - memory);
    std::vector<double> returns;
    double variance = 0.0001, error = 0.01;
    for (std::size_t at = 0; at < count; ++at) {
        variance = base + shock * error * error + memory * variance;
        error = normal(random) * std::sqrt(variance);
        returns.push_back(0.0003 + error);
    }
    return returns;
}

} // namespace

class TestVolatility : public QObject
{
    Q_OBJECT

private slots:
    void theExponentialOneAgreesWithPandas()
    {
        if (!sharedFile("reference/risk/djia.json")) {
            QSKIP(absenceOf("reference/risk").c_str());
        }
        const QJsonObject theirs = referenceOf("risk/djia.json")["ewma_variance_lambda_0_94"].toObject();
        const auto variances = exponentialVariance(returnsOfJpm());
        near(variances.back() * 1e4, theirs["last"].toDouble() * 1e4, 1e-8, "last");
        near(variances[100] * 1e4, theirs["at_100"].toDouble() * 1e4, 1e-8, "at 100");
        near(std::accumulate(variances.begin(), variances.end(), 0.0) / static_cast<double>(variances.size()) * 1e4,
             theirs["mean"].toDouble() * 1e4, 1e-8, "mean");
    }

    void garchAgreesWithR_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isStudent");
        QTest::newRow("normal") << "garch11_normal" << false;
        QTest::newRow("student") << "garch11_student_t" << true;
    }

    // As close as its file says: parameters 2 %, likelihood 0.5, forecasts 1 %, because searches end at other places.
    void garchAgreesWithR()
    {
        if (!sharedFile("reference/risk/garch_JPM.json")) {
            QSKIP(absenceOf("reference/risk").c_str());
        }
        QFETCH(QString, name);
        QFETCH(bool, isStudent);
        const QJsonObject reference = referenceOf("risk/garch_JPM.json");
        const QJsonObject theirs = reference[name].toObject();
        const QJsonObject wanted = theirs["params"].toObject();
        std::vector<double> returns = returnsOfJpm();
        const auto model = fitGarch(returns, isStudent ? Tails::Student : Tails::Normal);

        QVERIFY(model);
        const auto within = [](double ours, double their, double share, const char* what) {
            QVERIFY2(std::fabs(ours / their - 1) <= share,
                     qPrintable(QString("%1: %2 instead of %3").arg(what).arg(ours).arg(their)));
        };
        within(model->mean * 100, wanted["mu"].toDouble(), 0.02, "mean");
        within(model->base * 1e4, wanted["omega"].toDouble(), 0.02, "base");
        within(model->shock, wanted["alpha1"].toDouble(), 0.02, "shock");
        within(model->memory, wanted["beta1"].toDouble(), 0.02, "memory");
        // Theirs is of returns in percent.
        const double likelihood = model->logLikelihood - static_cast<double>(returns.size()) * std::log(100);
        QVERIFY2(std::fabs(likelihood - theirs["loglik"].toDouble()) <= 0.5, qPrintable(QString::number(likelihood)));
        if (isStudent) {
            within(*model->freedom, wanted["shape"].toDouble(), 0.02, "freedom");
            return;
        }
        const auto forecast = model->forecast(5);
        const QJsonArray sigma = reference["forecast_5_sigma"].toArray();
        for (std::size_t at = 0; at < forecast.size(); ++at) {
            within(std::sqrt(forecast[at]) * 100, sigma[static_cast<qsizetype>(at)].toDouble(), 0.01, "a forecast");
        }
    }

    void findsWhatWasPlayed()
    {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            const auto model = fitGarch(playedReturns(seed, 0.1, 0.85, 8'000), Tails::Normal);
            QVERIFY(model);
            QVERIFY2(std::fabs(model->shock - 0.1) < 0.03 && std::fabs(model->memory - 0.85) < 0.05,
                     qPrintable(QString("%1 %2").arg(model->shock).arg(model->memory)));
            QVERIFY2(std::fabs(std::sqrt(model->longRun()) - 0.01) < 0.0015,
                     qPrintable(QString::number(model->longRun())));
        }
    }

    void aFitDoesNotDependOnTheUnit()
    {
        const auto returns = playedReturns(3, 0.08, 0.9, 1'000);
        auto large = returns;
        for (double& value : large) {
            value *= 1'000;
        }
        const auto one = fitGarch(returns, Tails::Normal), other = fitGarch(large, Tails::Normal);
        near(one->shock, other->shock, 1e-4, "shock");
        near(std::sqrt(one->nextVariance) * 1'000, std::sqrt(other->nextVariance), 1e-4, "next");
    }

    // What a fit says of its own returns, it says again of the same ones.
    void aModelGoesOnOverOtherReturns()
    {
        const auto returns = playedReturns(4, 0.1, 0.8, 500);
        const auto model = fitGarch(returns, Tails::Student);
        const Garch again = model->over(returns);
        QCOMPARE(again.variances.size(), returns.size());
        for (std::size_t at = 0; at < returns.size(); ++at) {
            near(again.variances[at] * 1e4, model->variances[at] * 1e4, 1e-9, "a variance");
        }
        near(again.nextVariance * 1e4, model->nextVariance * 1e4, 1e-9, "next");
        const auto later = model->forecast(10'000);
        near(later.front() * 1e4, model->nextVariance * 1e4, 1e-12, "the first forecast");
        near(later.back() * 1e4, model->longRun() * 1e4, 1e-3, "the last forecast");
    }

    void whatCannotBeToldIsNothing()
    {
        QVERIFY(exponentialVariance({}).empty());
        const std::vector<double> two{0.1, 0.2};
        QVERIFY(exponentialVariance(two, 1).empty());
        QVERIFY(exponentialVariance(two, 0).empty());
        QVERIFY(!fitGarch(two, Tails::Normal));
        QVERIFY(!fitGarch(std::vector<double>(500, 0.01), Tails::Normal));
        auto holed = playedReturns(1, 0.1, 0.8, 500);
        holed[7] = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!fitGarch(holed, Tails::Student));
    }
};

QTEST_APPLESS_MAIN(TestVolatility)
#include "tst_volatility.moc"
