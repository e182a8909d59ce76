// needs: ZLIB::ZLIB

#include "tests/support/strategy_kit.h"

#include <QTest>

#include <fstream>
#include <map>
#include <numeric>

using namespace omni;
using namespace omni::strategy;
using namespace omni::tests;

namespace {

/// Feeds closes in cents; gives what was proposed at the last one.
std::vector<Proposal> atTheLastOf(Desk& desk, const std::vector<std::int64_t>& closes)
{
    std::vector<Proposal> last;
    for (const std::int64_t close : closes) {
        last = desk.onBar(barAt(close));
    }
    return last;
}

/// Sums of the last n closes at bar `i`, all over again each time.
Int128 sumAt(const std::vector<market::Bar>& bars, std::size_t i, std::size_t n)
{
    Int128 sum = 0;
    for (std::size_t k = 0; k < n; ++k) {
        sum += bars[i - k].close.count;
    }
    return sum;
}

/// +1 where the fast average crosses above the slow one, -1 below, by hand: the side of the last bar on which they
/// differed is compared with that of this one.
std::map<std::size_t, int> crossesOf(const std::vector<market::Bar>& bars, std::size_t fast, std::size_t slow)
{
    std::map<std::size_t, int> crosses;
    int side = 0;
    for (std::size_t i = slow - 1; i < bars.size(); ++i) {
        const Int128 a = sumAt(bars, i, fast) * static_cast<std::int64_t>(slow);
        const Int128 b = sumAt(bars, i, slow) * static_cast<std::int64_t>(fast);
        const int now = a > b ? 1 : a < b ? -1 : side;
        if (side != 0 && now != side) {
            crosses[i] = now;
        }
        side = now;
    }
    return crosses;
}

void compareWithHand(std::string_view spec, const std::vector<market::Bar>& bars, std::size_t fast, std::size_t slow,
                     bool isBoth)
{
    Desk desk(spec);
    const auto crosses = crossesOf(bars, fast, slow);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const std::int64_t before = desk.position;
        const auto proposals = desk.onBar(bars[i]);
        const auto cross = crosses.find(i);
        const int side = cross == crosses.end() ? 0 : cross->second;
        const bool mustExit = before * side < 0;
        const bool mustEnter = side > 0 || (side < 0 && isBoth);
        QCOMPARE(proposals.size(), std::size_t{(mustExit ? 1U : 0U) + (mustEnter ? 1U : 0U)});
        if (mustEnter) {
            QCOMPARE(proposals.back().intent, Intent::Enter);
            QCOMPARE(proposals.back().side, side > 0 ? Side::Buy : Side::Sell);
            QCOMPARE(proposals.back().reference, bars[i].close);
        }
        if (mustExit) {
            QCOMPARE(proposals.front().intent, Intent::Exit);
            QCOMPARE(proposals.front().side, side > 0 ? Side::Buy : Side::Sell);
        }
    }
}

/// Columns of a file of reference trades.
struct ReferenceTrade {
    std::int64_t size = 0;
    std::size_t entryBar = 0, exitBar = 0;
};
std::vector<ReferenceTrade> referenceTrades(const std::string& name)
{
    std::vector<ReferenceTrade> trades;
    const auto path = sharedFile("reference/backtest/backtesting_py/" + name);
    if (!path) {
        return trades;
    }
    std::ifstream in(*path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        ReferenceTrade trade;
        char comma = 0;
        std::istringstream(line) >> trade.size >> comma >> trade.entryBar >> comma >> trade.exitBar;
        trades.push_back(trade);
    }
    return trades;
}

} // namespace

