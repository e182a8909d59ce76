#include "core/trade/risk/approval_guard.h"
#include "core/trade/risk/stops/default_stop/default_stop.h"
#include "core/trade/risk/stops/time_exit/time_exit.h"
#include "core/trade/risk/stops/trailing/trailing_stop.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::risk;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr Milli threeTimes{3'000};

} // namespace

class TestStops : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultStopStandsAtItsShareOfThePrice()
    {
        QCOMPARE(defaultStop(Side::Buy, {10'000}, {200})->count, std::int64_t{9'800});
        QCOMPARE(defaultStop(Side::Sell, {10'000}, {200})->count, std::int64_t{10'200});
    }

    // 2 % of 99.99 are 199.98 ticks: 199 protect more than 200.
    void theDefaultStopIsRoundedToTheTickThatProtects()
    {
        QCOMPARE(defaultStop(Side::Buy, {9'999}, {200})->count, std::int64_t{9'800});
        QCOMPARE(defaultStop(Side::Sell, {9'999}, {200})->count, std::int64_t{10'198});
    }

    void theDefaultStopIsAtLeastATickAway()
    {
        QCOMPARE(defaultStop(Side::Buy, {10}, {200})->count, std::int64_t{9});
        QCOMPARE(defaultStop(Side::Sell, {10}, {200})->count, std::int64_t{11});
        QCOMPARE(defaultStop(Side::Sell, {0}, {200})->count, std::int64_t{1});
    }

    void aSpreadBelowZeroHasAStopToo()
    {
        QCOMPARE(defaultStop(Side::Buy, {-10'000}, {200})->count, std::int64_t{-10'200});
        QCOMPARE(defaultStop(Side::Sell, {-10'000}, {200})->count, std::int64_t{-9'800});
    }

    void aStopThatNeverFiresIsNone()
    {
        QVERIFY(!defaultStop(Side::Buy, {1}, {200}));
        QVERIFY(!defaultStop(Side::Sell, {most}, {200}));
        QVERIFY(!defaultStop(Side::Buy, {least}, {200}));
    }

    void theDefaultStopNeverLosesMoreThanItsShare()
    {
        std::mt19937_64 random{200};
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t price = 100 + static_cast<std::int64_t>(random() % 10'000'000);
            const auto share = static_cast<std::int32_t>(100 + random() % 201);
            const Side side = i % 2 == 0 ? Side::Buy : Side::Sell;

            const auto stop = defaultStop(side, {price}, {share});

            QVERIFY(stop);
            const std::int64_t away = (price - stop->count) * signOf(side);
            QVERIFY(away >= 1 && away * 10'000 <= price * share);
            QVERIFY((away + 1) * 10'000 > price * share);
        }
    }

    // An ATR of 40 ticks: the stop stands 120 behind the close.
    void aTrailingStopFollowsTheClose()
    {
        QCOMPARE(trailedStop(Side::Buy, Ticks{9'800}, {10'000}, {40}, threeTimes)->count, std::int64_t{9'880});
        QCOMPARE(trailedStop(Side::Sell, Ticks{10'200}, {10'000}, {40}, threeTimes)->count, std::int64_t{10'120});
        QCOMPARE(trailedStop(Side::Buy, std::nullopt, {10'000}, {40}, threeTimes)->count, std::int64_t{9'880});
    }

    void aTrailingStopNeverStepsBack()
    {
        QCOMPARE(trailedStop(Side::Buy, Ticks{9'900}, {10'000}, {40}, threeTimes)->count, std::int64_t{9'900});
        QCOMPARE(trailedStop(Side::Sell, Ticks{10'100}, {10'000}, {40}, threeTimes)->count, std::int64_t{10'100});
    }

    void withoutAMultipleOrARangeItStays()
    {
        QCOMPARE(trailedStop(Side::Buy, Ticks{5}, {10'000}, {40}, Milli{0})->count, std::int64_t{5});
        QCOMPARE(trailedStop(Side::Buy, Ticks{5}, {10'000}, {0}, threeTimes)->count, std::int64_t{5});
        QVERIFY(!trailedStop(Side::Buy, std::nullopt, {10'000}, {40}, Milli{0}));
        QCOMPARE(trailedStop(Side::Buy, Ticks{5}, {least}, {most}, threeTimes)->count, std::int64_t{5});
    }

    void overAnyWalkTheStopOnlyTightensAndKeepsItsDistance()
    {
        std::mt19937_64 random{3};
        for (const Side side : {Side::Buy, Side::Sell}) {
            for (int walk = 0; walk < 200; ++walk) {
                std::optional<Ticks> stop;
                std::int64_t close = 100'000;
                for (int bar = 0; bar < 100; ++bar) {
                    close += static_cast<std::int64_t>(random() % 401) - 200;
                    const Ticks atr{1 + static_cast<std::int64_t>(random() % 300)};
                    const auto next = trailedStop(side, stop, {close}, atr, threeTimes);
                    QVERIFY(next);
                    const std::int64_t fresh = close - 3 * atr.count * signOf(side);
                    QVERIFY(!stop || (next->count - stop->count) * signOf(side) >= 0);
                    QVERIFY(*next == Ticks{fresh} || next == stop);
                    QVERIFY((next->count - fresh) * signOf(side) >= 0);
                    stop = next;
                }
            }
        }
    }

    void aPositionHasItsTime()
    {
        QVERIFY(!isTimeUp(9, 10));
        QVERIFY(isTimeUp(10, 10));
        QVERIFY(isTimeUp(11, 10));
        QVERIFY(!isTimeUp(1'000'000, 0));
    }

    // 0.25 % of 100.00 are 25 ticks; 0.15 x an ATR of 100 are 15.
    void theSmallerGuardDecides()
    {
        const Limits limits;
        QCOMPARE(allowedDrift({10'000}, std::nullopt, limits).count, std::int64_t{25});
        QCOMPARE(allowedDrift({10'000}, Ticks{100}, limits).count, std::int64_t{15});
        QCOMPARE(allowedDrift({10'000}, Ticks{1'000}, limits).count, std::int64_t{25});

        QVERIFY(!hasDrifted({10'000}, {10'015}, Ticks{100}, limits));
        QVERIFY(hasDrifted({10'000}, {10'016}, Ticks{100}, limits));
        QVERIFY(!hasDrifted({10'000}, {9'985}, Ticks{100}, limits));
        QVERIFY(hasDrifted({10'000}, {9'984}, Ticks{100}, limits));
    }

    void aGuardTurnedOffLeavesTheOther()
    {
        Limits limits;
        limits.approvalDriftAtr = {0};
        QCOMPARE(allowedDrift({10'000}, Ticks{1}, limits).count, std::int64_t{25});
    }

    void theGuardIsExact()
    {
        std::mt19937_64 random{25};
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t price = 1 + static_cast<std::int64_t>(random() % 1'000'000);
            const std::int64_t atr = static_cast<std::int64_t>(random() % 50'000);
            const std::int64_t moved = static_cast<std::int64_t>(random() % 6'001) - 3'000;
            Limits limits;
            limits.approvalDrift = {static_cast<std::int32_t>(1 + random() % 100)};

            const bool drifted = hasDrifted({price}, {price + moved}, Ticks{atr}, limits);

            const std::int64_t size = std::abs(moved);
            QCOMPARE(drifted, size * 10'000 > price * limits.approvalDrift.count || size * 1'000 > atr * 150);
        }
    }

    void theGuardSurvivesTheLargestNumbers()
    {
        QVERIFY(hasDrifted({most}, {least}, Ticks{most}, Limits{}));
        QVERIFY(!hasDrifted({least}, {least}, Ticks{least}, Limits{}));
    }
};

QTEST_APPLESS_MAIN(TestStops)
#include "tst_stops.moc"
