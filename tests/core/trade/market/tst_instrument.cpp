#include "core/trade/market/instrument.h"

#include <QTest>

#include <cstdlib>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::market;

Q_DECLARE_METATYPE(omni::Decimal)
Q_DECLARE_METATYPE(omni::Errc)
Q_DECLARE_METATYPE(omni::market::Instrument)

namespace {

/// A perpetual future: tick 0.1, lot 0.001.
Instrument aTypicalInstrument()
{
    Instrument instrument;
    instrument.id = {1};
    instrument.venue = "binance";
    instrument.symbol = "BTCUSDT";
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = {1, -1};
    instrument.lotSize = {1, -3};
    return instrument;
}

Instrument withIncrements(Decimal tick, Decimal lot, Decimal contract = {1, 0})
{
    auto instrument = aTypicalInstrument();
    instrument.tickSize = tick;
    instrument.lotSize = lot;
    instrument.contractSize = contract;
    return instrument;
}

} // namespace

class TestInstrument : public QObject
{
    Q_OBJECT

private slots:
    void hasTheNameOfVenueAndSymbol()
    {
        QCOMPARE(aTypicalInstrument().name(), std::string("binance:BTCUSDT"));
    }

    // 0.1 x 0.001 x 1 = 0.0001, which is 100'000'000 trillionths.
    void multipliesTickLotAndContract()
    {
        const auto instrument = completed(aTypicalInstrument());

        QVERIFY(instrument);
        QCOMPARE(instrument->tickLotValue.e12, std::int64_t{100'000'000});
        QCOMPARE(instrument->tickLotValue.divisor, std::int64_t{1});
    }

