// Promises of the simulated venues that hold for any market and any orders, on random ones.

#include "core/base/seeded_random.h"
#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QTest>

#include <map>
#include <set>
#include <string>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;

namespace {

/// Follows every order from its ticket to its end and complains in `fault`.
class Auditor
{
public:
    std::string fault;
    std::string story; ///< All that was heard, for comparing two runs.
    std::int64_t position = 0;
    std::int64_t fills = 0, ends = 0;

    void sent(const orders::OrderTicket& ticket)
    {
        m_orders[ticket.id.value] = {.ticket = ticket};
    }
    void heard(const ports::VenueEvent& event)
    {
        check(event.at >= m_last, "time runs backwards");
        m_last = event.at;
        Heard words;
        note(words, event);
        story += words.story;
        if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
            onFill(*fill);
        } else if (const auto* report = std::get_if<events::OrderReport>(&event.event)) {
            onReport(*report);
        }
    }

private:
    struct Followed {
        orders::OrderTicket ticket{};
        std::int64_t filled = 0;
        bool isAccepted = false;
        bool isEnded = false;
    };
    void check(bool holds, const char* complaint)
    {
        if (!holds && fault.empty()) {
            fault = complaint;
        }
    }
    void onFill(const orders::Fill& fill)
    {
        ++fills;
        Followed& order = m_orders[fill.order.value];
        const auto& ticket = order.ticket;
        check(m_fillIds.insert(std::string(fill.venueFillId.view())).second, "a fill id comes twice");
        check(order.isAccepted, "a fill before the order was accepted");
        check(!order.isEnded, "a fill after the end");
        check(fill.size.count > 0 && fill.side == ticket.side, "a fill of the wrong size or side");
        if (ticket.limit) {
            check(ticket.side == Side::Buy ? fill.price <= *ticket.limit : fill.price >= *ticket.limit,
                  "a fill beyond the limit");
            check(fill.liquidity != orders::Liquidity::Maker || fill.price == *ticket.limit, "a maker off its price");
        }
        check(!ticket.postOnly || fill.liquidity == orders::Liquidity::Maker, "a post-only order took");
        const std::int64_t before = position;
        position += signOf(fill.side) * fill.size.count;
        check(!ticket.reduceOnly || (std::abs(position) < std::abs(before) && position * before >= 0),
              "a reduce-only order did not reduce");
        order.filled += fill.size.count;
        check(order.filled <= ticket.size.count, "an order is overfilled");
    }
    void onReport(const events::OrderReport& report)
    {
        Followed& order = m_orders[report.order.value];
        switch (report.kind) {
        case OrderEventKind::Accepted:
            check(!order.isAccepted, "accepted twice");
            order.isAccepted = true;
            return;
        case OrderEventKind::Replaced:
            order.ticket.size = report.size.value_or(order.ticket.size);
            order.ticket.limit = report.limit ? report.limit : order.ticket.limit;
            return;
        case OrderEventKind::Cancelled:
        case OrderEventKind::Rejected:
        case OrderEventKind::Expired:
            ++ends;
            check(!order.isEnded, "an order ends twice");
            check(order.filled < order.ticket.size.count, "a filled order ends again");
            check(report.kind != OrderEventKind::Rejected || order.filled == 0, "a rejected order has fills");
            order.isEnded = true;
            return;
        default:
            return;
        }
    }
    std::map<std::uint64_t, Followed> m_orders;
    std::set<std::string> m_fillIds;
    Timestamp m_last{INT64_MIN};
};

orders::OrderTicket aRandomTicket(std::uint64_t id, std::int64_t touch, SeededRandom& random)
{
    auto ticket = anOrder(id, random.below(2) == 0 ? Side::Buy : Side::Sell, random.between(1, 30));
    ticket.kind = static_cast<OrderKind>(random.below(5));
    ticket.timeInForce = static_cast<TimeInForce>(random.below(4));
    const auto near = [&] { return Ticks{touch + random.between(-8, 8)}; };
    if (ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit) {
        ticket.limit = near();
    }
    if (ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit) {
        ticket.stop = near();
    }
    if (ticket.kind == OrderKind::TrailingStop) {
        ticket.trail = Ticks{random.between(1, 8)};
    }
    ticket.postOnly = ticket.kind == OrderKind::Limit && random.below(3) == 0;
    ticket.reduceOnly = random.below(4) == 0;
    return ticket;
}

/// One random act of a desk that has sent orders 1 to `lastId`.
template<class Venue>
void act(Venue& venue, Timestamp now, std::uint64_t& lastId, std::int64_t touch, Auditor& auditor, SeededRandom& random)
{
    const OrderId known{1 + random.below(lastId + 1)};
    switch (random.below(5)) {
    case 0:
        venue.cancel(now, known);
        return;
    case 1:
        venue.replace(
            now,
            {.order = known,
             .size = random.below(2) == 0 ? std::optional(Lots{random.between(1, 30)}) : std::nullopt,
             .limit = random.below(2) == 0 ? std::optional(Ticks{touch + random.between(-8, 8)}) : std::nullopt,
             .stop = {}});
        return;
    default:
        const auto ticket = aRandomTicket(++lastId, touch, random);
        auditor.sent(ticket);
        venue.place(now, ticket);
        return;
    }
}

