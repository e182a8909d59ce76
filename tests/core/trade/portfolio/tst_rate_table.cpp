#include "tests/core/trade/portfolio/typical_portfolio.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::portfolio;

namespace {

constexpr CurrencyId jpy{4};

DatedRate rateOf(CurrencyId from, CurrencyId to, std::int64_t numerator, std::int64_t denominator, Timestamp at = noon)
{
    return {from, to, {numerator, denominator}, at, RateSource::Feed};
}

} // namespace

class TestRateTable : public QObject
{
    Q_OBJECT

private slots:
    void aCurrencyIsWorthItself()
    {
        QCOMPARE(RateTable{}.convert({-7}, usd, usd, noon), std::optional(Money{-7}));
        QCOMPARE(RateTable{}.find(usd, usd, noon)->source, RateSource::Identity);
    }

    void findsTheRateAndItsInverse()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 11, 10)).value());

        QCOMPARE(rates.convert({100}, eur, usd, noon), std::optional(Money{110}));
        QCOMPARE(rates.convert({110}, usd, eur, noon), std::optional(Money{100}));
        QVERIFY(!rates.convert({1}, usd, jpy, noon));
    }

    // 1 EUR = 1.1 USD, 1 USD = 150 JPY.
    void goesThroughOneOtherCurrency()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 11, 10, noon)).value());
        QVERIFY(rates.set(rateOf(usd, jpy, 150, 1, noon - seconds(5))).value());

        const auto found = rates.find(eur, jpy, noon);

        QCOMPARE(found->rate, (Rate{165, 1}));
        QCOMPARE(found->at, noon - seconds(5));
        QCOMPARE(rates.convert({330}, jpy, eur, noon), std::optional(Money{2}));
    }

    void neverThroughTwo()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 1, 1)).value());
        QVERIFY(rates.set(rateOf(usd, bnb, 1, 1)).value());
        QVERIFY(rates.set(rateOf(bnb, jpy, 1, 1)).value());

        QVERIFY(!rates.find(eur, jpy, noon));
    }

    void theWayWithTheNewestOlderLegWins()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 2, 1, noon)).value());
        QVERIFY(rates.set(rateOf(usd, jpy, 2, 1, noon - seconds(60))).value());
        QVERIFY(rates.set(rateOf(eur, bnb, 3, 1, noon - seconds(30))).value());
        QVERIFY(rates.set(rateOf(bnb, jpy, 3, 1, noon - seconds(30))).value());

        QCOMPARE(rates.find(eur, jpy, noon)->rate, (Rate{9, 1}));
    }

    void theNewerOfAPairWins()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 11, 10, noon)).value());
        QCOMPARE(rates.set(rateOf(eur, usd, 12, 10, noon - seconds(1))).value(), false);
        QCOMPARE(rates.find(eur, usd, noon)->rate, (Rate{11, 10}));

        QVERIFY(rates.set(rateOf(usd, eur, 1, 2, noon + seconds(1))).value());
        QCOMPARE(rates.find(eur, usd, noon)->rate, (Rate{2, 1}));
    }

    void anOldRateIsNone()
    {
        RateTable rates(RateAges{.configured = hours(1), .venue = minutes(1), .feed = seconds(10)});
        QVERIFY(rates.set(rateOf(eur, usd, 11, 10, noon)).value());

        QVERIFY(rates.find(eur, usd, noon + seconds(10)));
        QVERIFY(!rates.find(eur, usd, noon + seconds(10) + nanoseconds(1)));
        QVERIFY(rates.find(eur, usd, noon - hours(5))); // a clock behind the source

        QVERIFY(rates.set({usd, jpy, {150, 1}, noon, RateSource::Configured}).value());
        QVERIFY(rates.find(usd, jpy, noon + hours(1)));
        QVERIFY(!rates.find(eur, jpy, noon + hours(1)));
    }

    void survivesTheEndsOfTime()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, 1, 1, {std::numeric_limits<std::int64_t>::min()})).value());
        QVERIFY(!rates.find(eur, usd, {std::numeric_limits<std::int64_t>::max()}));
        QVERIFY(rates.set(rateOf(eur, usd, 1, 1, {std::numeric_limits<std::int64_t>::max()})).value());
        QVERIFY(rates.find(eur, usd, {std::numeric_limits<std::int64_t>::min()}));
    }

    // S26. From one currency to so many others; a newer rate of a pair that is there needs no room.
    void aRateOfOnePairTooManyIsRefused()
    {
        RateTable rates;
        for (std::uint64_t i = 1; i <= mostRates; ++i) {
            QVERIFY(rates.set(rateOf(eur, CurrencyId{100 + i}, 1, 1)).value());
        }
        QCOMPARE(rates.size(), std::size_t{65'536});

        QCOMPARE(rates.set(rateOf(eur, CurrencyId{100 + mostRates + 1}, 1, 1)).error().code, Errc::Full);

        QCOMPARE(rates.size(), std::size_t{65'536});
        QVERIFY(rates.set(rateOf(eur, CurrencyId{100 + mostRates}, 2, 1)).value());
        QCOMPARE(rates.convert({1}, eur, CurrencyId{100 + mostRates}, noon), std::optional(Money{2}));
    }

    void refusesWhatIsNoRate()
    {
        RateTable rates;
        QCOMPARE(rates.set(rateOf(usd, usd, 1, 1)).error().code, Errc::Invalid);
        QCOMPARE(rates.set(rateOf(usd, {}, 1, 1)).error().code, Errc::Invalid);
        QCOMPARE(rates.set(rateOf(usd, eur, 0, 1)).error().code, Errc::Invalid);
        QCOMPARE(rates.set(rateOf(usd, eur, 1, -1)).error().code, Errc::Invalid);
        QCOMPARE(rates.set({usd, eur, {1, 1}, noon, RateSource::Identity}).error().code, Errc::Invalid);
    }

    void aProductThatDoesNotFitIsNoRate()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        RateTable rates;
        QVERIFY(rates.set(rateOf(eur, usd, most, 1)).value());
        QVERIFY(rates.set(rateOf(usd, jpy, 2, 1)).value());

        QVERIFY(!rates.find(eur, jpy, noon));
        QVERIFY(!rates.convert({2}, eur, usd, noon));
    }

    void roundsOnceHalfToEven_data()
    {
        QTest::addColumn<qlonglong>("amount");
        QTest::addColumn<qlonglong>("half");
        QTest::addColumn<qlonglong>("up");
        QTest::newRow("2.5") << 5LL << 2LL << 3LL;
        QTest::newRow("3.5") << 7LL << 4LL << 4LL;
        QTest::newRow("-2.5") << -5LL << -2LL << -3LL;
        QTest::newRow("2") << 4LL << 2LL << 2LL;
    }

    void roundsOnceHalfToEven()
    {
        QFETCH(qlonglong, amount);

        QTEST(qlonglong{converted({amount}, {1, 2})->e8}, "half");
        QTEST(qlonglong{convertedUp({amount}, {1, 2})->e8}, "up");
    }

    // converted is within half a unit, convertedUp within one and never nearer to zero.
    void conversionsAreWithinTheirBounds()
    {
        SeededRandom random(2);
        for (int i = 0; i < 20'000; ++i) {
            const Money amount{static_cast<std::int64_t>(random.below(1'000'000'007)) - 500'000'000};
            const Rate rate{1 + static_cast<std::int64_t>(random.below(1'000'000)),
                            1 + static_cast<std::int64_t>(random.below(1'000'000))};
            const Int128 exact = Int128{amount.e8} * rate.numerator; // in denominators
            const Int128 off = Int128{converted(amount, rate)->e8} * rate.denominator - exact;
            const Int128 up = Int128{convertedUp(amount, rate)->e8} * rate.denominator - exact;
            QVERIFY(2 * off <= rate.denominator && 2 * off >= -rate.denominator);
            QVERIFY(amount.e8 < 0 ? up <= 0 && up > -rate.denominator : up >= 0 && up < rate.denominator);
        }
    }

    void savedAndLoadedItIsTheSame()
    {
        RateTable rates;
        QVERIFY(rates.set(rateOf(usd, jpy, 150, 1)).value());
        QVERIFY(rates.set(rateOf(eur, usd, 11, 10)).value());
        const Bytes saved = bytesOf(rates);

        RateTable loaded;
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());
        QCOMPARE(bytesOf(loaded), saved);
        QCOMPARE(loaded.convert({100}, eur, jpy, noon), std::optional(Money{16'500}));

        for (std::size_t cut = 0; cut < saved.size(); ++cut) {
            ByteReader part(std::span{saved}.first(cut));
            QCOMPARE(loaded.load(part).error().code, Errc::Corrupt);
        }
        QCOMPARE(loaded.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestRateTable)
#include "tst_rate_table.moc"
