// The indicators against TA-Lib, trading-signals, TTR and Stock.Indicators on recorded bars.
// needs: ZLIB::ZLIB

#include "core/base/decimal.h"
#include "core/trade/indicators/atr/atr.h"
#include "core/trade/indicators/donchian/donchian.h"
#include "core/trade/indicators/ema/ema.h"
#include "core/trade/indicators/rsi/rsi.h"
#include "core/trade/indicators/sma/sma.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <cmath>

using namespace omni;
using namespace omni::indicators;
using namespace omni::tests;

namespace {

/// Prices as doubles, and as integers of 1e-8 for what is exact.
struct Bars {
    std::vector<double> high, low, close;
    std::vector<std::int64_t> highE8, lowE8, closeE8;
};

double numberOf(const std::string& text)
{
    return std::strtod(text.c_str(), nullptr);
}

/// To the nearest 1e-8: some sources write more digits.
std::int64_t nearestE8(const std::string& text)
{
    return std::llround(numberOf(text) * 1e8);
}

Bars barsOf(const std::filesystem::path& path)
{
    Bars bars;
    const auto table = tableOf(path);
    for (const auto& row : table.rows) {
        bars.high.push_back(numberOf(row[table.column("high")]));
        bars.low.push_back(numberOf(row[table.column("low")]));
        bars.close.push_back(numberOf(row[table.column("close")]));
        bars.highE8.push_back(nearestE8(row[table.column("high")]));
        bars.lowE8.push_back(nearestE8(row[table.column("low")]));
        bars.closeE8.push_back(nearestE8(row[table.column("close")]));
    }
    return bars;
}

/// Compares one column row by row, the empty cells too. Empty when all agree, else where they do not.
template<class ValueAt>
std::string differenceIn(const Table& reference, std::string_view column, double tolerance, ValueAt valueAt)
{
    const std::size_t at = reference.column(column);
    if (at == reference.names.size()) {
        return "no column " + std::string(column);
    }
    std::size_t compared = 0;
    for (std::size_t i = 0; i < reference.rows.size(); ++i) {
        const std::optional<double> value = valueAt(i);
        const std::string& cell = reference.rows[i][at];
        const double expected = numberOf(cell);
        if (value.has_value() == cell.empty()
            || (value && std::abs(*value - expected) > tolerance * (1 + std::abs(expected)))) {
            return std::string(column) + ", row " + std::to_string(i) + ": " + std::to_string(value.value_or(NAN))
                + " is not " + cell;
        }
        compared += static_cast<std::size_t>(value.has_value());
    }
    return compared > 400 ? std::string() : "compared too few rows of " + std::string(column);
}

std::optional<double> scaled(std::optional<std::int64_t> e8)
{
    return e8 ? std::optional(static_cast<double>(*e8) / 1e8) : std::nullopt;
}

} // namespace

