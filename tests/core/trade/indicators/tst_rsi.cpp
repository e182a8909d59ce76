#include "core/trade/indicators/rsi/rsi.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace omni;
using namespace omni::indicators;

namespace {

Bytes bytesOf(const Rsi& rsi)
{
    Bytes bytes;
    ByteWriter out(bytes);
    rsi.save(out);
    return bytes;
}

} // namespace

class TestRsi : public QObject
{
    Q_OBJECT

private slots:
    // Changes +2 and -1: averages 1 and 0.5, so 66.67. Then +3: (1 + 3) / 2 = 2 and 0.5 / 2 = 0.25, so 88.89.
    void averagesAsWilderDid()
    {
        Rsi rsi(2);
        rsi.add(10);
        rsi.add(12);
        QVERIFY(!rsi.ready() && !rsi.value());
        rsi.add(11);
        QCOMPARE(rsi.value(), std::optional(100 * (1 / 1.5)));
        rsi.add(14);
        QCOMPARE(rsi.value(), std::optional(100 * (2 / 2.25)));
    }

    void isAHundredOfRisesAloneAndZeroOfFallsAlone()
    {
        Rsi rising(14), falling(14);
        for (int i = 0; i < 40; ++i) {
            rising.add(100 + i);
            falling.add(100 - i);
        }
        QCOMPARE(rising.value(), std::optional(100.0));
        QCOMPARE(falling.value(), std::optional(0.0));
    }

    void hasNoValueWherePricesHaveNeverChanged()
    {
        Rsi rsi(3);
        for (int i = 0; i < 50; ++i) {
            rsi.add(7);
        }
        QVERIFY(rsi.ready() && !rsi.value());
        rsi.add(8);
        QCOMPARE(rsi.value(), std::optional(100.0));
    }

    void staysBetweenZeroAndAHundredWhateverTheUnit()
    {
        std::mt19937_64 random{14};
        for (const int period : {1, 2, 14}) {
            Rsi ticks(period), dollars(period);
            for (int i = 0; i < 5'000; ++i) {
                const auto close = static_cast<double>(random() % 1'000);
                ticks.add(close);
                dollars.add(close / 64); // exact
                const auto value = ticks.value();
                QVERIFY(!value || (*value >= 0 && *value <= 100));
                QVERIFY(value.has_value() == dollars.value().has_value());
                QVERIFY(!value || std::abs(*value - *dollars.value()) < 1e-9);
            }
        }
    }

    void mirrorsWithThePrices()
    {
        std::mt19937_64 random{15};
        Rsi up(14), down(14);
        for (int i = 0; i < 5'000; ++i) {
            const auto close = static_cast<double>(random() % 1'000);
            up.add(close);
            down.add(-close);
            QVERIFY(!up.value() || std::abs(*up.value() + *down.value() - 100) < 1e-9);
        }
    }

    void goesOnAfterSavingAndLoading()
    {
        std::mt19937_64 random{4};
        Rsi rsi(5);
        for (int i = 0; i < 100; ++i) {
            Rsi copy(5);
            const auto bytes = bytesOf(rsi);
            ByteReader in(bytes);
            copy.load(in);
            QVERIFY(in.finished());

            const double close = static_cast<double>(random() % 1'000) / 7;
            copy.add(close);
            rsi.add(close);

            QCOMPARE(bytesOf(copy), bytesOf(rsi));
        }
    }

    void refusesTheStateOfAnotherPeriod()
    {
        Rsi rsi(5);
        rsi.add(3);
        const auto bytes = bytesOf(rsi);
        Rsi other(6);
        ByteReader in(bytes);

        other.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(bytesOf(other), bytesOf(Rsi(6)));
    }
};

QTEST_APPLESS_MAIN(TestRsi)
#include "tst_rsi.moc"
