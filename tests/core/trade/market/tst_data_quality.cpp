// needs: ZLIB::ZLIB

#include "core/trade/market/data_quality.h"
#include "tests/support/tick_files.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

Q_DECLARE_METATYPE(omni::market::Tick)
Q_DECLARE_METATYPE(std::optional<omni::market::TickFault>)

namespace {

constexpr InstrumentId ours{1};
constexpr auto most = std::numeric_limits<std::int64_t>::max();

Quote aQuote()
{
    return {.instrument = ours, .venueTime = {1'000}, .bid = {999}, .ask = {1'001}, .bidSize = {5}, .askSize = {5}};
}

Print aPrint()
{
    return {.instrument = ours, .venueTime = {1'000}, .price = {1'000}, .size = {5}};
}

Bar aBar()
{
    return {.instrument = ours,
            .opened = {1'000},
            .interval = {60},
            .closedAt = {1'060},
            .open = {1'000},
            .high = {1'010},
            .low = {990},
            .close = {1'005},
            .volume = 3};
}

DepthChange aChange()
{
    return {.instrument = ours, .venueTime = {1'000}, .price = {1'000}, .size = {5}};
}

/// Adds a row: an ordinary tick, spoilt by `change`.
template<class T, class Change> void row(const char* name, std::optional<TickFault> fault, T tick, Change change)
{
    change(tick);
    QTest::newRow(name) << Tick{tick} << fault;
}

constexpr auto nothing = [](auto&) {};

/// The fault of the row's tick after one good tick of each kind at time 900 and price 1'000.
void checkTheRow()
{
    QFETCH(Tick, tick);
    QualityWatch watch(ours);
    auto quote = aQuote();
    auto print = aPrint();
    auto bar = aBar();
    auto depth = aChange();
    quote.venueTime = print.venueTime = depth.venueTime = bar.opened = {900};
    bar.close = {1'000};
    QVERIFY(!watch.check(bar) && !watch.check(print) && !watch.check(depth) && !watch.check(quote));

    const auto fault = watch.check(tick);

    QTEST(fault, "fault");
    if (fault && quarantines(*fault)) {
        QCOMPARE(watch.lastGood()->count, std::int64_t{1'000});
    }
}

} // namespace

class TestDataQuality : public QObject
{
    Q_OBJECT

private slots:
    // F44: every field of every kind that a desk takes, at zero, below it and at the ends of the range.
    void findsAFaultInTheTickItself()
    {
        using Fault = TickFault;
        const auto faultWith = [](auto tick, auto field, auto value) {
            tick.*field = value;
            return faultInItself(Tick{tick});
        };
        const std::int64_t least = -most - 1;
        for (const auto& tick : {Tick{aQuote()}, Tick{aPrint()}, Tick{aBar()}, Tick{aChange()}}) {
            QVERIFY(!faultInItself(tick));
        }
        for (const std::int64_t none : {std::int64_t{0}, std::int64_t{-1}, least}) {
            const Ticks price{none};
            for (const auto field : {&Quote::bid, &Quote::ask}) {
                QCOMPARE(faultWith(aQuote(), field, price), std::optional(Fault::PriceNotPositive));
            }
            QCOMPARE(faultWith(aPrint(), &Print::price, price), std::optional(Fault::PriceNotPositive));
            for (const auto field : {&Bar::open, &Bar::high, &Bar::low, &Bar::close}) {
                QCOMPARE(faultWith(aBar(), field, price), std::optional(Fault::PriceNotPositive));
            }
        }
        for (const std::int64_t below : {std::int64_t{-1}, least}) {
            for (const auto field : {&Quote::bidSize, &Quote::askSize}) {
                QCOMPARE(faultWith(aQuote(), field, Lots{below}), std::optional(Fault::SizeNegative));
            }
            QCOMPARE(faultWith(aPrint(), &Print::size, Lots{below}), std::optional(Fault::SizeNegative));
        }
        QCOMPARE(faultWith(aPrint(), &Print::size, Lots{0}), std::optional(Fault::SizeZero));
        QCOMPARE(faultWith(aPrint(), &Print::size, Lots{most}), std::optional<Fault>());
        for (const auto field : {&Quote::bidSize, &Quote::askSize}) {
            QCOMPARE(faultWith(aQuote(), field, Lots{0}), std::optional<Fault>()); // not told
        }
        for (const double volume : {-1.0, std::numeric_limits<double>::quiet_NaN()}) {
            QCOMPARE(faultWith(aBar(), &Bar::volume, volume), std::optional(Fault::SizeNegative));
        }
        QCOMPARE(faultWith(aBar(), &Bar::volume, 0.0), std::optional<Fault>());
        // open 1000, high 1010, low 990, close 1005
        QCOMPARE(faultWith(aBar(), &Bar::high, Ticks{989}), std::optional(Fault::Inconsistent)); // below the low
        QCOMPARE(faultWith(aBar(), &Bar::open, Ticks{1'011}), std::optional(Fault::Inconsistent));
        QCOMPARE(faultWith(aBar(), &Bar::open, Ticks{989}), std::optional(Fault::Inconsistent));
        QCOMPARE(faultWith(aBar(), &Bar::close, Ticks{1'011}), std::optional(Fault::Inconsistent));
        QCOMPARE(faultWith(aBar(), &Bar::close, Ticks{989}), std::optional(Fault::Inconsistent));
        for (const auto field : {&Quote::hasBid, &Quote::hasAsk}) { // what is not there cannot be wrong
            auto quote = aQuote();
            quote.*field = false;
            (field == &Quote::hasBid ? quote.bid : quote.ask) = Ticks{0};
            QVERIFY(!faultInItself(Tick{quote}));
        }
    }

    // The comparison of a bar's prices, over random ones: sound exactly when no price leaves [low, high].
    void aBarIsSoundWhenItsRangeHoldsItsPrices()
    {
        std::mt19937_64 random(44);
        for (int draw = 0; draw < 20'000; ++draw) {
            auto bar = aBar();
            for (const auto field : {&Bar::open, &Bar::high, &Bar::low, &Bar::close}) {
                bar.*field = Ticks{static_cast<std::int64_t>(1 + random() % 6)};
            }
            bool holds = true;
            for (const auto field : {&Bar::open, &Bar::high, &Bar::low, &Bar::close}) {
                const std::int64_t price = (bar.*field).count;
                holds = holds && price >= bar.low.count && price <= bar.high.count;
            }
            QCOMPARE(!faultInItself(Tick{bar}), holds);
        }
    }

    void namesAWrongPriceOrSize_data()
    {
        QTest::addColumn<Tick>("tick");
        QTest::addColumn<std::optional<TickFault>>("fault");

        row("an ordinary quote", std::nullopt, aQuote(), nothing);
        row("an ordinary print", std::nullopt, aPrint(), nothing);
        row("an ordinary bar", std::nullopt, aBar(), nothing);
        row("an ordinary change", std::nullopt, aChange(), nothing);
        row("an ordinary status", std::nullopt, StatusChange{.instrument = ours}, nothing);

        row("a foreign quote", TickFault::Foreign, aQuote(), [](auto& t) { t.instrument = {2}; });
        row("a foreign print", TickFault::Foreign, aPrint(), [](auto& t) { t.instrument = {2}; });
        row("a foreign bar", TickFault::Foreign, aBar(), [](auto& t) { t.instrument = {2}; });
        row("a foreign change", TickFault::Foreign, aChange(), [](auto& t) { t.instrument = {2}; });
        row("a foreign status", TickFault::Foreign, StatusChange{}, nothing);

        row("bid zero", TickFault::PriceNotPositive, aQuote(), [](auto& t) { t.bid = {0}; });
        row("ask zero", TickFault::PriceNotPositive, aQuote(), [](auto& t) { t.ask = {0}; });
        row("bid below zero", TickFault::PriceNotPositive, aQuote(), [](auto& t) { t.bid = {-1}; });
        row("print at zero", TickFault::PriceNotPositive, aPrint(), [](auto& t) { t.price = {0}; });
        row("bar with low zero", TickFault::PriceNotPositive, aBar(), [](auto& t) { t.low = {0}; });
        row("change below zero", TickFault::PriceNotPositive, aChange(), [](auto& t) { t.price = {-5}; });
        row("a removal has any price", std::nullopt, aChange(), [](auto& t) { t.price = {0}, t.size = {0}; });

        row("bid size below zero", TickFault::SizeNegative, aQuote(), [](auto& t) { t.bidSize = {-1}; });
        row("print size below zero", TickFault::SizeNegative, aPrint(), [](auto& t) { t.size = {-1}; });
        row("change size below zero", TickFault::SizeNegative, aChange(), [](auto& t) { t.size = {-1}; });
        row("bar volume below zero", TickFault::SizeNegative, aBar(), [](auto& t) { t.volume = -1; });
        row("bar volume that is no number", TickFault::SizeNegative, aBar(),
            [](auto& t) { t.volume = std::numeric_limits<double>::quiet_NaN(); });
        row("a print of nothing", TickFault::SizeZero, aPrint(), [](auto& t) { t.size = {0}; });
        row("sizes of a quote may be unknown", std::nullopt, aQuote(), [](auto& t) { t.bidSize = t.askSize = {0}; });
        row("ask size of 1e18", TickFault::SizeTooLarge, aQuote(),
            [](auto& t) { t.askSize = {1'000'000'000'000'000'000}; });
        row("print size of 1e18", TickFault::SizeTooLarge, aPrint(),
            [](auto& t) { t.size = {1'000'000'000'000'000'000}; });
    }

    void namesAWrongPriceOrSize()
    {
        checkTheRow();
    }

    void namesWhatDoesNotFitTogether_data()
    {
        QTest::addColumn<Tick>("tick");
        QTest::addColumn<std::optional<TickFault>>("fault");

        row("high below open", TickFault::Inconsistent, aBar(), [](auto& t) { t.high = {999}; });
        row("low above close", TickFault::Inconsistent, aBar(), [](auto& t) { t.low = {1'006}; });
        row("closed before it opened", TickFault::Inconsistent, aBar(), [](auto& t) { t.closedAt = {999}; });

        row("an older quote", TickFault::TimeBackwards, aQuote(), [](auto& t) { t.venueTime = {899}; });
        row("an older print", TickFault::TimeBackwards, aPrint(), [](auto& t) { t.venueTime = {899}; });
        row("an older bar", TickFault::TimeBackwards, aBar(), [](auto& t) { t.opened = {899}; });
        row("an older change", TickFault::TimeBackwards, aChange(), [](auto& t) { t.venueTime = {899}; });
        row("the first of all times", TickFault::TimeBackwards, aPrint(), [](auto& t) { t.venueTime = {-most - 1}; });
        row("the same time again", std::nullopt, aQuote(), [](auto& t) { t.venueTime = {900}; });

        row("a crossed quote", TickFault::Crossed, aQuote(), [](auto& t) { t.bid = {1'002}; });
        row("a locked quote", TickFault::Locked, aQuote(), [](auto& t) { t.bid = {1'001}; });
        row("no bid", TickFault::OneSided, aQuote(), [](auto& t) { t.hasBid = false, t.bid = {0}; });
        row("no ask", TickFault::OneSided, aQuote(), [](auto& t) { t.hasAsk = false, t.ask = {0}; });

        row("a print 10 % away", std::nullopt, aPrint(), [](auto& t) { t.price = {1'100}; });
        row("a print further away", TickFault::Outlier, aPrint(), [](auto& t) { t.price = {1'101}; });
        row("a print far below", TickFault::Outlier, aPrint(), [](auto& t) { t.price = {899}; });
        row("a price times 100", TickFault::Outlier, aPrint(), [](auto& t) { t.price = {100'000}; });
        row("the largest price", TickFault::Outlier, aPrint(), [](auto& t) { t.price = {most}; });
        row("a quote far away", TickFault::Outlier, aQuote(), [](auto& t) { t.bid = {1'200}, t.ask = {1'202}; });
        row("a bar that closes far away", TickFault::Outlier, aBar(), [](auto& t) { t.high = t.close = {1'200}; });
        row("depth far from the touch is none the worse", std::nullopt, aChange(), [](auto& t) { t.price = {1}; });
    }

    void namesWhatDoesNotFitTogether()
    {
        checkTheRow();
    }

    void quarantinesAllButWhatIsOnlyFlagged()
    {
        QVERIFY(quarantines(TickFault::Crossed));
        QVERIFY(quarantines(TickFault::Outlier));
        QVERIFY(!quarantines(TickFault::Locked));
        QVERIFY(!quarantines(TickFault::OneSided));
    }

    void takesTheFirstPriceAsItIs()
    {
        QualityWatch watch(ours);

        QVERIFY(!watch.lastGood());
        QVERIFY(!watch.check(aPrint()));
        QCOMPARE(watch.lastGood()->count, std::int64_t{1'000});
    }

    void takesPricesBelowZeroWhereTheyAreAllowed()
    {
        QualityWatch watch(ours, {.allowsNegativePrices = true});
        auto print = aPrint();
        print.price = {-3'763};

        QVERIFY(!watch.check(print));
        print.price = {-3'387}; // 10 % of 3'763 is 376.3
        QVERIFY(!watch.check(print));
        print.price = {3'387};
        QCOMPARE(watch.check(print), std::optional(TickFault::Outlier));
    }

    void allowsTimeToRunBackALittleWhereTold()
    {
        QualityWatch watch(ours, {.mostBackwards = {50}});
        auto print = aPrint();
        QVERIFY(!watch.check(print));

        print.venueTime = {950};
        QVERIFY(!watch.check(print));
        print.venueTime = {949};
        QCOMPARE(watch.check(print), std::optional(TickFault::TimeBackwards));
    }

    void believesAJumpOnceSomebodyVouchesForIt()
    {
        QualityWatch watch(ours);
        QVERIFY(!watch.check(aPrint()));
        auto jump = aPrint();
        jump.price = {2'000};
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(watch.check(jump), std::optional(TickFault::Outlier));
        }

        watch.trust({1'950});

        QVERIFY(!watch.check(jump));
    }

    void believesAJumpThatIsConfirmedOftenEnough()
    {
        QualityWatch watch(ours, {.confirmations = 3});
        QVERIFY(!watch.check(aPrint()));
        auto jump = aPrint();
        const auto priced = [&jump](std::int64_t price) {
            jump.price = {price};
            return jump;
        };

        QVERIFY(watch.check(priced(2'000)));
        QVERIFY(watch.check(priced(2'010)));
        QVERIFY(watch.check(priced(5'000))); // disagrees: the count starts again
        QVERIFY(watch.check(priced(2'000)));
        QVERIFY(watch.check(priced(1'990)));
        QVERIFY(!watch.check(priced(2'005)));
        QCOMPARE(watch.lastGood()->count, std::int64_t{2'005});
    }

    // Whatever comes, what is let through is within the share of what was let through before.
    void neverLetsAnOutlierThrough()
    {
        std::mt19937_64 random{31};
        QualityWatch watch(ours, {.outlier = {500}});
        std::optional<std::int64_t> last;
        for (int i = 0; i < 20'000; ++i) {
            auto print = aPrint();
            print.price = {1'000 + static_cast<std::int64_t>(random() % 200)};
            if (random() % 10 == 0) {
                print.price = {static_cast<std::int64_t>(random() >> (random() % 63))};
            }
            if (!watch.check(print)) {
                if (last) {
                    const Int128 away = Int128{print.price.count} - *last;
                    QVERIFY((away < 0 ? -away : away) * 20 <= *last);
                }
                last = print.price.count;
            }
        }
    }

    void goesOnAfterSavingAndLoading()
    {
        QualityWatch watch(ours, {.confirmations = 2});
        QVERIFY(!watch.check(aPrint()));
        auto jump = aPrint();
        jump.price = {2'000};
        QVERIFY(watch.check(jump));
        Bytes bytes;
        ByteWriter out(bytes);
        watch.save(out);

        QualityWatch copy(ours, {.confirmations = 2});
        ByteReader in(bytes);
        copy.load(in);

        QVERIFY(in.finished());
        QVERIFY(!copy.check(jump));
    }

    void startsAnewAfterDamagedBytes()
    {
        QualityWatch watch(ours);
        QVERIFY(!watch.check(aPrint()));
        const Bytes bytes(3);
        ByteReader in(bytes);

        watch.load(in);

        QVERIFY(!in.ok());
        QVERIFY(!watch.lastGood());
    }

    // A recorded day was found clean by others: it is clean here, but for the one locked quote that they name.
    void findsRecordedTicksClean()
    {
        const char* binance = "data/ticks/BTCUSDT_perp_2024-08-08_quotes.csv.gz";
        const char* trueFx = "data/ticks/USDJPY_2013-01_quotes.csv.gz";
        const auto crypto = sharedFile(binance);
        const auto forex = sharedFile(trueFx);
        if (!crypto || !forex) {
            QSKIP(absenceOf(crypto ? trueFx : binance).c_str());
        }
        const auto faultsIn = [](const std::vector<Quote>& quotes) {
            QualityWatch watch(ours);
            std::vector<TickFault> faults;
            for (const auto& quote : quotes) {
                if (const auto fault = watch.check(quote)) {
                    faults.push_back(*fault);
                }
            }
            return faults;
        };

        QVERIFY(faultsIn(quotesOf(*crypto, instrumentWith("BTCUSDT", {1, -1}, {1, -3}))).empty());
        QCOMPARE(faultsIn(quotesOf(*forex, instrumentWith("USDJPY", {1, -3}, {1, 0}))),
                 std::vector<TickFault>{TickFault::Locked});
    }
};

QTEST_APPLESS_MAIN(TestDataQuality)
#include "tst_data_quality.moc"
