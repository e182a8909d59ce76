#include "core/host/simulate/model_venue.h"

#include "tests/support/model_venue_bench.h"

#include <QTest>

#include <limits>
#include <set>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using orders::OrderEventKind;
using State = VenueOrder::State;

namespace {

using Kinds = std::vector<OrderEventKind>;

constexpr std::int64_t ask = 10'001, bid = 9'999; // of instrument 1 before it moves

bool holds(const Kinds& kinds, OrderEventKind kind)
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

orders::OrderTicket stopTicket(std::uint64_t id, Side side, std::int64_t lots, std::int64_t stop)
{
    auto ticket = venueTicket(id, side, lots);
    ticket.kind = orders::OrderKind::Stop;
    ticket.stop = Ticks{stop};
    return ticket;
}

} // namespace

class TestModelVenue : public QObject
{
    Q_OBJECT

private slots:
    void marketOrderFillsAtTheTouch();
    void limitOrderMakesAtItsPrice();
    void limitFarAwayRests();
    void stopWaitsForItsTrigger();
    void stopLimitKeepsItsLimit();
    void trailingStopFollowsTheBestPrice();
    void immediateOrCancelLeavesNothing();
    void fillOrKillIsAllOrNothing();
    void postOnlyNeverTakes();
    void amountBuysWhatItPays();
    void reduceOnlyIsLeftToTheDesk();
    void refusesWhatTheInstrumentForbids();
    void haltedMarketTakesAndFillsNothing();
    void cancelEndsAnOrder();
    void cancelOfAFilledOrderIsTooLate();
    void replaceChangesSizeAndPrice();
    void replaceBelowWhatHasFilledIsRefused();
    void splitMultipliesThePosition();
    void splitWaitsForWorkingOrders();
    void finerLotsMultiplyThePosition();
    void largestOrdersDoNotOverflow();
    void numberBeyondAllBoundsNeverArrives();
    void correctionSaidToNobodySettlesNothing();
    void whatIsSaidBetweenTwoProgramsNobodyHears();
};