    void keepsEveryTickLotValueExact_data()
    {
        QTest::addColumn<Decimal>("tick");
        QTest::addColumn<Decimal>("lot");
        QTest::addColumn<Decimal>("contract");
        QTest::addColumn<std::int64_t>("e12");
        QTest::addColumn<std::int64_t>("divisor");

        const auto row = [](const char* name, Decimal tick, Decimal lot, Decimal contract, std::int64_t e12,
                            std::int64_t divisor) { QTest::newRow(name) << tick << lot << contract << e12 << divisor; };
        row("a share in cents", {1, -2}, {1, 0}, {1, 0}, 10'000'000'000, 1);
        row("an E-mini: 0.25 x 50 = 12.5", {25, -2}, {1, 0}, {50, 0}, 12'500'000'000'000, 1);
        row("a euro future: 0.00005 x 125'000 = 6.25", {5, -5}, {1, 0}, {125'000, 0}, 6'250'000'000'000, 1);
        row("written with more decimals than it has", {100, -3}, {1'000, -6}, {1, 0}, 100'000'000, 1);
        row("a tenth of a trillionth", {1, -8}, {1, -5}, {1, 0}, 1, 10);
        row("fives and twos that meet: 0.25e-12 x 0.4 = 1e-13", {25, -14}, {4, -1}, {1, 0}, 1, 10);
        row("the finest that is taken: 1e-27", {1, -18}, {1, -9}, {1, 0}, 1, 1'000'000'000'000'000);
        row("a tick of 10", {1, 1}, {1, 0}, {1, 0}, 10'000'000'000'000, 1);
    }

    void keepsEveryTickLotValueExact()
    {
        QFETCH(Decimal, tick);
        QFETCH(Decimal, lot);
        QFETCH(Decimal, contract);

        const auto instrument = completed(withIncrements(tick, lot, contract));

        QVERIFY(instrument);
        QTEST(instrument->tickLotValue.e12, "e12");
        QTEST(instrument->tickLotValue.divisor, "divisor");
    }

    void refusesWhatIsOutOfBounds_data()
    {
        QTest::addColumn<Instrument>("instrument");
        QTest::addColumn<Errc>("code");

        const auto row = [](const char* name, Errc code, auto change) {
            auto instrument = aTypicalInstrument();
            change(instrument);
            QTest::newRow(name) << instrument << code;
        };
        row("no venue", Errc::Invalid, [](auto& i) { i.venue.clear(); });
        row("a venue in capitals", Errc::Invalid, [](auto& i) { i.venue = "Binance"; });
        row("a venue with a colon", Errc::Invalid, [](auto& i) { i.venue = "binance:us"; });
        row("a venue that is too long", Errc::Invalid, [](auto& i) { i.venue = std::string(33, 'a'); });
        row("no symbol", Errc::Invalid, [](auto& i) { i.symbol.clear(); });
        row("a symbol with a space", Errc::Invalid, [](auto& i) { i.symbol = "BTC USDT"; });
        row("a symbol with a comma", Errc::Invalid, [](auto& i) { i.symbol = "BTC,USDT"; });
        row("a symbol that is not ASCII", Errc::Invalid, [](auto& i) { i.symbol = "\xc3\x84"; });
        row("a symbol that is too long", Errc::Invalid, [](auto& i) { i.symbol = std::string(65, 'A'); });
        row("no currency", Errc::Invalid, [](auto& i) { i.quoteCurrency.clear(); });
        row("version zero", Errc::Invalid, [](auto& i) { i.version = 0; });
        row("tick zero", Errc::Invalid, [](auto& i) { i.tickSize = {0, 0}; });
        row("a tick below zero", Errc::Invalid, [](auto& i) { i.tickSize = {-1, -2}; });
        row("a tick with 19 decimals", Errc::Invalid, [](auto& i) { i.tickSize = {1, -19}; });
        row("lot zero", Errc::Invalid, [](auto& i) { i.lotSize = {0, 0}; });
        row("contract zero", Errc::Invalid, [](auto& i) { i.contractSize = {0, 0}; });
        row("step zero", Errc::Invalid, [](auto& i) { i.step = {0}; });
        row("smallest zero", Errc::Invalid, [](auto& i) { i.smallest = {0}; });
        row("largest below smallest", Errc::Invalid, [](auto& i) { i.smallest = {2}, i.largest = {1}; });
        row("a smallest value below zero", Errc::Invalid, [](auto& i) { i.smallestValue = {-1}; });
        row("a value finer than 1e-27", Errc::Overflow, [](auto& i) { i.tickSize = {1, -18}, i.lotSize = {1, -10}; });
        row("a value that is too large", Errc::Overflow, [](auto& i) { i.tickSize = {1, 18}; });
        row("mantissas beyond 128 bits", Errc::Overflow, [](auto& i) {
            i.tickSize = i.lotSize = i.contractSize = {999'999'999'999'999'999, -18};
        });
    }

    void refusesWhatIsOutOfBounds()
    {
        QFETCH(Instrument, instrument);

        const auto result = completed(instrument);

        QVERIFY(!result);
        QTEST(result.error().code, "code");
    }

    void takesOrdinarySymbols()
    {
        for (const char* symbol : {"BRK.B", "BTC-USD", "EUR/USD", "ES=F", "^GSPC", "6EH4"}) {
            auto instrument = aTypicalInstrument();
            instrument.symbol = symbol;
            QVERIFY2(completed(instrument), symbol);
        }
    }

    void writesPricesWithTheDecimalsOfTheTick_data()
    {
        QTest::addColumn<Decimal>("tick");
        QTest::addColumn<std::int64_t>("count");
        QTest::addColumn<QString>("text");

        const auto row = [](const char* name, Decimal tick, std::int64_t count, const char* text) {
            QTest::newRow(name) << tick << count << QString(text);
        };
        row("a tenth", {1, -1}, 618'002, "61800.2");
        row("a whole price keeps its decimal", {1, -1}, 618'000, "61800.0");
        row("quarters", {25, -2}, 17'801, "4450.25");
        row("below one", {1, -5}, 7, "0.00007");
        row("zero", {1, -2}, 0, "0.00");
        row("below zero", {1, -2}, -3'763, "-37.63");
        row("below zero and one", {1, -2}, -5, "-0.05");
        row("no decimals", {1, 0}, 42, "42");
        row("a tick of 10", {1, 1}, 42, "420");
        row("zero with a tick of 10", {1, 1}, 0, "0");
        row("the largest count", {1, -2}, std::numeric_limits<std::int64_t>::max(), "92233720368547758.07");
        row("the smallest count", {1, 0}, std::numeric_limits<std::int64_t>::min(), "-9223372036854775808");
        row("a product beyond 64 bits", {25, -2}, std::numeric_limits<std::int64_t>::max(), "2305843009213693951.75");
    }

    void writesPricesWithTheDecimalsOfTheTick()
    {
        QFETCH(Decimal, tick);
        QFETCH(std::int64_t, count);
        QFETCH(QString, text);
        const auto instrument = withIncrements(tick, {1, 0});

        QCOMPARE(QString::fromStdString(priceText(instrument, {count})), text);
    }

    void writesQuantitiesWithTheDecimalsOfTheLot()
    {
        QCOMPARE(quantityText(aTypicalInstrument(), {6}), std::string("0.006"));
        QCOMPARE(quantityText(aTypicalInstrument(), {-12'000}), std::string("-12.000"));
    }

    void takesPricesThatAreMultiplesOfTheTick()
    {
        const auto instrument = withIncrements({25, -2}, {1, 0});

        QCOMPARE(ticksFrom(instrument, {445'025, -2})->count, std::int64_t{17'801});
        QCOMPARE(ticksFrom(instrument, {4'450'250, -3})->count, std::int64_t{17'801});
        QCOMPARE(ticksFrom(instrument, {-5, -1})->count, std::int64_t{-2});
        QCOMPARE(ticksFrom(instrument, {1, 3})->count, std::int64_t{4'000});
        QCOMPARE(ticksFrom(instrument, {0, -18})->count, std::int64_t{0});
    }

    void refusesPricesBetweenTheTicks()
    {
        const auto instrument = withIncrements({25, -2}, {1, 0});

        for (const Decimal price : {Decimal{445'030, -2}, Decimal{1, -18}, Decimal{1, -128}, Decimal{445'025, -3}}) {
            const auto ticks = ticksFrom(instrument, price);
            QVERIFY(!ticks);
            QCOMPARE(ticks.error().code, Errc::Invalid);
        }
    }

    void refusesPricesThatDoNotFit()
    {
        const auto instrument = withIncrements({1, -18}, {1, 0});

        for (const Decimal price : {Decimal{10, 0}, Decimal{1, 30}, Decimal{1, 127}}) {
            const auto ticks = ticksFrom(instrument, price);
            QVERIFY(!ticks);
            QCOMPARE(ticks.error().code, Errc::Overflow);
        }
    }

    // What is written is read back, for increments of every kind and counts of every size.
    void readsBackWhatItWrites()
    {
        std::mt19937_64 random{20'240'808};
        const Decimal increments[] = {{1, -1}, {1, -2}, {25, -2}, {5, -5}, {1, -8}, {1, 0}, {5, 1}, {125, -6}};
        for (int i = 0; i < 20'000; ++i) {
            const auto instrument = withIncrements(increments[random() % 8], increments[random() % 8]);
            // At most 15 digits, so that the text stays within the 18 that are read.
            const auto count = static_cast<std::int64_t>(random() % 2'000'000'000'000'000) - 1'000'000'000'000'000;
            const auto narrowedCount = count / (std::int64_t{1} << random() % 40);

            const auto price = decimalFromText(priceText(instrument, {narrowedCount}));
            const auto size = decimalFromText(quantityText(instrument, {narrowedCount}));

            QVERIFY(price && size);
            QCOMPARE(ticksFrom(instrument, *price)->count, narrowedCount);
            QCOMPARE(lotsFrom(instrument, *size)->count, narrowedCount);
        }
    }

    // The nearest double, as the C library reads it from the text.
    void givesTheNearestDouble()
    {
        std::mt19937_64 random{7};
        const Decimal increments[] = {{1, -1}, {1, -2}, {25, -2}, {5, -5}, {1, -8}, {1, 0}, {5, 1}};
        for (int i = 0; i < 20'000; ++i) {
            const auto instrument = withIncrements(increments[random() % 7], {1, -5});
            const auto count = static_cast<std::int64_t>(random() % 100'000'000'000'000);
            QCOMPARE(priceNumber(instrument, {count}), std::strtod(priceText(instrument, {count}).c_str(), nullptr));
            QCOMPARE(quantityNumber(instrument, {count}),
                     std::strtod(quantityText(instrument, {count}).c_str(), nullptr));
        }
    }
};

QTEST_APPLESS_MAIN(TestInstrument)
#include "tst_instrument.moc"
