#include "core/trade/risk/breakers/daily_loss/daily_loss_breaker.h"
#include "core/trade/risk/breakers/drawdown/drawdown_breaker.h"
#include "core/trade/risk/breakers/losing_streak/losing_streak_breaker.h"
#include "core/trade/risk/breakers/order_rate/order_rate_breaker.h"
#include "core/trade/risk/breakers/reject_storm/reject_storm_breaker.h"
#include "core/trade/risk/breakers/repeated_execution/repeated_execution_breaker.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::risk;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

Monotonic at(Duration d)
{
    return Monotonic{} + d;
}

template<class Breaker> bool survivesARestart(const Breaker& breaker)
{
    Bytes bytes;
    ByteWriter out(bytes);
    breaker.save(out);
    ByteReader in(bytes);
    const Breaker loaded = Breaker::load(in);
    return in.finished() && loaded == breaker;
}

} // namespace

class TestBreakers : public QObject
{
    Q_OBJECT

private slots:
    void theDayTripsWhenItsShareIsLost()
    {
        DailyLossBreaker breaker;
        breaker.startDay({10'000});

        QVERIFY(!breaker.update({9'801}, {200}));
        QVERIFY(breaker.update({9'800}, {200}));
        QCOMPARE(breaker.loss().e8, std::int64_t{200});
        QVERIFY(survivesARestart(breaker));
    }

    void aNewDayBeginsAnew()
    {
        DailyLossBreaker breaker;
        breaker.startDay({10'000});
        QVERIFY(breaker.update({9'000}, {200}));
        breaker.startDay({9'000});
        QVERIFY(!breaker.update({8'821}, {200}));
        QVERIFY(breaker.update({8'820}, {200}));
    }

    void aWithdrawalIsNoLoss()
    {
        DailyLossBreaker breaker;
        breaker.startDay({10'000});
        breaker.transfer({-5'000});
        QVERIFY(!breaker.update({4'901}, {200}));
        QVERIFY(breaker.update({4'900}, {200}));
    }

    void aLossThatCannotBeMeasuredTrips()
    {
        DailyLossBreaker breaker;
        QVERIFY(breaker.update({10'000}, {200}));
        breaker.startDay({-5});
        QVERIFY(breaker.update({10'000}, {200}));
    }

    void theDeskTripsAtItsDistanceFromThePeak()
    {
        DrawdownBreaker breaker;
        QVERIFY(!breaker.update({10'000}, {600}));
        QVERIFY(!breaker.update({20'000}, {600}));
        QVERIFY(!breaker.update({18'801}, {600}));
        QCOMPARE(breaker.drawdown().count, 600); // 5.995 %, rounded up
        QVERIFY(breaker.update({18'800}, {600}));
        QCOMPARE(breaker.peak().e8, std::int64_t{20'000});
        QVERIFY(survivesARestart(breaker));
    }

    void aTransferMovesThePeak()
    {
        DrawdownBreaker breaker;
        QVERIFY(!breaker.update({10'000}, {600}));
        breaker.transfer({10'000});
        QCOMPARE(breaker.peak().e8, std::int64_t{20'000});
        QVERIFY(!breaker.update({18'801}, {600}));
        breaker.rebase();
        QCOMPARE(breaker.drawdown().count, 0);
    }

    void aPeakOfNothingTrips()
    {
        DrawdownBreaker breaker;
        QCOMPARE(breaker.drawdown().count, 0);
        QVERIFY(breaker.update({0}, {600}));
        QVERIFY(breaker.update({-1}, {600}));
    }

    // At the first equity for which the predicate is true, and at none before (S19).
    void bothTripAtTheFirstStep()
    {
        std::mt19937_64 random{19};
        for (int run = 0; run < 500; ++run) {
            DailyLossBreaker day;
            DrawdownBreaker fall;
            std::int64_t equity = 1'000'000 + static_cast<std::int64_t>(random() % 1'000'000);
            const std::int64_t start = equity;
            std::int64_t peak = equity;
            day.startDay({equity});
            for (int step = 0; step < 100; ++step) {
                equity += static_cast<std::int64_t>(random() % 10'001) - 5'000;
                peak = std::max(peak, equity);
                // The breaker meets the start as a first value only through `update`.
                const bool dayTrips = day.update({equity}, {200});
                if (step == 0) {
                    static_cast<void>(fall.update({start}, {600}));
                }
                const bool fallTrips = fall.update({equity}, {600});
                QCOMPARE(dayTrips, (start - equity) * 50 >= start);
                QCOMPARE(fallTrips, (peak - equity) * 10'000 >= peak * 600);
                QCOMPARE(fall.drawdown().count >= 600, (peak - equity) * 10'000 > peak * 599);
            }
        }
    }

    void bothSurviveTheLargestNumbers()
    {
        DailyLossBreaker day;
        day.startDay({most});
        QVERIFY(day.update({least}, {200}));
        QCOMPARE(day.loss().e8, most);
        day.transfer({most});
        QCOMPARE(day.start().e8, most);

        DrawdownBreaker fall;
        QVERIFY(!fall.update({most}, {600}));
        QVERIFY(fall.update({least}, {600}));
        QVERIFY(fall.drawdown().count >= 20'000);
        fall.transfer({1});
        QCOMPARE(fall.peak().e8, most);
        QVERIFY(survivesARestart(fall));
    }

    void fourLossesInARowTrip()
    {
        LosingStreakBreaker breaker;
        QVERIFY(!breaker.update({-1}, 4));
        QVERIFY(!breaker.update({-1}, 4));
        QVERIFY(!breaker.update({-1}, 4));
        QVERIFY(survivesARestart(breaker));
        QVERIFY(breaker.update({-1}, 4));
        QCOMPARE(breaker.streak(), 4);
        breaker.clear();
        QCOMPARE(breaker.streak(), 0);
    }

    void aGainEndsTheRowAndNothingLeavesIt()
    {
        LosingStreakBreaker breaker;
        QVERIFY(!breaker.update({-1}, 4));
        QVERIFY(!breaker.update({-1}, 4));
        QVERIFY(!breaker.update({0}, 4));
        QCOMPARE(breaker.streak(), 2);
        QVERIFY(!breaker.update({1}, 4));
        QCOMPARE(breaker.streak(), 0);
    }

    void anOrderTooManyTrips()
    {
        OrderRateBreaker breaker;
        for (int i = 0; i < 30; ++i) {
            QVERIFY(!breaker.onOrder(at(seconds(i)), 30));
        }
        QCOMPARE(breaker.count(at(seconds(30))), 30);
        QVERIFY(survivesARestart(breaker));
        OrderRateBreaker late = breaker;
        QVERIFY(breaker.onOrder(at(seconds(59)), 30));
        QVERIFY(!late.onOrder(at(seconds(60)), 30));
    }

    void theHighestRateTripsToo()
    {
        OrderRateBreaker breaker;
        for (int i = 0; i < 120; ++i) {
            QVERIFY(!breaker.onOrder(at(milliseconds(i)), 120));
        }
        QVERIFY(breaker.onOrder(at(seconds(1)), 120));
    }

    void aStormOfRejectsTrips()
    {
        RejectStormBreaker breaker({.rejects = 3, .window = seconds(10)});
        QVERIFY(!breaker.onReject(at(seconds(0))));
        QVERIFY(!breaker.onReject(at(seconds(9))));
        QVERIFY(!breaker.onReject(at(seconds(10)))); // the first has left
        QVERIFY(survivesARestart(breaker));
        QVERIFY(breaker.onReject(at(seconds(11))));
    }

    void aStormOutlivesARestart()
    {
        RejectStormBreaker breaker({.rejects = 3, .window = seconds(10)});
        QVERIFY(!breaker.onReject(at(seconds(100))));
        QVERIFY(!breaker.onReject(at(seconds(101))));
        breaker.restart(at(seconds(105)));
        QVERIFY(breaker.onReject(at(seconds(9))));
    }

    void theSameTradeAgainAndAgainTrips()
    {
        RepeatedExecutionBreaker breaker({.executions = 3, .window = minutes(1)});
        QVERIFY(!breaker.onExecution(Side::Buy, at(seconds(1))));
        QVERIFY(!breaker.onExecution(Side::Buy, at(seconds(2))));
        QVERIFY(survivesARestart(breaker));
        QVERIFY(breaker.onExecution(Side::Buy, at(seconds(3))));
    }

    void tradingBothWaysDoesNot()
    {
        RepeatedExecutionBreaker breaker({.executions = 3, .window = minutes(1)});
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!breaker.onExecution(i % 3 == 2 ? Side::Sell : Side::Buy, at(milliseconds(i))));
        }
    }

    void damagedRecordsAreRefused()
    {
        const auto isRefused = [](auto load, std::uint32_t first) {
            Bytes bytes;
            ByteWriter out(bytes);
            out.u32(first);
            out.boolean(false);
            RateWindow{}.save(out);
            ByteReader in(bytes);
            static_cast<void>(load(in));
            return !in.ok();
        };
        QVERIFY(isRefused([](ByteReader& in) { return RepeatedExecutionBreaker::load(in); }, 0));
        QVERIFY(isRefused([](ByteReader& in) { return RepeatedExecutionBreaker::load(in); }, 121));
        QVERIFY(isRefused([](ByteReader& in) { return RejectStormBreaker::load(in); }, 0));
        QVERIFY(isRefused([](ByteReader& in) { return LosingStreakBreaker::load(in); }, 0x8000'0000));
    }
};

QTEST_APPLESS_MAIN(TestBreakers)
#include "tst_breakers.moc"
