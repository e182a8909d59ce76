#include "core/trade/indicators/sma/sma.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <limits>
#include <numeric>
#include <random>

using namespace omni;
using namespace omni::indicators;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

template<class Average> Bytes bytesOf(const Average& average)
{
    Bytes bytes;
    ByteWriter out(bytes);
    average.save(out);
    return bytes;
}

} // namespace

class TestSma : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingUntilItsPeriodIsFull()
    {
        ExactSma exact(3);
        Sma sma(3);
        for (const int value : {1, 2}) {
            exact.add(value);
            sma.add(value);
            QVERIFY(!exact.ready() && !exact.value());
            QVERIFY(!sma.ready() && !sma.value());
        }
        exact.add(6);
        sma.add(6);

        QCOMPARE(exact.value(), std::optional(3.0));
        QCOMPARE(sma.value(), std::optional(3.0));
    }

    // (2 + 6 + 10) / 3.
    void forgetsWhatIsOlderThanItsPeriod()
    {
        ExactSma exact(3);
        Sma sma(3);
        for (const int value : {1, 2, 6, 10}) {
            exact.add(value);
            sma.add(value);
        }

        QVERIFY(exact.sum() == 18);
        QCOMPARE(exact.count(), std::size_t{3});
        QCOMPARE(exact.value(), std::optional(6.0));
        QCOMPARE(sma.value(), std::optional(6.0));
    }

    void isTheValueItselfForAPeriodOfOne()
    {
        Sma sma(1);
        ExactSma exact(1);
        for (const int value : {5, -7}) {
            sma.add(value);
            exact.add(value);
            QCOMPARE(sma.value(), std::optional(double(value)));
            QCOMPARE(exact.value(), std::optional(double(value)));
        }
    }

    // 1/3 and 2/6 are one number, though no double tells it.
    void comparesMeansOfDifferentLengthsExactly()
    {
        ExactSma three(3);
        ExactSma six(6);
        for (const int value : {0, 0, 0, 1, 0, 1}) {
            six.add(value);
        }
        for (const int value : {0, 0, 1}) {
            three.add(value);
        }

        QVERIFY(compareMeans(three, six) == std::strong_ordering::equal);
        six.add(1);
        QVERIFY(compareMeans(three, six) == std::strong_ordering::less);
        QVERIFY(compareMeans(six, three) == std::strong_ordering::greater);
        QVERIFY(compareMean(three, 0) == std::strong_ordering::greater);
        QVERIFY(compareMean(three, 1) == std::strong_ordering::less);
    }

    void comparesMeansAtTheEndOfTheRange()
    {
        ExactSma high(longestPeriod);
        ExactSma low(1);
        for (int i = 0; i < longestPeriod; ++i) {
            high.add(most);
        }
        low.add(most);
        QVERIFY(compareMeans(high, low) == std::strong_ordering::equal);
        high.add(most - 1);
        QVERIFY(compareMeans(high, low) == std::strong_ordering::less);
        QVERIFY(compareMean(high, most) == std::strong_ordering::less);
        low.add(-most - 1);
        QVERIFY(compareMean(low, -most - 1) == std::strong_ordering::equal);
    }

    // Against the sum of the last values, however many came.
    void agreesWithASumOverTheWindow()
    {
        std::mt19937_64 random{20};
        for (const int period : {1, 2, 7, 20, 100}) {
            ExactSma exact(period);
            Sma sma(period);
            std::deque<std::int64_t> window;
            for (int i = 0; i < 5'000; ++i) {
                const auto value = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
                exact.add(value);
                sma.add(static_cast<double>(value) / 7);
                window.push_back(value);
                if (window.size() > static_cast<std::size_t>(period)) {
                    window.pop_front();
                }
                const auto sum = std::accumulate(window.begin(), window.end(), std::int64_t{0});
                QVERIFY(exact.sum() == sum);
                if (sma.ready()) {
                    const double mean = static_cast<double>(sum) / 7 / period;
                    QVERIFY(std::abs(*sma.value() - mean) <= 1e-9 * (1 + std::abs(mean)));
                }
            }
        }
    }

    // Ten huge values go through; what follows is as exact as if they had never been.
    void recoversFromLargeValues()
    {
        Sma sma(10);
        for (int i = 0; i < 10; ++i) {
            sma.add(1e18 + i);
        }
        for (int i = 0; i < 20; ++i) {
            sma.add(0.1);
        }

        QVERIFY(std::abs(*sma.value() - 0.1) < 1e-15);
    }

    void goesOnAfterSavingAndLoading()
    {
        std::mt19937_64 random{4};
        ExactSma exact(7);
        Sma sma(7);
        for (int i = 0; i < 100; ++i) {
            ExactSma exactCopy(7);
            Sma copy(7);
            const auto exactBytes = bytesOf(exact);
            const auto bytes = bytesOf(sma);
            ByteReader exactIn(exactBytes);
            ByteReader in(bytes);
            exactCopy.load(exactIn);
            copy.load(in);
            QVERIFY(exactIn.finished() && in.finished());

            const auto value = static_cast<std::int64_t>(random() % 1'000);
            exactCopy.add(value);
            exact.add(value);
            copy.add(static_cast<double>(value) / 3);
            sma.add(static_cast<double>(value) / 3);

            QCOMPARE(bytesOf(exactCopy), bytesOf(exact));
            QCOMPARE(bytesOf(copy), bytesOf(sma));
        }
    }

    void refusesTheStateOfAnotherPeriod()
    {
        ExactSma exact(7);
        exact.add(5);
        const auto bytes = bytesOf(exact);
        ExactSma other(8);
        ByteReader in(bytes);

        other.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(other.count(), std::size_t{0});
        QVERIFY(other.sum() == 0);
    }

    void survivesDamagedBytes()
    {
        ExactSma exact(7);
        Sma sma(7);
        for (int i = 0; i < 5; ++i) {
            exact.add(i * 1'000);
            sma.add(i);
        }
        std::mt19937_64 random{6};
        for (int i = 0; i < 5'000; ++i) {
            auto exactBytes = bytesOf(exact);
            auto bytes = bytesOf(sma);
            exactBytes[random() % exactBytes.size()] = static_cast<std::byte>(random());
            bytes.resize(random() % bytes.size());
            ExactSma exactCopy(7);
            Sma copy(7);
            ByteReader exactIn(exactBytes);
            ByteReader in(bytes);
            exactCopy.load(exactIn);
            copy.load(in);

            QVERIFY(!in.ok() && bytesOf(copy) == bytesOf(Sma(7)));
            QVERIFY(exactIn.ok() || bytesOf(exactCopy) == bytesOf(ExactSma(7)));
            exactCopy.add(1);
        }
    }
};

QTEST_APPLESS_MAIN(TestSma)
#include "tst_sma.moc"
