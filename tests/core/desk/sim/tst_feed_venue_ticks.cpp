#include "core/desk/sim/feed_venue.h"
#include "core/trade/orders/order_event.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;
using market::Aggressor;

namespace {

struct Desk {
    explicit Desk(const FeedVenueConfig& config = {})
        : venue(config)
    {
        venue.define(aShare());
    }
    void tick(std::int64_t second, const market::Tick& tick)
    {
        venue.onTick(at(second), tick);
    }
    Heard place(std::int64_t second, const orders::OrderTicket& ticket)
    {
        venue.place(at(second), ticket);
        return hear(venue, at(second));
    }
    Heard tickAndHear(std::int64_t second, const market::Tick& what)
    {
        tick(second, what);
        return hear(venue, at(second));
    }
    FeedVenue venue;
};

/// Bids of 10 at 99 and 20 at 98, offers of 10 at 101, 20 at 102 and 5 at 104.
void showTypicalDepth(Desk& desk, std::int64_t second)
{
    auto first = aLevel(Side::Buy, 99, 10, false);
    first.clearsBook = true;
    desk.tick(second, first);
    desk.tick(second, aLevel(Side::Buy, 98, 20, false));
    desk.tick(second, aLevel(Side::Sell, 101, 10, false));
    desk.tick(second, aLevel(Side::Sell, 102, 20, false));
    desk.tick(second, aLevel(Side::Sell, 104, 5, true));
}

} // namespace

class TestFeedVenueTicks : public QObject
{
    Q_OBJECT

private slots:
    void aMarketOrderSweepsTheDepth()
    {
        Desk desk;
        showTypicalDepth(desk, 1);

        const auto heard = desk.place(2, anOrder(1, Side::Buy, 15));

        QCOMPARE(heard.story, std::string("accepted 1, fill 1 10@101, fill 1 5@102"));
        QCOMPARE(heard.fills[0].liquidity, orders::Liquidity::Taker);
        QCOMPARE(heard.fills[0].venueFillId.view(), std::string_view("f1"));
        QCOMPARE(heard.fills[1].value.e8, 5 * 102 * dollar / 100);
    }

    // 35 are shown; of the other 10 each 5 cost one tick more than 104.
    void beyondTheKnownDepthItCostsATickForEachShownSize()
    {
        Desk desk;
        showTypicalDepth(desk, 1);

        const auto heard = desk.place(2, anOrder(1, Side::Buy, 45));

        QCOMPARE(heard.story, std::string("accepted 1, fill 1 10@101, fill 1 20@102, fill 1 5@104, fill 1 10@106"));
    }

    void whatWeTookStaysGoneUntilTheLevelIsToldAnew()
    {
        Desk desk;
        desk.tick(1, aQuote(99, 10, 101, 10));
        desk.place(2, anOrder(1, Side::Buy, 8));

        QCOMPARE(desk.place(3, anOrder(2, Side::Buy, 4)).story, std::string("accepted 2, fill 2 2@101, fill 2 2@102"));
        desk.tick(4, aQuote(99, 10, 101, 12));
        QCOMPARE(desk.place(5, anOrder(3, Side::Buy, 4)).story, std::string("accepted 3, fill 3 4@101"));
    }

    void withTradesOnlyItFillsAtTheLastPrice()
    {
        Desk desk;
        desk.tick(1, aPrint(100, 5));

        QCOMPARE(desk.place(2, anOrder(1, Side::Sell, 500)).story, std::string("accepted 1, fill 1 500@100"));
    }

    void aMarketOrderBeforeTheFirstTickWaitsForIt()
    {
        Desk desk;

        QCOMPARE(desk.place(1, anOrder(1, Side::Buy, 5)).story, std::string("accepted 1"));
        QCOMPARE(desk.tickAndHear(2, aQuote(99, 10, 101, 10)).story, std::string("fill 1 5@101"));
    }

