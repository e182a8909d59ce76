// What both simulated venues promise alike, asked of each.

#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

#include <functional>
#include <memory>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;

namespace {

/// Either venue behind one face. Time runs from the start on.
struct Desk {
    std::unique_ptr<FeedVenue> feed;
    std::unique_ptr<SyntheticMarket> synthetic;
    Timestamp now;
    Ticks bid, ask; ///< As last told.

    ports::Venue& venue()
    {
        return feed ? static_cast<ports::Venue&>(*feed) : *synthetic;
    }
    void place(const orders::OrderTicket& ticket)
    {
        if (feed) {
            feed->place(now, ticket);
        } else {
            synthetic->place(now, ticket);
        }
    }
    Heard hearFor(Duration duration)
    {
        now = now + duration;
        Heard heard;
        ports::VenueEvent event;
        while (venue().take(now, event)) {
            note(heard, event);
            if (const auto* tick = std::get_if<market::Tick>(&event.event)) {
                if (const auto* quote = std::get_if<market::Quote>(tick);
                    quote != nullptr && quote->instrument == share) {
                    bid = quote->bid;
                    ask = quote->ask;
                }
            }
        }
        return heard;
    }
    Heard placeAndHear(const orders::OrderTicket& ticket)
    {
        place(ticket);
        return hearFor(milliseconds(20));
    }
    [[nodiscard]] Lots position() const
    {
        return feed ? feed->position(account, share) : synthetic->position(account, share);
    }
};

Desk aDesk(bool isFeed, const Latency& latency = {}, std::size_t mostOrders = 10'000, const FeeSchedule& fees = {})
{
    Desk desk;
    if (isFeed) {
        desk.feed
            = std::make_unique<FeedVenue>(FeedVenueConfig{.fees = fees, .latency = latency, .mostOrders = mostOrders});
        desk.feed->define(aShare());
        desk.feed->nameCurrency({3}, "USD");
        desk.now = syntheticStart + seconds(10);
        desk.feed->onTick(desk.now, aQuote(9'990, 1'000, 10'010, 1'000));
        desk.bid = {9'990};
        desk.ask = {10'010};
        return desk;
    }
    desk.synthetic = std::make_unique<SyntheticMarket>(
        SyntheticConfig{.ratePercent = 20, .fees = fees, .latency = latency, .mostOrders = mostOrders});
    desk.synthetic->nameCurrency({3}, "USD");
    desk.now = syntheticStart;
    desk.hearFor(seconds(10));
    return desk;
}

} // namespace

class TestVenueManners : public QObject
{
    Q_OBJECT

    static void forBoth(const std::function<void(bool)>& promise)
    {
        promise(true);
        promise(false);
    }

private slots:
    void acceptsThenFills()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {}, 10'000, {.takerE8 = basisPoints(10)});
            const auto heard = desk.placeAndHear(anOrder(1, Side::Buy, 1));

            QCOMPARE(heard.reports.front().kind, OrderEventKind::Accepted);
            QCOMPARE(heard.filled(1), std::int64_t{1});
            QCOMPARE(heard.fills[0].fee.e8, heard.fills[0].value.e8 / 1'000);
            QCOMPARE(heard.fills[0].feeCurrency, CurrencyId{3});
            QCOMPARE(desk.position(), Lots{1});
        });
    }

    void refusesWhatNoVenueTakes()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            std::vector<orders::OrderTicket> wrong(9, anOrder(0, Side::Buy, 1));
            wrong[0].size = {0};
            wrong[1].instrument = {999};
            wrong[2].limit = Ticks{100};
            wrong[3].kind = OrderKind::Limit;
            wrong[4].kind = OrderKind::Stop;
            wrong[5].kind = OrderKind::TrailingStop;
            wrong[6].postOnly = true;
            wrong[7].held = true;
            wrong[8] = aLimit(0, Side::Buy, 1, -5);
            std::uint64_t id = 100;
            for (auto& ticket : wrong) {
                ticket.id = {++id};
                const auto heard = desk.placeAndHear(ticket);
                QCOMPARE(heard.last(id), std::string("rejected"));
                QVERIFY(!heard.reports.front().text.empty());
            }
        });
    }

    void aResentOrderIsRecognised()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            desk.placeAndHear(anOrder(1, Side::Buy, 1));

            const auto heard = desk.placeAndHear(anOrder(1, Side::Buy, 1));

            QCOMPARE(heard.filled(1), std::int64_t{0});
            QCOMPARE(heard.last(1), std::string("filled"));
            QCOMPARE(desk.position(), Lots{1});
        });
    }

    void aQueryTellsWhatBecameOfAnOrder()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            desk.placeAndHear(aLimit(1, Side::Buy, 1, desk.bid.count - 40));
            const auto asked = [&desk](std::uint64_t id) {
                desk.venue().query(desk.now, {id});
                return desk.hearFor(milliseconds(1)).last(id);
            };

            QCOMPARE(asked(1), std::string("found"));
            desk.venue().cancel(desk.now, {1});
            desk.hearFor(milliseconds(1));
            QCOMPARE(asked(1), std::string("cancelled"));
            QCOMPARE(asked(2), std::string("rejected"));
        });
    }

    // S26: 65,536 ends are remembered; of one more the oldest half goes, and is as if it had never been seen.
    void theEndsOfOrdersAreRememberedUpToABound()
    {
        constexpr std::uint64_t most = 65'536;
        auto desk = aDesk(true);
        const auto asked = [&desk](std::uint64_t id) {
            desk.venue().query(desk.now, {id});
            return desk.hearFor(milliseconds(1)).last(id);
        };
        const auto finish = [&desk](std::uint64_t id) {
            desk.place(aLimit(id, Side::Buy, 1, 9'000));
            desk.venue().cancel(desk.now, {id});
            desk.hearFor(milliseconds(1));
        };
        for (std::uint64_t id = 1; id <= most; ++id) {
            finish(id);
        }
        QCOMPARE(asked(1), std::string("cancelled"));
        finish(most + 1);
        QCOMPARE(asked(1), std::string("rejected"));
        QCOMPARE(asked(most / 2), std::string("rejected"));
        QCOMPARE(asked(most / 2 + 1), std::string("cancelled"));
        QCOMPARE(asked(most + 1), std::string("cancelled"));
    }

    void orderAndReportAreUnderWay()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {.toVenue = milliseconds(30), .toUs = milliseconds(20)});
            const Timestamp sent = desk.now;
            desk.place(anOrder(1, Side::Buy, 1));

            QVERIFY(desk.hearFor(milliseconds(49)).fills.empty());
            const auto heard = desk.hearFor(milliseconds(1));
            QCOMPARE(heard.fills.size(), std::size_t{1});
            QCOMPARE(heard.fills[0].time, sent + milliseconds(30));
        });
    }

    void reduceOnlyNeverFlips()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            auto reduce = anOrder(2, Side::Sell, 9);
            reduce.reduceOnly = true;
            QCOMPARE(desk.placeAndHear(reduce).last(2), std::string("rejected"));
            desk.placeAndHear(anOrder(1, Side::Buy, 4));

            reduce.id = {3};
            const auto heard = desk.placeAndHear(reduce);

            QCOMPARE(heard.filled(3), std::int64_t{4});
            QCOMPARE(heard.last(3), std::string("cancelled"));
            QCOMPARE(desk.position(), Lots{0});
        });
    }

    void anAdoptedPositionCanBeReduced()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            if (isFeed) {
                desk.feed->adoptPosition(account, share, {-3});
            } else {
                desk.synthetic->adoptPosition(account, share, {-3});
            }
            auto reduce = anOrder(1, Side::Buy, 3);
            reduce.reduceOnly = true;

            QCOMPARE(desk.placeAndHear(reduce).filled(1), std::int64_t{3});
        });
    }

    // At most the amount, and one lot more would have been too much.
    void anAmountIsNeverExceeded()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {}, 10'000, {.takerE8 = basisPoints(10)});
            auto ticket = anOrder(1, Side::Buy, 0);
            ticket.notional = Money{50'000 * dollar};
            const auto heard = desk.placeAndHear(ticket);

            std::int64_t spent = 0, dearest = 0;
            for (const auto& fill : heard.fills) {
                spent += fill.value.e8 + fill.fee.e8;
                dearest = std::max(dearest, (fill.value.e8 + fill.fee.e8) / fill.size.count + 1);
            }
            QVERIFY(spent <= 50'000 * dollar);
            QVERIFY(spent + dearest + dollar / 5 > 50'000 * dollar);
            QCOMPARE(heard.last(1), std::string("filled"));
            QCOMPARE(heard.reports.back().size, std::optional(Lots{heard.filled(1)}));
        });
    }

    void anAmountBelowOneLotBuysNothing()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            auto ticket = anOrder(1, Side::Buy, 0);
            ticket.notional = Money{dollar};

            const auto heard = desk.placeAndHear(ticket);

            QCOMPARE(heard.filled(1), std::int64_t{0});
            QCOMPARE(heard.last(1), std::string("cancelled"));
        });
    }

    // Both trade around the clock from 14:30 on: the day ends at 24:00 UTC.
    void aDayOrderExpiresAtTheEndOfTheDay()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed);
            auto ticket = aLimit(1, Side::Buy, 1, 50);
            ticket.timeInForce = TimeInForce::Day;
            desk.placeAndHear(ticket);

            QCOMPARE(desk.hearFor(hours(9)).last(1), std::string());
            QCOMPARE(desk.hearFor(hours(1)).last(1), std::string("expired"));
        });
    }

    void oneOrderTooManyIsRejected()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {}, 2);
            for (std::uint64_t id = 1; id <= 2; ++id) {
                desk.placeAndHear(aLimit(id, Side::Buy, 1, 50));
            }
            QCOMPARE(desk.placeAndHear(aLimit(3, Side::Buy, 1, 50)).last(3), std::string("rejected"));
            desk.venue().cancel(desk.now, {1});
            desk.hearFor(milliseconds(1));
            QCOMPARE(desk.placeAndHear(aLimit(4, Side::Buy, 1, 50)).last(4), std::string("accepted"));
        });
    }

    void tooManyRequestsUnderWayAreRejected()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {.toVenue = seconds(1)}, 2);
            for (std::uint64_t id = 1; id <= 3; ++id) {
                desk.place(aLimit(id, Side::Buy, 1, 50));
            }
            QCOMPARE(desk.hearFor(milliseconds(1)).last(3), std::string("rejected"));
        });
    }

    void eventsComeInOrderOfTimeAndAreAnnounced()
    {
        forBoth([](bool isFeed) {
            auto desk = aDesk(isFeed, {.toVenue = milliseconds(1), .toUs = milliseconds(1), .jitter = milliseconds(9)});
            for (std::uint64_t id = 1; id <= 50; ++id) {
                desk.place(anOrder(id, Side::Buy, 1));
            }
            Timestamp last = desk.now;
            ports::VenueEvent event;
            int fills = 0;
            while (fills < 50) {
                const auto due = desk.venue().nextDue();
                QVERIFY(due);
                if (!desk.venue().take(*due, event)) {
                    continue;
                }
                QVERIFY(event.at >= last);
                last = event.at;
                fills += std::holds_alternative<orders::Fill>(event.event) ? 1 : 0;
            }
        });
    }
};

QTEST_APPLESS_MAIN(TestVenueManners)
#include "tst_venue_manners.moc"
