// Backtests of our engine against backtesting.py and backtrader on the same daily bars: the same trades in the same
// bars with the same sizes, prices to 1e-9, results and equity to 1e-6 of their size.
//
// needs: edge/feeds ZLIB::ZLIB

#include "core/base/decimal.h"
#include "core/desk/backtest/figures.h"
#include "core/desk/backtest/run.h"
#include "core/edge/feeds/files/feed_files.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <cmath>

using namespace omni;
using namespace omni::tests;
using backtest::BacktestResult;
using backtest::BacktestSetup;
using backtest::SizeRule;

namespace {

constexpr auto data = "data/bars/daily/GOOG_1d.csv.gz";

std::string pathOf(std::string_view program, std::string_view name, std::string_view what)
{
    return std::string("reference/backtest/").append(program).append("/").append(name).append(what);
}

BacktestSetup aCross(const char* spec)
{
    BacktestSetup setup;
    setup.strategies = {spec};
    setup.limits.enforced = false;
    return setup;
}

/// 100 shares each time, 0.1 % commission.
BacktestSetup fixedHundred(const char* spec)
{
    auto setup = aCross(spec);
    setup.size = SizeRule::Fixed;
    setup.quantityE8 = 100 * std::int64_t{100'000'000};
    setup.commissionE8 = 100'000;
    return setup;
}

BacktestResult resultOf(const BacktestSetup& setup)
{
    auto feed = feeds::openFeed(std::vector{sharedFile(data)->string()}, {});
    auto result = backtest::run(setup, **feed);
    if (!result) {
        qFatal("%s", result.error().detail.c_str());
    }
    return std::move(*result);
}

double numberOf(const std::string& text)
{
    return std::strtod(text.c_str(), nullptr);
}

bool isNear(double a, double b, double tolerance)
{
    return std::fabs(a - b) <= tolerance * (1 + std::fabs(b));
}

double amount(Money money)
{
    return static_cast<double>(money.e8) / 1e8;
}

double priceOf(const BacktestResult& result, Money value, Lots size)
{
    return numberOf(*analytics::unitPriceText(result.instruments.front(), value, size));
}

/// What backtesting.py found in one run.
struct Reference {
    Table trades, equity;
};

Reference referenceOf(std::string_view name)
{
    return {tableOf(*sharedFile(pathOf("backtesting_py", name, "_trades.csv"))),
            tableOf(*sharedFile(pathOf("backtesting_py", name, "_equity.csv.gz")))};
}

/// Compares all but the trade that the library ends by force: with `finalize_trades` it closes what is open at the
/// open of the last bar (it runs the broker once more on that bar), we mark it at the last close. Its entry is
/// compared; the last equity follows from it.
void compareTrades(const BacktestResult& result, const Reference& reference)
{
    QCOMPARE(result.trades.size(), reference.trades.rows.size());
    for (std::size_t i = 0; i < result.trades.size(); ++i) {
        const auto& ours = result.trades[i];
        const auto& theirs = reference.trades.rows[i];
        const auto cell = [&](const char* name) { return theirs[reference.trades.column(name)]; };
        const QByteArray place = "trade " + QByteArray::number(static_cast<qulonglong>(i));
        QVERIFY2(signOf(ours.side) * ours.size.count == std::strtoll(cell("Size").c_str(), nullptr, 10), place);
        QVERIFY2(ours.entered == timestampFromIso(cell("EntryTime")).value(), place);
        QVERIFY2(isNear(priceOf(result, ours.entryValue, ours.size), numberOf(cell("EntryPrice")), 1e-9), place);
        if (!ours.exited) {
            QCOMPARE(i + 1, result.trades.size());
            continue;
        }
        QVERIFY2(*ours.exited == timestampFromIso(cell("ExitTime")).value(), place);
        QVERIFY2(isNear(priceOf(result, ours.exitValue, ours.size), numberOf(cell("ExitPrice")), 1e-9), place);
        QVERIFY2(isNear(amount(ours.pnl), numberOf(cell("PnL")), 1e-6), place);
        QVERIFY2(isNear(amount(ours.fees), numberOf(cell("Commission")), 1e-6), place);
        QVERIFY2(isNear(analytics::returnOf(ours), numberOf(cell("ReturnPct")), 1e-6), place);
    }
}

/// From the place at which `reference` begins, without its last `without` rows.
void compareEquity(const BacktestResult& result, const Table& reference, std::size_t without)
{
    std::size_t at = 0;
    while (result.equity[at].opened < timestampFromIso(reference.rows.front()[0]).value()) {
        ++at;
    }
    QCOMPARE(result.equity.size() - at, reference.rows.size());
    for (std::size_t i = 0; i + without < reference.rows.size(); ++i) {
        const auto& ours = result.equity[at + i];
        const auto& theirs = reference.rows[i];
        QVERIFY2(ours.opened == timestampFromIso(theirs[0]).value(), theirs[0].c_str());
        QVERIFY2(isNear(amount(ours.equity), numberOf(theirs[1]), 1e-6),
                 qPrintable(QString("%1: %2 instead of %3")
                                .arg(QString::fromStdString(theirs[0]))
                                .arg(amount(ours.equity), 0, 'f', 6)
                                .arg(QString::fromStdString(theirs[1]))));
    }
}

void compareFills(const BacktestResult& result, const Table& fills)
{
    std::vector<std::pair<Timestamp, double>> ours;
    for (const auto& trade : result.trades) {
        ours.emplace_back(trade.entered, priceOf(result, trade.entryValue, trade.size));
        if (trade.exited) {
            ours.emplace_back(*trade.exited, priceOf(result, trade.exitValue, trade.size));
        }
    }
    QCOMPARE(ours.size(), fills.rows.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        QVERIFY2(ours[i].first == timestampFromIso(fills.rows[i][0]).value(), fills.rows[i][0].c_str());
        QVERIFY2(isNear(ours[i].second, numberOf(fills.rows[i][3]), 1e-9), fills.rows[i][0].c_str());
    }
}

} // namespace

