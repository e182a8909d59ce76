// needs: trade/orders

#include "core/trade/orders/external_orders.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <limits>
#include <map>
#include <span>
#include <string>

using namespace omni;
using namespace omni::orders;

namespace {

constexpr InstrumentId btc{1}, eth{2};

ExternalOrderKey keyOf(InstrumentId instrument, int number)
{
    return {instrument, VenueOrderId(std::to_string(number))};
}

ExternalOrder orderOf(Side side, std::int64_t lots, std::optional<Ticks> limit = {})
{
    return {side, Lots{lots}, limit, {}, Timestamp{5}, true};
}

Bytes bytesOf(const ExternalOrders& orders)
{
    Bytes bytes;
    ByteWriter out(bytes);
    orders.save(out);
    return bytes;
}

} // namespace

/// F15: what others have open on our account.
class TestExternalOrders : public QObject
{
    Q_OBJECT

private slots:
    void theyAreAddedToWhatOursMayStillDo()
    {
        ExternalOrders orders;
        QVERIFY(orders.report(keyOf(btc, 1), orderOf(Side::Buy, 4, Ticks{100})));
        QVERIFY(orders.report(keyOf(btc, 2), orderOf(Side::Buy, 3)));
        QVERIFY(orders.report(keyOf(btc, 3), orderOf(Side::Sell, 2, Ticks{50})));
        QVERIFY(orders.report(keyOf(eth, 1), orderOf(Side::Sell, 9)));
        InstrumentOrders open;
        open.openBuys = Lots{10};
        open.open = 1;
        orders.addTo(open, btc);
        QCOMPARE(open.openBuys, Lots{17});
        QCOMPARE(open.unpricedBuys, Lots{3});
        QCOMPARE(open.buyTickLots, Int128{400});
        QCOMPARE(open.openSells, Lots{2});
        QCOMPARE(open.sellTickLots, Int128{100});
        QCOMPARE(open.closingSells, Lots{0}); // a stranger keeps nobody in a position
        QCOMPARE(open.open, 4);
        QVERIFY(orders.hasOf(eth) && !orders.hasOf(InstrumentId{3}));
    }

    // The same number at two instruments is two orders; reported again it is one, as it stands now.
    void aReportAgainIsTheSameOrder()
    {
        ExternalOrders orders;
        QVERIFY(orders.report(keyOf(btc, 7), orderOf(Side::Buy, 4)));
        QVERIFY(orders.report(keyOf(eth, 7), orderOf(Side::Buy, 4)));
        ExternalOrder later = orderOf(Side::Buy, 1);
        later.since = Timestamp{99};
        QVERIFY(orders.report(keyOf(btc, 7), later));
        QCOMPARE(orders.count(), 2);
        QCOMPARE(orders.all().find(keyOf(btc, 7))->left, Lots{1});
        QCOMPARE(orders.all().find(keyOf(btc, 7))->since, Timestamp{5});
        orders.end(keyOf(btc, 7));
        orders.end(keyOf(btc, 7));
        QCOMPARE(orders.count(), 1);
    }

    void whatAComparisonDoesNotNameIsGone()
    {
        ExternalOrders orders;
        QVERIFY(orders.report(keyOf(btc, 1), orderOf(Side::Buy, 4)));
        QVERIFY(orders.report(keyOf(btc, 2), orderOf(Side::Buy, 4)));
        orders.endComparison(); // both were named
        QCOMPARE(orders.count(), 2);
        orders.beginComparison();
        QCOMPARE(orders.count(), 2); // counted until it is known that they are gone
        QVERIFY(orders.report(keyOf(btc, 2), orderOf(Side::Buy, 3)));
        orders.endComparison();
        QCOMPARE(orders.count(), 1);
        QCOMPARE(orders.all().begin()->key.venueOrderId.view(), std::string_view("2"));
    }

