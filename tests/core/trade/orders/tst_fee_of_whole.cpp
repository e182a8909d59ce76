#include "core/trade/orders/fee_schedule.h"

#include "core/base/seeded_random.h"
#include "core/base/wide_int.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::orders;

namespace {

/// Lots of 0.001 units.
market::Instrument aCoin()
{
    market::Instrument instrument;
    instrument.lotSize = {1, -3};
    return instrument;
}

constexpr std::int64_t tenBasisPoints = 100'000;
constexpr std::int64_t twoBasisPoints = 20'000;

} // namespace

class TestFeeOfWhole : public QObject
{
    Q_OBJECT

private slots:
    // 10 bp of 1'234.56 are 1.23456; 2 bp of it are 0.246912.
    void whatTakesAndWhatRestsPayTheirOwnShare()
    {
        const FeeSchedule schedule{.makerE8 = twoBasisPoints, .takerE8 = tenBasisPoints};
        const Money value{123'456'000'000};

        QCOMPARE(feeOfWhole(schedule, aCoin(), value, Lots{1}, Liquidity::Taker)->e8, std::int64_t{123'456'000});
        QCOMPARE(feeOfWhole(schedule, aCoin(), value, Lots{1}, Liquidity::Maker)->e8, std::int64_t{24'691'200});
        QCOMPARE(feeOfWhole(schedule, aCoin(), value, Lots{1}, Liquidity::Unknown)->e8, std::int64_t{123'456'000});
    }

    // 1'500 lots of 0.001 are 1.5 coins at 0.40: 0.60.
    void aFeePerUnitCountsUnitsAndNotLots()
    {
        const FeeSchedule schedule{.perUnit = Money{40'000'000}};

        QCOMPARE(feeOfWhole(schedule, aCoin(), Money{1}, Lots{1'500}, Liquidity::Taker)->e8, std::int64_t{60'000'000});
    }

    void anOrderPaysTheLeast()
    {
        const FeeSchedule schedule{.takerE8 = tenBasisPoints, .leastPerOrder = Money{100'000'000}};

        QCOMPARE(feeOfWhole(schedule, aCoin(), Money{50'000'000'000}, Lots{1}, Liquidity::Taker)->e8,
                 std::int64_t{100'000'000}); // 10 bp of 500 are 0.50, the least is 1.00
        QCOMPARE(feeOfWhole(schedule, aCoin(), Money{200'000'000'000}, Lots{1}, Liquidity::Taker)->e8,
                 std::int64_t{200'000'000});
    }

    void aRebateIsBelowZero()
    {
        const FeeSchedule schedule{.makerE8 = -twoBasisPoints};

        QCOMPARE(feeOfWhole(schedule, aCoin(), Money{123'456'000'000}, Lots{1}, Liquidity::Maker)->e8,
                 std::int64_t{-24'691'200});
    }

    void roundsUp()
    {
        const FeeSchedule schedule{.takerE8 = 1};

        QCOMPARE(feeOfWhole(schedule, aCoin(), Money{1}, Lots{1}, Liquidity::Taker)->e8, std::int64_t{1});
    }

    void isTheLeastAmountNotBelowTheShare()
    {
        SeededRandom random(20'251'126);
        for (int draw = 0; draw < 10'000; ++draw) {
            const auto value = static_cast<std::int64_t>(random.next() >> 2);
            const auto share = static_cast<std::int64_t>(random.next() % 10'000'000);
            const FeeSchedule schedule{.takerE8 = share};

            const auto fee = feeOfWhole(schedule, aCoin(), Money{value}, Lots{1}, Liquidity::Taker);

            QVERIFY(fee);
            const Int128 exact = Int128{value} * share;
            QVERIFY(Int128{fee->e8} * 100'000'000 >= exact);
            QVERIFY((Int128{fee->e8} - 1) * 100'000'000 < exact);
        }
    }

    void whatDoesNotFitIsNotAFee()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const FeeSchedule both{.takerE8 = 100'000'000, .perUnit = Money{100'000'000}};

        QCOMPARE(feeOfWhole({.takerE8 = 100'000'000}, aCoin(), Money{most}, Lots{1}, Liquidity::Taker)->e8, most);
        QVERIFY(!feeOfWhole(both, aCoin(), Money{most}, Lots{1'000}, Liquidity::Taker));
        QVERIFY(!feeOfWhole({.perUnit = Money{most}}, aCoin(), Money{1}, Lots{most}, Liquidity::Taker));
    }
};

QTEST_APPLESS_MAIN(TestFeeOfWhole)
#include "tst_fee_of_whole.moc"
