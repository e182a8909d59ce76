// needs: host/simulate desk/engine

#include "core/host/simulate/checks/price_check.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

struct Priced {
    Priced()
        : desk(checked.both)
    {
        desk.open();
    }
    void alterQuotes(const std::function<void(market::Quote&)>& change)
    {
        desk.alterTick = [change](market::Tick& tick) {
            if (auto* quote = std::get_if<market::Quote>(&tick)) {
                change(*quote);
            }
            return true;
        };
    }
    void place(orders::OrderKind kind, std::optional<std::int64_t> limit, std::optional<std::int64_t> trigger)
    {
        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);
        events::PlaceOrder wish;
        wish.ticket.instrument = InstrumentId{1};
        wish.ticket.kind = kind;
        wish.ticket.size = Lots{3};
        wish.ticket.limit = limit ? std::optional(Ticks{*limit}) : std::nullopt;
        wish.ticket.stop = trigger ? std::optional(Ticks{*trigger}) : std::nullopt;
        wish.stop = Ticks{9'900};
        order = desk.desk.placed(wish);
    }

    WithTold<simulate::PriceCheck> checked;
    ShownDesk desk;
    OrderId order;
};

} // namespace

class TestPriceCheck : public QObject
{
    Q_OBJECT

private slots:
    void pricesWithinTheCollarBreakNothing()
    {
        Priced p;
        p.place(orders::OrderKind::Market, {}, {});
        p.place(orders::OrderKind::Limit, 9'950, {}); // half a percent below: the edge
        p.place(orders::OrderKind::Limit, 10'050, {});
        p.place(orders::OrderKind::Stop, {}, 10'100);
        p.place(orders::OrderKind::StopLimit, 10'150, 10'100);
        QVERIFY(p.order);
        p.desk.desk.longWithStop(2);
        QCOMPARE(p.desk.what(), std::string());
    }

    void aPriceBeyondTheCollarIsFound_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("trigger");
        QTest::newRow("a limit below") << 1 << 9'951 << 0;
        QTest::newRow("a limit above") << 1 << 10'050 << 0;
        QTest::newRow("a trigger that is passed") << 2 << 0 << 10'001;
        QTest::newRow("the limit of a stop") << 3 << 10'151 << 10'101;
    }
    /// The market is shown two cents off, so that what was just within is just outside.
    void aPriceBeyondTheCollarIsFound()
    {
        QFETCH(int, kind);
        QFETCH(int, limit);
        QFETCH(int, trigger);
        Priced p;
        const std::int64_t off = limit > 10'000 && trigger == 0 ? -4 : 4;
        p.alterQuotes([off](market::Quote& quote) {
            quote.bid.count += off;
            quote.ask.count += off;
        });
        if (kind == 3) { // the trigger is the anchor
            p.desk.alterFact = [](events::Fact& fact) {
                if (auto* planned = std::get_if<events::OrderPlanned>(&fact);
                    planned != nullptr && planned->ticket.limit) {
                    planned->ticket.limit->count += 10;
                }
                return true;
            };
        }
        p.place(static_cast<orders::OrderKind>(kind), limit > 0 ? std::optional<std::int64_t>(limit) : std::nullopt,
                trigger > 0 ? std::optional<std::int64_t>(trigger) : std::nullopt);
        QVERIFY(p.order);
        QCOMPARE(p.desk.broken(), 15);
    }
    void aSlippedDigitIsFound()
    {
        Priced p;
        p.alterQuotes([](market::Quote& quote) {
            quote.bid.count *= 10;
            quote.ask.count *= 10;
        });
        p.place(orders::OrderKind::Limit, 10'000, {});
        QCOMPARE(p.desk.broken(), 15);
    }
    void theFarSideOfAWideQuoteIsFound()
    {
        Priced p;
        p.alterQuotes([](market::Quote& quote) {
            quote.bid.count -= 600; // the hard bound is five percent
            quote.ask.count += 600;
        });
        p.place(orders::OrderKind::Market, {}, {});
        QCOMPARE(p.desk.broken(), 15);
    }
    void aMarketOrderNeedsBothSides()
    {
        Priced p;
        p.alterQuotes([](market::Quote& quote) { quote.hasAsk = false; });
        p.desk.tick(market::Print{InstrumentId{1}, p.desk.desk.stamp.wall, Ticks{10'000}, Lots{1}, {}});
        p.place(orders::OrderKind::Market, {}, {});
        QCOMPARE(p.desk.broken(), 15);
    }
    void aCrossedQuoteIsNoPrice()
    {
        Priced p;
        p.alterQuotes([](market::Quote& quote) { std::swap(quote.bid, quote.ask); });
        p.desk.tick(market::Print{InstrumentId{1}, p.desk.desk.stamp.wall, Ticks{10'000}, Lots{1}, {}});
        p.place(orders::OrderKind::Limit, 10'000, {});
        QCOMPARE(p.desk.broken(), 14);
    }
    void oldDataAreFound()
    {
        Priced p;
        p.desk.alterTick = [](market::Tick&) { return false; }; // the desk sees more than the check
        p.place(orders::OrderKind::Market, {}, {});
        QVERIFY(p.desk.broken() == 0); // a second old
        p.desk.pass(seconds(1));
        p.desk.pass(nanoseconds(1));
        p.place(orders::OrderKind::Limit, 10'000, {});
        QCOMPARE(p.desk.broken(), 14);
    }
    void aBookThatWasTornIsNoPrice()
    {
        Priced p;
        const auto image = [&p](bool begins) {
            market::DepthChange change;
            change.instrument = InstrumentId{1};
            change.side = begins ? Side::Buy : Side::Sell;
            change.price = Ticks{begins ? 9'999 : 10'001};
            change.size = Lots{10};
            change.clearsBook = begins;
            change.endsBatch = !begins;
            p.desk.tick(change);
        };
        image(true);
        image(false);
        p.place(orders::OrderKind::Market, {}, {});
        QVERIFY(p.order);
        QVERIFY(p.desk.broken() == 0);
        p.desk.desk.apply(events::LinkChanged{events::LinkKind::MarketData, {}, false});
        // The desk is given a new image, the check is not.
        p.desk.alterTick = [](market::Tick& tick) { return !std::holds_alternative<market::DepthChange>(tick); };
        image(true);
        image(false);
        p.place(orders::OrderKind::Limit, 10'000, {});
        QVERIFY(p.order);
        QCOMPARE(p.desk.broken(), 14);
    }
    // After a start a change of the book may come before its image: the desk trusts no price then, and does not judge
    // on which side of the market a protective stop stands.
    void aBookWithoutItsImageIsNoPriceEither_data()
    {
        QTest::addColumn<bool>("isImage");
        QTest::newRow("a change alone") << false;
        QTest::newRow("an image") << true;
    }
    void aBookWithoutItsImageIsNoPriceEither()
    {
        QFETCH(bool, isImage);
        Priced p;
        const OrderId entry = p.desk.desk.place(Side::Buy, 3, 9'900);
        p.desk.desk.report(entry, orders::OrderEventKind::Accepted);
        market::DepthChange change;
        change.instrument = InstrumentId{1};
        change.price = Ticks{9'879};
        change.size = Lots{10};
        change.clearsBook = isImage;
        change.endsBatch = true;
        p.desk.tick(change);
        p.desk.quote(9'879, 9'881); // below the stop
        p.desk.desk.fill(entry, 3, 10'000);
        QCOMPARE(p.desk.desk.sent().size(), std::size_t{1}); // the stop, or what it would have closed
        QVERIFY((p.desk.desk.sent().front().kind == orders::OrderKind::Stop) == !isImage);
        QCOMPARE(p.desk.what(), std::string());
    }
    void whatAPersonClosesNeedsNoQuote()
    {
        Priced p;
        p.desk.desk.longWithStop(10);
        p.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        p.desk.pass(minutes(5));
        events::PlaceOrder wish;
        wish.ticket.instrument = InstrumentId{1};
        wish.ticket.side = Side::Sell;
        wish.ticket.size = Lots{4};
        wish.ticket.reduceOnly = true;
        QVERIFY(p.desk.desk.placed(wish));
        QCOMPARE(p.desk.what(), std::string());
    }
    void nothingIsOpenedBeforeTheAccountIsCompared()
    {
        Priced p;
        p.desk.alterEvent = [](events::Event& event) { return !std::holds_alternative<events::Reconciled>(event); };
        p.desk.desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, false});
        p.desk.desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true});
        p.place(orders::OrderKind::Market, {}, {});
        QVERIFY(!p.order);
        QVERIFY(p.desk.broken() == 0);
        p.desk.desk.apply(events::Reconciled{AccountId{1}});
        p.place(orders::OrderKind::Market, {}, {});
        QCOMPARE(p.desk.broken(), 14);
    }
    void anotherLimitIsHeldToTheCollar()
    {
        Priced p;
        p.place(orders::OrderKind::Limit, 9'990, {});
        p.desk.desk.report(p.order, orders::OrderEventKind::Accepted);
        p.desk.desk.command(events::ReplaceOrder{p.order, {}, Ticks{9'960}, {}});
        QVERIFY(p.desk.broken() == 0);
        p.desk.desk.report(p.order, orders::OrderEventKind::ReplaceRejected);
        p.desk.alterFact = [](events::Fact& fact) {
            if (auto* asked = std::get_if<events::ReplaceAsked>(&fact)) {
                asked->limit = Ticks{9'000};
            }
            return true;
        };
        p.desk.pass(seconds(11));
        p.desk.quote(9'999, 10'001);
        p.desk.desk.command(events::ReplaceOrder{p.order, {}, Ticks{9'970}, {}});
        QCOMPARE(p.desk.broken(), 15);
    }
    void anEntryLeavesWithinTwoSeconds()
    {
        Priced p;
        p.place(orders::OrderKind::Market, {}, {});
        p.desk.pass(seconds(2));
        p.desk.wireNew(p.order);
        QVERIFY(p.desk.broken() == 0);
        p.desk.pass(nanoseconds(1));
        p.desk.wireNew(p.order);
        QCOMPARE(p.desk.broken(), 14);
    }
};

QTEST_APPLESS_MAIN(TestPriceCheck)
#include "tst_price_check.moc"
