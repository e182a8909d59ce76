#include "core/trade/market/venue_filters.h"

#include "core/trade/market/notional.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::market;

Q_DECLARE_METATYPE(std::optional<omni::market::VenueRefusal>)

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

/// Takes 10 to 1'000 lots in steps of 5, worth at least 5 dollars; a lot gains a cent a tick.
Instrument aTypicalInstrument()
{
    Instrument instrument;
    instrument.venue = "binance";
    instrument.symbol = "XRPUSDT";
    instrument.tickLotValue = {10'000'000'000};
    instrument.smallest = {10};
    instrument.largest = {1'000};
    instrument.step = {5};
    instrument.smallestValue = {500'000'000};
    return instrument;
}

} // namespace

class TestVenueFilters : public QObject
{
    Q_OBJECT

private slots:
    void namesTheFilterThatAnOrderBreaks_data()
    {
        QTest::addColumn<std::int64_t>("price");
        QTest::addColumn<std::int64_t>("size");
        QTest::addColumn<std::optional<VenueRefusal>>("refusal");

        const auto row = [](const char* name, std::int64_t price, std::int64_t size,
                            std::optional<VenueRefusal> refusal) { QTest::newRow(name) << price << size << refusal; };
        row("an ordinary order", 100, 100, std::nullopt);
        row("the smallest size", 100, 10, std::nullopt);
        row("the largest size", 100, 1'000, std::nullopt);
        row("exactly the smallest value", 50, 10, std::nullopt);
        row("a cent below the smallest value", 49, 10, VenueRefusal::ValueBelowSmallest);
        row("one lot too few", 100, 9, VenueRefusal::SizeBelowSmallest);
        row("one step too many", 100, 1'005, VenueRefusal::SizeAboveLargest);
        row("between the steps", 100, 12, VenueRefusal::SizeOffStep);
        row("nothing", 100, 0, VenueRefusal::SizeNotPositive);
        row("less than nothing", 100, -10, VenueRefusal::SizeNotPositive);
        row("price zero", 0, 100, VenueRefusal::PriceNotPositive);
        row("a price below zero", -1, 100, VenueRefusal::PriceNotPositive);
        row("a value beyond money", most, 1'000, VenueRefusal::ValueTooLarge);
    }

    void namesTheFilterThatAnOrderBreaks()
    {
        QFETCH(std::int64_t, price);
        QFETCH(std::int64_t, size);

        const auto refusal = refusalOf(aTypicalInstrument(), Ticks{price}, Lots{size});

        QTEST(refusal, "refusal");
    }

    void looksAtTheSizeAloneWhereThereIsNoPrice()
    {
        QVERIFY(!refusalOf(aTypicalInstrument(), Lots{10}));
        QCOMPARE(refusalOf(aTypicalInstrument(), Lots{11}), std::optional(VenueRefusal::SizeOffStep));
    }

    void givesTheLargestSizeThatIsTaken()
    {
        QCOMPARE(acceptableSize(aTypicalInstrument(), {104}).count, std::int64_t{100});
        QCOMPARE(acceptableSize(aTypicalInstrument(), {10}).count, std::int64_t{10});
        QCOMPARE(acceptableSize(aTypicalInstrument(), {9}).count, std::int64_t{0});
        QCOMPARE(acceptableSize(aTypicalInstrument(), {-9}).count, std::int64_t{0});
        QCOMPARE(acceptableSize(aTypicalInstrument(), {most}).count, std::int64_t{1'000});
    }

    void givesNothingWhereNoStepFits()
    {
        auto instrument = aTypicalInstrument();
        instrument.smallest = {11};
        instrument.largest = {14};

        QCOMPARE(acceptableSize(instrument, {14}).count, std::int64_t{0});
    }

    // What is called acceptable is accepted, and one step more is not both wanted and accepted.
    void acceptsWhatItCallsAcceptable()
    {
        std::mt19937_64 random{11};
        for (int i = 0; i < 20'000; ++i) {
            auto instrument = aTypicalInstrument();
            instrument.smallest = {1 + static_cast<std::int64_t>(random() % 100)};
            instrument.largest = {instrument.smallest.count + static_cast<std::int64_t>(random() % 1'000)};
            instrument.step = {1 + static_cast<std::int64_t>(random() % 20)};
            const Lots wanted{static_cast<std::int64_t>(random() % 1'500)};

            const Lots size = acceptableSize(instrument, wanted);

            QVERIFY(size <= wanted);
            QVERIFY(size.count == 0 || !refusalOf(instrument, size));
            for (std::int64_t more = size.count + 1; more <= wanted.count; ++more) {
                QVERIFY(refusalOf(instrument, Lots{more}));
            }
        }
    }

    // The exact value decides: an order is refused exactly when its value, rounded in its favour, is too small.
    void comparesTheValueExactly()
    {
        std::mt19937_64 random{12};
        for (int i = 0; i < 20'000; ++i) {
            auto instrument = aTypicalInstrument();
            instrument.step = {1};
            instrument.tickLotValue = {1 + static_cast<std::int64_t>(random() % 100'000), 10};
            instrument.smallestValue = {static_cast<std::int64_t>(random() % 1'000'000)};
            const Ticks price{1 + static_cast<std::int64_t>(random() % 1'000)};
            const Lots size{10 + static_cast<std::int64_t>(random() % 990)};

            const Int128 exact = Int128{price.count} * size.count * instrument.tickLotValue.e12;
            const bool isTooSmall = exact < Int128{instrument.smallestValue.e8} * 100'000;

            QCOMPARE(refusalOf(instrument, price, size).has_value(), isTooSmall);
        }
    }

    void hasAStableNameForEachRefusal()
    {
        QCOMPARE(nameOf(VenueRefusal::PriceNotPositive), std::string_view("price_not_positive"));
        QCOMPARE(nameOf(VenueRefusal::SizeOffStep), std::string_view("size_off_step"));
        QCOMPARE(nameOf(VenueRefusal::ValueTooLarge), std::string_view("value_too_large"));
    }
};

QTEST_APPLESS_MAIN(TestVenueFilters)
#include "tst_venue_filters.moc"
