#include "core/trade/indicators/atr/atr.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::indicators;

namespace {

Bytes bytesOf(const Atr& atr)
{
    Bytes bytes;
    ByteWriter out(bytes);
    atr.save(out);
    return bytes;
}

} // namespace

class TestAtr : public QObject
{
    Q_OBJECT

private slots:
    void countsTheGapIntoTheRange()
    {
        QCOMPARE(trueRange(12, 10, 11), 2.0); // the bar itself
        QCOMPARE(trueRange(12, 10, 7), 5.0); // a gap upwards
        QCOMPARE(trueRange(12, 10, 15), 5.0); // a gap downwards
    }

    // Ranges 4 and 2 give 3; then (3 x 1 + 5) / 2 = 4.
    void averagesAsWilderDid()
    {
        Atr atr(2);
        atr.add(10, 8, 9);
        atr.add(13, 10, 12); // 13 - 9
        QVERIFY(!atr.ready() && !atr.value());
        atr.add(13, 11, 12);
        QCOMPARE(atr.value(), std::optional(3.0));
        atr.add(16, 11, 11);
        QCOMPARE(atr.value(), std::optional(4.0));
    }

    void isTheRangeItselfForAPeriodOfOne()
    {
        Atr atr(1);
        atr.add(10, 8, 9);
        QVERIFY(!atr.ready());
        atr.add(11, 8, 9);
        QCOMPARE(atr.value(), std::optional(3.0));
        atr.add(9, 8, 9);
        QCOMPARE(atr.value(), std::optional(1.0));
    }

    void neverFallsBelowZeroNorRisesAboveTheLargestRange()
    {
        std::mt19937_64 random{14};
        for (const int period : {1, 5, 14}) {
            Atr atr(period);
            double largest = 0;
            double before = 0;
            for (int i = 0; i < 5'000; ++i) {
                const double low = static_cast<double>(random() % 1'000);
                const double high = low + static_cast<double>(random() % 50);
                largest = i > 0 ? std::max(largest, trueRange(high, low, before)) : largest;
                before = low;
                atr.add(high, low, low);
                QVERIFY(!atr.ready() || (*atr.value() >= 0 && *atr.value() <= largest * (1 + 1e-12)));
            }
        }
    }

    void goesOnAfterSavingAndLoading()
    {
        std::mt19937_64 random{4};
        Atr atr(5);
        for (int i = 0; i < 100; ++i) {
            Atr copy(5);
            const auto bytes = bytesOf(atr);
            ByteReader in(bytes);
            copy.load(in);
            QVERIFY(in.finished());

            const double low = static_cast<double>(random() % 1'000) / 7;
            copy.add(low + 3, low, low + 1);
            atr.add(low + 3, low, low + 1);

            QCOMPARE(bytesOf(copy), bytesOf(atr));
        }
    }

    void refusesTheStateOfAnotherPeriod()
    {
        Atr atr(5);
        atr.add(3, 1, 2);
        const auto bytes = bytesOf(atr);
        Atr other(6);
        ByteReader in(bytes);

        other.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(bytesOf(other), bytesOf(Atr(6)));
    }
};

QTEST_APPLESS_MAIN(TestAtr)
#include "tst_atr.moc"
