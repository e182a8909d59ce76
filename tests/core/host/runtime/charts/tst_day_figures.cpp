#include "core/host/runtime/charts/day_figures.h"
#include "tests/support/chart_kit.h"

#include <QTest>

#include <vector>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestDayFigures : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheDay()
    {
        Desk desk;
        const Timestamp midnight = noon + hours(12);
        desk.take(printAt(midnight - seconds(1), 90, 1'000));
        desk.take(printAt(midnight, 100, 1'000));
        desk.take(printAt(midnight + hours(1), 120, 2'000));
        desk.take(printAt(midnight + hours(2), 80, 3'000));
        desk.take(printAt(midnight + hours(3), 110, 4'000));

        const views::InstrumentDay day = desk.day();

        QCOMPARE(day.previousClose, std::optional(Ticks{90}));
        QCOMPARE(day.open, std::optional(Ticks{100}));
        QCOMPARE(day.high, std::optional(Ticks{120}));
        QCOMPARE(day.low, std::optional(Ticks{80}));
        QCOMPARE(day.last, std::optional(Ticks{110}));
        QCOMPARE(day.volume, 10.0);
        QCOMPARE(day.lastTrade, midnight + hours(3));
        QCOMPARE(day.spark, (std::vector<Ticks>{{90}, {100}, {120}, {80}, {110}})); // 90 is of the last 24 hours
        QVERIFY(!desk.day(share).last);
    }

    void theDayOfAShareBeginsWhenItsExchangeOpens()
    {
        Desk desk;
        const Timestamp open = noon + minutes(150);
        desk.take(printAt(open - minutes(1), 90, 5, share)); // before the opening
        desk.take(printAt(open, 100, 5, share));
        desk.take(printAt(open + minutes(390), 200, 5, share)); // the close is not of the day
        const views::InstrumentDay day = desk.day(share);

        QCOMPARE(day.previousClose, std::optional(Ticks{90}));
        QCOMPARE(day.high, std::optional(Ticks{100}));
        QCOMPARE(day.volume, 5.0);
        QCOMPARE(day.last, std::optional(Ticks{200}));
    }

    void theDayBeginsInThePast()
    {
        Desk desk;
        const Timestamp midnight = noon - hours(12);
        QVERIFY(desk.desk.preload(coin, minutes(1),
                                  std::vector{barAt(midnight - minutes(1), minutes(1), 24, 26, 23, 25, 4),
                                              barAt(midnight, minutes(1), 25, 28, 21, 27, 8)}));
        desk.take(printAt(noon, 40, 1'000));
        const views::InstrumentDay day = desk.day();

        QCOMPARE(day.previousClose, std::optional(Ticks{25}));
        QCOMPARE(day.open, std::optional(Ticks{25}));
        QCOMPARE(day.low, std::optional(Ticks{21}));
        QCOMPARE(day.volume, 9.0);
    }

    // Three days of minutes before the start, as the built-in market has them: the picture does not wait for midnight.
    void theSparkShowsTheLast24HoursAtOnce()
    {
        Desk desk;
        std::vector<Bar> bars;
        for (int i = 3 * 1'440; i > 0; --i) {
            bars.push_back(barAt(noon - minutes(i), minutes(1), 50, 50, 50, 50, 1));
        }
        for (int i = 0; i < 1'440; ++i) {
            Bar& bar = bars[bars.size() - 1'440 + static_cast<std::size_t>(i)];
            bar.open = bar.high = bar.low = bar.close = {100 + i / 30};
        }
        QVERIFY(desk.desk.preload(coin, minutes(1), bars));
        const std::vector<Bar> daily{barAt(noon - hours(60), days(1), 7, 7, 7, 7, 1),
                                     barAt(noon - hours(36), days(1), 7, 7, 7, 7, 1)};
        QVERIFY(desk.desk.preload(coin, days(1), daily));

        const auto spark = desk.day().spark;
        QCOMPARE(spark.size(), std::size_t{48});
        QCOMPARE(spark.front(), Ticks{100});
        QCOMPARE(spark.back(), Ticks{147});
        desk.take(printAt(noon, 200, 1));
        QCOMPARE(desk.day().spark.size(), std::size_t{48});
        QCOMPARE(desk.day().spark.front(), Ticks{101});
        QCOMPARE(desk.day().spark.back(), Ticks{200});
    }

    void aLatePriceChangesNoPointOfTheSpark()
    {
        Desk desk;
        desk.take(printAt(noon, 100));
        desk.take(printAt(noon + hours(2), 120));
        desk.take(printAt(noon + hours(1), 999));
        QCOMPARE(desk.day().spark, (std::vector<Ticks>{{100}, {120}}));
    }

    void theSparkHasAtMost48Points()
    {
        Desk desk;
        const Timestamp midnight = noon + hours(12);
        for (int i = 0; i < 86'400; i += 60) {
            desk.take(printAt(midnight + seconds(i), i));
        }
        QCOMPARE(desk.day().spark.size(), std::size_t{48});
        QCOMPARE(desk.day().spark.back(), Ticks{86'340});
    }
};

QTEST_APPLESS_MAIN(TestDayFigures)
#include "tst_day_figures.moc"
