// needs: ui/charts
#include "tests/support/made_bars.h"
#include "ui/charts/price_scale.h"
#include "ui/charts/time_scale.h"
#include "ui/charts/time_ticks.h"

#include <QTest>

#include <cmath>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

namespace {

/// A thousand bars on a plot of 800 pixels.
TimeScale aTypicalScale()
{
    TimeScale scale;
    scale.setWidth(800);
    scale.setCount(1'000);
    return scale;
}

std::vector<PriceTick> ticksOf(const PriceScale& scale, Decimal tickSize, double spacing)
{
    std::vector<PriceTick> ticks;
    placePriceTicks(scale, tickSize, spacing, ticks);
    return ticks;
}

/// 0.00000001 to 1'000'000, with increments that are no power of ten among them.
const std::vector<Decimal>& tickSizes()
{
    static const std::vector<Decimal> sizes{{1, -8}, {5, -6}, {1, -4}, {3, -2}, {25, -2}, {1, -2},
                                            {5, -1}, {1, 0},  {25, 0}, {7, 1},  {1, 3},   {1, 6}};
    return sizes;
}

} // namespace

class TestChartScales : public QObject
{
    Q_OBJECT

private slots:
    // --- time ---
    void beginsAtTheLastBarWithRoomBehindIt()
    {
        const TimeScale scale = aTypicalScale();

        QVERIFY(scale.isFollowing());
        QVERIFY(std::abs(scale.xOf(1'000) - 0.82 * 800) < 0.001);
    }

    void keepsTheMarginWhenThePlotGrows()
    {
        TimeScale scale = aTypicalScale();
        scale.setWidth(1'600);

        QVERIFY(std::abs(scale.xOf(1'000) - 0.82 * 1'600) < 0.001);
    }

    void followsNewBarsWhileTheLastIsInSight()
    {
        TimeScale scale = aTypicalScale();
        const double x = scale.xOf(1'000);
        scale.setCount(1'001);

        QVERIFY(std::abs(scale.xOf(1'001) - x) < 0.001);
    }

    void staysInThePastWhenBarsCome()
    {
        TimeScale scale = aTypicalScale();
        scale.pan(3'000);
        const double x = scale.xOf(500);
        scale.setCount(1'010);

        QVERIFY(!scale.isFollowing());
        QVERIFY(std::abs(scale.xOf(500) - x) < 0.001);
    }

    void zoomsAboutThePointer()
    {
        SeededRandom random(21);
        for (int i = 0; i < 5'000; ++i) {
            TimeScale scale = aTypicalScale();
            scale.pan(random.uniform() * 2'000);
            const double x = 200 + random.uniform() * 300;
            const double index = scale.indexAt(x);
            scale.zoom(x, 0.7 + random.uniform() * 0.8);

            QVERIFY(std::abs(scale.indexAt(x) - index) < 1e-6);
        }
    }

    void neverLosesTheBarsWhateverIsDone()
    {
        SeededRandom random(22);
        TimeScale scale = aTypicalScale();
        for (int i = 0; i < 20'000; ++i) {
            switch (random.below(5)) {
            case 0:
                scale.pan((random.uniform() - 0.5) * 1e6);
                break;
            case 1:
                scale.zoom(random.uniform() * 800, std::exp((random.uniform() - 0.5) * 10));
                break;
            case 2:
                scale.setCount(1 + random.below(100'000));
                break;
            case 3:
                scale.setWidth(1 + random.uniform() * 3'000);
                break;
            default:
                scale.reveal(static_cast<double>(random.below(scale.count())));
            }
            QVERIFY(scale.first() < scale.last());
            QVERIFY(scale.last() <= scale.count());
            QVERIFY(scale.barWidth() > 0 && scale.barWidth() <= TimeScale::widestBar);
        }
    }

    void showsTenMillionBarsAtOnce()
    {
        TimeScale scale;
        scale.setWidth(800);
        scale.setCount(10'000'000);
        for (int i = 0; i < 100; ++i) {
            scale.zoom(400, 0.5);
        }

        QCOMPARE(scale.first(), std::size_t{0});
        QCOMPARE(scale.last(), std::size_t{10'000'000});
    }

    // --- prices ---
    void turnsPricesIntoHeightsAndBack()
    {
        const PriceScale scale({100, 300}, 10, 200, false);

        QCOMPARE(scale.yOf(300), 10.0);
        QCOMPARE(scale.yOf(100), 210.0);
        QCOMPARE(scale.ticksAt(110), 200.0);
    }

    // Each doubling has the same height.
    void aLogarithmicAxisGivesEqualRatiosEqualHeights()
    {
        const PriceScale scale({100, 400}, 0, 200, true);

        QVERIFY(scale.isLog());
        QVERIFY(std::abs(scale.yOf(200) - 100) < 1e-9);
        QVERIFY(std::abs(scale.ticksAt(100) - 200) < 1e-9);
    }

    void isLinearWherePricesAreNotAboveZero()
    {
        QVERIFY(!PriceScale({-5, 10}, 0, 100, true).isLog());
    }

    // Cents from 176.00 to 190.00 on 400 pixels, 30 apart: 14 dollars in at most 13 steps make 2 dollars.
    void labelsTheSampleOfTheDesignEveryTwoDollars()
    {
        const auto ticks = ticksOf(PriceScale({17'600, 19'000}, 0, 400, false), {1, -2}, 30);

        QCOMPARE(ticks.size(), std::size_t{8});
        QCOMPARE(ticks.front().price, Ticks{17'600});
        QCOMPARE(ticks[1].price, Ticks{17'800});
        QCOMPARE(ticks.back().price, Ticks{19'000});
    }

    void neverPlacesLabelsOverEachOther()
    {
        SeededRandom random(23);
        for (int i = 0; i < 20'000; ++i) {
            const double low = std::exp(random.uniform() * 25) - (random.chance(0.2) ? 5'000 : 0);
            const double high = low + std::max(2.0, std::exp(random.uniform() * 25));
            const PriceScale scale({low, high}, 0, 60 + random.uniform() * 1'500, random.chance(0.5));
            const double spacing = 14 + random.uniform() * 40;
            const auto ticks = ticksOf(scale, tickSizes()[random.below(tickSizes().size())], spacing);
            for (std::size_t t = 0; t < ticks.size(); ++t) {
                const auto price = static_cast<double>(ticks[t].price.count);
                QVERIFY(price >= low - 1 && price <= high + 1);
                if (t > 0) {
                    QVERIFY(ticks[t - 1].price < ticks[t].price);
                    QVERIFY2(ticks[t - 1].y - ticks[t].y >= spacing - 1e-6, qPrintable(QString::number(i)));
                }
            }
        }
    }

    void anAxisIsNeverWithoutLabels()
    {
        SeededRandom random(24);
        for (int i = 0; i < 20'000; ++i) {
            const double low = std::exp(random.uniform() * 22);
            const double high = low + std::max(8.0, std::exp(random.uniform() * 22));
            const auto ticks = ticksOf(PriceScale({low, high}, 0, 300, random.chance(0.5)),
                                       tickSizes()[random.below(tickSizes().size())], 30);

            QVERIFY2(!ticks.empty(), qPrintable(QStringLiteral("%1 to %2").arg(low).arg(high)));
        }
    }

    void labelsAreRoundPrices_data()
    {
        QTest::addColumn<std::int64_t>("mantissa");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<std::int64_t>("step");

        // 0.00001000 to 0.00002000, at most 10 labels: 0.000001 is 100 ticks.
        QTest::newRow("hundred-millionths") << std::int64_t{1} << -8 << 1'000.0 << 2'000.0 << std::int64_t{100};
        QTest::newRow("millions") << std::int64_t{1} << 6 << 10.0 << 60.0 << std::int64_t{5};
        // Quarters from 100 to 110: 1 is 4 quarters.
        QTest::newRow("quarters") << std::int64_t{25} << -2 << 400.0 << 440.0 << std::int64_t{4};
        QTest::newRow("steps of 5") << std::int64_t{5} << 0 << 100.0 << 200.0 << std::int64_t{10};
    }

    void labelsAreRoundPrices()
    {
        QFETCH(std::int64_t, mantissa);
        QFETCH(int, exponent);
        QFETCH(double, low);
        QFETCH(double, high);

        const auto ticks
            = ticksOf(PriceScale({low, high}, 0, 300, false), {mantissa, static_cast<std::int8_t>(exponent)}, 29.9);

        QVERIFY(ticks.size() > 2);
        QTEST(ticks[1].price.count - ticks[0].price.count, "step");
    }

    void aStillMarketHasARange()
    {
        const PriceRange range = withAir(500, 500);

        QVERIFY(range.low < 500 && range.high > 500);
        QVERIFY(withAir(1, 1).low > 0);
    }

    // --- times ---
    // 15:00 to 15:59, 60 bars of 10 pixels; labels 100 apart: every 10 minutes.
    void namesRoundMinutes()
    {
        SeededRandom random(25);
        const auto series = seriesFrom(drawnBars(random, 60), false);
        TimeScale scale;
        scale.setWidth(600);
        scale.setCount(60);
        scale.showRange(0, 60);
        std::vector<TimeTick> ticks;
        placeTimeTicks(*series, scale, QTimeZone::utc(), QLocale::c(), 100, ticks);

        QCOMPARE(ticks.size(), std::size_t{5});
        QCOMPARE(ticks[0].text, QStringLiteral("Mon 4 15:10"));
        QCOMPARE(ticks[1].text, QStringLiteral("15:20"));
        QVERIFY(std::abs(ticks[0].x - 105) < 0.001);
    }

    void namesTheTimeOfTheUsersZone()
    {
        SeededRandom random(26);
        const auto series = seriesFrom(drawnBars(random, 60), false);
        TimeScale scale;
        scale.setWidth(600);
        scale.setCount(60);
        scale.showRange(0, 60);
        std::vector<TimeTick> ticks;
        placeTimeTicks(*series, scale, QTimeZone(-5 * 3'600), QLocale::c(), 100, ticks);

        QCOMPARE(ticks[0].text, QStringLiteral("Mon 4 10:10"));
    }

    // A night of 17 hours between bars 29 and 30 takes no room and has one label.
    void aNightTakesNoRoom()
    {
        SeededRandom random(27);
        auto bars = drawnBars(random, 60);
        for (std::size_t i = 30; i < 60; ++i) {
            bars[i].opened = bars[i].opened + hours(17);
        }
        const auto series = seriesFrom(std::move(bars), false);
        TimeScale scale;
        scale.setWidth(600);
        scale.setCount(60);
        scale.showRange(0, 60);
        std::vector<TimeTick> ticks;
        placeTimeTicks(*series, scale, QTimeZone::utc(), QLocale::c(), 90, ticks);

        QVERIFY(std::any_of(ticks.begin(), ticks.end(),
                            [](const TimeTick& tick) { return tick.text == QStringLiteral("Tue 5 08:30"); }));
    }

    void neverPlacesTimesOverEachOther()
    {
        SeededRandom random(28);
        const Duration intervals[]{seconds(1), seconds(15), minutes(1), minutes(5), hours(1), hours(4), days(1)};
        for (int i = 0; i < 600; ++i) {
            const Duration interval = intervals[random.below(7)];
            auto bars = drawnBars(random, 500);
            Timestamp at = barsStart;
            for (market::Bar& bar : bars) {
                bar.opened = at;
                at = at + interval * (random.chance(0.02) ? random.between(2, 2'000) : 1);
            }
            const auto series = seriesFrom(std::move(bars), true, interval);
            TimeScale scale;
            scale.setWidth(200 + random.uniform() * 1'500);
            scale.setCount(500);
            scale.zoom(100, std::exp((random.uniform() - 0.5) * 6));
            scale.pan((random.uniform() - 0.2) * 2'000);
            std::vector<TimeTick> ticks;
            placeTimeTicks(*series, scale, QTimeZone::utc(), QLocale::c(), 110, ticks);
            for (std::size_t t = 0; t < ticks.size(); ++t) {
                QVERIFY(ticks[t].x >= 0 && ticks[t].x <= scale.width());
                QVERIFY(t == 0 || ticks[t].x - ticks[t - 1].x >= 110);
            }
        }
    }

    void findsTheBarOfAMoment()
    {
        const auto series = seriesFrom({barAt(0, 1, 1, 1, 1), barAt(1, 1, 1, 1, 1)}, false);

        QCOMPARE(barAt(*series, barsStart + seconds(30)), std::size_t{0});
        QCOMPARE(barAt(*series, barsStart + seconds(60)), std::size_t{1});
        QCOMPARE(barAt(*series, barsStart - seconds(1)), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestChartScales)
#include "tst_chart_scales.moc"