void TestModelVenue::marketOrderFillsAtTheTouch()
{
    VenueBench bench;

    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 100)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));

    QCOMPARE(bench.reportsOn(1).front(), OrderEventKind::Accepted);
    QCOMPARE(bench.told.positions[1], std::int64_t{100});
    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{100});
    for (const auto& fill : bench.heard<orders::Fill>()) {
        QCOMPARE(fill.price, Ticks{ask});
        QCOMPARE(fill.value, Money{fill.size.count * 10'001'000'000}); // 100.01 USD a lot
        QCOMPARE(fill.order, OrderId{1});
    }
}

void TestModelVenue::limitOrderMakesAtItsPrice()
{
    VenueBench bench;

    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'990)));
    QVERIFY(bench.work(2'000, [&] { return bench.order(1)->state == State::Filled; }));

    for (const auto& fill : bench.heard<orders::Fill>()) {
        QCOMPARE(fill.price, Ticks{9'990});
        QCOMPARE(fill.liquidity, orders::Liquidity::Maker);
    }
    QCOMPARE(bench.told.positions[1], std::int64_t{100});
}

void TestModelVenue::limitFarAwayRests()
{
    VenueBench bench;

    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'000)));
    bench.work(1'000, [] { return false; });

    QCOMPARE(bench.order(1)->state, State::Working);
    QVERIFY(bench.venue.executions().empty());
    QCOMPARE(bench.venue.working().size(), std::size_t{1});
}

void TestModelVenue::stopWaitsForItsTrigger()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        VenueBench bench;
        QVERIFY(bench.submit(stopTicket(1, Side::Buy, 100, ask + 20)));
        QCOMPARE(bench.order(1)->filled, Lots{});
        std::int64_t highest = ask;
        for (std::uint64_t i = 0; i < 400 && bench.order(1)->filled.count == 0; ++i) {
            bench.venue.roll(seed * 1'000 + i);
            bench.pass(milliseconds(10));
            bench.venue.moveMarket(bench.now, InstrumentId{1});
            bench.venue.work(bench.now);
            bench.hear();
            for (const auto& tick : bench.ticks) {
                if (const auto* quote = std::get_if<market::Quote>(&tick)) {
                    highest = std::max(highest, quote->ask.count);
                }
            }
            bench.ticks.clear();
            QVERIFY(bench.order(1)->filled.count == 0 || highest >= ask + 20);
        }
        QVERIFY(bench.order(1)->filled.count > 0);
    }
}

void TestModelVenue::stopLimitKeepsItsLimit()
{
    std::size_t fills = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        VenueBench bench;
        auto ticket = stopTicket(1, Side::Sell, 100, bid - 20);
        ticket.kind = orders::OrderKind::StopLimit;
        ticket.limit = Ticks{bid - 22};
        QVERIFY(bench.submit(ticket));
        for (std::uint64_t i = 0; i < 400; ++i) {
            bench.venue.roll(seed * 1'000 + i);
            bench.pass(milliseconds(10));
            bench.venue.moveMarket(bench.now, InstrumentId{1});
            bench.hear();
        }
        for (const auto& fill : bench.heard<orders::Fill>()) {
            QVERIFY(fill.price.count >= bid - 22);
            ++fills;
        }
    }
    QVERIFY(fills > 20);
}

void TestModelVenue::trailingStopFollowsTheBestPrice()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        VenueBench bench;
        auto ticket = venueTicket(1, Side::Sell, 1);
        ticket.kind = orders::OrderKind::TrailingStop;
        ticket.trail = Ticks{15};
        ticket.stop = Ticks{bid - 15};
        bench.venue.roll(seed);
        QVERIFY(bench.submit(ticket));
        std::int64_t highest = bid, last = bid;
        for (std::uint64_t i = 0; i < 4'000 && bench.order(1)->filled.count == 0; ++i) {
            bench.venue.roll(seed * 10'000 + i);
            bench.pass(milliseconds(10));
            bench.venue.moveMarket(bench.now, InstrumentId{1});
            bench.hear();
            for (const auto& tick : bench.ticks) {
                if (const auto* quote = std::get_if<market::Quote>(&tick)) {
                    last = quote->bid.count;
                    highest = std::max(highest, last);
                }
            }
            bench.ticks.clear();
        }
        // It trails what the venue has looked at, which is never above the highest bid.
        QCOMPARE(bench.order(1)->state, State::Filled);
        const auto fill = bench.venue.executions().front();
        QCOMPARE(fill.price, Ticks{last});
        QVERIFY(fill.price.count <= highest - 15);
    }
}

void TestModelVenue::immediateOrCancelLeavesNothing()
{
    std::set<State> ends;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        VenueBench bench;
        auto ticket = limitTicket(1, Side::Buy, 100, seed % 2 == 0 ? ask : bid);
        ticket.timeInForce = orders::TimeInForce::ImmediateOrCancel;
        bench.venue.roll(seed);
        QVERIFY(bench.submit(ticket));
        bench.hear();

        QVERIFY(bench.order(1)->state != State::Working);
        QVERIFY(bench.stories[1].isEnded);
        QCOMPARE(bench.told.positions[1], bench.order(1)->filled.count);
        QVERIFY(seed % 2 == 0 || bench.order(1)->filled.count == 0); // at the bid it meets nobody
        ends.insert(bench.order(1)->state);
    }
    QCOMPARE(ends, (std::set{State::Filled, State::Cancelled, State::Expired}));
}

void TestModelVenue::fillOrKillIsAllOrNothing()
{
    std::set<std::int64_t> filled;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        VenueBench bench;
        auto ticket = limitTicket(1, Side::Sell, 100, bid);
        ticket.timeInForce = orders::TimeInForce::FillOrKill;
        bench.venue.roll(seed);
        QVERIFY(bench.submit(ticket));
        bench.hear();

        QVERIFY(bench.order(1)->state != State::Working);
        filled.insert(bench.order(1)->filled.count);
    }
    QCOMPARE(filled, (std::set<std::int64_t>{0, 100}));
}

void TestModelVenue::postOnlyNeverTakes()
{
    VenueBench bench;
    auto takes = limitTicket(1, Side::Buy, 10, ask);
    takes.postOnly = true;
    auto rests = limitTicket(2, Side::Buy, 10, ask - 1);
    rests.postOnly = true;

    QVERIFY(bench.submit(takes));
    QVERIFY(bench.submit(rests));
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Rejected});
    QCOMPARE(bench.reportsOn(2), Kinds{OrderEventKind::Accepted});
}

