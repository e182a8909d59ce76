// Groups of assets that move together, against SciPy on real shares.
//
// needs: ZLIB::ZLIB

#include "core/trade/analytics/risk_models/clusters.h"
#include "core/trade/analytics/risk_models/covariance.h"
#include "tests/core/trade/analytics/risk_models/real_returns.h"

#include <algorithm>
#include <limits>
#include <random>

using namespace omni::analytics;
using namespace omni::tests;

namespace {

PairTable randomCorrelation(std::mt19937& random, std::size_t assets)
{
    std::uniform_real_distribution<double> any(-1, 1);
    PairTable table(assets);
    for (std::size_t one = 0; one < assets; ++one) {
        table.at(one, one) = 1;
        for (std::size_t other = one + 1; other < assets; ++other) {
            table.at(one, other) = table.at(other, one) = any(random);
        }
    }
    return table;
}

} // namespace

class TestClusters : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithSciPy()
    {
        if (!sharedFile("reference/risk/djia.json")) {
            QSKIP(absenceOf("reference/risk").c_str());
        }
        const QJsonObject reference = referenceOf("risk/djia.json");
        const auto names = namesIn(reference["correlation_pearson"].toObject()["columns"].toArray());
        const PairTable correlation = correlationOf(*sampleCovariance(dowReturns(names)));
        const QJsonObject theirs = reference["hierarchical_single_linkage"].toObject();

        const auto joinings = joiningsOf(correlation);
        const QJsonArray heights = theirs["merge_heights"].toArray();
        QCOMPARE(static_cast<qsizetype>(joinings.size()), heights.size());
        for (std::size_t at = 0; at < joinings.size(); ++at) {
            near(joinings[at].distance, heights[static_cast<qsizetype>(at)].toDouble(), 1e-8, "a joining");
        }
        std::vector<std::string> ordered;
        for (const std::size_t asset : clusterOrder(correlation)) {
            ordered.push_back(names[asset]);
        }
        QVERIFY(ordered == namesIn(theirs["leaf_order"].toArray()));
    }

    void theOrderHasEachAssetOnceAndGroupsStandTogether()
    {
        for (unsigned seed = 1; seed <= 200; ++seed) {
            std::mt19937 random(seed);
            const std::size_t assets = 1 + seed % 12;
            const PairTable correlation = randomCorrelation(random, assets);
            const auto order = clusterOrder(correlation);
            std::vector<bool> isThere(assets);
            for (const std::size_t asset : order) {
                QVERIFY(asset < assets && !isThere[asset]);
                isThere[asset] = true;
            }
            QCOMPARE(order.size(), assets);
            // Cut anywhere, the members of a group stand in one row.
            const auto groups = groupsAbove(correlation, 0.4);
            std::vector<std::size_t> seen;
            for (const std::size_t asset : order) {
                if (seen.empty() || seen.back() != groups[asset]) {
                    QVERIFY(std::ranges::find(seen, groups[asset]) == seen.end());
                    seen.push_back(groups[asset]);
                }
            }
        }
    }

    void aChainIsOneGroup()
    {
        PairTable table(4);
        for (std::size_t at = 0; at < 4; ++at) {
            table.at(at, at) = 1;
        }
        table.at(0, 2) = table.at(2, 0) = 0.9;
        table.at(2, 3) = table.at(3, 2) = 0.8;
        QVERIFY(groupsAbove(table, 0.8) == (std::vector<std::size_t>{0, 1, 0, 0}));
        QVERIFY(groupsAbove(table, 0.85) == (std::vector<std::size_t>{0, 1, 0, 2}));
    }

    void whatIsNotKnownConnectsNothing()
    {
        PairTable table(3);
        for (double& value : table.values()) {
            value = std::numeric_limits<double>::quiet_NaN();
        }
        QVERIFY(groupsAbove(table, -1) == (std::vector<std::size_t>{0, 1, 2}));
        QCOMPARE(clusterOrder(table).size(), std::size_t{3});
        QVERIFY(clusterOrder({}).empty());
        QVERIFY(joiningsOf(PairTable(1)).empty());
    }
};

QTEST_APPLESS_MAIN(TestClusters)
#include "tst_clusters.moc"
