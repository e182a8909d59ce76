#include "core/trade/market/bar_builder.h"

#include <QTest>

#include <limits>
#include <map>
#include <random>

using namespace omni;
using namespace omni::market;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

/// A lot is a thousandth.
Instrument anInstrument()
{
    Instrument instrument;
    instrument.id = {1};
    instrument.lotSize = {1, -3};
    return instrument;
}

Print at(std::int64_t second, std::int64_t price, std::int64_t size, Aggressor aggressor = Aggressor::Unknown)
{
    return {.instrument = {1},
            .venueTime = Timestamp{} + seconds(second),
            .price = {price},
            .size = {size},
            .aggressor = aggressor};
}

Quote quoteAt(std::int64_t second, std::int64_t bid, std::int64_t ask)
{
    return {.instrument = {1}, .venueTime = Timestamp{} + seconds(second), .bid = {bid}, .ask = {ask}};
}

BarBuilder minuteBars()
{
    return BarBuilder(anInstrument(), {.kind = BarKind::Time, .interval = minutes(1)});
}

Bytes bytesOf(const BarBuilder& builder)
{
    Bytes bytes;
    ByteWriter out(bytes);
    builder.save(out);
    return bytes;
}

} // namespace

class TestBarBuilder : public QObject
{
    Q_OBJECT

private slots:
    // --- time ---

    void buildsABarOfAMinute()
    {
        auto builder = minuteBars();
        QVERIFY(!builder.add(at(60, 100, 1, Aggressor::Buyer)));
        QVERIFY(!builder.add(at(70, 105, 2, Aggressor::Seller)));
        QVERIFY(!builder.add(at(80, 98, 3, Aggressor::Buyer)));
        QVERIFY(!builder.add(at(119, 102, 4)));

        const auto built = builder.add(at(120, 103, 5));

        QVERIFY(built);
        QCOMPARE(built->bar.opened, Timestamp{} + minutes(1));
        QCOMPARE(built->bar.closedAt, Timestamp{} + minutes(2));
        QCOMPARE(built->bar.interval, minutes(1));
        QCOMPARE(built->bar.open.count, std::int64_t{100});
        QCOMPARE(built->bar.high.count, std::int64_t{105});
        QCOMPARE(built->bar.low.count, std::int64_t{98});
        QCOMPARE(built->bar.close.count, std::int64_t{102});
        QCOMPARE(built->bar.trades, std::uint32_t{4});
        QCOMPARE(built->lots.count, std::int64_t{10});
        QCOMPARE(built->bar.volume, 0.010);
        QCOMPARE(built->buyLots.count, std::int64_t{4});
        QCOMPARE(built->sellLots.count, std::int64_t{2});
        QVERIFY(built->tickLots == 100 + 210 + 294 + 408);
        QCOMPARE(built->vwapTicks(), 101.2);
        QVERIFY(!built->isPartial);
    }

