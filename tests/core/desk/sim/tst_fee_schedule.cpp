#include "core/base/seeded_random.h"
#include "core/desk/sim/fees/fee_schedule.h"
#include "core/desk/sim/latency/latency.h"
#include "core/desk/sim/slippage/slippage.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;
using orders::Liquidity;

class TestFeeSchedule : public QObject
{
    Q_OBJECT

private slots:
    // 10 bp of 1'234.56 dollars are 1.23456, 2 bp of it paid back 0.246912.
    void takesAShareOfTheValue()
    {
        const FeeSchedule schedule{.makerE8 = basisPoints(-2), .takerE8 = basisPoints(10)};
        FeeState taker, maker;
        const Money value{123'456'000'000};

        QCOMPARE(feeOf(schedule, aShare(), value, {10}, Liquidity::Taker, taker).e8, std::int64_t{123'456'000});
        QCOMPARE(feeOf(schedule, aShare(), value, {10}, Liquidity::Maker, maker).e8, std::int64_t{-24'691'200});
    }

    // Half of a hundred-millionth goes to the even neighbour: 0.5 to 0, 1.5 to 2.
    void roundsHalfToEven()
    {
        const FeeSchedule schedule{.takerE8 = 50'000'000};
        FeeState first, second;

        QCOMPARE(feeOf(schedule, aShare(), Money{1}, {1}, Liquidity::Taker, first).e8, std::int64_t{0});
        QCOMPARE(feeOf(schedule, aShare(), Money{3}, {1}, Liquidity::Taker, second).e8, std::int64_t{2});
    }

    // Half a cent a share, a dollar at least: 100 shares cost the dollar, 150 more bring the order to 1.25.
    void chargesByTheShareWithALeastForTheOrder()
    {
        const FeeSchedule schedule{.perUnit = {dollar / 200}, .leastPerOrder = {dollar}};
        FeeState state;

        QCOMPARE(feeOf(schedule, aShare(), Money{5 * dollar}, {100}, Liquidity::Taker, state).e8, dollar);
        QCOMPARE(feeOf(schedule, aShare(), Money{5 * dollar}, {150}, Liquidity::Taker, state).e8, dollar / 4);
    }

    // A lot of 0.001 coins at 2 dollars a coin: 1'500 lots cost 3 dollars.
    void aUnitIsAQuantityOfOneNotALot()
    {
        auto coin = aShare();
        coin.lotSize = {1, -3};
        const FeeSchedule schedule{.perUnit = {2 * dollar}};
        FeeState state;

        QCOMPARE(feeOf(schedule, coin, Money{dollar}, {1'500}, Liquidity::Taker, state).e8, 3 * dollar);
    }

    void survivesTheLargestNumbers()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const FeeSchedule schedule{.takerE8 = 100'000'000, .perUnit = {most}, .leastPerOrder = {most}};
        FeeState state;

        QCOMPARE(feeOf(schedule, aShare(), Money{most}, {most}, Liquidity::Taker, state).e8, most);
        QCOMPARE(feeOf(schedule, aShare(), Money{most}, {most}, Liquidity::Taker, state).e8, std::int64_t{0});
    }

    // The parts of an order cost together what one fill of all of it costs, to half a unit each.
    void partsCostWhatTheWholeCosts()
    {
        SeededRandom random{3};
        for (int i = 0; i < 5'000; ++i) {
            const FeeSchedule schedule{.makerE8 = 0,
                                       .takerE8 = random.between(0, 1'000'000),
                                       .perUnit = {random.between(0, 1'000'000)},
                                       .leastPerOrder = {random.between(0, 1) * dollar}};
            FeeState parts, whole;
            std::int64_t sum = 0, value = 0, lots = 0;
            const std::int64_t count = random.between(1, 9);
            for (std::int64_t part = 0; part < count; ++part) {
                const Money worth{random.between(1, 1'000 * dollar)};
                const Lots size{random.between(1, 1'000)};
                sum += feeOf(schedule, aShare(), worth, size, Liquidity::Taker, parts).e8;
                value += worth.e8;
                lots += size.count;
            }
            const auto expected = feeOf(schedule, aShare(), Money{value}, {lots}, Liquidity::Taker, whole).e8;
            QVERIFY(std::abs(sum - expected) <= count);
        }
    }

    // 5 bp of 100 dollars are 5 cents: more for a buy, less for a sell.
    void slippageIsAgainstUs()
    {
        const Slippage slippage{.shareE8 = basisPoints(5)};

        QCOMPARE(slipped(Money{100 * dollar}, Side::Buy, slippage).e8, 100 * dollar + dollar / 20);
        QCOMPARE(slipped(Money{100 * dollar}, Side::Sell, slippage).e8, 100 * dollar - dollar / 20);
        QCOMPARE(slipped(Ticks{10'000}, Side::Buy, slippage).count, std::int64_t{10'005});
        QCOMPARE(slipped(Ticks{-10'000}, Side::Buy, slippage).count, std::int64_t{-9'995});
        QCOMPARE(slipped(Money{std::numeric_limits<std::int64_t>::max()}, Side::Buy, slippage).e8,
                 std::numeric_limits<std::int64_t>::max());
    }

    void aSpreadForBuyersLeavesSellersAlone()
    {
        const Slippage slippage{.shareE8 = basisPoints(5), .side = SlippageSide::BuysOnly};

        QCOMPARE(slipped(Money{100 * dollar}, Side::Sell, slippage).e8, 100 * dollar);
    }

    void aDelayLineNeverReordersAndRepeatsItself()
    {
        DelayLine line(milliseconds(2), milliseconds(50), 9), again(milliseconds(2), milliseconds(50), 9);
        Timestamp last{INT64_MIN};
        for (std::int64_t i = 0; i < 5'000; ++i) {
            const Timestamp sent{i * 1'000'000};
            const Timestamp arrived = line.arrival(sent);
            QVERIFY(arrived >= sent + milliseconds(2));
            QVERIFY(arrived >= last);
            QCOMPARE(arrived, again.arrival(sent));
            last = arrived;
        }
    }
};

QTEST_APPLESS_MAIN(TestFeeSchedule)
#include "tst_fee_schedule.moc"
