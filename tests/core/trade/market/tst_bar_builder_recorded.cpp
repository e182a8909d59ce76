// Bars of a recorded day of trades against those that pandas made of them.
// needs: ZLIB::ZLIB

#include "core/trade/market/bar_builder.h"
#include "tests/support/tick_files.h"

#include <QTest>

#include <cmath>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

namespace {

constexpr const char* trades = "data/ticks/BTCUSDT_perp_2024-08-08_trades.csv.gz";

bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * (1 + std::abs(b));
}

Instrument theInstrument()
{
    return instrumentWith("BTCUSDT", {1, -1}, {1, -3});
}

std::vector<BuiltBar> barsOf(const std::filesystem::path& file, BarRule rule)
{
    const auto instrument = theInstrument();
    BarBuilder builder(instrument, rule);
    std::vector<BuiltBar> bars;
    for (const auto& print : printsOf(file, instrument)) {
        if (const auto built = builder.add(print)) {
            bars.push_back(*built);
        }
    }
    if (const auto last = builder.finish()) {
        bars.push_back(*last);
    }
    return bars;
}

/// Prices, volume and trades as the file writes them.
bool hasPricesAndVolume(const BuiltBar& built, const std::vector<std::string>& row)
{
    const auto instrument = theInstrument();
    return built.bar.open == ticksOf(instrument, row[1]) && built.bar.high == ticksOf(instrument, row[2])
        && built.bar.low == ticksOf(instrument, row[3]) && built.bar.close == ticksOf(instrument, row[4])
        && built.lots == lotsOf(instrument, row[5]) && isNear(built.bar.volume, numberOf(row[5]));
}

} // namespace

class TestBarBuilderRecorded : public QObject
{
    Q_OBJECT

private slots:
    void buildsTheBarsOfTimeThatPandasBuilds_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<std::int64_t>("seconds");
        QTest::newRow("a second") << QString("reference/ticks/BTCUSDT_perp_bars_1s.csv.gz") << std::int64_t{1};
        QTest::newRow("a minute") << QString("reference/ticks/BTCUSDT_perp_bars_1m.csv.gz") << std::int64_t{60};
    }

    void buildsTheBarsOfTimeThatPandasBuilds()
    {
        QFETCH(QString, reference);
        QFETCH(std::int64_t, seconds);
        const auto file = sharedFile(trades);
        const auto expectedFile = sharedFile(reference.toStdString());
        if (!file || !expectedFile) {
            QSKIP(absenceOf(file ? reference.toStdString() : trades).c_str());
        }
        const auto expected = tableOf(*expectedFile);

        const auto bars = barsOf(*file, {.kind = BarKind::Time, .interval = omni::seconds(seconds)});

        QCOMPARE(bars.size(), expected.rows.size());
        std::uint64_t gaps = 0;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const auto& row = expected.rows[i];
            QCOMPARE(bars[i].bar.opened, timestampFromIso(row[0]).value());
            QVERIFY2(hasPricesAndVolume(bars[i], row), row[0].c_str());
            QCOMPARE(std::to_string(bars[i].bar.trades), row[6]);
            QVERIFY2(isNear(priceNumber(theInstrument(), {1}) * bars[i].vwapTicks(), numberOf(row[7])), row[0].c_str());
            QCOMPARE(bars[i].buyLots, lotsOf(theInstrument(), row[8]));
            gaps += bars[i].gap;
        }
        const auto covered = bars.back().bar.opened - bars.front().bar.opened;
        QCOMPARE(static_cast<std::uint64_t>(covered.ns / omni::seconds(seconds).ns) + 1, bars.size() + gaps);
    }

    void buildsTheBarsOf500TradesThatPandasBuilds()
    {
        const char* reference = "reference/ticks/BTCUSDT_perp_tickbars_500.csv";
        const auto file = sharedFile(trades);
        const auto expectedFile = sharedFile(reference);
        if (!file || !expectedFile) {
            QSKIP(absenceOf(file ? reference : trades).c_str());
        }
        const auto expected = tableOf(*expectedFile);

        const auto bars = barsOf(*file, {.kind = BarKind::Trades, .trades = 500});

        QCOMPARE(bars.size(), expected.rows.size());
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const auto& row = expected.rows[i];
            QVERIFY2(hasPricesAndVolume(bars[i], row), row[0].c_str());
            QCOMPARE(std::to_string(bars[i].bar.opened.ns), row[6]);
            QCOMPARE(std::to_string(bars[i].bar.closedAt.ns), row[7]);
            QCOMPARE(bars[i].isPartial, i + 1 == bars.size());
        }
    }

    void putsTheWholeVolumeIntoBarsOfVolume()
    {
        const auto file = sharedFile(trades);
        if (!file) {
            QSKIP(absenceOf(trades).c_str());
        }

        const auto bars = barsOf(*file, {.kind = BarKind::Volume, .volume = {50'000}});

        std::int64_t lots = 0;
        for (const auto& built : bars) {
            QVERIFY(built.isPartial || built.lots.count >= 50'000);
            lots += built.lots.count;
        }
        QCOMPARE(lots, std::int64_t{2'429'366}); // 2429.366, as pandas sums it
    }
};

QTEST_APPLESS_MAIN(TestBarBuilderRecorded)
#include "tst_bar_builder_recorded.moc"
