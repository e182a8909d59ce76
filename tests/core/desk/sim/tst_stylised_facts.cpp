// The built-in market looks like a market. What that means: R. Cont, "Empirical properties of asset returns: stylized
// facts and statistical issues", Quantitative Finance 1 (2001).

#include "core/desk/sim/market/synthetic_market.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>
#include <vector>

using namespace omni;
using namespace omni::sim;

namespace {

constexpr std::size_t instruments = 6;

struct Facts {
    std::vector<double> returns; ///< Of the mid price over a minute.
    std::map<std::int64_t, double> spreadSeconds; ///< How long each spread stood.
    double lastMid = 0;
    double minuteMid = 0;
    std::int64_t spread = 0;
    Timestamp since;
};

using AllFacts = std::array<Facts, instruments>;

void endMinute(Facts& facts)
{
    if (facts.minuteMid > 0) {
        facts.returns.push_back(std::log(facts.lastMid / facts.minuteMid));
    }
    facts.minuteMid = facts.lastMid;
}

/// Everything open for 16 hours: 960 minutes of each instrument.
AllFacts collect(std::uint64_t seed)
{
    AllFacts all;
    SyntheticFeed feed({.seed = seed, .alwaysOpen = true, .publishesDepth = false}, hours(16));
    Timestamp minute = syntheticStart + minutes(1);
    for (auto batch = feed.next(); !batch->empty(); batch = feed.next()) {
        for (const ports::TimedTick& tick : *batch) {
            for (; tick.at >= minute; minute = minute + minutes(1)) {
                for (Facts& facts : all) {
                    endMinute(facts);
                }
            }
            const auto* quote = std::get_if<market::Quote>(&tick.tick);
            if (quote == nullptr) {
                continue;
            }
            Facts& facts = all[quote->instrument.value - 1];
            if (facts.lastMid > 0) {
                facts.spreadSeconds[facts.spread] += static_cast<double>((tick.at - facts.since).ns) * 1e-9;
            }
            facts.since = tick.at;
            facts.spread = quote->ask.count - quote->bid.count;
            facts.lastMid = static_cast<double>(quote->ask.count + quote->bid.count) / 2;
        }
    }
    return all;
}

double kurtosis(const std::vector<double>& x)
{
    double second = 0, fourth = 0;
    for (const double value : x) {
        second += value * value;
        fourth += value * value * value * value;
    }
    return fourth * static_cast<double>(x.size()) / (second * second);
}

double autocorrelation(const std::vector<double>& x, std::size_t lag)
{
    double mean = 0;
    for (const double value : x) {
        mean += value / static_cast<double>(x.size());
    }
    double with = 0, own = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        own += (x[i] - mean) * (x[i] - mean);
        with += i >= lag ? (x[i] - mean) * (x[i - lag] - mean) : 0;
    }
    return with / own;
}

std::vector<double> sizesOf(std::vector<double> x)
{
    for (double& value : x) {
        value = std::abs(value);
    }
    return x;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        ab += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    return ab / std::sqrt(aa * bb);
}

/// Two standard errors of an autocorrelation of independent values.
double noise(const std::vector<double>& x)
{
    return 2 / std::sqrt(static_cast<double>(x.size()));
}

const std::array<AllFacts, 3>& seeds()
{
    static const std::array<AllFacts, 3> collected{collect(1), collect(2), collect(3)};
    return collected;
}

/// `figure(facts)` of every instrument and seed, averaged.
template<class Figure> double mean(Figure figure)
{
    double sum = 0;
    for (const AllFacts& all : seeds()) {
        for (const Facts& facts : all) {
            sum += figure(facts) / (3.0 * instruments);
        }
    }
    return sum;
}

} // namespace

class TestStylisedFacts : public QObject
{
    Q_OBJECT

private slots:
    // A normal distribution has 3.
    void tailsAreFat()
    {
        for (const AllFacts& all : seeds()) {
            for (const Facts& facts : all) {
                QVERIFY(facts.returns.size() > 900);
                QVERIFY(kurtosis(facts.returns) > 3.5);
            }
        }
    }

    void wildMinutesFollowWildMinutes()
    {
        for (const std::size_t lag : {1U, 2U, 5U, 10U}) {
            const double average
                = mean([lag](const Facts& facts) { return autocorrelation(sizesOf(facts.returns), lag); });
            QVERIFY2(average > 0.065, qPrintable(QString::number(average)));
        }
        for (const AllFacts& all : seeds()) {
            for (const Facts& facts : all) {
                double sum = 0;
                for (std::size_t lag = 1; lag <= 10; ++lag) {
                    sum += autocorrelation(sizesOf(facts.returns), lag);
                }
                QVERIFY(sum > 10 * 0.5 * noise(facts.returns));
            }
        }
    }

    void returnsTellNothingAboutTheNextReturn()
    {
        for (const std::size_t lag : {1U, 2U, 5U, 10U}) {
            const double average = mean([lag](const Facts& facts) { return autocorrelation(facts.returns, lag); });
            QVERIFY2(std::abs(average) < 0.05, qPrintable(QString::number(average)));
        }
    }

    void theSpreadIsMostlyOneOrTwoTicksAndAlwaysThere()
    {
        for (const AllFacts& all : seeds()) {
            for (const Facts& facts : all) {
                double total = 0, narrow = 0;
                for (const auto& [spread, seconds] : facts.spreadSeconds) {
                    QVERIFY(spread >= 1);
                    total += seconds;
                    narrow += spread <= 2 ? seconds : 0;
                }
                QVERIFY2(narrow > 0.6 * total, qPrintable(QString::number(narrow / total)));
            }
        }
    }

    // A common factor: shares of the index move with it, and coins with each other.
    void instrumentsMoveTogetherSomewhat()
    {
        for (const AllFacts& all : seeds()) {
            const double shares = correlation(all[2].returns, all[5].returns);
            QVERIFY2(shares > 0.2 && shares < 0.9, qPrintable(QString::number(shares)));
            QVERIFY(correlation(all[0].returns, all[1].returns) > 0.05);
        }
    }
};

QTEST_APPLESS_MAIN(TestStylisedFacts)
#include "tst_stylised_facts.moc"
