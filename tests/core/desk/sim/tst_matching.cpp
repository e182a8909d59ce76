#include "core/base/seeded_random.h"
#include "core/desk/sim/matching.h"
#include "tests/core/desk/sim/naive_book.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

using namespace omni;
using namespace omni::sim;

namespace {

MatchOrder limitOrder(std::uint64_t id, Side side, std::int64_t price, std::int64_t size)
{
    MatchOrder order;
    order.id = id;
    order.side = side;
    order.price = {price};
    order.size = {size};
    return order;
}

MatchOrder marketOrder(std::uint64_t id, Side side, std::int64_t size)
{
    MatchOrder order = limitOrder(id, side, 0, size);
    order.isMarket = true;
    order.lasting = Lasting::ImmediateOrCancel;
    return order;
}

/// Offers of 10 at 101, 20 at 102 and 30 at 103; bids of 10 at 99, 20 at 98 and 30 at 97. Ids 1 to 6.
void fillTypically(MatchingEngine& engine)
{
    for (const int level : {1, 2, 3}) {
        const auto id = static_cast<std::uint64_t>(level);
        engine.add(limitOrder(id, Side::Sell, 100 + level, 10 * level));
        engine.add(limitOrder(id + 3, Side::Buy, 100 - level, 10 * level));
    }
}

std::map<std::int64_t, std::int64_t> levelsOf(const MatchingEngine& engine, Side side)
{
    std::map<std::int64_t, std::int64_t> sizes;
    engine.forEachLevel(side, [&](Ticks price, Lots size) {
        sizes[price.count] = size.count;
        return true;
    });
    return sizes;
}

} // namespace

Q_DECLARE_METATYPE(omni::sim::SelfTrade)

class TestMatching : public QObject
{
    Q_OBJECT

private slots:
    // 25 bought: 10 at 101, then 15 of the 20 at 102.
    void takesTheBestPriceFirst()
    {
        MatchingEngine engine({});
        fillTypically(engine);

        const auto outcome = engine.add(marketOrder(9, Side::Buy, 25));

        QCOMPARE(outcome.answer, MatchAnswer::Filled);
        QCOMPARE(engine.trades().size(), std::size_t{2});
        QCOMPARE(engine.trades()[0].price.count, std::int64_t{101});
        QCOMPARE(engine.trades()[0].size.count, std::int64_t{10});
        QCOMPARE(engine.trades()[1].price.count, std::int64_t{102});
        QCOMPARE(engine.trades()[1].size.count, std::int64_t{15});
        QCOMPARE(engine.trades()[1].makerLeft.count, std::int64_t{5});
        QCOMPARE(engine.best(Side::Sell).count, std::int64_t{102});
    }

    void servesWhoCameFirst()
    {
        MatchingEngine engine({});
        engine.add(limitOrder(1, Side::Buy, 100, 5));
        engine.add(limitOrder(2, Side::Buy, 100, 5));

        engine.add(limitOrder(3, Side::Sell, 100, 6));

        QCOMPARE(engine.trades()[0].maker, std::uint64_t{1});
        QCOMPARE(engine.trades()[0].size.count, std::int64_t{5});
        QCOMPARE(engine.trades()[1].maker, std::uint64_t{2});
        QCOMPARE(engine.trades()[1].size.count, std::int64_t{1});
    }

    void tradesAtTheRestingPrice()
    {
        MatchingEngine engine({});
        fillTypically(engine);

        engine.add(limitOrder(9, Side::Buy, 200, 1));

        QCOMPARE(engine.trades()[0].price.count, std::int64_t{101});
    }

    void keepsTheRestOfALimitOrder()
    {
        MatchingEngine engine({});
        fillTypically(engine);

        const auto outcome = engine.add(limitOrder(9, Side::Buy, 101, 25));

        QCOMPARE(outcome.answer, MatchAnswer::Rests);
        QCOMPARE(outcome.filled.count, std::int64_t{10});
        QCOMPARE(outcome.left.count, std::int64_t{15});
        QCOMPARE(engine.best(Side::Buy).count, std::int64_t{101});
        QCOMPARE(engine.best(Side::Sell).count, std::int64_t{102});
    }