void TestModelVenue::amountBuysWhatItPays()
{
    VenueBench bench;
    auto ticket = venueTicket(1, Side::Buy, 0);
    ticket.notional = Money{1'000'000'000'000}; // 10'000 USD

    QVERIFY(bench.submit(ticket));
    bench.hear();

    // 10'000 / 1.001 = 9'990.00 USD without the fee of a thousandth; 99 lots of 100.01 are 9'900.99.
    QCOMPARE(bench.order(1)->filled, Lots{99});
    QCOMPARE(bench.order(1)->state, State::Filled);
    QVERIFY(holds(bench.reportsOn(1), OrderEventKind::Filled));
    QCOMPARE(bench.stories[1].size, std::int64_t{99});
}

void TestModelVenue::reduceOnlyIsLeftToTheDesk()
{
    VenueBench bench;
    auto ticket = venueTicket(1, Side::Sell, 10);
    ticket.reduceOnly = true;
    ticket.role = orders::OrderRole::Exit;

    QVERIFY(bench.submit(ticket));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));

    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{-10});
}

void TestModelVenue::refusesWhatTheInstrumentForbids()
{
    VenueBench bench;
    auto looser = venueInstrument(3);
    looser.step = looser.smallest = Lots{1};

    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 7, 3), looser)); // the venue wants steps of 5
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Rejected});
    QCOMPARE(bench.order(1)->state, State::Rejected);
}

void TestModelVenue::haltedMarketTakesAndFillsNothing()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'990)));
    bench.hear();

    bench.venue.setTrading(bench.now, InstrumentId{1}, market::TradingState::Halted);
    QVERIFY(bench.submit(venueTicket(2, Side::Buy, 10)));
    bench.work(500, [] { return false; });

    QCOMPARE(bench.reportsOn(2), Kinds{OrderEventKind::Rejected});
    QVERIFY(bench.venue.executions().empty());
    QVERIFY(std::holds_alternative<market::StatusChange>(bench.ticks.front()));
}

void TestModelVenue::cancelEndsAnOrder()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));

    bench.cancel(1);
    bench.hear();

    QCOMPARE(bench.reportsOn(1), (Kinds{OrderEventKind::Accepted, OrderEventKind::Cancelled}));
    QCOMPARE(bench.order(1)->state, State::Cancelled);
    QVERIFY(bench.venue.working().empty());
}

void TestModelVenue::cancelOfAFilledOrderIsTooLate()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));

    bench.cancel(1);
    bench.hear();

    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::CancelRejected);
    QCOMPARE(bench.order(1)->state, State::Filled);
}

void TestModelVenue::replaceChangesSizeAndPrice()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();

    bench.replace(1, Lots{25}, Ticks{9'100});
    bench.hear();

    QCOMPARE(bench.order(1)->ticket.size, Lots{25});
    QCOMPARE(bench.order(1)->ticket.limit, std::optional(Ticks{9'100}));
    const auto told = bench.heard<events::OrderReport>().back();
    QCOMPARE(told.kind, OrderEventKind::Replaced);
    QCOMPARE(told.size, std::optional(Lots{25}));
    QCOMPARE(told.limit, std::optional(Ticks{9'100}));
}

void TestModelVenue::replaceBelowWhatHasFilledIsRefused()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 1'000, 9'990)));
    QVERIFY(bench.work(5'000, [&] { return bench.order(1)->filled.count > 1; }));
    QVERIFY(bench.order(1)->state == State::Working); // of these dice

    bench.replace(1, bench.order(1)->filled, std::nullopt);
    bench.hear();

    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::ReplaceRejected);
    QCOMPARE(bench.order(1)->ticket.size, Lots{1'000});
}

void TestModelVenue::splitMultipliesThePosition()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));

    QVERIFY(bench.venue.split(bench.now, InstrumentId{1}, 3));
    bench.venue.reconcile(bench.now);
    bench.hear();

    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{30});
    QCOMPARE(bench.reported[1], std::int64_t{30});
    QVERIFY(bench.work(200, [&] { // prices are a third
        bench.venue.moveMarket(bench.now, InstrumentId{1});
        return !bench.ticks.empty();
    }));
    const auto* quote = std::get_if<market::Quote>(&bench.ticks.front());
    QVERIFY(quote != nullptr && quote->bid.count > 3'300 && quote->ask.count < 3'370);
}

void TestModelVenue::splitWaitsForWorkingOrders()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    QVERIFY(!bench.venue.split(bench.now, InstrumentId{1}, 2));
    QVERIFY(bench.venue.split(bench.now, InstrumentId{2}, 2)); // of another one

    bench.cancel(1);
    QVERIFY(!bench.venue.split(bench.now, InstrumentId{1}, 2)); // its end is under way
    bench.hear();

    QVERIFY(bench.venue.split(bench.now, InstrumentId{1}, 2));
    QVERIFY(!bench.venue.split(bench.now, InstrumentId{9}, 2)); // there is none
}

void TestModelVenue::finerLotsMultiplyThePosition()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Sell, 10)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));
    auto finer = venueInstrument(1);
    ++finer.version;
    finer.lotSize.exponent -= 1;
    finer.step = finer.smallest = Lots{10};

    QVERIFY(bench.venue.redefine(market::completed(finer).value()));

    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{-100});
    QCOMPARE(bench.venue.executions().front().size.count > 0, true); // as it was executed
}