class TestSmaCross : public QObject
{
    Q_OBJECT

private slots:
    // Averages of two and three bars: 12 and 11 1/3 after the rise.
    void buysWhenTheFastAverageCrossesAbove()
    {
        Desk desk("sma_cross:fast=2,slow=3");

        const auto proposals = atTheLastOf(desk, {1'200, 1'100, 1'000, 1'400});

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].intent, Intent::Enter);
        QCOMPARE(proposals[0].side, Side::Buy);
        QCOMPARE(proposals[0].reference.count, std::int64_t{1'400});
        QVERIFY(!proposals[0].stop && !proposals[0].withoutStop); // the house's default stop protects it
    }

    void leavesWhenItCrossesBelow()
    {
        Desk desk("sma_cross:fast=2,slow=3");
        static_cast<void>(atTheLastOf(desk, {1'200, 1'100, 1'000, 1'400}));

        const auto proposals = atTheLastOf(desk, {1'400, 800});

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].intent, Intent::Exit);
        QCOMPARE(proposals[0].side, Side::Sell);
    }

    void turnsShortBelowWhenToldBoth()
    {
        Desk desk("sma_cross:fast=2,slow=3,direction=both");
        static_cast<void>(atTheLastOf(desk, {1'200, 1'100, 1'000, 1'400}));

        const auto proposals = atTheLastOf(desk, {1'400, 800});

        QCOMPARE(proposals.size(), std::size_t{2});
        QCOMPARE(proposals[0].intent, Intent::Exit);
        QCOMPARE(proposals[1].intent, Intent::Enter);
        QCOMPARE(proposals[1].side, Side::Sell);
    }

    // Rising from the start, the fast average is above on the first bar that has both: that is no cross.
    void onlyWatchesOnTheFirstBarWithBothAverages()
    {
        Desk desk("sma_cross:fast=2,slow=3,direction=both");

        QVERIFY(atTheLastOf(desk, {1'000, 1'100, 1'200}).empty());
        QVERIFY(atTheLastOf(desk, {1'300, 1'400}).empty());
    }

    // Below, equal, above: one cross, on the third bar. Below, equal, below: none.
    void keepsItsSideWhileTheAveragesAreEqual()
    {
        Desk crossing("sma_cross:fast=1,slow=2,direction=both");
        QVERIFY(atTheLastOf(crossing, {1'100, 1'000}).empty());
        QVERIFY(atTheLastOf(crossing, {1'000}).empty());
        QCOMPARE(atTheLastOf(crossing, {1'100}).size(), std::size_t{1});

        Desk touching("sma_cross:fast=1,slow=2,direction=both");
        QVERIFY(atTheLastOf(touching, {1'100, 1'000, 1'000, 900}).empty());
    }

    void doesNotAddToWhatItHolds()
    {
        Desk desk("sma_cross:fast=2,slow=3");
        static_cast<void>(atTheLastOf(desk, {1'200, 1'100, 1'000}));
        desk.position = 5;

        QVERIFY(atTheLastOf(desk, {1'400}).empty());
    }

    void takesAPendingEntryBackAtTheCrossBelow()
    {
        Desk desk("sma_cross:fast=2,slow=3");
        static_cast<void>(atTheLastOf(desk, {1'200, 1'100, 1'000, 1'400, 1'400}));
        desk.position = 0;
        desk.entryPending = true;

        const auto proposals = atTheLastOf(desk, {800});

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals[0].intent, Intent::Exit);
    }

    void doesNotAskTwiceWhileAnEntryIsPending()
    {
        Desk desk("sma_cross:fast=2,slow=3");
        static_cast<void>(atTheLastOf(desk, {1'200, 1'100, 1'000}));
        desk.entryPending = true;

        QVERIFY(atTheLastOf(desk, {1'400}).empty());
    }

    // 12 over 11 2/3 is 285.7 basis points; the close of 14 is 1666.7 above 12; from 10.5 to 12 it is 1428.6, and from
    // 11 to 11 2/3 it is 606.1.
    void givesItsReasonsInBasisPoints()
    {
        Desk desk("sma_cross:fast=2,slow=3");

        const auto proposal = atTheLastOf(desk, {1'200, 1'100, 1'000, 1'400})[0];

        QCOMPARE(proposal.reasonCount, std::uint8_t{4});
        const std::array<double, 4> expected{10'000 * (12 / (35.0 / 3) - 1), 10'000 * (14 / 12.0 - 1),
                                             10'000 * (12 / 10.5 - 1), 10'000 * (35.0 / 33 - 1)};
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(std::fabs(proposal.reasons[i].value - expected[i]) < 1e-6);
            QCOMPARE(proposal.reasons[i].contribution, proposal.reasons[i].value);
            sum += proposal.reasons[i].contribution;
        }
        QCOMPARE(proposal.score, sum);
        QCOMPARE(proposal.reasons[0].key.view(), std::string_view("sma_fast_above_slow"));
    }

    // A higher last close moves all four; an older close that only the slow average holds leaves the fast ones alone.
    void movesTheReasonWhoseInputMoved()
    {
        Desk usual("sma_cross:fast=2,slow=4"), changed("sma_cross:fast=2,slow=4");
        const auto a = atTheLastOf(usual, {1'300, 1'200, 1'100, 1'000, 1'400})[0];
        const auto b = atTheLastOf(changed, {1'300, 1'210, 1'100, 1'000, 1'400})[0];

        QVERIFY(a.reasons[0].contribution != b.reasons[0].contribution); // the slow average is another
        QCOMPARE(a.reasons[1].contribution, b.reasons[1].contribution);
        QCOMPARE(a.reasons[2].contribution, b.reasons[2].contribution);
        QVERIFY(a.score != b.score);
    }

    void countsASellsReasonsTheOtherWayRound()
    {
        Desk desk("sma_cross:fast=2,slow=3,direction=both");
        static_cast<void>(atTheLastOf(desk, {1'000, 1'100, 1'200}));

        const auto proposal = atTheLastOf(desk, {800})[0];

        QCOMPARE(proposal.side, Side::Sell);
        QVERIFY(proposal.reasons[0].value < 0);
        QCOMPARE(proposal.reasons[0].contribution, -proposal.reasons[0].value);
        QVERIFY(proposal.score > 0);
    }

    // Against the definition recomputed from nothing at each bar; fixed seeds.
    void agreesWithTheDefinitionOnRandomWalks()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto bars = walk(seed, 600);
            const std::size_t fast = 1 + seed % 9, slow = fast + 1 + seed % 23;
            const bool isBoth = seed % 2 == 0;
            compareWithHand("sma_cross:fast=" + std::to_string(fast) + ",slow=" + std::to_string(slow)
                                + (isBoth ? ",direction=both" : ""),
                            bars, fast, slow, isBoth);
        }
    }

    void agreesWithTheDefinitionOnRealBars_data()
    {
        QTest::addColumn<QByteArray>("file");
        for (const char* file : {"data/bars/daily/GOOG_1d.csv.gz", "data/bars/daily/SPY_1d.csv.gz",
                                 "data/bars/daily/djia/KO_1d.csv.gz", "data/bars/daily/SPX_1950_1d.csv.gz"}) {
            QTest::newRow(file) << QByteArray(file);
        }
    }

    void agreesWithTheDefinitionOnRealBars()
    {
        QFETCH(QByteArray, file);
        const auto bars = dailyBars(file.toStdString());
        if (bars.empty()) {
            QSKIP(absenceOf(file.toStdString()).c_str());
        }
        compareWithHand("sma_cross:fast=10,slow=30,direction=both", bars, 10, 30, true);
        compareWithHand("sma_cross", bars, 20, 60, false);
    }

    // Another program's trades on the same bars: they fill at the open of the bar after the signal.
    void entersWhereBacktestingPyEnters_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<int>("delay"); // bars from signal to fill
        QTest::addColumn<bool>("isBoth");
        QTest::newRow("long and short") << QByteArray("GOOG_sma10_30_longshort_allin_trades.csv")
                                        << QByteArray("sma_cross:fast=10,slow=30,direction=both") << 1 << true;
        QTest::newRow("at the close") << QByteArray("GOOG_sma10_30_longshort_nocommission_onclose_trades.csv")
                                      << QByteArray("sma_cross:fast=10,slow=30,direction=both") << 0 << true;
        QTest::newRow("long only") << QByteArray("GOOG_sma10_30_longonly_spread_trades.csv")
                                   << QByteArray("sma_cross:fast=10,slow=30") << 1 << false;
        QTest::newRow("long only, 20 and 50")
            << QByteArray("GOOG_sma20_50_fixed100_trades.csv") << QByteArray("sma_cross:fast=20,slow=50") << 1 << false;
    }

    void entersWhereBacktestingPyEnters()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, spec);
        QFETCH(int, delay);
        const auto bars = dailyBars("data/bars/daily/GOOG_1d.csv.gz");
        const auto trades = referenceTrades(file.toStdString());
        if (bars.empty() || trades.empty()) {
            QSKIP(absenceOf("reference/backtest/backtesting_py/" + file.toStdString()).c_str());
        }
        std::map<std::size_t, std::int64_t> expected; // bar of the signal, side
        for (const auto& trade : trades) {
            expected[trade.entryBar - static_cast<std::size_t>(delay)] = trade.size > 0 ? 1 : -1;
        }

        Desk desk(spec.toStdString());
        std::map<std::size_t, std::int64_t> entries;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            for (const auto& proposal : desk.onBar(bars[i])) {
                // A signal on the last bar has no bar to fill on.
                if (proposal.intent == Intent::Enter && i + static_cast<std::size_t>(delay) < bars.size()) {
                    entries[i] = signOf(proposal.side);
                }
            }
        }

        QCOMPARE(entries, expected);
    }

    void goesOnAsIfNothingHappenedAfterSavingAndLoading()
    {
        const auto bars = walk(77, 500);
        for (std::size_t cut = 1; cut < 200; cut += 13) {
            Desk through("sma_cross:fast=5,slow=17,direction=both"), first("sma_cross:fast=5,slow=17,direction=both"),
                second("sma_cross:fast=5,slow=17,direction=both");
            for (std::size_t i = 0; i < cut; ++i) {
                static_cast<void>(through.onBar(bars[i]));
                static_cast<void>(first.onBar(bars[i]));
            }
            const Bytes saved = first.saved();
            ByteReader in(saved);
            QVERIFY(second.strategy().load(in));
            QVERIFY(in.finished());
            QCOMPARE(second.saved(), saved);
            second.position = first.position;
            for (std::size_t i = cut; i < bars.size(); ++i) {
                QCOMPARE(second.onBar(bars[i]), through.onBar(bars[i]));
            }
            QCOMPARE(second.saved(), through.saved());
        }
    }

    void refusesAStateThatDoesNotFit()
    {
        Desk desk("sma_cross:fast=5,slow=17"), other("sma_cross:fast=5,slow=18");
        const Bytes saved = desk.saved();

        ByteReader ofAnother(saved);
        QCOMPARE(other.strategy().load(ofAnother).error().code, Errc::Corrupt);
        for (std::size_t size = 0; size < saved.size(); ++size) {
            ByteReader cut{std::span(saved).first(size)};
            QVERIFY(!Desk("sma_cross:fast=5,slow=17").strategy().load(cut));
        }
    }

    void survivesTheLargestPrices()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        Desk desk("sma_cross:fast=2,slow=3,direction=both");

        const auto proposals = atTheLastOf(desk, {most, most, -most, most, most});

        QVERIFY(!proposals.empty() || desk.position != 0);
    }
};

QTEST_APPLESS_MAIN(TestSmaCross)
#include "tst_sma_cross.moc"
