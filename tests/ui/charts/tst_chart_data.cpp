// needs: ui/charts Qt6::Gui
#include "tests/support/made_bars.h"
#include "ui/charts/chart_data.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

namespace {

std::shared_ptr<views::BarSeries> firstOf(const std::vector<market::Bar>& bars, std::size_t count, bool isForming)
{
    return seriesFrom({bars.begin(), bars.begin() + static_cast<std::ptrdiff_t>(count)}, isForming);
}

} // namespace

class TestChartData : public QObject
{
    Q_OBJECT

private slots:
    void readsAnIndicatorAsItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("as kept") << QStringLiteral("EMA:20") << true;
        QTest::newRow("an oscillator") << QStringLiteral("RSI:14") << true;
        QTest::newRow("small letters") << QStringLiteral("donchian:20") << true;
        QTest::newRow("without a period") << QStringLiteral("EMA") << false;
        QTest::newRow("of one bar") << QStringLiteral("SMA:1") << false;
        QTest::newRow("too long a period") << QStringLiteral("SMA:1001") << false;
        QTest::newRow("not a number") << QStringLiteral("ATR:x") << false;
        QTest::newRow("unknown") << QStringLiteral("MAGIC:5") << false;
        QTest::newRow("empty") << QString() << false;
    }
    void readsAnIndicatorAsItIsWritten()
    {
        QFETCH(QString, text);
        const auto spec = indicatorFromText(text);
        QTEST(spec.has_value(), "isGood");
        if (spec) {
            QCOMPARE(indicatorFromText(textOf(*spec)), spec);
        }
    }

    // Closes 10, 20, 30, 40: means of two are 15, 25, 35.
    void anAverageHasNoValueBeforeItsPeriodIsFull()
    {
        const auto series = seriesFrom(
            {barAt(0, 10, 10, 10, 10), barAt(1, 20, 20, 20, 20), barAt(2, 30, 30, 30, 30), barAt(3, 40, 40, 40, 40)},
            false);
        IndicatorLine line({IndicatorKind::Sma, 2});
        line.extend(*series, 4);

        QVERIFY(!line.curve(0).at(0));
        QCOMPARE(line.curve(0).at(1), std::optional(15.0));
        QCOMPARE(line.curve(0).at(3), std::optional(35.0));
        QVERIFY(!line.curve(0).at(4));
    }

    void theFormingBarIsTakenBackWithTheNextPrice()
    {
        const std::vector<market::Bar> settled{barAt(0, 10, 10, 10, 10), barAt(1, 20, 20, 20, 20)};
        const auto with = [&](std::int64_t close) {
            auto bars = settled;
            bars.push_back(barAt(2, 20, 90, 20, close));
            return seriesFrom(std::move(bars), true);
        };
        IndicatorLine line({IndicatorKind::Sma, 2});
        line.extend(*with(40), 2);
        line.setForming(*with(40));
        QCOMPARE(line.curve(0).at(2), std::optional(30.0));
        line.setForming(*with(60));
        QCOMPARE(line.curve(0).at(2), std::optional(40.0));
    }

    void theWorkerAndSingleBarsGiveTheSameCurves()
    {
        SeededRandom random(31);
        const auto bars = drawnBars(random, 6'000);
        ChartData data;
        QSignalSpy ready(&data, &ChartData::ready);
        data.setIndicators({{IndicatorKind::Ema, 20},
                            {IndicatorKind::Donchian, 20},
                            {IndicatorKind::Atr, 14},
                            {IndicatorKind::Rsi, 14}});
        data.setSeries(firstOf(bars, 5'000, true));
        QVERIFY(data.lines().empty()); // nothing over a whole series on this thread
        QVERIFY(ready.wait());
        for (std::size_t count = 5'001; count <= 6'000; ++count) {
            data.setSeries(firstOf(bars, count, true));
        }

        const auto whole = firstOf(bars, 6'000, true);
        QCOMPARE(data.lines().size(), std::size_t{4});
        for (const IndicatorLine& line : data.lines()) {
            IndicatorLine expected(line.spec());
            expected.extend(*whole, 5'999);
            expected.setForming(*whole);
            for (std::size_t i = 0; i < 6'000; ++i) {
                QCOMPARE(line.curve(0).at(i), expected.curve(0).at(i));
            }
        }
        QCOMPARE(ready.count(), 1);
    }

    void aLongSeriesIsReadByTheWorker()
    {
        SeededRandom random(32);
        const auto bars = drawnBars(random, 200'000);
        const auto series = seriesFrom(bars, false);
        ChartData data;
        QSignalSpy ready(&data, &ChartData::ready);
        data.setSeries(series);
        QVERIFY(!data.series());
        QVERIFY(data.isWorking());
        QVERIFY(ready.wait());

        QCOMPARE(data.series(), std::shared_ptr<const views::BarSeries>(series));
        QCOMPARE(data.pyramid().over(*series, 0, 200'000).count, std::size_t{200'000});
    }

    void showsTheNewestOfTheSeriesThatCameWhileItWasBusy()
    {
        SeededRandom random(33);
        const auto bars = drawnBars(random, 200'000);
        const auto later = firstOf(bars, 200'000, true);
        ChartData data;
        QSignalSpy ready(&data, &ChartData::ready);
        data.setSeries(firstOf(bars, 199'000, true));
        data.setSeries(later);
        QVERIFY(ready.wait());

        QCOMPARE(data.series(), std::shared_ptr<const views::BarSeries>(later));
    }

    void aRewrittenSeriesHasNewCurves()
    {
        SeededRandom random(34);
        const auto first = seriesFrom(drawnBars(random, 3'000), false);
        const auto second = seriesFrom(drawnBars(random, 3'000), false);
        second->rewritten = 1;
        ChartData data;
        QSignalSpy ready(&data, &ChartData::ready);
        data.setIndicators({{IndicatorKind::Sma, 20}});
        data.setSeries(first);
        QVERIFY(ready.wait());
        const auto epoch = data.epoch();
        data.setSeries(second);

        QVERIFY(data.epoch() > epoch);
        QVERIFY(data.lines().empty()); // old curves never stand beside new bars
        QVERIFY(ready.wait());
        IndicatorLine expected({IndicatorKind::Sma, 20});
        expected.extend(*second, 3'000);
        QCOMPARE(data.lines().front().curve(0).at(2'999), expected.curve(0).at(2'999));
    }

    void aTailThatWasCorrectedIsFoundOut()
    {
        SeededRandom random(35);
        auto bars = drawnBars(random, 500);
        ChartData data;
        QSignalSpy ready(&data, &ChartData::ready);
        data.setIndicators({{IndicatorKind::Sma, 20}});
        data.setSeries(seriesFrom(bars, true));
        QVERIFY(ready.wait());
        bars[450].close = Ticks{bars[450].close.count + 1'000};
        const auto corrected = seriesFrom(bars, true);
        data.setSeries(corrected);
        QVERIFY(ready.wait());

        IndicatorLine expected({IndicatorKind::Sma, 20});
        expected.extend(*corrected, 499);
        QCOMPARE(data.lines().front().curve(0).at(460), expected.curve(0).at(460));
    }

    void extremesOfACurveAgreeWithAScan()
    {
        SeededRandom random(36);
        Curve curve;
        std::vector<double> values;
        for (int i = 0; i < 13; ++i) {
            curve.skip();
        }
        for (int i = 0; i < 20'000; ++i) {
            values.push_back(random.normal());
            curve.push(values.back());
        }
        for (int i = 0; i < 3'000; ++i) {
            const auto first = 13 + static_cast<std::size_t>(random.below(20'000));
            const auto last = first + 1 + static_cast<std::size_t>(random.below(20'013 - first));
            const auto stretch = curve.over(first, last);
            QVERIFY(stretch);
            const auto from = values.begin() + static_cast<std::ptrdiff_t>(first - 13);
            const auto until = values.begin() + static_cast<std::ptrdiff_t>(last - 13);
            QCOMPARE(stretch->low, *std::min_element(from, until));
            QCOMPARE(stretch->high, *std::max_element(from, until));
            QCOMPARE(stretch->last, *(until - 1));
        }
        QVERIFY(!curve.over(0, 13));
    }

    void leavesWhileTheWorkerWorks()
    {
        SeededRandom random(37);
        const auto series = seriesFrom(drawnBars(random, 300'000), false);
        {
            ChartData data;
            data.setIndicators({{IndicatorKind::Ema, 20}});
            data.setSeries(series);
        }
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestChartData)
#include "tst_chart_data.moc"
