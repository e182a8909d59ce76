#include "core/base/seeded_random.h"
#include "core/desk/sim/feed_venue.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;

namespace {

/// Plays bars as a driver does: the venue hears of a bar first, then says what it has to say, and the desk answers.
struct Desk {
    explicit Desk(const FeedVenueConfig& config = {})
        : venue(config)
    {
        venue.define(aShare());
    }
    using Answer = std::function<void(const ports::VenueEvent&, FeedVenue&)>;
    Heard bar(const market::Bar& bar, const Answer& answer = {})
    {
        venue.onTick(bar.closedAt, bar);
        Heard heard;
        ports::VenueEvent event;
        while (venue.take(bar.closedAt, event)) {
            note(heard, event);
            if (answer) {
                answer(event, venue);
            }
        }
        return heard;
    }
    FeedVenue venue;
};

constexpr Timestamp nine{seconds(9 * 3'600).ns};

Timestamp minute(int n)
{
    return nine + minutes(n);
}

/// After the entry's fill: a stop at 95 and a target at 110, both for 10.
void protect(const ports::VenueEvent& event, FeedVenue& venue)
{
    const auto* fill = std::get_if<orders::Fill>(&event.event);
    if (fill == nullptr) {
        return;
    }
    if (fill->order.value == 1) {
        auto target = aLimit(3, Side::Sell, 10, 110);
        auto stop = aStop(2, Side::Sell, 10, 95);
        target.reduceOnly = stop.reduceOnly = true;
        venue.place(event.at, target); // the target first: who comes first must not matter
        venue.place(event.at, stop);
    } else {
        venue.cancel(event.at, {fill->order.value == 2 ? 3U : 2U});
    }
}

} // namespace

class TestFeedVenueBars : public QObject
{
    Q_OBJECT

private slots:
    void aMarketOrderFillsAtTheNextOpen()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 105, 99, 104));
        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));
        QCOMPARE(hear(desk.venue, minute(1)).story, std::string("accepted 1"));

        const auto heard = desk.bar(aBar(minute(1), 103, 106, 102, 105));

        QCOMPARE(heard.story, std::string("fill 1 10@103"));
        QCOMPARE(heard.fills[0].time, minute(1));
        QCOMPARE(heard.times[0], minute(1));
    }

    void orAtTheCloseWhereThatIsWanted()
    {
        Desk desk({.barFill = BarFill::Close});
        desk.bar(aBar(minute(0), 100, 105, 99, 104));

        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));

        const auto heard = hear(desk.venue, minute(1));
        QCOMPARE(heard.story, std::string("accepted 1, fill 1 10@104"));
        QCOMPARE(heard.fills[0].time, minute(1));
    }

    // backtesting.py, _Broker: a stop fills at min(open, stop), a limit at max(open, limit), mirrored for buys.
    void stopsAndLimitsFillAsTheBarAllows_data()
    {
        QTest::addColumn<bool>("isStop");
        QTest::addColumn<bool>("isBuy");
        QTest::addColumn<std::int64_t>("price");
        QTest::addColumn<std::int64_t>("filledAt"); // 0: not at all

        const auto row = [](const char* name, bool isStop, bool isBuy, std::int64_t price, std::int64_t filledAt) {
            QTest::newRow(name) << isStop << isBuy << price << filledAt;
        };
        // The bar: open 100, high 106, low 96, close 102.
        row("a sell stop within the bar", true, false, 98, 98);
        row("a sell stop at the low", true, false, 96, 96);
        row("a sell stop below the bar", true, false, 95, 0);
        row("the open gaps through a sell stop", true, false, 103, 100);
        row("a buy stop within the bar", true, true, 104, 104);
        row("a buy stop above the bar", true, true, 107, 0);
        row("the open gaps through a buy stop", true, true, 97, 100);
        row("a sell limit within the bar", false, false, 105, 105);
        row("a sell limit at the high", false, false, 106, 106);
        row("a sell limit above the bar", false, false, 107, 0);
        row("the open is better than a sell limit", false, false, 97, 100);
        row("a buy limit within the bar", false, true, 97, 97);
        row("a buy limit below the bar", false, true, 95, 0);
        row("the open is better than a buy limit", false, true, 103, 100);
    }

    void stopsAndLimitsFillAsTheBarAllows()
    {
        QFETCH(bool, isStop);
        QFETCH(bool, isBuy);
        QFETCH(std::int64_t, price);
        QFETCH(std::int64_t, filledAt);
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        const Side side = isBuy ? Side::Buy : Side::Sell;
        desk.venue.place(minute(1), isStop ? aStop(1, side, 10, price) : aLimit(1, side, 10, price));

        const auto heard = desk.bar(aBar(minute(1), 100, 106, 96, 102));

        const auto expected
            = filledAt == 0 ? std::string("accepted 1") : "accepted 1, fill 1 10@" + std::to_string(filledAt);
        QCOMPARE(heard.story, expected);
    }

    void protectionIsLiveInTheBarOfTheEntry()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));

        const auto heard = desk.bar(aBar(minute(1), 101, 103, 94, 102), protect);

        QCOMPARE(heard.story,
                 std::string("accepted 1, fill 1 10@101, accepted 3, accepted 2, fill 2 10@95, cancelled 3"));
        QCOMPARE(heard.fills[1].time, minute(1));
        QCOMPARE(heard.times[4], minute(2));
    }

    void whenBothAreTouchedTheStopWins()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));

        const auto heard = desk.bar(aBar(minute(1), 101, 115, 90, 102), protect);

        QCOMPARE(heard.filled(2), std::int64_t{10});
        QCOMPARE(heard.filled(3), std::int64_t{0});
        QCOMPARE(desk.venue.position(account, share).count, std::int64_t{0});
    }

    // Nobody links stop and target here; reduce-only alone keeps the position from flipping.
    void reduceOnlyHoldsWithinABar()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));

        const auto heard
            = desk.bar(aBar(minute(1), 101, 115, 90, 102), [](const ports::VenueEvent& event, FeedVenue& venue) {
                  const auto* fill = std::get_if<orders::Fill>(&event.event);
                  if (fill != nullptr && fill->order.value == 1) {
                      protect(event, venue);
                  }
              });

        QCOMPARE(heard.filled(2), std::int64_t{10});
        QCOMPARE(heard.filled(3), std::int64_t{0});
        QCOMPARE(heard.last(3), std::string("cancelled"));
    }

    void anOrderAtABarsCloseSeesOnlyTheNextBar()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 120, 80, 100));
        desk.venue.place(minute(1), aStop(1, Side::Sell, 10, 90));
        desk.venue.place(minute(1), aLimit(2, Side::Sell, 10, 110));

        QCOMPARE(hear(desk.venue, minute(1)).story, std::string("accepted 1, accepted 2"));
    }

    // 8 after the high of 112: the close shows that the price came back through 104.
    void aTrailingStopFollowsTheHighAndFiresWhenTheCloseShowsIt()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        auto ticket = anOrder(1, Side::Sell, 10, OrderKind::TrailingStop);
        ticket.stop = Ticks{92};
        ticket.trail = Ticks{8};
        desk.venue.place(minute(1), ticket);

        QCOMPARE(desk.bar(aBar(minute(1), 100, 110, 99, 109)).story, std::string("accepted 1"));
        QCOMPARE(desk.bar(aBar(minute(2), 109, 112, 103, 103)).story, std::string("fill 1 10@104"));
    }

    void aStopLimitWaitsForItsLimitInALaterBar()
    {
        Desk desk;
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        auto ticket = anOrder(1, Side::Sell, 10, OrderKind::StopLimit);
        ticket.stop = Ticks{95};
        ticket.limit = Ticks{94};
        desk.venue.place(minute(1), ticket);

        QCOMPARE(desk.bar(aBar(minute(1), 92, 96, 90, 91)).story, std::string("accepted 1"));
        QCOMPARE(desk.bar(aBar(minute(2), 91, 95, 90, 91)).story, std::string("fill 1 10@94"));
    }

    // 5 bp of 20'000 ticks are 10; the bar's high allows 4.
    void slippageWorsensMarketOrdersAndMayBeBoundByTheBar()
    {
        for (const bool isBound : {false, true}) {
            Desk desk({.slippage = {.shareE8 = basisPoints(5), .withinBar = isBound}});
            desk.bar(aBar(minute(0), 20'000, 20'000, 20'000, 20'000));
            desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));
            hear(desk.venue, minute(1));

            const auto heard = desk.bar(aBar(minute(1), 20'000, 20'004, 19'990, 20'000));

            QCOMPARE(heard.fills[0].price.count, isBound ? std::int64_t{20'004} : std::int64_t{20'010});
            QCOMPARE(heard.fills[0].value.e8, (isBound ? 200'040 : 200'100) * dollar / 100);
        }
    }

    void aSpreadIsPaidByTheBuyerAlone()
    {
        Desk desk({.slippage = {.shareE8 = basisPoints(5), .side = SlippageSide::BuysOnly}});
        desk.bar(aBar(minute(0), 20'000, 20'000, 20'000, 20'000));
        desk.venue.place(minute(1), anOrder(1, Side::Sell, 10));

        QCOMPARE(desk.bar(aBar(minute(1), 20'000, 20'004, 19'990, 20'000)).fills[0].value.e8, 2'000 * dollar);
    }

    // 1'000 dollars at 10.03 with 1 % fee: 98 shares cost 992.77, one more would be 1'002.90.
    void anAmountBuysWholeLotsWithTheFee()
    {
        Desk desk({.fees = {.takerE8 = basisPoints(100)}});
        desk.bar(aBar(minute(0), 1'000, 1'000, 1'000, 1'000));
        auto ticket = anOrder(1, Side::Buy, 0);
        ticket.notional = Money{1'000 * dollar};
        desk.venue.place(minute(1), ticket);
        hear(desk.venue, minute(1));

        const auto heard = desk.bar(aBar(minute(1), 1'003, 1'010, 1'000, 1'005));

        QCOMPARE(heard.story, std::string("fill 1 98@1003, filled 1"));
        QCOMPARE(heard.fills[0].value.e8 + heard.fills[0].fee.e8, std::int64_t{99'276'940'000});
        QCOMPARE(heard.reports[0].size, std::optional(Lots{98}));
    }

    void aDayOrderEndsWithTheDayAfterItsLastBar()
    {
        Desk desk;
        desk.bar(aBar(Timestamp{days(0).ns}, 100, 100, 100, 100, days(1)));
        auto ticket = aLimit(1, Side::Buy, 10, 90);
        ticket.timeInForce = TimeInForce::Day;
        desk.venue.place(Timestamp{days(1).ns}, ticket);

        QCOMPARE(desk.bar(aBar(Timestamp{days(1).ns}, 100, 100, 95, 100, days(1))).story,
                 std::string("accepted 1, expired 1"));
        QCOMPARE(desk.bar(aBar(Timestamp{days(2).ns}, 100, 100, 85, 100, days(1))).story, std::string());
    }

    void aDelayDoesNotCostTheOpen()
    {
        Desk desk({.latency = {.toVenue = milliseconds(5), .toUs = milliseconds(5)}});
        desk.bar(aBar(minute(0), 100, 100, 100, 100));
        desk.venue.place(minute(1), anOrder(1, Side::Buy, 10));
        hear(desk.venue, minute(1) + seconds(1));

        const auto heard = desk.bar(aBar(minute(1), 103, 106, 102, 105));

        QCOMPARE(heard.story, std::string("fill 1 10@103"));
    }

    // Whatever the bars: a long position's stop never fills above its trigger, its target never below its limit, and
    // no price lies outside the bar.
    void everyFillLiesWithinItsBar()
    {
        SeededRandom random{11};
        for (int i = 0; i < 3'000; ++i) {
            Desk desk;
            desk.bar(aBar(minute(0), 1'000, 1'000, 1'000, 1'000));
            const Ticks stop{1'000 - random.between(1, 30)};
            const Ticks limit{1'000 + random.between(1, 30)};
            desk.venue.place(minute(1), aStop(1, Side::Sell, 5, stop.count));
            desk.venue.place(minute(1), aLimit(2, Side::Sell, 5, limit.count));
            const std::int64_t open = 1'000 + random.between(-25, 25);
            const std::int64_t high = open + random.between(0, 25);
            const std::int64_t low = open - random.between(0, 25);

            const auto heard = desk.bar(aBar(minute(1), open, high, low, random.between(low, high)));

            QCOMPARE(heard.filled(1) > 0, low <= stop.count);
            QCOMPARE(heard.filled(2) > 0, high >= limit.count);
            for (const auto& fill : heard.fills) {
                QVERIFY(fill.price.count >= low && fill.price.count <= high);
                QVERIFY(fill.order.value == 1 ? fill.price <= stop : fill.price >= limit);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestFeedVenueBars)
#include "tst_feed_venue_bars.moc"
