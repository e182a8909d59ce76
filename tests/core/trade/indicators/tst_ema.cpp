#include "core/trade/indicators/ema/ema.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::indicators;

namespace {

Bytes bytesOf(const Ema& ema)
{
    Bytes bytes;
    ByteWriter out(bytes);
    ema.save(out);
    return bytes;
}

} // namespace

class TestEma : public QObject
{
    Q_OBJECT

private slots:
    // Seed (2 + 4 + 6) / 3 = 4, weight 2 / (3 + 1): 4 + (10 - 4) / 2 = 7, 7 + (5 - 7) / 2 = 6.
    void startsWithTheMeanAndFollows()
    {
        Ema ema(3);
        ema.add(2);
        ema.add(4);
        QVERIFY(!ema.ready() && !ema.value());
        ema.add(6);
        QCOMPARE(ema.value(), std::optional(4.0));
        ema.add(10);
        QCOMPARE(ema.value(), std::optional(7.0));
        ema.add(5);
        QCOMPARE(ema.value(), std::optional(6.0));
    }

    void isTheValueItselfForAPeriodOfOne()
    {
        Ema ema(1);
        ema.add(3);
        QCOMPARE(ema.value(), std::optional(3.0));
        ema.add(-8);
        QCOMPARE(ema.value(), std::optional(-8.0));
    }

    // It is a mean: it never leaves the values that it has seen.
    void staysWithinWhatItHasSeen()
    {
        std::mt19937_64 random{8};
        for (const int period : {1, 2, 10, 50}) {
            Ema ema(period);
            for (int i = 0; i < 5'000; ++i) {
                ema.add(100 + static_cast<double>(random() % 1'000));
                QVERIFY(!ema.ready() || (*ema.value() >= 100 - 1e-9 && *ema.value() <= 1'099 + 1e-9));
            }
        }
    }

    void goesOnAfterSavingAndLoading()
    {
        std::mt19937_64 random{4};
        Ema ema(5);
        for (int i = 0; i < 100; ++i) {
            Ema copy(5);
            const auto bytes = bytesOf(ema);
            ByteReader in(bytes);
            copy.load(in);
            QVERIFY(in.finished());

            const double value = static_cast<double>(random() % 1'000) / 7;
            copy.add(value);
            ema.add(value);

            QCOMPARE(bytesOf(copy), bytesOf(ema));
        }
    }

    void refusesTheStateOfAnotherPeriod()
    {
        Ema ema(5);
        ema.add(1);
        const auto bytes = bytesOf(ema);
        Ema other(6);
        ByteReader in(bytes);

        other.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(bytesOf(other), bytesOf(Ema(6)));
    }
};

QTEST_APPLESS_MAIN(TestEma)
#include "tst_ema.moc"