class TestIndicatorReferences : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTaLib_data()
    {
        QTest::addColumn<QString>("bars");
        QTest::addColumn<QString>("reference");
        const auto row = [](const char* name, const char* bars, const char* reference) {
            QTest::newRow(name) << QString(bars) << QString(reference);
        };
        row("GOOG, daily", "data/bars/daily/GOOG_1d.csv.gz", "reference/indicators/talib_GOOG_1d.csv.gz");
        row("SPY, daily", "data/bars/daily/SPY_1d.csv.gz", "reference/indicators/talib_SPY_1d.csv.gz");
        row("a euro future, by the minute", "data/bars/intraday/6EH4_2024-01_1m.csv.gz",
            "reference/indicators/talib_6EH4_1m_first3000.csv.gz");
    }

    void agreesWithTaLib()
    {
        QFETCH(QString, bars);
        QFETCH(QString, reference);
        const auto barFile = sharedFile(bars.toStdString());
        const auto referenceFile = sharedFile(reference.toStdString());
        if (!barFile || !referenceFile) {
            QSKIP(absenceOf((barFile ? reference : bars).toStdString()).c_str());
        }
        const auto prices = barsOf(*barFile);
        const auto expected = tableOf(*referenceFile);
        QVERIFY(expected.rows.size() <= prices.close.size() && expected.rows.size() > 2'000);

        for (const int period : {10, 30}) {
            const auto suffix = "_" + std::to_string(period);
            Sma sma(period);
            ExactSma exact(period);
            Ema ema(period);
            QCOMPARE(differenceIn(expected, "SMA" + suffix, 1e-9,
                                  [&](std::size_t i) {
                                      sma.add(prices.close[i]);
                                      return sma.value();
                                  }),
                     std::string());
            QCOMPARE(differenceIn(expected, "SMA" + suffix, 1e-8,
                                  [&](std::size_t i) {
                                      exact.add(prices.closeE8[i]);
                                      const auto value = exact.value();
                                      return value ? std::optional(*value / 1e8) : std::nullopt;
                                  }),
                     std::string());
            QCOMPARE(differenceIn(expected, "EMA" + suffix, 1e-9,
                                  [&](std::size_t i) {
                                      ema.add(prices.close[i]);
                                      return ema.value();
                                  }),
                     std::string());
        }
        for (const int period : {2, 14}) {
            Rsi rsi(period);
            QCOMPARE(differenceIn(expected, "RSI_" + std::to_string(period), 1e-8,
                                  [&](std::size_t i) {
                                      rsi.add(prices.close[i]);
                                      return rsi.value();
                                  }),
                     std::string());
        }
        Atr atr(14);
        QCOMPARE(differenceIn(expected, "ATR_14", 1e-9,
                              [&](std::size_t i) {
                                  atr.add(prices.high[i], prices.low[i], prices.close[i]);
                                  return atr.value();
                              }),
                 std::string());
    }

    void agreesOnTheDonchianChannel_data()
    {
        QTest::addColumn<QString>("bars");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("upper");
        QTest::addColumn<QString>("lower");
        QTest::addColumn<bool>("withCurrent");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* name, const char* bars, const char* reference, const char* upper,
                            const char* lower, bool withCurrent, double tolerance) {
            QTest::newRow(name) << QString(bars) << QString(reference) << QString(upper) << QString(lower)
                                << withCurrent << tolerance;
        };
        const char* goog = "data/bars/daily/GOOG_1d.csv.gz";
        const char* spy = "data/bars/daily/SPY_1d.csv.gz";
        row("trading-signals, GOOG", goog, "reference/indicators/npm_GOOG_1d.csv.gz", "Donchian_20.upper",
            "Donchian_20.lower", true, 1e-8);
        row("trading-signals, SPY", spy, "reference/indicators/npm_SPY_1d.csv.gz", "Donchian_20.upper",
            "Donchian_20.lower", true, 1e-8);
        row("TTR, GOOG", goog, "reference/indicators/ttr_GOOG_1d.csv.gz", "DonchianChannel_20_inclusive.high",
            "DonchianChannel_20_inclusive.low", true, 1e-7);
        row("TTR, SPY", spy, "reference/indicators/ttr_SPY_1d.csv.gz", "DonchianChannel_20_inclusive.high",
            "DonchianChannel_20_inclusive.low", true, 1e-7);
        row("Stock.Indicators, without the current bar", "data/bars/daily/SPY_2017_2018_1d.csv.gz",
            "reference/indicators/stock_indicators/donchian.csv.gz", "upperBand", "lowerBand", false, 1e-8);
    }

    void agreesOnTheDonchianChannel()
    {
        QFETCH(QString, bars);
        QFETCH(QString, reference);
        QFETCH(QString, upper);
        QFETCH(QString, lower);
        QFETCH(bool, withCurrent);
        QFETCH(double, tolerance);
        const auto barFile = sharedFile(bars.toStdString());
        const auto referenceFile = sharedFile(reference.toStdString());
        if (!barFile || !referenceFile) {
            QSKIP(absenceOf((barFile ? reference : bars).toStdString()).c_str());
        }
        const auto prices = barsOf(*barFile);
        const auto expected = tableOf(*referenceFile);
        std::vector<std::optional<Channel>> channels;
        Donchian donchian(20, withCurrent ? DonchianWindow::WithCurrent : DonchianWindow::BeforeCurrent);
        for (std::size_t i = 0; i < prices.highE8.size(); ++i) {
            donchian.add({prices.highE8[i]}, {prices.lowE8[i]});
            channels.push_back(donchian.value());
        }

        QCOMPARE(expected.rows.size(), channels.size());
        const auto upperAt = [&](std::size_t i) {
            return scaled(channels[i] ? std::optional(channels[i]->upper.count) : std::nullopt);
        };
        const auto lowerAt = [&](std::size_t i) {
            return scaled(channels[i] ? std::optional(channels[i]->lower.count) : std::nullopt);
        };
        QCOMPARE(differenceIn(expected, upper.toStdString(), tolerance, upperAt), std::string());
        QCOMPARE(differenceIn(expected, lower.toStdString(), tolerance, lowerAt), std::string());
    }
};

QTEST_APPLESS_MAIN(TestIndicatorReferences)
#include "tst_indicator_references.moc"
