// needs: ui/charts
#include "tests/support/made_bars.h"
#include "ui/charts/bar_pyramid.h"

#include <QTest>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

namespace {

/// The plain way: bar by bar.
Bucket scanned(const views::BarSeries& series, std::size_t first, std::size_t last)
{
    Bucket bucket;
    for (std::size_t i = first; i < last; ++i) {
        const market::Bar& bar = series.at(i);
        if (bucket.count == 0) {
            bucket = {bar.open.count, bar.high.count, bar.low.count, bar.close.count, 0, 0};
        }
        bucket.high = std::max(bucket.high, bar.high.count);
        bucket.low = std::min(bucket.low, bar.low.count);
        bucket.close = bar.close.count;
        bucket.volume += bar.volume;
        ++bucket.count;
    }
    return bucket;
}

} // namespace

class TestBarPyramid : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsEmpty()
    {
        const auto series = seriesFrom({}, false);
        BarPyramid pyramid;
        pyramid.update(*series);

        QCOMPARE(pyramid.over(*series, 0, 0), Bucket{});
    }

    // Highs 12 and 15, lows 8 and 9, volumes 2 and 3.
    void joinsTwoBarsIntoOne()
    {
        const auto series = seriesFrom({barAt(0, 10, 12, 8, 11, 2), barAt(1, 11, 15, 9, 14, 3)}, false);
        BarPyramid pyramid;
        pyramid.update(*series);

        QCOMPARE(pyramid.over(*series, 0, 2), (Bucket{10, 15, 8, 14, 5, 2}));
    }

    // Volumes are whole numbers, so that sums in any order are the same.
    void agreesWithAScanForEveryStretch()
    {
        SeededRandom random(11);
        for (const std::size_t count : {1U, 7U, 8U, 31U, 1'023U, 1'024U, 1'025U, 5'000U, 40'000U}) {
            const auto series = seriesFrom(drawnBars(random, count), random.chance(0.5));
            BarPyramid pyramid;
            pyramid.update(*series);
            for (int i = 0; i < 400; ++i) {
                const auto first = static_cast<std::size_t>(random.below(count + 1));
                const auto last = first + static_cast<std::size_t>(random.below(count + 1 - first));
                if (first < last) {
                    QCOMPARE(pyramid.over(*series, first, last), scanned(*series, first, last));
                }
            }
            QCOMPARE(pyramid.over(*series, 0, count), scanned(*series, 0, count));
        }
    }

    // What columns of many bars are read by: 16, 64, 256 and 1'024 bars, side by side.
    void agreesWithAScanForStretchesOfWholeSteps()
    {
        SeededRandom random(21);
        const auto series = seriesFrom(drawnBars(random, 40'000), true);
        BarPyramid pyramid;
        pyramid.update(*series);
        for (const std::size_t step : {16U, 64U, 256U, 1'024U}) {
            QCOMPARE(BarPyramid::stepWithin(static_cast<double>(step)), step);
            QCOMPARE(BarPyramid::stepWithin(static_cast<double>(step) * 4 - 0.5), step);
            for (int i = 0; i < 300; ++i) {
                const auto first = static_cast<std::size_t>(random.below(40'000 / step)) * step;
                const auto most = (40'000 - first) / step;
                const auto last = first + step * (1 + static_cast<std::size_t>(random.below(std::min(most, 30UL))));
                if (last <= series->count()) {
                    QCOMPARE(pyramid.over(*series, first, last), scanned(*series, first, last));
                }
            }
        }
        QCOMPARE(BarPyramid::stepWithin(15.9), std::size_t{1});
        QCOMPARE(BarPyramid::stepWithin(0), std::size_t{1});
    }

    void followsASeriesThatGrowsBarByBar()
    {
        SeededRandom random(12);
        const auto bars = drawnBars(random, 3'000);
        BarPyramid pyramid;
        for (std::size_t count = 1; count <= bars.size(); count += 1 + random.below(3)) {
            std::vector<market::Bar> some(bars.begin(), bars.begin() + static_cast<std::ptrdiff_t>(count));
            some.back().high = Ticks{some.back().high.count + random.between(0, 500)}; // it still forms
            const auto series = seriesFrom(std::move(some), true);
            pyramid.update(*series);
            const auto first = static_cast<std::size_t>(random.below(count));
            QCOMPARE(pyramid.over(*series, first, count), scanned(*series, first, count));
        }
    }

    void readsOnlyWhatIsNewBehindFullBlocks()
    {
        SeededRandom random(13);
        const auto bars = drawnBars(random, 100'000);
        const auto before = seriesFrom({bars.begin(), bars.begin() + 99'000}, false);
        const auto after = seriesFrom(bars, false);
        BarPyramid pyramid;
        QCOMPARE(pyramid.unread(*before), std::size_t{99'000});
        pyramid.update(*before);

        // 96 full blocks are known; the tail is read again.
        QCOMPARE(pyramid.unread(*after), std::size_t{100'000 - 96 * 1'024});
    }

    void readsEverythingAnewWhenItWasRewritten()
    {
        SeededRandom random(14);
        const auto before = seriesFrom(drawnBars(random, 5'000), false);
        const auto after = seriesFrom(drawnBars(random, 5'000), false);
        after->rewritten = 1;
        BarPyramid pyramid;
        pyramid.update(*before);
        pyramid.update(*after);

        QCOMPARE(pyramid.over(*after, 0, 5'000), scanned(*after, 0, 5'000));
    }

    void readsEverythingAnewForAnotherSeries()
    {
        SeededRandom random(15);
        const auto before = seriesFrom(drawnBars(random, 5'000), false);
        const auto after = seriesFrom(drawnBars(random, 2'000), false, minutes(5));
        BarPyramid pyramid;
        pyramid.update(*before);
        pyramid.update(*after);

        QCOMPARE(pyramid.over(*after, 0, 2'000), scanned(*after, 0, 2'000));
    }

    void survivesTheLargestPrices()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        std::vector<market::Bar> bars;
        for (std::size_t i = 0; i < 64; ++i) {
            bars.push_back(barAt(i, -most, most, -most, most));
        }
        const auto series = seriesFrom(std::move(bars), false);
        BarPyramid pyramid;
        pyramid.update(*series);

        QCOMPARE(pyramid.over(*series, 0, 64).high, most);
        QCOMPARE(pyramid.over(*series, 3, 64).low, -most);
    }

    // 24 bytes for 8 bars, and a third of that for all levels above: 4 bytes a bar.
    void takesFourBytesABar()
    {
        SeededRandom random(16);
        const auto series = seriesFrom(drawnBars(random, 1'000'000), false);
        BarPyramid pyramid;
        pyramid.update(*series);

        QVERIFY2(pyramid.bytes() < 5'000'000, qPrintable(QString::number(pyramid.bytes())));
    }
};

QTEST_APPLESS_MAIN(TestBarPyramid)
#include "tst_bar_pyramid.moc"