    void obeysHowLongAnOrderMayLast_data()
    {
        QTest::addColumn<int>("lasting");
        QTest::addColumn<bool>("isMarket");
        QTest::addColumn<bool>("postOnly");
        QTest::addColumn<std::int64_t>("price");
        QTest::addColumn<std::int64_t>("size");
        QTest::addColumn<int>("answer");
        QTest::addColumn<std::int64_t>("filled");

        const auto row = [](const char* name, Lasting lasting, bool isMarket, bool postOnly, std::int64_t price,
                            std::int64_t size, MatchAnswer answer, std::int64_t filled) {
            QTest::newRow(name) << static_cast<int>(lasting) << isMarket << postOnly << price << size
                                << static_cast<int>(answer) << filled;
        };
        using enum Lasting;
        row("IOC takes what is there", ImmediateOrCancel, false, false, 102, 40, MatchAnswer::Cancelled, 30);
        row("IOC fills whole", ImmediateOrCancel, false, false, 102, 30, MatchAnswer::Filled, 30);
        row("IOC meets nothing", ImmediateOrCancel, false, false, 100, 5, MatchAnswer::Cancelled, 0);
        row("FOK fills whole", FillOrKill, false, false, 102, 30, MatchAnswer::Filled, 30);
        row("FOK lacks one lot at its price", FillOrKill, false, false, 102, 31, MatchAnswer::Cancelled, 0);
        row("FOK reaches the third level", FillOrKill, false, false, 103, 60, MatchAnswer::Filled, 60);
        row("FOK at the market", FillOrKill, true, false, 0, 60, MatchAnswer::Filled, 60);
        row("FOK at the market lacks one lot", FillOrKill, true, false, 0, 61, MatchAnswer::Cancelled, 0);
        row("a market order beyond the book", ImmediateOrCancel, true, false, 0, 100, MatchAnswer::Cancelled, 60);
        row("a market order never rests", Rests, true, false, 0, 100, MatchAnswer::Cancelled, 60);
        row("post-only inside the spread", Rests, false, true, 100, 5, MatchAnswer::Rests, 0);
        row("post-only at the offer", Rests, false, true, 101, 5, MatchAnswer::WouldTake, 0);
        row("a limit order at the offer", Rests, false, false, 101, 10, MatchAnswer::Filled, 10);
    }

    void obeysHowLongAnOrderMayLast()
    {
        QFETCH(int, lasting);
        QFETCH(bool, isMarket);
        QFETCH(bool, postOnly);
        QFETCH(std::int64_t, price);
        QFETCH(std::int64_t, size);
        MatchingEngine engine({});
        fillTypically(engine);
        MatchOrder order = limitOrder(9, Side::Buy, price, size);
        order.lasting = static_cast<Lasting>(lasting);
        order.isMarket = isMarket;
        order.postOnly = postOnly;

        const auto outcome = engine.add(order);

        QTEST(static_cast<int>(outcome.answer), "answer");
        QTEST(outcome.filled.count, "filled");
    }

    void lessSizeKeepsThePlace()
    {
        MatchingEngine engine({});
        engine.add(limitOrder(1, Side::Sell, 100, 10));
        engine.add(limitOrder(2, Side::Sell, 100, 10));

        engine.replace(1, {100}, {4});

        QCOMPARE(engine.ahead(2).count, std::int64_t{4});
        engine.add(marketOrder(3, Side::Buy, 1));
        QCOMPARE(engine.trades()[0].maker, std::uint64_t{1});
    }

    void moreSizeOrAnotherPriceGoesToTheEnd()
    {
        MatchingEngine engine({});
        engine.add(limitOrder(1, Side::Sell, 100, 10));
        engine.add(limitOrder(2, Side::Sell, 100, 10));

        engine.replace(1, {100}, {11});
        QCOMPARE(engine.ahead(1).count, std::int64_t{10});
        engine.replace(2, {101}, {10});
        engine.replace(2, {100}, {10});
        QCOMPARE(engine.ahead(2).count, std::int64_t{11});
    }

    void aReplaceMayTrade()
    {
        MatchingEngine engine({});
        fillTypically(engine);

        const auto outcome = engine.replace(4, {101}, {15});

        QCOMPARE(outcome.answer, MatchAnswer::Rests);
        QCOMPARE(outcome.filled.count, std::int64_t{10});
        QCOMPARE(engine.sizeAt(Side::Buy, {101}).count, std::int64_t{5});
    }

