#include "core/trade/orders/rescale.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::orders;

namespace {

market::Instrument aTypicalInstrument()
{
    market::Instrument instrument;
    instrument.id = {1};
    instrument.venue = "binance";
    instrument.symbol = "BTCUSDT";
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = {1, -1};
    instrument.lotSize = {1, -3};
    return market::completed(instrument).value();
}

} // namespace

class TestRescale : public QObject
{
    Q_OBJECT

private slots:
    // 0.001 to 0.00001 and 0.1 to 0.05: a hundred times the lots, twice the ticks.
    void finerIncrementsMeanMoreOfThem()
    {
        auto after = aTypicalInstrument();
        after.lotSize = {1, -5};
        after.tickSize = {5, -2};

        QCOMPARE(rescaleBetween(aTypicalInstrument(), after).value(), (Rescale{100, 1, 2, 1}));
    }

    void trailingZerosChangeNothing()
    {
        auto after = aTypicalInstrument();
        after.lotSize = {100, -5};

        QCOMPARE(rescaleBetween(aTypicalInstrument(), after).value(), Rescale{});
    }

    void refusesAnotherInstrument()
    {
        auto after = aTypicalInstrument();
        after.quoteCurrency = "USD";
        QCOMPARE(rescaleBetween(aTypicalInstrument(), after).error().code, Errc::Conflict);
        after = aTypicalInstrument();
        after.contractSize = {10, 0};
        QCOMPARE(rescaleBetween(aTypicalInstrument(), after).error().code, Errc::Conflict);
        after = aTypicalInstrument();
        after.lotSize = {0, 0};
        QCOMPARE(rescaleBetween(aTypicalInstrument(), after).error().code, Errc::Conflict);
    }

    void aSplitIsReduced()
    {
        QCOMPARE(splitOf(6, 4).value(), (Rescale{3, 2, 2, 3}));
        QCOMPARE(splitOf(0, 1).error().code, Errc::Invalid);
        QCOMPARE(splitOf(1, 1'000'001).error().code, Errc::Invalid);
    }

    void rescalesExactlyOrNotAtAll()
    {
        QCOMPARE(rescaled(Lots{-4}, {3, 2, 1, 1}), std::optional(Lots{-6}));
        QVERIFY(!rescaled(Lots{5}, {3, 2, 1, 1}));
        QCOMPARE(rescaled(Ticks{9}, {1, 1, 2, 3}), std::optional(Ticks{6}));
        QVERIFY(!rescaled(Lots{std::numeric_limits<std::int64_t>::max()}, {2, 1, 1, 1}));
    }

    // Rounded, a count is less than one new unit away from the exact one, on the side that was asked for.
    void roundsToTheSideThatIsAskedFor()
    {
        SeededRandom random(46);
        for (int draw = 0; draw < 5'000; ++draw) {
            const Rescale by{1, 1, random.between(1, 9), random.between(1, 9)};
            const std::int64_t before = random.between(-1'000, 1'000);
            const std::int64_t exact = before * by.ticksTimes; // in parts of a new unit
            const std::int64_t down = rescaled(Ticks{before}, by, Rounding::Down)->count * by.ticksOver;
            const std::int64_t up = rescaled(Ticks{before}, by, Rounding::Up)->count * by.ticksOver;
            QVERIFY(up >= exact && up - exact < by.ticksOver);
            const bool isLeast = before > 0 && down == by.ticksOver; // what is above zero stays there
            QVERIFY(isLeast || (down <= exact && exact - down < by.ticksOver));
        }
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(rescaled(Ticks{1}, {1, 1, 1, 1'000}, Rounding::Down), std::optional(Ticks{1}));
        QCOMPARE(rescaled(Ticks{0}, {1, 1, 1, 1'000}, Rounding::Up), std::optional(Ticks{0}));
        QCOMPARE(rescaled(Lots{most}, {1, 2, 1, 1}, Rounding::Up), std::optional(Lots{most / 2 + 1}));
        QVERIFY(!rescaled(Lots{most}, {2, 1, 1, 1}, Rounding::Down));
    }
};

QTEST_APPLESS_MAIN(TestRescale)
#include "tst_rescale.moc"
