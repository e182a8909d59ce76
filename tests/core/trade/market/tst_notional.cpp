#include "core/trade/market/notional.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::market;

namespace {

constexpr std::int64_t oneDollar = 100'000'000; // of Money::e8
constexpr auto most = std::numeric_limits<std::int64_t>::max();

Instrument withValue(TickLotValue value)
{
    Instrument instrument;
    instrument.venue = "nyse";
    instrument.symbol = "KO";
    instrument.tickLotValue = value;
    return instrument;
}

/// A share priced in cents.
const Instrument aShare = withValue({10'000'000'000});
/// One lot gains half a hundred-millionth a tick: rounding shows.
const Instrument halfAUnit = withValue({5'000});

} // namespace

class TestNotional : public QObject
{
    Q_OBJECT

private slots:
    // 250 shares at 100 dollars.
    void multipliesPriceAndSize()
    {
        QCOMPARE(notional(aShare, {10'000}, {250})->e8, 25'000 * oneDollar);
    }

    void keepsTheSign()
    {
        QCOMPARE(notional(aShare, {10'000}, {-250})->e8, -25'000 * oneDollar);
        QCOMPARE(notional(aShare, {-10'000}, {250})->e8, -25'000 * oneDollar);
        QCOMPARE(notional(aShare, {-10'000}, {-250})->e8, 25'000 * oneDollar);
    }

    void roundsHalvesToEven()
    {
        const std::int64_t expected[] = {0, 0, 1, 2, 2, 2, 3}; // of 0, 0.5, 1, 1.5, 2, 2.5, 3
        for (std::int64_t ticks = 0; ticks <= 6; ++ticks) {
            QCOMPARE(notional(halfAUnit, {ticks}, {1})->e8, expected[ticks]);
            QCOMPARE(notional(halfAUnit, {-ticks}, {1})->e8, -expected[ticks]);
        }
    }

    void roundsLimitsAwayFromZero()
    {
        const std::int64_t expected[] = {0, 1, 1, 2, 2, 3, 3};
        for (std::int64_t ticks = 0; ticks <= 6; ++ticks) {
            QCOMPARE(notionalRoundedUp(halfAUnit, {ticks}, {1})->e8, expected[ticks]);
            QCOMPARE(notionalRoundedUp(halfAUnit, {-ticks}, {1})->e8, -expected[ticks]);
        }
    }

    // A tick-lot value of 3e-25: 10^17 of them are 3e-8, three units.
    void countsValuesFinerThanATrillionth()
    {
        const auto fine = withValue({3, 10'000'000'000'000});

        QCOMPARE(notional(fine, {1'000'000'000}, {100'000'000})->e8, std::int64_t{3});
        QCOMPARE(notionalRoundedUp(fine, {1}, {1})->e8, std::int64_t{1});
        QCOMPARE(notional(fine, {1}, {1})->e8, std::int64_t{0});
    }

    void refusesWhatDoesNotFit()
    {
        for (const auto& value : {notional(aShare, {most}, {most}), notionalRoundedUp(aShare, {most}, {-most}),
                                  notional(aShare, {most}, {1})}) {
            QVERIFY(!value);
            QCOMPARE(value.error().code, Errc::Overflow);
        }
    }

    // 2^63 - 1 units exactly, and one lot more.
    void reachesTheLastUnitOfMoney()
    {
        const auto oneUnit = withValue({10'000});

        QCOMPARE(notional(oneUnit, {1}, {most})->e8, most);
        QCOMPARE(notional(oneUnit, {-1}, {most})->e8, -most);
        QVERIFY(!notional(oneUnit, {2}, {most / 2 + 1}));
        QCOMPARE(notionalRoundedUp(oneUnit, {1}, {most})->e8, most);
    }

    // A lot is worth (2^63 - 1)^2 / 10^19 units, 0.92 of all the money there is: one lot fits, two do not. With the
    // finest value that an instrument may have, both sides of that comparison still stay within 128 bits.
    void survivesTheLargestNumbersOfTheFinestInstrument()
    {
        const auto finest = withValue({most, 1'000'000'000'000'000});

        QVERIFY(!notional(finest, {most}, {most}));
        QCOMPARE(lotsWorth(finest, {most}, {most}).count, std::int64_t{1});
        const auto value = notionalRoundedUp(finest, {most}, {1});
        QVERIFY(value && value->e8 <= most);
        QVERIFY(!notionalRoundedUp(finest, {most}, {2}));
    }

    void refusesAnInstrumentThatWasNeverCompleted()
    {
        QCOMPARE(notional(withValue({0}), {1}, {1}).error().code, Errc::Invalid);
        QCOMPARE(lotsWorth(withValue({0}), {1}, {1}).count, std::int64_t{0});
    }

    // 1'000 dollars at 3 dollars a share: 333 shares.
    void tellsHowManyLotsAValueBuys()
    {
        QCOMPARE(lotsWorth(aShare, {300}, {1'000 * oneDollar}).count, std::int64_t{333});
        QCOMPARE(lotsWorth(aShare, {300}, {900 * oneDollar}).count, std::int64_t{300});
        QCOMPARE(lotsWorth(aShare, {300}, {900 * oneDollar - 1}).count, std::int64_t{299});
    }

    // Nine hundred dollars at 3.00, at worst at 1.50: 600, and one more where it does not come out even.
    void anAmountBuysAtMostSoMany()
    {
        QCOMPARE(mostLotsFor(aShare, Ticks{300}, {900 * oneDollar}).count, std::int64_t{601});
        QCOMPARE(mostLotsFor(aShare, Ticks{1}, {oneDollar}).count, std::int64_t{101});
        QCOMPARE(mostLotsFor(aShare, Ticks{300}, {0}).count, std::int64_t{0});
        QCOMPARE(mostLotsFor(aShare, Ticks{300}, {-5}).count, std::int64_t{0});
        for (const auto unknown : {std::optional<Ticks>(), std::optional(Ticks{0}), std::optional(Ticks{-7})}) {
            QCOMPARE(mostLotsFor(aShare, unknown, {1}).count, most);
        }
        QCOMPARE(mostLotsFor(aShare, Ticks{1}, {most}).count, most / 1'000'000 + 1);
        SeededRandom random(18);
        for (int i = 0; i < 10'000; ++i) {
            const Ticks reference{random.between(1, 1'000'000)};
            const Ticks fill{random.between((reference.count + 1) / 2, 1'000'000)};
            const Money value{random.between(0, 1'000'000 * oneDollar)};
            QVERIFY(mostLotsFor(aShare, reference, value) >= lotsWorth(aShare, fill, value));
        }
    }

    void buysNothingWithNothing()
    {
        QCOMPARE(lotsWorth(aShare, {300}, {0}).count, std::int64_t{0});
        QCOMPARE(lotsWorth(aShare, {300}, {-1}).count, std::int64_t{0});
        QCOMPARE(lotsWorth(aShare, {0}, {oneDollar}).count, std::int64_t{0});
        QCOMPARE(lotsWorth(aShare, {-300}, {oneDollar}).count, std::int64_t{0});
    }

    void neverBuysMoreThanFits()
    {
        QCOMPARE(lotsWorth(withValue({1}), {1}, {most}).count, most);
    }

    // lotsWorth and notionalRoundedUp are two sides of one inequality.
    void neverAffordsOneLotTooManyOrTooFew()
    {
        std::mt19937_64 random{20'240'229};
        const auto draw
            = [&random] { return 1 + static_cast<std::int64_t>(random() >> (1 + random() % 62)) % (most - 1); };
        for (int i = 0; i < 20'000; ++i) {
            std::int64_t divisor = 1;
            for (auto digits = random() % 16; digits > 0; --digits) {
                divisor *= 10;
            }
            const auto instrument = withValue({draw(), divisor});
            const Ticks price{draw()};
            const Money value{draw()};

            const Lots lots = lotsWorth(instrument, price, value);

            const auto cost = notionalRoundedUp(instrument, price, lots);
            QVERIFY2(cost && *cost <= value, qPrintable(QString::number(i)));
            if (lots.count < most) {
                const auto more = notionalRoundedUp(instrument, price, {lots.count + 1});
                QVERIFY2(!more || *more > value, qPrintable(QString::number(i)));
            }
        }
    }

    // The nearest value is never further than the one rounded away from zero, and they differ by at most one unit.
    void roundsOnce()
    {
        std::mt19937_64 random{3};
        for (int i = 0; i < 20'000; ++i) {
            const auto instrument = withValue({1 + static_cast<std::int64_t>(random() % 1'000'000)});
            const Ticks price{static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000};
            const Lots lots{static_cast<std::int64_t>(random() % 2'001) - 1'000};

            const auto nearest = notional(instrument, price, lots);
            const auto away = notionalRoundedUp(instrument, price, lots);

            QVERIFY(nearest && away);
            // Times ten thousand the exact product is an integer: compare without dividing.
            const Int128 exact = Int128{price.count} * lots.count * instrument.tickLotValue.e12;
            const Int128 error = Int128{nearest->e8} * 10'000 - exact;
            QVERIFY(error <= 5'000 && error >= -5'000);
            const Int128 beyond = Int128{away->e8} * 10'000 - exact;
            QVERIFY(exact >= 0 ? beyond >= 0 && beyond < 10'000 : beyond <= 0 && beyond > -10'000);
        }
    }
};

QTEST_APPLESS_MAIN(TestNotional)
#include "tst_notional.moc"