/// What the feed tells next: by `kind` trades, quotes with trades, depth with trades, or bars.
market::Tick aRandomTick(int kind, Timestamp now, std::int64_t touch, bool& isFirst, SeededRandom& random)
{
    const auto size = [&random] { return random.between(1, 40); };
    if (kind == 3) {
        const std::int64_t open = touch + random.between(-3, 3);
        const std::int64_t close = touch + random.between(-3, 3);
        return aBar(now - seconds(1), open, std::max(open, close) + random.between(0, 4),
                    std::min(open, close) - random.between(0, 4), close, seconds(1));
    }
    if (kind == 0 || random.below(3) == 0) {
        return aPrint(touch + random.between(-2, 2), size(), static_cast<market::Aggressor>(random.below(3)));
    }
    if (kind == 1) {
        return aQuote(touch - random.between(1, 2), size(), touch + random.between(1, 2), size());
    }
    auto change = aLevel(random.below(2) == 0 ? Side::Buy : Side::Sell, 0, random.below(3) == 0 ? 0 : size());
    change.price = {touch - signOf(change.side) * random.between(1, 8)};
    change.clearsBook = isFirst || random.below(40) == 0;
    isFirst = false;
    return change;
}

Auditor runFeed(std::uint64_t seed)
{
    SeededRandom random{seed};
    const int kind = static_cast<int>(seed % 4);
    FeedVenue venue(
        {.fees = {.makerE8 = basisPoints(-1), .takerE8 = basisPoints(5)},
         .latency = {.toVenue = milliseconds(random.between(0, 1'500)), .jitter = milliseconds(random.between(0, 5))},
         .seed = seed,
         .barFill = seed % 8 < 4 ? BarFill::NextOpen : BarFill::Close,
         .queue = seed % 3 == 0 ? QueueModel::Proportional : QueueModel::Pessimistic,
         .trigger = seed % 5 == 0 ? TriggerBy::Quote : TriggerBy::LastTrade});
    venue.define(aShare());
    Auditor auditor;
    ports::VenueEvent event;
    std::uint64_t lastId = 0;
    std::int64_t touch = 10'000;
    bool isFirst = true;
    for (std::int64_t step = 1; step <= 400; ++step) {
        const Timestamp now = syntheticStart + seconds(step);
        touch += random.between(-1, 1);
        venue.onTick(now, aRandomTick(kind, now, touch, isFirst, random));
        while (venue.take(now, event)) {
            auditor.heard(event);
        }
        if (random.below(2) == 0) {
            act(venue, now, lastId, touch, auditor, random);
        }
    }
    while (venue.take(syntheticStart + hours(1), event)) {
        auditor.heard(event);
    }
    if (auditor.fault.empty() && venue.position(account, share).count != auditor.position) {
        auditor.fault = "the venue counts another position";
    }
    return auditor;
}

Auditor runSynthetic(std::uint64_t seed)
{
    SeededRandom random{seed};
    SyntheticMarket venue({.seed = seed, .publishesDepth = false, .latency = {.toVenue = milliseconds(3)}});
    Auditor auditor;
    ports::VenueEvent event;
    std::uint64_t lastId = 0;
    std::int64_t touch = 63'400;
    for (std::int64_t step = 1; step <= 1'500; ++step) {
        const Timestamp now = syntheticStart + milliseconds(100 * step);
        while (venue.take(now, event)) {
            const auto* tick = std::get_if<market::Tick>(&event.event);
            if (tick == nullptr) {
                auditor.heard(event);
            } else if (const auto* quote = std::get_if<market::Quote>(tick);
                       quote != nullptr && quote->instrument == share) {
                touch = (quote->bid.count + quote->ask.count) / 2;
            }
        }
        act(venue, now, lastId, touch, auditor, random);
    }
    return auditor;
}

} // namespace

class TestVenueProperties : public QObject
{
    Q_OBJECT

private slots:
    void everyOrderLivesOnceOnAnyFeed()
    {
        std::int64_t fills = 0, ends = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            const auto auditor = runFeed(seed);
            QVERIFY2(auditor.fault.empty(),
                     qPrintable(QString::fromStdString(auditor.fault + ", seed " + std::to_string(seed))));
            fills += auditor.fills;
            ends += auditor.ends;
        }
        QVERIFY(fills > 20'000 && ends > 10'000);
    }

    void everyOrderLivesOnceInTheBuiltInMarket()
    {
        std::int64_t fills = 0, ends = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto auditor = runSynthetic(seed);
            QVERIFY2(auditor.fault.empty(),
                     qPrintable(QString::fromStdString(auditor.fault + ", seed " + std::to_string(seed))));
            fills += auditor.fills;
            ends += auditor.ends;
        }
        QVERIFY(fills > 3'000 && ends > 3'000);
    }

    void theSameCallsGiveTheSameAnswers()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            QCOMPARE(runFeed(seed).story, runFeed(seed).story);
        }
        QCOMPARE(runSynthetic(1).story, runSynthetic(1).story);
    }
};

QTEST_APPLESS_MAIN(TestVenueProperties)
#include "tst_venue_properties.moc"