    void timeInForceIsObeyed_data()
    {
        QTest::addColumn<int>("lasting");
        QTest::addColumn<bool>("postOnly");
        QTest::addColumn<std::int64_t>("price");
        QTest::addColumn<std::int64_t>("size");
        QTest::addColumn<QString>("story");

        const auto row = [](const char* name, TimeInForce lasting, bool postOnly, std::int64_t price, std::int64_t size,
                            const char* story) {
            QTest::newRow(name) << static_cast<int>(lasting) << postOnly << price << size << QString(story);
        };
        using enum TimeInForce;
        row("IOC takes what is shown", ImmediateOrCancel, false, 101, 15, "accepted 1, fill 1 10@101, cancelled 1");
        row("IOC meets nothing", ImmediateOrCancel, false, 100, 15, "accepted 1, cancelled 1");
        row("FOK fills whole", FillOrKill, false, 102, 30, "accepted 1, fill 1 10@101, fill 1 20@102");
        row("FOK lacks one", FillOrKill, false, 102, 31, "accepted 1, cancelled 1");
        row("a limit order keeps its rest", GoodTillCancelled, false, 101, 15, "accepted 1, fill 1 10@101");
        row("post-only would take", GoodTillCancelled, true, 101, 15, "accepted 1, rejected 1");
        row("post-only rests", GoodTillCancelled, true, 100, 15, "accepted 1");
    }

    void timeInForceIsObeyed()
    {
        QFETCH(int, lasting);
        QFETCH(bool, postOnly);
        QFETCH(std::int64_t, price);
        QFETCH(std::int64_t, size);
        Desk desk;
        showTypicalDepth(desk, 1);
        auto ticket = aLimit(1, Side::Buy, size, price, static_cast<TimeInForce>(lasting));
        ticket.postOnly = postOnly;

        const auto heard = desk.place(2, ticket);

        QTEST(QString::fromStdString(heard.story), "story");
    }