class TestBacktestReference : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!sharedFile(data) || !sharedFile("reference/backtest")) {
            QSKIP(absenceOf("reference/backtest").c_str());
        }
    }

    // Each cross closes one side and opens the other at the same open, with all the money that is then there.
    void reversesAllInLikeBacktestingPy()
    {
        auto setup = aCross("sma_cross:fast=10,slow=30,direction=both");
        setup.size = SizeRule::AllIn;
        setup.commissionE8 = 200'000;

        const auto result = resultOf(setup);
        const auto reference = referenceOf("GOOG_sma10_30_longshort_allin");

        compareTrades(result, reference);
        compareEquity(result, reference.equity, 1);
    }

    // With `trade_on_close` an order fills at the close of the bar on which it was decided.
    void reversesAtTheCloseLikeBacktestingPy()
    {
        auto setup = aCross("sma_cross:fast=10,slow=30,direction=both");
        setup.size = SizeRule::AllIn;
        setup.fill = sim::BarFill::Close;

        const auto result = resultOf(setup);
        const auto reference = referenceOf("GOOG_sma10_30_longshort_nocommission_onclose");

        compareTrades(result, reference);
        compareEquity(result, reference.equity, 1);
    }

    // Their spread makes the buyer pay 0.05 % more and closes at the plain price.
    void paysASpreadLikeBacktestingPy()
    {
        auto setup = aCross("sma_cross:fast=10,slow=30");
        setup.size = SizeRule::AllIn;
        setup.commissionE8 = 100'000;
        setup.slippage = {.shareE8 = 50'000, .side = sim::SlippageSide::BuysOnly, .withinBar = false};

        const auto result = resultOf(setup);
        const auto reference = referenceOf("GOOG_sma10_30_longonly_spread");

        compareTrades(result, reference);
        compareEquity(result, reference.equity, 1);
    }

    void tradesAFixedSizeLikeBacktestingPy()
    {
        const auto result = resultOf(fixedHundred("sma_cross:fast=20,slow=50"));
        const auto reference = referenceOf("GOOG_sma20_50_fixed100");

        compareTrades(result, reference);
        compareEquity(result, reference.equity, 1);
    }

    // backtrader leaves open what is open and marks it, as we do: every bar to the last.
    void tradesAFixedSizeLikeBacktrader()
    {
        const auto result = resultOf(fixedHundred("sma_cross:fast=10,slow=30"));

        compareFills(result, tableOf(*sharedFile(pathOf("backtrader", "GOOG_sma10_30_fixed100", "_fills.csv"))));
        compareEquity(result, tableOf(*sharedFile(pathOf("backtrader", "GOOG_sma10_30_fixed100", "_equity.csv.gz"))),
                      0);
        QVERIFY(isNear(amount(result.finalEquity), 174'300.841, 1e-9));
    }

    // 0.05 % of the price, but never beyond the high or the low of the bar (their slip_match).
    void slipsLikeBacktrader()
    {
        auto setup = fixedHundred("sma_cross:fast=10,slow=30");
        setup.slippage.shareE8 = 50'000;

        const auto result = resultOf(setup);

        const std::string_view name = "GOOG_sma10_30_fixed100_slip5bp";
        compareFills(result, tableOf(*sharedFile(pathOf("backtrader", name, "_fills.csv"))));
        compareEquity(result, tableOf(*sharedFile(pathOf("backtrader", name, "_equity.csv.gz"))), 0);
        QVERIFY(isNear(amount(result.finalEquity), 172'786.8277870001, 1e-9));
    }

    void figuresAreTheirsToo()
    {
        auto setup = aCross("sma_cross:fast=10,slow=30,direction=both");
        setup.size = SizeRule::AllIn;
        setup.commissionE8 = 200'000;

        const auto allIn = backtest::figuresOf(resultOf(setup));
        const auto fixed = backtest::figuresOf(resultOf(fixedHundred("sma_cross:fast=10,slow=30")));

        QVERIFY(isNear(*allIn.exposure, 0.9674115456238361, 1e-9)); // backtesting.py
        QVERIFY(isNear(*allIn.maxDrawdown, 0.5061843970910351, 1e-6));
        QCOMPARE(allIn.longestDrawdown->ns, days(963).ns);
        QCOMPARE(allIn.periodsPerYear, 252.0);
        QVERIFY(isNear(*fixed.maxDrawdown, 0.1193057118743493, 1e-9)); // backtrader
        QCOMPARE(fixed.trades.trades, std::size_t{32});
        QCOMPARE(fixed.trades.wins, std::size_t{16});
        QCOMPARE(fixed.openTrades, std::size_t{1});
        QVERIFY(isNear(amount(fixed.grossProfit) - amount(fixed.grossLoss), 63'251.34099999998, 1e-9));
    }
};

QTEST_APPLESS_MAIN(TestBacktestReference)
#include "tst_backtest_reference.moc"