    void aPostOnlyReplaceThatWouldTakeChangesNothing()
    {
        MatchingEngine engine({});
        fillTypically(engine);

        QCOMPARE(engine.replace(4, {101}, {15}, true).answer, MatchAnswer::WouldTake);

        QCOMPARE(engine.sizeAt(Side::Buy, {99}).count, std::int64_t{10});
    }

    void refusesWhatIsOutOfBounds()
    {
        MatchingEngine engine({.mostOrders = 2});

        QCOMPARE(engine.add(limitOrder(0, Side::Buy, 1, 1)).answer, MatchAnswer::Invalid);
        QCOMPARE(engine.add(limitOrder(1, Side::Buy, 1, 0)).answer, MatchAnswer::Invalid);
        QCOMPARE(engine.add(limitOrder(1, Side::Buy, 1, (std::int64_t{1} << 40) + 1)).answer, MatchAnswer::Invalid);
        QCOMPARE(engine.add(limitOrder(1, Side::Buy, (std::int64_t{1} << 62) + 1, 1)).answer, MatchAnswer::Invalid);
        QCOMPARE(engine.cancel(1).answer, MatchAnswer::NotFound);
        QCOMPARE(engine.replace(1, {5}, {1}).answer, MatchAnswer::NotFound);
        QCOMPARE(engine.add(limitOrder(1, Side::Buy, 1, 1)).answer, MatchAnswer::Rests);
        QCOMPARE(engine.add(limitOrder(1, Side::Buy, 1, 1)).answer, MatchAnswer::Duplicate);
    }

    // The third order is refused whole, even where a part of it could trade.
    void aFullBookRefusesBeforeAnythingTrades()
    {
        MatchingEngine engine({.mostOrders = 2});
        engine.add(limitOrder(1, Side::Sell, 100, 1));
        engine.add(limitOrder(2, Side::Buy, 90, 1));

        QCOMPARE(engine.add(limitOrder(3, Side::Buy, 100, 5)).answer, MatchAnswer::Full);

        QCOMPARE(engine.orderCount(), std::size_t{2});
        QCOMPARE(engine.add(marketOrder(4, Side::Buy, 1)).answer, MatchAnswer::Filled);
    }