    // Ten stand before us. Seven trade, then five: two of these are ours.
    void standsBehindTheWholeLevel()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));

        QCOMPARE(desk.tickAndHear(3, aPrint(99, 7, Aggressor::Seller)).story, std::string());
        QCOMPARE(desk.tickAndHear(4, aPrint(99, 5, Aggressor::Seller)).story, std::string("fill 1 2@99"));
        const auto heard = desk.tickAndHear(5, aPrint(99, 50, Aggressor::Seller));
        QCOMPARE(heard.story, std::string("fill 1 2@99"));
        QCOMPARE(heard.fills[0].liquidity, orders::Liquidity::Maker);
    }

    void buyersDoNotShortenTheQueueOfBids()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));

        QCOMPARE(desk.tickAndHear(3, aPrint(99, 100, Aggressor::Buyer)).story, std::string());
    }

    // Six of ten cancel. In doubt they stood behind us, but four shown lots cannot be ten before us.
    void cancelsAreBehindUsInDoubt()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));
        desk.tick(3, aLevel(Side::Buy, 99, 30));

        desk.tick(4, aLevel(Side::Buy, 99, 24));
        QCOMPARE(desk.tickAndHear(5, aPrint(99, 10, Aggressor::Seller)).story, std::string());
        desk.tick(6, aLevel(Side::Buy, 99, 14));
        QCOMPARE(desk.tickAndHear(7, aPrint(99, 1, Aggressor::Seller)).story, std::string("fill 1 1@99"));
    }

    // Twenty behind us join ten before; 15 of the 30 cancel, in proportion five of them before us.
    void cancelsMayBeSharedInProportion()
    {
        Desk desk({.queue = QueueModel::Proportional});
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));
        desk.tick(3, aLevel(Side::Buy, 99, 30));

        desk.tick(4, aLevel(Side::Buy, 99, 15));

        QCOMPARE(desk.tickAndHear(5, aPrint(99, 6, Aggressor::Seller)).story, std::string("fill 1 1@99"));
    }

    void aTradeThroughOurPriceFillsUpToItsSize()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));

        QCOMPARE(desk.tickAndHear(3, aPrint(98, 3, Aggressor::Seller)).story, std::string("fill 1 3@99"));
    }

    void oneTradeIsNotGivenTwice()
    {
        Desk desk;
        desk.tick(1, aPrint(100, 5));
        desk.place(2, aLimit(1, Side::Buy, 4, 98));
        desk.place(2, aLimit(2, Side::Buy, 4, 99));

        QCOMPARE(desk.tickAndHear(3, aPrint(97, 6)).story, std::string("fill 2 4@99, fill 1 2@98"));
    }

    void withTradesOnlyOnlyATradeThroughFills()
    {
        Desk desk;
        desk.tick(1, aPrint(100, 5));
        desk.place(2, aLimit(1, Side::Buy, 4, 99));

        QCOMPARE(desk.tickAndHear(3, aPrint(99, 1'000)).story, std::string());
        QCOMPARE(desk.tickAndHear(4, aPrint(98, 1'000)).story, std::string("fill 1 4@99"));
    }

    void anOppositeQuoteAtOurPriceFillsUpToItsSizeOnce()
    {
        Desk desk;
        desk.tick(1, aQuote(99, 10, 101, 10));
        desk.place(2, aLimit(1, Side::Buy, 9, 100));

        QCOMPARE(desk.tickAndHear(3, aQuote(99, 10, 100, 4)).story, std::string("fill 1 4@100"));
        QCOMPARE(desk.tickAndHear(4, aQuote(98, 10, 100, 4)).story, std::string());
        QCOMPARE(desk.tickAndHear(5, aQuote(98, 10, 99, 1)).story, std::string("fill 1 5@100"));
    }

    void aStopFiresOnTheLastTrade()
    {
        Desk desk;
        desk.tick(1, aQuote(99, 10, 101, 10));
        desk.tick(1, aPrint(100, 1));
        desk.place(2, aStop(1, Side::Sell, 5, 97));

        QCOMPARE(desk.tickAndHear(3, aPrint(98, 1)).story, std::string());
        QCOMPARE(desk.tickAndHear(4, aPrint(97, 1)).story, std::string("fill 1 5@99"));
    }

    void aStopFiresOnTheQuoteWhereThatIsAskedForOrTheOnlyWord()
    {
        for (const TriggerBy trigger : {TriggerBy::Quote, TriggerBy::LastTrade}) {
            Desk desk({.trigger = trigger});
            desk.tick(1, aQuote(99, 10, 101, 10));
            desk.place(2, aStop(1, Side::Sell, 5, 97));

            QCOMPARE(desk.tickAndHear(3, aQuote(98, 10, 99, 10)).story, std::string());
            QCOMPARE(desk.tickAndHear(4, aQuote(96, 10, 97, 10)).story, std::string("fill 1 5@96"));
        }
    }

    void aStopLimitDoesNotFillBeyondItsLimit()
    {
        Desk desk;
        desk.tick(1, aQuote(99, 10, 101, 10));
        auto ticket = anOrder(1, Side::Sell, 5, OrderKind::StopLimit);
        ticket.stop = Ticks{97};
        ticket.limit = Ticks{96};
        desk.place(2, ticket);

        QCOMPARE(desk.tickAndHear(3, aQuote(95, 10, 97, 10)).story, std::string());
        QCOMPARE(desk.tickAndHear(4, aQuote(96, 3, 97, 10)).story, std::string("fill 1 3@96"));
    }

    // Highest trade 105, trail 4: the stop stands at 101.
    void aTrailingStopFollowsOnlyTheGoodWay()
    {
        Desk desk;
        desk.tick(1, aPrint(100, 1));
        auto ticket = anOrder(1, Side::Sell, 5, OrderKind::TrailingStop);
        ticket.stop = Ticks{96};
        ticket.trail = Ticks{4};
        desk.place(2, ticket);

        QCOMPARE(desk.tickAndHear(3, aPrint(105, 1)).story, std::string());
        QCOMPARE(desk.tickAndHear(4, aPrint(102, 1)).story, std::string());
        QCOMPARE(desk.tickAndHear(5, aPrint(101, 1)).story, std::string("fill 1 5@101"));
    }

    void cancelAndReplaceAnswerForWhatStands()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));

        desk.venue.replace(at(3), {.order = {1}, .size = Lots{2}, .limit = {}, .stop = {}});
        QCOMPARE(hear(desk.venue, at(3)).story, std::string("replaced 1"));
        desk.venue.replace(at(3), {.order = {1}, .size = {}, .limit = Ticks{101}, .stop = {}});
        QCOMPARE(hear(desk.venue, at(3)).story, std::string("replaced 1, fill 1 2@101"));
        desk.venue.cancel(at(4), {1});
        QCOMPARE(hear(desk.venue, at(4)).story, std::string("cancel_rejected 1"));
        desk.venue.replace(at(4), {.order = {9}, .size = Lots{2}, .limit = {}, .stop = {}});
        QCOMPARE(hear(desk.venue, at(4)).story, std::string("replace_rejected 9"));
    }

    // Less size keeps our place behind ten; a new price goes to the end of another queue.
    void lessSizeKeepsThePlaceInTheQueue()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));
        desk.tick(3, aPrint(99, 10, Aggressor::Seller));

        desk.venue.replace(at(4), {.order = {1}, .size = Lots{2}, .limit = {}, .stop = {}});
        hear(desk.venue, at(4));
        QCOMPARE(desk.tickAndHear(5, aPrint(99, 1, Aggressor::Seller)).story, std::string("fill 1 1@99"));
        desk.venue.replace(at(6), {.order = {1}, .size = Lots{9}, .limit = {}, .stop = {}});
        hear(desk.venue, at(6));
        QCOMPARE(desk.tickAndHear(7, aPrint(99, 9, Aggressor::Seller)).story, std::string());
    }

    void nothingFillsWhileTheMarketIsHalted()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.place(2, aLimit(1, Side::Buy, 4, 99));
        market::StatusChange status;
        status.instrument = share;
        status.state = market::TradingState::Halted;
        desk.tick(3, status);

        QCOMPARE(desk.tickAndHear(4, aPrint(90, 100)).story, std::string());
        QCOMPARE(desk.place(5, anOrder(2, Side::Buy, 1)).story, std::string("accepted 2, rejected 2"));
        status.state = market::TradingState::Open;
        desk.tick(6, status);
        QCOMPARE(desk.tickAndHear(7, aPrint(90, 100)).story, std::string("fill 1 4@99"));
    }

    // The first order's day ends at midnight, but it has filled; the second one's ends the next afternoon in New York.
    void anOrderThatHasFilledDoesNotEndAnothersDay()
    {
        Desk desk;
        auto other = aShare({2});
        other.sessions = market::Sessions::UsEquities;
        desk.venue.define(other);
        const auto evening = timestampFromIso("2024-03-04T22:00:00Z").value();
        auto first = aLimit(1, Side::Buy, 4, 99, TimeInForce::Day);
        auto second = aLimit(2, Side::Buy, 4, 99, TimeInForce::Day);
        second.instrument = {2};
        desk.venue.onTick(evening, aQuote(99, 10, 101, 10));
        desk.venue.place(evening, first);
        desk.venue.place(evening, second);
        hear(desk.venue, evening);
        desk.venue.onTick(evening + seconds(1), aPrint(98, 10));

        QCOMPARE(hear(desk.venue, evening + hours(22)).story, std::string("fill 1 4@99"));
        QCOMPARE(hear(desk.venue, evening + hours(23)).story, std::string("expired 2"));
    }

    void anInvalidBookIsNotTradedOn()
    {
        Desk desk;
        showTypicalDepth(desk, 1);
        desk.tick(2, aLevel(Side::Buy, 105, 10)); // crossed: no book

        QCOMPARE(desk.place(3, anOrder(1, Side::Buy, 5)).story, std::string("accepted 1"));
        showTypicalDepth(desk, 4);
        QCOMPARE(hear(desk.venue, at(4)).story, std::string("fill 1 5@101"));
    }
};

QTEST_APPLESS_MAIN(TestFeedVenueTicks)
#include "tst_feed_venue_ticks.moc"
