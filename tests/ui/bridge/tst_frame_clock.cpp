// needs: ui/bridge Qt6::Core
#include "ui/bridge/frame_clock.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

using namespace omni;
using namespace omni::ui;

namespace {

Monotonic at(std::int64_t ms)
{
    return Monotonic{ms * 1'000'000};
}

} // namespace

class TestFrameClock : public QObject
{
    Q_OBJECT

private slots:
    // --- counts ------------------------------------------------------------------------------------------------------

    void aPercentileIsTheEndOfItsStep()
    {
        SpanCounts counts;
        for (int i = 0; i < 98; ++i) {
            counts.add(microseconds(1'230)); // in the step from 1.2 to 1.3 ms
        }
        counts.add(microseconds(7'000));
        counts.add(milliseconds(450));

        QCOMPARE(counts.percentile(50), std::optional(microseconds(1'300)));
        QCOMPARE(counts.percentile(98), std::optional(microseconds(1'300)));
        QCOMPARE(counts.percentile(99), std::optional(microseconds(7'100)));
        QCOMPARE(counts.percentile(100), std::optional(milliseconds(450)));
        QCOMPARE(counts.worst(), milliseconds(450));
    }

    void withoutATimeThereIsNoPercentile()
    {
        QVERIFY(!SpanCounts().percentile(50));
        QCOMPARE(SpanCounts().worst(), Duration{});
    }

    void agreesWithSortingWithinAStep()
    {
        std::mt19937_64 random{20'241'126};
        for (int round = 0; round < 300; ++round) {
            SpanCounts counts;
            std::vector<std::int64_t> all;
            for (auto left = random() % 400 + 1; left > 0; --left) {
                const auto most = std::int64_t{1} << (random() % 30); // up to a second
                const auto one = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
                counts.add(nanoseconds(one));
                all.push_back(one);
            }
            std::sort(all.begin(), all.end());
            for (const std::uint64_t percent : {1U, 50U, 95U, 99U, 100U}) {
                const std::int64_t exact = all[(all.size() * percent + 99) / 100 - 1];
                const std::int64_t told = counts.percentile(percent)->ns;
                QVERIFY(told >= exact || told == counts.worst().ns);
                QVERIFY(told - exact <= (exact < 100'000'000 ? 100'000 : exact < 1'000'000'000 ? 1'000'000 : exact));
            }
        }
    }

    void takesAnyTime()
    {
        SpanCounts counts;
        counts.add(Duration{std::numeric_limits<std::int64_t>::max()});
        counts.add(Duration{std::numeric_limits<std::int64_t>::min()});

        QCOMPARE(counts.count(), std::uint64_t{2});
        QCOMPARE(counts.percentile(100), std::optional(Duration{std::numeric_limits<std::int64_t>::max()}));
        QCOMPARE(counts.percentile(50), std::optional(microseconds(100)));
    }

    // --- frames ------------------------------------------------------------------------------------------------------

    void aFrameIsTheTakingAndThePaintingOfIt()
    {
        FrameClock clock;
        clock.begin(at(0));
        clock.shown(at(2), {}, true, false);
        clock.painted(at(5), at(8));
        clock.begin(at(16));

        QCOMPARE(clock.last(), milliseconds(5)); // 2 + 3
        QCOMPARE(clock.frames().count(), std::uint64_t{1});
        clock.begin(at(32)); // nothing came, nothing was painted
        QCOMPARE(clock.frames().count(), std::uint64_t{1});
    }

    void dataIsOnTheScreenWhenThePaintingEnds()
    {
        FrameClock clock;
        clock.begin(at(100));
        clock.shown(at(102), at(71), true, false);
        clock.painted(at(102), at(105));
        clock.painted(at(106), at(110)); // something else: the data was there already

        QCOMPARE(clock.tickToScreen().count(), std::uint64_t{1});
        QCOMPARE(clock.tickToScreen().worst(), milliseconds(34));
    }

    void dataOfWhichNothingIsSeenIsInNoFigure()
    {
        FrameClock clock;
        clock.begin(at(100));
        clock.shown(at(102), at(71), true, false);
        clock.begin(at(116));
        clock.painted(at(120), at(121));

        QCOMPARE(clock.tickToScreen().count(), std::uint64_t{0});
    }

    // --- the start ---------------------------------------------------------------------------------------------------

    void theStartCountsFromTheProgramsOwn()
    {
        FrameClock clock;
        clock.startedAt(at(-250));
        clock.painted(at(90), at(120));
        QCOMPARE(clock.windowAfter(), std::optional(milliseconds(370)));
        QVERIFY(!clock.pricesAfter());

        clock.begin(at(200));
        clock.shown(at(201), {}, false, false); // a picture without a price
        clock.painted(at(202), at(204));
        QVERIFY(!clock.pricesAfter());
        clock.begin(at(216));
        clock.shown(at(217), {}, true, false);
        clock.painted(at(218), at(220));
        clock.painted(at(300), at(301));

        QCOMPARE(clock.windowAfter(), std::optional(milliseconds(370)));
        QCOMPARE(clock.pricesAfter(), std::optional(milliseconds(470)));
        QCOMPARE(clock.startLine(), std::string("window: shown after 370.0 ms, prices after 470.0 ms"));
    }

    void aStartThatNobodyTimedIsNotTold()
    {
        FrameClock clock;
        clock.painted(at(90), at(120));
        QCOMPARE(clock.startLine(), std::string("window: shown after -, prices after -"));
    }

    // --- standing still ----------------------------------------------------------------------------------------------

    void countsWhatIsLongerThanTwoHundredMilliseconds()
    {
        FrameClock clock;
        clock.stoodStill(milliseconds(200));
        QCOMPARE(clock.stalls(), std::uint64_t{0});
        clock.stoodStill(nanoseconds(200'000'001));
        clock.stoodStill(milliseconds(150));

        QCOMPARE(clock.stalls(), std::uint64_t{1});
        QCOMPARE(clock.longestStall(), nanoseconds(200'000'001));
    }

    void afterAFreezeItSaysWhenAllWasShown()
    {
        FrameClock clock;
        clock.begin(at(0));
        clock.begin(at(30'000));
        clock.shown(at(30'010), {}, true, true); // more than one frame takes
        clock.painted(at(30'010), at(30'020));
        QVERIFY(!clock.caughtUpIn());
        clock.begin(at(30'030));
        clock.shown(at(30'035), {}, true, false);
        clock.painted(at(30'040), at(30'044));

        QCOMPARE(clock.caughtUpIn(), std::optional(milliseconds(44)));
        clock.begin(at(31'000));
        QCOMPARE(clock.caughtUpIn(), std::optional(milliseconds(44)));
    }

    void aFreezeWithoutAnythingToPaintIsOverAtTheNextLook()
    {
        FrameClock clock;
        clock.begin(at(0));
        clock.begin(at(3'000));
        clock.begin(at(3'016));
        QCOMPARE(clock.caughtUpIn(), std::optional(milliseconds(16)));
    }

    void tellsARunInOneLine()
    {
        FrameClock clock;
        clock.begin(at(0));
        clock.shown(at(2), at(-20), true, false);
        clock.painted(at(3), at(4));
        clock.begin(at(16));
        clock.stoodStill(milliseconds(300));

        QCOMPARE(clock.runLine(),
                 std::string("window: 1 frames p50 3.0 ms p99 3.0 ms worst 3.0 ms; tick to screen p50 24.0 ms p95 "
                             "24.0 ms worst 24.0 ms; stood still over 200 ms 1 times, longest 300.0 ms; caught up in "
                             "-"));
    }
};

QTEST_APPLESS_MAIN(TestFrameClock)
#include "tst_frame_clock.moc"