    // S26: there is a bound, and what is beyond it is counted.
    void whatThereIsNoRoomForIsCounted()
    {
        ExternalOrders orders;
        for (int i = 0; i < static_cast<int>(mostExternalOrders); ++i) {
            QVERIFY(orders.report(keyOf(btc, i), orderOf(Side::Buy, 1)));
        }
        const auto full = orders.report(keyOf(btc, 5'000), orderOf(Side::Buy, 1));
        QVERIFY(!full && full.error().code == Errc::Full);
        QCOMPARE(orders.leftOut(), std::uint64_t{1});
        QVERIFY(orders.report(keyOf(btc, 3), orderOf(Side::Buy, 2))); // one that has its place
        QCOMPARE(orders.leftOut(), std::uint64_t{1});

        orders.beginComparison(); // the old ones may all be gone, and make room for what is named
        QCOMPARE(orders.leftOut(), std::uint64_t{0});
        for (int i = 0; i < static_cast<int>(mostExternalOrders); ++i) {
            QVERIFY(orders.report(keyOf(eth, i), orderOf(Side::Buy, 1)));
        }
        QVERIFY(!orders.report(keyOf(eth, 5'000), orderOf(Side::Buy, 1)));
        QCOMPARE(orders.leftOut(), std::uint64_t{1});
        QVERIFY(!orders.hasOf(btc));
    }

    void figuresThatCannotBeAreRefused()
    {
        ExternalOrders orders;
        QVERIFY(!orders.report({btc, {}}, orderOf(Side::Buy, 1)));
        QVERIFY(!orders.report(keyOf({}, 1), orderOf(Side::Buy, 1)));
        QVERIFY(!orders.report(keyOf(btc, 1), orderOf(Side::Buy, 0)));
        QVERIFY(!orders.report(keyOf(btc, 1), orderOf(Side::Buy, -1)));
        QVERIFY(!orders.report(keyOf(btc, 1), orderOf(Side::Buy, largestCount + 1)));
        QVERIFY(!orders.report(keyOf(btc, 1), orderOf(Side::Buy, 1, Ticks{largestCount + 1})));
        QVERIFY(!orders.report(keyOf(btc, 1), orderOf(Side::Buy, 1, Ticks{-largestCount - 1})));
        QCOMPARE(orders.count(), 0);
        QCOMPARE(orders.leftOut(), std::uint64_t{0});
    }

    void aSumThatDoesNotFitIsTheLargest()
    {
        ExternalOrders orders;
        for (int i = 0; i < 1'000; ++i) {
            QVERIFY(orders.report(keyOf(btc, i), orderOf(Side::Sell, largestCount)));
        }
        InstrumentOrders open;
        orders.addTo(open, btc);
        QCOMPARE(open.openSells.count, std::numeric_limits<std::int64_t>::max());
    }

    // F46: never less than before. 3 lots at 101 become 2 at 152 in lots of 2 and ticks of 2/3.
    void otherUnitsCountNoLess()
    {
        ExternalOrders orders;
        QVERIFY(orders.report(keyOf(btc, 1), orderOf(Side::Buy, 3, Ticks{101})));
        QVERIFY(orders.report(keyOf(btc, 2), orderOf(Side::Sell, 3, Ticks{101})));
        QVERIFY(orders.report(keyOf(eth, 1), orderOf(Side::Sell, 3, Ticks{101})));
        orders.rescale(btc, {1, 2, 3, 2});
        QCOMPARE(orders.all().find(keyOf(btc, 1))->left, Lots{2});
        QCOMPARE(*orders.all().find(keyOf(btc, 1))->limit, Ticks{152});
        QCOMPARE(*orders.all().find(keyOf(btc, 2))->limit, Ticks{151});
        QCOMPARE(orders.all().find(keyOf(eth, 1))->left, Lots{3});
        orders.rescale(btc, {largestCount, 1, 1, 1});
        QCOMPARE(orders.all().find(keyOf(btc, 1))->left, Lots{largestCount});
    }

    void theyComeBackFromTheirBytes()
    {
        SeededRandom random{7};
        for (int round = 0; round < 200; ++round) {
            ExternalOrders orders;
            std::map<ExternalOrderKey, std::int64_t> known; // counted by hand
            for (std::uint64_t i = random.below(30); i > 0; --i) {
                const auto key = keyOf(InstrumentId{1 + random.below(3)}, static_cast<int>(random.below(12)));
                if (random.below(4) == 0) {
                    orders.end(key);
                    known.erase(key);
                } else {
                    auto order = orderOf(random.below(2) == 0 ? Side::Buy : Side::Sell, random.between(1, 50));
                    order.stop = Ticks{random.between(-9, 9)};
                    QVERIFY(orders.report(key, order));
                    known[key] = order.left.count;
                }
            }
            std::int64_t sum = 0, counted = 0;
            for (const auto& [key, lots] : known) {
                sum += lots;
            }
            for (std::uint64_t id = 1; id <= 3; ++id) {
                InstrumentOrders open;
                orders.addTo(open, InstrumentId{id});
                counted += open.openBuys.count + open.openSells.count;
            }
            QCOMPARE(counted, sum);
            const Bytes bytes = bytesOf(orders);
            ExternalOrders back;
            ByteReader in(bytes);
            QVERIFY(back.load(in) && in.finished());
            QVERIFY(back.all() == orders.all());
            QVERIFY(bytesOf(back) == bytes);
            for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
                ByteReader part(std::span<const std::byte>(bytes).first(cut));
                ExternalOrders untouched;
                QVERIFY(!untouched.load(part));
                QCOMPARE(untouched.count(), 0);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestExternalOrders)
#include "tst_external_orders.moc"
