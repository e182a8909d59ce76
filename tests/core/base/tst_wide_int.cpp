#include "core/base/wide_int.h"

#include <QTest>

#include <random>

using namespace omni;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr Int128 widest = static_cast<Int128>(~UInt128{0} >> 1);

} // namespace

class TestWideInt : public QObject
{
    Q_OBJECT

private slots:
    void aSumThatFitsIsExact()
    {
        QCOMPARE(checkedSum(2, 3), std::optional<std::int64_t>(5));
        QCOMPARE(checkedSum(largest, smallest), std::optional<std::int64_t>(-1));
        QCOMPARE(checkedDifference(2, 3), std::optional<std::int64_t>(-1));
        QCOMPARE(checkedDifference(-1, smallest), std::optional<std::int64_t>(largest));
    }

    void aSumThatDoesNotFitSaysSo()
    {
        QVERIFY(!checkedSum(largest, 1));
        QVERIFY(!checkedSum(smallest, -1));
        QVERIFY(!checkedDifference(smallest, 1));
        QVERIFY(!checkedDifference(0, smallest));
    }

    void aProductOfTwoCountsAlwaysFits()
    {
        QVERIFY(checkedProduct(smallest, smallest) == Int128{1} << 126);
        QVERIFY(checkedProduct(largest, smallest) == -((Int128{1} << 126) - (Int128{1} << 63)));
    }

    void aProductBeyond128BitsSaysSo()
    {
        QVERIFY(checkedProduct(widest, 1) == widest);
        QVERIFY(!checkedProduct(widest, 2));
        QVERIFY(!checkedProduct(-widest - 1, -1));
    }

    void narrowsWhatFits()
    {
        QCOMPARE(narrowed(largest), std::optional<std::int64_t>(largest));
        QCOMPARE(narrowed(smallest), std::optional<std::int64_t>(smallest));
        QVERIFY(!narrowed(Int128{largest} + 1));
        QVERIFY(!narrowed(Int128{smallest} - 1));
    }

    // 7/2 = 3.5, 5/2 = 2.5, 8/3 = 2.67, 7/3 = 2.33.
    void roundsAsItsNameSays()
    {
        QVERIFY(dividedHalfEven(7, 2) == 4);
        QVERIFY(dividedHalfEven(5, 2) == 2);
        QVERIFY(dividedHalfEven(-7, 2) == -4);
        QVERIFY(dividedHalfEven(-5, 2) == -2);
        QVERIFY(dividedHalfEven(8, 3) == 3);
        QVERIFY(dividedHalfEven(7, 3) == 2);
        QVERIFY(dividedHalfEven(-8, 3) == -3);
        QVERIFY(dividedDown(7, 2) == 3);
        QVERIFY(dividedDown(-7, 2) == -4);
        QVERIFY(dividedDown(-8, 2) == -4);
        QVERIFY(dividedUp(7, 2) == 4);
        QVERIFY(dividedUp(-7, 2) == -3);
        QVERIFY(dividedUp(8, 2) == 4);
    }

    // dividend = quotient * divisor + rest; the size of the rest says how good the rounding is.
    void roundingNeverLeavesItsNeighbours()
    {
        std::mt19937_64 random{128};
        for (int i = 0; i < 20'000; ++i) {
            const auto a = static_cast<std::int64_t>(random());
            const auto b = static_cast<std::int64_t>(random() >> (random() % 64));
            const Int128 dividend = Int128{a} * b;
            const Int128 divisor = 1 + static_cast<Int128>(random() >> (random() % 64));

            const Int128 down = dividend - dividedDown(dividend, divisor) * divisor;
            const Int128 up = dividedUp(dividend, divisor) * divisor - dividend;
            const Int128 nearest = dividend - dividedHalfEven(dividend, divisor) * divisor;

            QVERIFY(down >= 0 && down < divisor);
            QVERIFY(up >= 0 && up < divisor);
            QVERIFY(nearest * 2 <= divisor && nearest * 2 >= -divisor);
            if (nearest * 2 == divisor || nearest * 2 == -divisor) {
                QVERIFY(dividedHalfEven(dividend, divisor) % 2 == 0);
            }
        }
    }

    void roundsAtTheEndOfTheRange()
    {
        QVERIFY(dividedHalfEven(widest, widest) == 1);
        QVERIFY(dividedHalfEven(-widest - 1, 1) == -widest - 1);
        QVERIFY(dividedDown(-widest - 1, widest) == -2);
        QVERIFY(dividedUp(widest - 1, widest) == 1);
        QVERIFY(dividedHalfEven(widest / 2, widest) == 0); // widest is odd: this is just below one half
    }
};

QTEST_APPLESS_MAIN(TestWideInt)
#include "tst_wide_int.moc"
