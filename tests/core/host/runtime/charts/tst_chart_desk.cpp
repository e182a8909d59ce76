#include "core/host/runtime/charts/chart_desk.h"
#include "tests/support/chart_kit.h"

#include <QTest>

#include <limits>
#include <random>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestChartDesk : public QObject
{
    Q_OBJECT

private slots:
    // --- bars ---

    void buildsBarsOfPrintsAndShowsTheOneThatForms()
    {
        Desk desk;
        desk.take(printAt(noon, 100, 2'000));
        desk.take(printAt(noon + seconds(20), 107, 500));
        desk.take(printAt(noon + seconds(40), 98, 500));
        desk.take(printAt(noon + seconds(61), 101, 1'000));

        const auto series = desk.series(minutes(1));

        Bar first = barAt(noon, minutes(1), 100, 107, 98, 98, 3.0);
        first.trades = 3;
        Bar second = barAt(noon + minutes(1), minutes(1), 101, 101, 101, 101, 1.0);
        second.trades = 1;
        QCOMPARE(barsOf(*series), (std::vector<Bar>{first, second}));
        QVERIFY(series->isForming);
    }

    void anyAggregationEqualsTheBarsBuiltFromTheTicks_data()
    {
        QTest::addColumn<int>("interval");
        for (const int interval : {1, 2, 5, 7, 30, 60, 61, 300, 3'600, 86'400}) {
            QTest::addRow("%d s", interval) << interval;
        }
    }
    void anyAggregationEqualsTheBarsBuiltFromTheTicks()
    {
        QFETCH(int, interval);
        const Duration length = seconds(interval);
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            std::mt19937_64 random(seed);
            Desk desk;
            const bool isEarly = seed % 2 == 0;
            const auto early = isEarly ? desk.watch({coin, length}) : nullptr;
            market::BarBuilder direct(anInstrument(coin), {.interval = length});
            std::vector<Bar> expected;
            Timestamp time = noon + nanoseconds(static_cast<std::int64_t>(random() % 1'000'000'000));
            for (int i = 0; i < 1'000; ++i) {
                // Mostly some hundred milliseconds, at times a pause of many bars.
                const std::uint64_t pause = random() % 50 == 0 ? 200'000'000'000 : 700'000'000;
                time = time + nanoseconds(static_cast<std::int64_t>(random() % pause));
                const auto price = static_cast<std::int64_t>(random() % 2'000) - 1'000;
                const auto print = printAt(time, price, static_cast<std::int64_t>(random() % 100'000));
                desk.take(print);
                if (const auto built = direct.add(print)) {
                    expected.push_back(built->bar);
                }
                if (random() % 100 == 0) {
                    desk.publish();
                }
            }
            expected.push_back(direct.open()->bar);

            desk.publish();
            const auto series = isEarly ? early->read() : desk.series(length);

            QCOMPARE(barsOf(*series), expected);
            QVERIFY(series->isForming);
            QCOMPARE(desk.desk.leftOut(), std::uint64_t{0});
        }
    }

    void buildsBarsOfMidsWhereTheFeedHasNoPrints()
    {
        Desk desk({}, true);
        desk.desk.take(noon, quoteAt(noon, 100, 104));
        desk.desk.take(noon + seconds(1), quoteAt(noon + seconds(1), 110, 112));
        desk.take(printAt(noon + seconds(2), 500));

        const auto series = desk.series(minutes(1));

        QCOMPARE(barsOf(*series), (std::vector<Bar>{barAt(noon, minutes(1), 102, 111, 102, 111, 0)}));
        QCOMPARE(desk.day().last, std::optional(Ticks{111}));
    }

    void takesMidsFromTheBookWhereTheFeedHasNoQuotes()
    {
        Desk desk({}, true);
        const market::DepthChange bid{
            .instrument = coin, .venueTime = noon, .side = Side::Buy, .price = {100}, .size = {5}, .clearsBook = true};
        const market::DepthChange ask{
            .instrument = coin, .venueTime = noon, .side = Side::Sell, .price = {106}, .size = {5}, .endsBatch = true};
        desk.desk.take(noon, bid);
        desk.desk.take(noon, ask);

        QCOMPARE(desk.series(minutes(1))->at(0).close, Ticks{103});
    }

    void takesBarsOfAFeedAsTheyAreAndJoinsThem()
    {
        Desk desk;
        for (int i = 0; i < 7; ++i) {
            const Timestamp opened = noon + minutes(i);
            desk.desk.take(opened + minutes(1), barAt(opened, minutes(1), 100 + i, 110 + i, 90 + i, 101 + i, 0.1));
        }

        const auto same = desk.series(minutes(1));
        const auto longer = desk.series(minutes(5));
        const auto shorter = desk.series(seconds(30));
        const auto odd = desk.series(seconds(90));

        QCOMPARE(same->count(), std::size_t{7});
        QVERIFY(!same->isForming);
        QCOMPARE(same->at(6).close, Ticks{107});
        QCOMPARE(longer->count(), std::size_t{2});
        QCOMPARE(longer->at(0).open, Ticks{100});
        QCOMPARE(longer->at(0).high, Ticks{114});
        QCOMPARE(longer->at(0).low, Ticks{90});
        QCOMPARE(longer->at(0).close, Ticks{105});
        QVERIFY(longer->isForming);
        QCOMPARE(shorter->count(), std::size_t{0});
        QCOMPARE(odd->count(), std::size_t{0});
    }

    void endsABarWithoutATickBehindItAfterTwoSeconds()
    {
        Desk desk;
        desk.take(printAt(noon, 100));
        desk.take(printAt(noon + seconds(2), 7, 1, share));
        QVERIFY(desk.series(seconds(1))->isForming);

        desk.take(printAt(noon + seconds(3), 7, 1, share));

        QVERIFY(!desk.series(seconds(1))->isForming);
        QCOMPARE(desk.series(seconds(1))->count(), std::size_t{1});
    }

    void countsWhatComesTooLate()
    {
        Desk desk;
        desk.take(printAt(noon + seconds(5), 100));
        desk.desk.take(noon + seconds(5), printAt(noon + seconds(4), 999));

        QCOMPARE(desk.desk.leftOut(), std::uint64_t{1});
        QCOMPARE(desk.day().high, std::optional(Ticks{100}));
    }

    void survivesTheEndsOfTheNumberRange()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        Desk desk;
        desk.take(printAt(noon, most, most));
        desk.take(printAt(noon + seconds(1), -most, most));
        desk.take(printAt(Timestamp{most}, 1));
        desk.desk.take(noon, barAt({most}, {most}, 1, 1, 1, 1, 1));
        for (const Duration interval : {seconds(1), days(36'500), Duration{most}, Duration{}, Duration{-1}}) {
            QVERIFY(desk.series(interval) != nullptr);
        }
        QCOMPARE(desk.series(minutes(1))->at(0).low, Ticks{-most});
        QCOMPARE(desk.desk.leftOut(), std::uint64_t{2});
    }

    // --- the past ---

    void buildsLongBarsFromThePastAndThePresentTogether()
    {
        Desk desk;
        const Timestamp midnight = noon - hours(12);
        QVERIFY(desk.desk.preload(coin, days(1),
                                  std::vector{barAt(midnight - days(2), days(1), 10, 20, 5, 15, 1),
                                              barAt(midnight - days(1), days(1), 15, 30, 14, 25, 2)}));
        QVERIFY(desk.desk.preload(coin, minutes(1),
                                  std::vector{barAt(midnight - minutes(1), minutes(1), 24, 26, 23, 25, 4),
                                              barAt(midnight, minutes(1), 25, 28, 21, 27, 8),
                                              barAt(noon - minutes(1), minutes(1), 27, 33, 26, 32, 16)}));
        desk.take(printAt(noon + seconds(5), 40, 1'000));

        const auto daily = desk.series(days(1));
        QCOMPARE(daily->count(), std::size_t{3});
        QCOMPARE(daily->at(1).close, Ticks{25});
        QCOMPARE(daily->at(1).volume, 2.0); // the day as it was told, not its one minute
        QCOMPARE(daily->at(2).opened, midnight);
        QCOMPARE(daily->at(2).open, Ticks{25});
        QCOMPARE(daily->at(2).high, Ticks{40});
        QCOMPARE(daily->at(2).low, Ticks{21});
        QCOMPARE(daily->at(2).volume, 25.0);
        QVERIFY(daily->isForming);

        QCOMPARE(desk.series(minutes(1))->count(), std::size_t{4});
        QCOMPARE(desk.series(seconds(30))->count(), std::size_t{1}); // live alone: no past is so fine
    }

    void refusesAPastThatDoesNotHoldTogether()
    {
        Desk desk;
        const Bar good = barAt(noon - minutes(2), minutes(1), 10, 20, 5, 15, 1);
        Bar odd = good;
        odd.opened = noon - seconds(90);
        Bar upsideDown = good;
        upsideDown.high = {1};
        QVERIFY(!desk.desk.preload(coin, minutes(1), std::vector{good, good}));
        QVERIFY(!desk.desk.preload(coin, minutes(1), std::vector{odd}));
        QVERIFY(!desk.desk.preload(coin, minutes(1), std::vector{upsideDown}));
        QVERIFY(!desk.desk.preload(coin, minutes(5), std::vector{good}));
        QVERIFY(!desk.desk.preload(coin, Duration{}, std::vector{good}));
        QVERIFY(!desk.desk.preload({9}, minutes(1), std::vector{good}));
        QCOMPARE(desk.desk.heldBars(coin), std::size_t{0});
    }

    // --- bounds ---

    void thinsOldBarsToMinutesAndLetsTheOldestGo()
    {
        Desk desk(smallOptions());
        const auto slot = desk.watch({coin, seconds(1)});
        // Three hours: 180 minutes do not fit into 64 coarse bars.
        for (int i = 0; i < 3 * 3'600; ++i) {
            desk.take(printAt(noon + seconds(i), 1'000 + i % 60));
            QVERIFY(desk.desk.heldBars(coin) <= 1'024 + 64 + 1);
            if (i % 500 == 0) {
                desk.publish();
            }
        }
        desk.publish();

        const auto minutely = desk.series(minutes(1));
        QVERIFY(minutely->count() > 64);
        for (std::size_t i = 1; i < minutely->count(); ++i) {
            const Bar& bar = minutely->at(i);
            QCOMPARE(bar.opened - minutely->at(i - 1).opened, minutes(1));
            QCOMPARE(bar.open, Ticks{1'000});
            QCOMPARE(bar.close, Ticks{1'059});
            QCOMPARE(bar.trades, std::uint32_t{60});
        }
        QVERIFY(slot->read()->count() <= 5 * views::BarBlock::size);
        QVERIFY(slot->read()->rewritten > 1);
        QCOMPARE(slot->read()->at(slot->read()->count() - 1).opened, noon + seconds(3 * 3'600 - 1));
    }

    void sharesItsFullBlocksBetweenPictures()
    {
        Desk desk;
        const auto slot = desk.watch({coin, seconds(1)});
        for (int i = 0; i < 2'100; ++i) {
            desk.take(printAt(noon + seconds(i), 100));
        }
        desk.publish();
        const auto before = slot->read();
        desk.take(printAt(noon + seconds(2'100), 101));
        desk.publish();
        const auto after = slot->read();

        QCOMPARE(after->blocks.size(), std::size_t{2});
        QCOMPARE(after->blocks, before->blocks);
        QCOMPARE(after->count(), std::size_t{2'101});
        QVERIFY(after->revision > before->revision);
        QCOMPARE(after->rewritten, before->rewritten);
        QVERIFY(after->tail.size() <= views::BarBlock::size);
    }

    // --- gaps ---

    void marksASilenceLongerThanFiveIntervals()
    {
        Desk desk;
        desk.take(printAt(noon, 100));
        desk.desk.take(noon + seconds(30), Silence{coin, noon, noon + seconds(30)});

        QCOMPARE(desk.series(seconds(5))->gaps, (std::vector<views::SeriesGap>{{noon, noon + seconds(30)}}));
        QCOMPARE(desk.series(seconds(6))->gaps, std::vector<views::SeriesGap>{}); // five of them, not more
    }

    void marksEveryLossOfItsOwn()
    {
        Desk desk;
        desk.desk.take(noon, Silence{coin, noon, noon + nanoseconds(1), true});

        QCOMPARE(desk.series(days(1))->gaps.size(), std::size_t{1});
    }

    // S26: at the bound all are marked; one more lets an eighth of the oldest go.
    void marksAThousandAndSomeGapsAndThenTheNewestOfThem()
    {
        Desk desk;
        const auto lose = [&desk](int number) {
            const Timestamp from = noon + seconds(2 * number);
            desk.desk.take(from, Silence{coin, from, from + seconds(1), true});
        };
        QVERIFY(desk.series(days(1))->gaps.empty()); // it is watched from here on
        for (int number = 1; number <= 1'024; ++number) {
            lose(number);
        }
        QCOMPARE(desk.series(days(1))->gaps.size(), std::size_t{1'024});

        lose(1'025);

        const auto gaps = desk.series(days(1))->gaps;
        QCOMPARE(gaps.size(), std::size_t{1'024 - 128 + 1});
        QCOMPARE(gaps.front().from, noon + seconds(2 * 129));
        QCOMPARE(gaps.back().from, noon + seconds(2 * 1'025));
    }

    void aClosedMarketIsNoGap()
    {
        Desk desk;
        const Timestamp fridayClose = noon - days(3) + hours(9); // 21:00Z is 16:00 in New York
        const Timestamp mondayOpen = noon + minutes(150); // 14:30Z is 09:30
        desk.desk.take(mondayOpen, Silence{share, fridayClose - seconds(3), mondayOpen + seconds(2)});
        QCOMPARE(desk.series(seconds(1), share)->gaps, std::vector<views::SeriesGap>{});

        desk.desk.take(mondayOpen, Silence{share, fridayClose - seconds(6), mondayOpen + seconds(7)});
        QCOMPARE(desk.series(seconds(1), share)->gaps,
                 (std::vector<views::SeriesGap>{{fridayClose - seconds(6), fridayClose},
                                                {mondayOpen, mondayOpen + seconds(7)}}));
    }

    void marksBarsThatAFeedOfBarsLeavesOut()
    {
        Desk desk;
        desk.desk.take(noon, barAt(noon, minutes(1), 1, 1, 1, 1, 1));
        desk.desk.take(noon, barAt(noon + minutes(6), minutes(1), 1, 1, 1, 1, 1));
        QCOMPARE(desk.series(minutes(1))->gaps.size(), std::size_t{0}); // five are missing

        desk.desk.take(noon, barAt(noon + minutes(13), minutes(1), 1, 1, 1, 1, 1));
        QCOMPARE(desk.series(minutes(1))->gaps,
                 (std::vector<views::SeriesGap>{{noon + minutes(7), noon + minutes(13)}}));
    }

    // --- publishing ---

    void publishesSeriesAndDaysAtMostSixtyTimesASecond()
    {
        Desk desk;
        const auto slot = desk.watch({coin, seconds(1)});
        std::uint64_t series = 0;
        std::uint64_t lastRevision = 0;
        std::shared_ptr<const views::MarketDay> day;
        int days = 0;
        for (int ms = 0; ms < 1'000; ++ms) {
            desk.take(printAt(noon + milliseconds(ms), ms));
            desk.desk.publish(Monotonic{} + milliseconds(ms));
            if (slot->read()->revision != lastRevision) {
                lastRevision = slot->read()->revision;
                ++series;
            }
            if (desk.days.read() != day) {
                day = desk.days.read();
                ++days;
            }
        }
        // Asked once a millisecond: every 17 ms.
        QCOMPARE(series, std::uint64_t{59});
        QCOMPARE(days, 59);
    }

    void saysWhenTheNextPictureIsDue()
    {
        Desk desk;
        (void)desk.watch({coin, seconds(1)});
        desk.take(printAt(noon, 1));
        QCOMPARE(desk.desk.publish({0}), std::optional<Monotonic>());
        desk.take(printAt(noon, 2));
        QCOMPARE(desk.desk.publish({1}), std::optional(Monotonic{16'600'000}));
    }

    void theDaysSayWhenTheOldestThatIsNewInThemCame()
    {
        Desk desk;
        desk.desk.came({5});
        desk.desk.came({3});
        desk.take(printAt(noon, 1));
        desk.desk.publish({0});
        QCOMPARE(desk.days.read()->times.newSince(0), std::optional(Monotonic{3}));

        // Too soon for another picture: what came first waits for it.
        desk.desk.came({20});
        desk.take(printAt(noon, 2));
        desk.desk.publish({21});
        desk.desk.came({30});
        desk.take(printAt(noon, 3));
        desk.desk.publish(Monotonic{} + milliseconds(17));
        QCOMPARE(desk.days.read()->times.newSince(1), std::optional(Monotonic{20}));
    }

    void whatChangedNoDayIsNotNewInTheNext()
    {
        Desk desk;
        desk.take(printAt(noon, 1));
        desk.desk.publish({0});
        desk.desk.came({1});
        desk.desk.publish(Monotonic{} + milliseconds(20));
        desk.desk.came({90'000'000});
        desk.take(printAt(noon, 2));
        desk.desk.publish(Monotonic{} + milliseconds(100));
        QCOMPARE(desk.days.read()->times.newSince(1), std::optional(Monotonic{90'000'000}));
    }

    void whoWatchesGoesOnWatchingInTheNextSession()
    {
        Desk desk;
        const auto slot = desk.watch({coin, seconds(1)});
        desk.take(printAt(noon, 1));
        desk.publish();
        const auto before = slot->read();
        desk.desk.begin(std::vector<ChartInstrument>{{anInstrument(coin), false}});
        desk.publish();
        const auto after = slot->read();

        QCOMPARE(after->count(), std::size_t{0});
        QVERIFY(after->revision > before->revision);
        QVERIFY(after->rewritten > before->rewritten);
    }

    void anUnknownInstrumentHasAnEmptySeries()
    {
        Desk desk;
        QCOMPARE(desk.series(seconds(1), {7})->count(), std::size_t{0});
        desk.desk.take(noon, printAt(noon, 1, 1, {7}));
        QCOMPARE(desk.series(seconds(1), {7})->count(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestChartDesk)
#include "tst_chart_desk.moc"