void TestModelVenue::largestOrdersDoNotOverflow()
{
    VenueBench bench;
    for (std::uint64_t id = 1; id <= 4; ++id) {
        QVERIFY(bench.submit(venueTicket(id, Side::Buy, 900'000'000))); // of 100.01 USD each: near 2^63
    }
    bench.work(400, [&] { return bench.venue.working().empty(); });

    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{3'600'000'000});
    QCOMPARE(bench.told.positions[1], std::int64_t{3'600'000'000});
}

void TestModelVenue::numberBeyondAllBoundsNeverArrives()
{
    VenueBench bench;
    const std::uint64_t last = std::numeric_limits<std::uint64_t>::max();

    QVERIFY(bench.submit(limitTicket(last, Side::Buy, 10, 9'000)));
    bench.cancel(last);
    bench.venue.query(bench.now, OrderId{last});
    bench.pass(seconds(6));
    bench.hear();

    QVERIFY(bench.venue.orders().empty());
    QVERIFY(holds(bench.reportsOn(last), OrderEventKind::Rejected)); // proven: it is not there
}

// Between two programs: of the next one nobody knows that it has no record of the execution.
void TestModelVenue::correctionSaidToNobodySettlesNothing()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));
    bench.venue.disconnect();
    VenueManners manners;
    manners.correct = 500;
    bench.venue.setManners(manners);
    for (int i = 0; i < 1'000 && bench.venue.counts().corrections == 0; ++i) {
        bench.venue.roll(static_cast<std::uint64_t>(i));
        bench.venue.work(bench.now);
    }
    QCOMPARE(bench.venue.counts().corrections, std::uint64_t{1});
    bench.venue.setManners({});
    bench.words.clear();

    bench.venue.connect("INSTALL1", "START101", OrderId{1}, bench.now, [](const orders::Fill&) { return false; });
    bench.venue.reconcile(bench.now);
    bench.hear();

    std::int64_t told = 0;
    for (const auto& fill : bench.heard<orders::Fill>()) {
        told += fill.size.count;
    }
    QCOMPARE(Lots{told}, bench.venue.position(InstrumentId{1}));
    QCOMPARE(Lots{bench.reported[1]}, bench.venue.position(InstrumentId{1}));
}

// Under the number of an order that left without a record, which the next program gives to another one.
void TestModelVenue::whatIsSaidBetweenTwoProgramsNobodyHears()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'990)));
    bench.hear();
    bench.venue.disconnect();
    for (int i = 0; i < 2'000 && bench.order(1)->state == State::Working; ++i) {
        bench.venue.roll(static_cast<std::uint64_t>(i));
        bench.venue.work(bench.now);
    }
    QVERIFY(bench.order(1)->state == State::Filled);
    bench.words.clear();

    bench.venue.connect("INSTALL1", "START101", OrderId{}, bench.now);
    bench.hear();

    QCOMPARE(bench.words.size(), std::size_t{1});
    QVERIFY(bench.heard<events::LinkChanged>().front().up);
}

QTEST_APPLESS_MAIN(TestModelVenue)
#include "tst_model_venue.moc"