    void givesAnEventAtTheEndToTheNextBar()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));

        QCOMPARE(builder.add(at(120, 200, 1))->bar.high.count, std::int64_t{100});
        QCOMPARE(builder.add(at(180, 300, 1))->bar.open.count, std::int64_t{200});
    }

    void countsBucketsFromTheYear1970AlsoBeforeIt()
    {
        auto builder = minuteBars();
        builder.add(at(-1, 100, 1));

        QCOMPARE(builder.add(at(0, 100, 1))->bar.opened, Timestamp{} - minutes(1));
    }

    void statesHowManyBucketsWereEmpty()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));

        const auto first = builder.add(at(125, 100, 1));
        const auto second = builder.add(at(60 * 7, 100, 1));
        const auto third = builder.add(at(60 * 8, 100, 1));

        QCOMPARE(first->gap, std::uint64_t{0}); // nothing came before it
        QCOMPARE(second->gap, std::uint64_t{0});
        QCOMPARE(third->gap, std::uint64_t{4}); // minutes 3, 4, 5 and 6
    }

    void endsABarWhenTimePassesItsEnd()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));

        QVERIFY(!builder.advanceTo(Timestamp{} + seconds(119)));
        QVERIFY(builder.advanceTo(Timestamp{} + seconds(120)));
        QVERIFY(!builder.advanceTo(Timestamp{} + seconds(600)));
    }

    void statesTheSameGapHoweverABarWasEnded()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));
        builder.advanceTo(Timestamp{} + minutes(5));
        builder.add(at(60 * 7, 100, 1));

        QCOMPARE(builder.advanceTo(Timestamp{} + minutes(8))->gap, std::uint64_t{5});
    }

    void refusesAndCountsLatePrints()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));
        builder.add(at(120, 101, 1));

        QVERIFY(!builder.add(at(119, 999, 1)));

        QCOMPARE(builder.late(), std::uint64_t{1});
        QCOMPARE(builder.open()->bar.high.count, std::int64_t{101});
    }

    void takesAPrintOutOfOrderWithinItsBucket()
    {
        auto builder = minuteBars();
        builder.add(at(90, 100, 1));
        builder.add(at(80, 101, 1));

        QCOMPARE(builder.late(), std::uint64_t{0});
        QCOMPARE(builder.open()->bar.close.count, std::int64_t{101});
    }

    void isNotReopenedByAPrintOfABucketThatTimeHasPassed()
    {
        auto builder = minuteBars();
        builder.advanceTo(Timestamp{} + seconds(150));

        QVERIFY(!builder.add(at(119, 100, 1)));
        QCOMPARE(builder.late(), std::uint64_t{1});
        builder.add(at(121, 100, 1)); // the bucket that time stands in is still open
        QVERIFY(builder.open());
    }

    void handsOutAnUnfinishedBarAsPartial()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));

        const auto last = builder.finish();

        QVERIFY(last && last->isPartial);
        QVERIFY(!builder.finish());
        QVERIFY(!builder.open());
    }

    // --- trades and volume ---

    void endsABarWithTheTradeThatFillsIt()
    {
        BarBuilder builder(anInstrument(), {.kind = BarKind::Trades, .trades = 3});
        QVERIFY(!builder.add(at(1, 100, 1)));
        QVERIFY(!builder.add(at(2, 104, 1)));

        const auto built = builder.add(at(5, 102, 1));

        QVERIFY(built);
        QCOMPARE(built->bar.opened, Timestamp{} + seconds(1));
        QCOMPARE(built->bar.closedAt, Timestamp{} + seconds(5));
        QCOMPARE(built->bar.interval, Duration{});
        QCOMPARE(built->bar.close.count, std::int64_t{102});
        QVERIFY(!builder.open());
    }

    void endsABarWithTheVolumeThatFillsIt()
    {
        BarBuilder builder(anInstrument(), {.kind = BarKind::Volume, .volume = {10}});
        QVERIFY(!builder.add(at(1, 100, 9)));

        const auto built = builder.add(at(2, 101, 7));

        QCOMPARE(built->lots.count, std::int64_t{16}); // a print is not split
        QCOMPARE(builder.add(at(3, 102, 10))->lots.count, std::int64_t{10}); // one print fills a bar alone
    }

    void doesNotEndBarsOfTradesByTime()
    {
        BarBuilder builder(anInstrument(), {.kind = BarKind::Trades, .trades = 3});
        builder.add(at(1, 100, 1));

        QVERIFY(!builder.advanceTo(Timestamp{} + days(10)));
        QVERIFY(builder.open());
    }

    void refusesTradesFromBeforeTheLastBarOfTrades()
    {
        BarBuilder builder(anInstrument(), {.kind = BarKind::Trades, .trades = 2});
        builder.add(at(1, 100, 1));
        builder.add(at(5, 100, 1));

        builder.add(at(4, 100, 1));

        QCOMPARE(builder.late(), std::uint64_t{1});
    }

    // --- mids ---

    void buildsBarsOfMids()
    {
        auto builder = minuteBars();
        builder.addMid(quoteAt(60, 100, 102)); // 101
        builder.addMid(quoteAt(61, 100, 103)); // 101.5 is rounded to 102
        builder.addMid(quoteAt(62, 100, 101)); // 100.5 is rounded to 100

        const auto built = builder.addMid(quoteAt(120, 100, 102));

        QCOMPARE(built->bar.open.count, std::int64_t{101});
        QCOMPARE(built->bar.high.count, std::int64_t{102});
        QCOMPARE(built->bar.close.count, std::int64_t{100});
        QCOMPARE(built->bar.volume, 0.0);
        QCOMPARE(built->bar.trades, std::uint32_t{0});
    }

    void takesNoMidOfAQuoteThatHasNone()
    {
        auto builder = minuteBars();
        auto oneSided = quoteAt(60, 100, 102);
        oneSided.hasAsk = false;

        builder.addMid(oneSided);
        builder.addMid(quoteAt(60, 102, 100));
        builder.addMid(quoteAt(60, 100, 100));

        QVERIFY(!builder.open());
        QCOMPARE(builder.unfit(), std::uint64_t{3});
    }

    void takesTheMidOfTheLargestPrices()
    {
        auto builder = minuteBars();
        builder.addMid(quoteAt(60, most - 2, most));

        QCOMPARE(builder.open()->bar.open.count, most - 1);
    }

    // --- bounds ---

    void refusesWhatIsUnfit()
    {
        auto builder = minuteBars();
        auto foreign = at(60, 100, 1);
        foreign.instrument = {2};
        auto endless = at(60, 100, 1);
        endless.venueTime = {most};
        auto ancient = at(60, 100, 1);
        ancient.venueTime = {-most - 1};

        for (const auto& print : {foreign, endless, ancient, at(60, 100, -1)}) {
            QVERIFY(!builder.add(print));
        }

        QCOMPARE(builder.unfit(), std::uint64_t{4});
        QVERIFY(!builder.open());
        QVERIFY(!builder.advanceTo({most}));
    }

    void refusesAPrintWhoseSumDoesNotFit()
    {
        auto builder = minuteBars();
        builder.add(at(60, most, most));

        builder.add(at(61, 100, 1));

        QCOMPARE(builder.unfit(), std::uint64_t{1});
        QCOMPARE(builder.open()->lots.count, most);
        QVERIFY(builder.open()->tickLots == Int128{most} * most);
    }

    // Every print is in exactly one bar or counted as refused, whatever the rule.
    void losesNoPrint_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("time") << static_cast<int>(BarKind::Time);
        QTest::newRow("trades") << static_cast<int>(BarKind::Trades);
        QTest::newRow("volume") << static_cast<int>(BarKind::Volume);
    }

    void losesNoPrint()
    {
        QFETCH(int, kind);
        std::mt19937_64 random{1'234};
        BarBuilder builder(anInstrument(), {.kind = static_cast<BarKind>(kind), .trades = 7, .volume = {300}});
        std::uint64_t trades = 0;
        std::int64_t lots = 0;
        Timestamp last{};
        const auto count = [&](const std::optional<BuiltBar>& built) {
            if (built) {
                QVERIFY(built->bar.low <= std::min(built->bar.open, built->bar.close));
                QVERIFY(built->bar.high >= std::max(built->bar.open, built->bar.close));
                QVERIFY(built->bar.opened >= last);
                last = built->bar.closedAt;
                trades += built->bar.trades;
                lots += built->lots.count;
            }
        };
        std::int64_t sent = 0;
        std::int64_t second = 0;
        constexpr int prints = 20'000;
        for (int i = 0; i < prints; ++i) {
            second += static_cast<std::int64_t>(random() % 30) - (random() % 10 == 0 ? 60 : 0);
            const auto size = static_cast<std::int64_t>(random() % 100);
            const auto refusedBefore = builder.late();
            count(builder.add(at(second, 1'000 + static_cast<std::int64_t>(random() % 100), size)));
            sent += builder.late() == refusedBefore ? size : 0;
            if (random() % 50 == 0) {
                count(builder.advanceTo(Timestamp{} + seconds(second)));
            }
        }
        count(builder.finish());

        QVERIFY(builder.late() > 0);
        QCOMPARE(builder.unfit(), std::uint64_t{0});
        QCOMPARE(trades + builder.late(), std::uint64_t{prints});
        QCOMPARE(lots, sent);
    }

    // A copy made from bytes at any moment goes on as the original does.
    void goesOnAfterSavingAndLoading()
    {
        for (const BarKind kind : {BarKind::Time, BarKind::Trades, BarKind::Volume}) {
            std::mt19937_64 random{99};
            const BarRule rule{.kind = kind, .trades = 7, .volume = {300}};
            BarBuilder builder(anInstrument(), rule);
            std::int64_t second = 0;
            for (int i = 0; i < 2'000; ++i) {
                second += static_cast<std::int64_t>(random() % 40) - 2;
                const auto print = at(second, -50 + static_cast<std::int64_t>(random() % 100),
                                      static_cast<std::int64_t>(random() % 100));
                BarBuilder copy(anInstrument(), rule);
                const auto bytes = bytesOf(builder);
                ByteReader in(bytes);
                copy.load(in);

                QVERIFY(in.finished());
                QCOMPARE(copy.add(print), builder.add(print));
                QCOMPARE(bytesOf(copy), bytesOf(builder));
            }
        }
    }

    void refusesTheStateOfAnotherRule()
    {
        auto builder = minuteBars();
        builder.add(at(60, 100, 1));
        const auto bytes = bytesOf(builder);
        BarBuilder other(anInstrument(), {.kind = BarKind::Time, .interval = minutes(5)});
        ByteReader in(bytes);

        other.load(in);

        QVERIFY(!in.ok());
        QVERIFY(!other.open());
    }
};

QTEST_APPLESS_MAIN(TestBarBuilder)
#include "tst_bar_builder.moc"