    void pricesMayLieAtBothEndsOfTheRange()
    {
        constexpr std::int64_t most = std::int64_t{1} << 62;
        constexpr std::int64_t size = std::int64_t{1} << 40;
        MatchingEngine engine({.windowTicks = 4'096});
        engine.add(limitOrder(1, Side::Buy, -most, size));
        engine.add(limitOrder(2, Side::Sell, most, size));
        engine.add(limitOrder(3, Side::Buy, 0, size));

        QCOMPARE(engine.best(Side::Buy).count, std::int64_t{0});
        engine.add(marketOrder(4, Side::Sell, size));
        QCOMPARE(engine.trades()[0].price.count, std::int64_t{0});
        engine.add(marketOrder(5, Side::Sell, size));
        QCOMPARE(engine.trades()[0].price.count, -most);
        engine.add(marketOrder(6, Side::Buy, size));
        QCOMPARE(engine.trades()[0].price.count, most);
        QCOMPARE(engine.orderCount(), std::size_t{0});
    }

    // Everything the engine can do, against the list that is searched from end to end.
    void agreesWithANaiveBookOnRandomStreams_data()
    {
        QTest::addColumn<SelfTrade>("selfTrade");
        QTest::addColumn<std::int64_t>("width");

        QTest::newRow("a tight book") << SelfTrade::Allow << std::int64_t{8};
        QTest::newRow("owners who cancel the resting order") << SelfTrade::CancelResting << std::int64_t{12};
        QTest::newRow("owners who cancel the incoming order") << SelfTrade::CancelIncoming << std::int64_t{12};
        QTest::newRow("prices far beyond the window") << SelfTrade::Allow << std::int64_t{20'000};
    }

    void agreesWithANaiveBookOnRandomStreams()
    {
        QFETCH(SelfTrade, selfTrade);
        QFETCH(std::int64_t, width);
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            SeededRandom random{seed};
            MatchingEngine engine({.mostOrders = 4'096, .windowTicks = 4'096, .selfTrade = selfTrade});
            NaiveBook naive(selfTrade);
            std::int64_t touch = 0;
            std::uint64_t lastId = 0;
            for (int step = 0; step < 500; ++step) {
                touch += random.between(-width / 4, width / 4);
                const auto kind = random.below(10);
                const std::uint64_t known = 1 + random.below(lastId + 1);
                const Ticks price{touch + random.between(-width, width)};
                const Lots size{random.between(1, 20)};
                if (kind < 6) {
                    MatchOrder order
                        = limitOrder(++lastId, random.below(2) == 0 ? Side::Buy : Side::Sell, price.count, size.count);
                    order.owner = static_cast<std::uint32_t>(random.below(3));
                    order.lasting = static_cast<Lasting>(random.below(8) < 6 ? 0 : random.between(1, 2));
                    order.isMarket = random.below(12) == 0;
                    order.postOnly = !order.isMarket && order.lasting == Lasting::Rests && random.below(8) == 0;
                    engine.add(order);
                    naive.add(order);
                } else if (kind < 8) {
                    const bool isKnown = engine.cancel(known).answer == MatchAnswer::Done;
                    QCOMPARE(isKnown, naive.cancel(known));
                } else {
                    MatchView view;
                    const bool keepsPrice = engine.find(known, view) && random.below(2) == 0;
                    engine.replace(known, keepsPrice ? view.price : price, size);
                    naive.replace(known, keepsPrice ? view.price : price, size);
                }

                std::vector<NaiveBook::Trade> trades;
                for (const MatchTrade& trade : engine.trades()) {
                    trades.push_back({trade.maker, trade.taker, trade.price.count, trade.size.count});
                }
                std::vector<std::uint64_t> removed;
                for (const MatchRemoval& removal : engine.removals()) {
                    removed.push_back(removal.id);
                }
                const QByteArray where = QByteArray::number(qulonglong(seed)) + " at " + QByteArray::number(step);
                QVERIFY2(trades == naive.trades, where.constData());
                QVERIFY2(removed == naive.removed, where.constData());
                QVERIFY2(engine.orderCount() == naive.resting.size(), where.constData());
                QVERIFY2(levelsOf(engine, Side::Buy) == naive.levels(Side::Buy), where.constData());
                QVERIFY2(levelsOf(engine, Side::Sell) == naive.levels(Side::Sell), where.constData());
            }
        }
    }

    // Bought equals sold; what came in has traded, rests or was taken away; nobody is overtaken.
    void conservesQuantityAndOvertakesNobody()
    {
        SeededRandom random{7};
        MatchingEngine engine({});
        std::map<std::uint64_t, std::uint64_t> rank; // by id; a replaced order gets a new one
        std::int64_t in = 0, traded = 0, out = 0;
        std::uint64_t arrivals = 0;
        for (std::uint64_t id = 1; id <= 20'000; ++id) {
            const Side side = random.below(2) == 0 ? Side::Buy : Side::Sell;
            MatchOrder order = limitOrder(id, side, 1'000 + random.between(-6, 6), random.between(1, 50));
            rank[id] = ++arrivals;
            in += order.size.count;
            engine.add(order);
            std::pair<std::int64_t, std::uint64_t> last{INT64_MIN, 0};
            for (const MatchTrade& trade : engine.trades()) {
                const std::int64_t worse = side == Side::Buy ? trade.price.count : -trade.price.count;
                const std::pair now{worse, rank[trade.maker]};
                QVERIFY(last < now);
                last = now;
                traded += trade.size.count;
            }
            if (random.below(3) == 0) {
                const auto gone = engine.cancel(1 + random.below(id));
                out += gone.left.count;
            }
            QVERIFY(!engine.has(Side::Buy) || !engine.has(Side::Sell)
                    || engine.best(Side::Buy) < engine.best(Side::Sell));
        }
        std::int64_t resting = 0;
        for (const Side side : {Side::Buy, Side::Sell}) {
            engine.forEachLevel(side, [&](Ticks, Lots size) {
                resting += size.count;
                return true;
            });
        }
        QCOMPARE(in, 2 * traded + resting + out);
    }
};

QTEST_APPLESS_MAIN(TestMatching)
#include "tst_matching.moc"
