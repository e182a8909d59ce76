#include "tests/support/pane_scenes/scene_desk.h"

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/made_bars.h"

#include <utility>

namespace omni::testing {

namespace {

constexpr InstrumentId acme{1}, bitcoin{2}, ether{3};
constexpr std::int64_t dollar = 100'000'000;

market::Instrument coin(InstrumentId id, const char* symbol, Decimal tick, Decimal lot)
{
    market::Instrument instrument = anInstrument();
    instrument.id = id;
    instrument.symbol = symbol;
    instrument.tickSize = tick;
    instrument.lotSize = lot;
    return market::completed(instrument).value();
}

orders::OrderTicket ticketOf(InstrumentId instrument, Side side, std::int64_t lots)
{
    orders::OrderTicket ticket;
    ticket.instrument = instrument;
    ticket.side = side;
    ticket.size = Lots{lots};
    return ticket;
}

/// Net results of past trades in dollars, newest first, and what each had at risk.
constexpr std::pair<int, int> results[] = {{184, 120}, {-60, 60}, {95, 80}, {-118, 110}, {240, 130}, {31, 90}};

} // namespace

events::SessionStarted SceneDesk::twoStrategies()
{
    events::SessionStarted started = test::aSession();
    started.strategies.push_back({StrategyId{2}, "breakout:entry=50,exit=20"});
    return started;
}

SceneDesk::SceneDesk(const events::SessionStarted& started)
    : desk(started)
{
    desk.recorded = [this](const journal::Record& record) {
        if (record.index == 0) {
            if (auto event = events::decodeEvent(record.stamp, record.kind, record.payload)) {
                m_notices.push_back({record.stamp, std::move(*event)});
            }
        } else if (auto fact = events::decodeFact(record.stamp, record.kind, record.payload)) {
            m_notices.push_back({record.stamp, std::move(*fact)});
        }
    };
    desk.open();
    desk.apply(events::InstrumentDefined{coin(bitcoin, "BTCUSD", {1, 0}, {1, -4}), false});
    desk.apply(events::InstrumentDefined{coin(ether, "ETHUSD", {1, -1}, {1, -3}), false});
    quoteAll();
    desk.arm(risk::Mode::Manual);
}

void SceneDesk::quoteAll()
{
    desk.quote(10'009, 10'011, acme);
    desk.quote(63'400, 63'402, bitcoin);
    desk.quote(34'120, 34'125, ether);
}

void SceneDesk::trade()
{
    desk.longWithStop(15, 9'900, 10'300);
    events::PlaceOrder sale;
    sale.ticket = ticketOf(bitcoin, Side::Sell, 240);
    sale.stop = Ticks{64'200};
    const OrderId entry = desk.placed(sale);
    desk.report(entry, orders::OrderEventKind::Accepted);
    desk.fill(entry, 240, 63'398);
    desk.report(OrderId{entry.value + 1}, orders::OrderEventKind::Accepted);
    events::PlaceOrder resting;
    resting.ticket = ticketOf(ether, Side::Buy, 500);
    resting.ticket.kind = orders::OrderKind::Limit;
    resting.ticket.limit = Ticks{34'000};
    resting.stop = Ticks{33'500};
    desk.report(desk.placed(resting), orders::OrderEventKind::Accepted);
    desk.proposeBuy(10'010);
    desk.pass(seconds(1));
    quoteAll();
    desk.pass(milliseconds(400));
    desk.apply(events::TimerFired{});
}

void SceneDesk::fallSilent(Duration span)
{
    desk.pass(span);
    desk.apply(events::TimerFired{});
}

void SceneDesk::stop()
{
    desk.apply(
        events::KillLatched{{}, risk::KillLevel::CancelEntries, engine::owner, ShortText<95>("prices look wrong")});
}

void SceneDesk::confirmCancels()
{
    desk.pass(milliseconds(234));
    std::vector<OrderId> owed;
    for (const auto& record : desk.engine.snapshot()->openOrders) {
        if (record.cancelsAsked > 0) {
            owed.push_back(record.ticket.id);
        }
    }
    for (const OrderId order : owed) {
        desk.report(order, orders::OrderEventKind::Cancelled);
    }
}

void SceneDesk::show(FakeTerminal& terminal)
{
    terminal.show(desk.engine.snapshot());
    terminal.notices(std::exchange(m_notices, {}));
}

namespace {

/// Of two strategies in one month: the first is waved through, the second is decided.
std::vector<views::ProposalRow> decisions(Timestamp now)
{
    std::vector<views::ProposalRow> rows;
    for (std::uint64_t i = 0; i < 56; ++i) {
        const bool isFirst = i % 2 == 0;
        views::ProposalRow row;
        row.seq = Sequence{800 - i};
        row.closed = now - minutes(static_cast<std::int64_t>(i) * 6 + 1);
        row.at = row.closed - (isFirst ? seconds(3) : seconds(40 + static_cast<std::int64_t>(i % 7)));
        row.made.proposal.id = ProposalId{800 - i};
        row.made.proposal.strategy = StrategyId{isFirst ? 1U : 2U};
        row.made.proposal.instrument = acme;
        row.by = events::owner;
        row.how = isFirst || i % 3 == 0 ? events::Closing::Approved
            : i % 5 == 0                ? events::Closing::Expired
                                        : events::Closing::Declined;
        rows.push_back(row);
    }
    return rows;
}

} // namespace

void SceneDesk::showPast(FakeTerminal& terminal) const
{
    const Timestamp now = desk.stamp.wall;
    std::vector<views::RoundTripRow> trips;
    std::vector<views::FillRow> fills;
    std::uint64_t number = 900;
    for (const auto& [net, atRisk] : results) {
        const auto day = static_cast<std::int64_t>(trips.size() / 2);
        views::RoundTripRow trip;
        trip.seq = Sequence{number -= 10};
        trip.instrument = trips.size() % 3 == 2 ? bitcoin : acme;
        trip.strategy = StrategyId{trips.size() % 2 + 1};
        trip.proposal = ProposalId{number};
        trip.side = trips.size() % 2 == 0 ? Side::Buy : Side::Sell;
        trip.lots = Lots{60};
        trip.closed = now - days(day) - minutes(17 * static_cast<std::int64_t>(trips.size()) + 40);
        trip.opened = trip.closed - minutes(23);
        trip.entryValue = Money{6'000 * dollar};
        trip.net = Money{net * dollar};
        trip.fees = Money{2 * dollar};
        trip.risk = Money{atRisk * dollar};
        views::FillRow fill;
        fill.seq = trip.seq;
        fill.at = trip.closed;
        fill.fill.order = OrderId{number};
        fill.fill.instrument = acme;
        fill.fill.side = net > 0 ? Side::Sell : Side::Buy;
        fill.fill.price = Ticks{10'000 + net};
        fill.fill.size = Lots{60};
        fill.fill.value = Money{(10'000 + net) * dollar / 100 * 60};
        fill.fill.fee = Money{dollar};
        fill.reference = Ticks{10'000};
        fill.strategy = trip.strategy;
        fill.isLate = trips.size() == 3;
        trips.push_back(trip);
        fills.push_back(fill);
    }
    std::vector<views::EquityRow> equity;
    std::int64_t peak = 0;
    for (std::int64_t i = 0; i < 60; ++i) {
        const std::int64_t amount = 99'500 + i * 14 + i * i * 7 % 230 - (i > 35 && i < 45 ? 700 : 0);
        peak = std::max(peak, amount);
        equity.push_back({now - hours(60 - i), Money{amount * dollar}, Money{peak * dollar}, false});
    }
    views::NoteRow note;
    note.seq = Sequence{891};
    note.at = now - minutes(30);
    note.note.proposal = trips.front().proposal;
    note.note.tag = ShortText<31>("patience");
    note.note.text = ShortText<191>("Waited for the retest. Size was right.");
    terminal.give(decisions(now));
    terminal.give(std::move(trips));
    terminal.give(std::move(fills));
    terminal.give(std::move(equity));
    terminal.give(std::vector{note});
}

void SceneDesk::showLongPast(FakeTerminal& terminal) const
{
    std::vector<views::FillRow> fills;
    for (std::uint64_t seq = 2'400; seq > 0; --seq) {
        views::FillRow fill;
        fill.seq = Sequence{seq};
        fill.at = desk.stamp.wall - minutes(static_cast<std::int64_t>(3 * (2'400 - seq)));
        fill.fill.order = OrderId{seq};
        fill.fill.instrument = acme;
        fill.fill.side = seq % 2 == 0 ? Side::Sell : Side::Buy;
        fill.fill.price = Ticks{10'000 + static_cast<std::int64_t>(seq % 40)};
        fill.fill.size = Lots{60};
        fill.fill.value = Money{fill.fill.price.count * dollar / 100 * 60};
        fill.fill.fee = Money{dollar};
        fills.push_back(fill);
    }
    terminal.give(std::move(fills));
}

void SceneDesk::showMarket(FakeTerminal& terminal) const
{
    views::MarketDay day;
    day.at = desk.stamp.wall;
    const auto add = [&](InstrumentId id, std::int64_t last, std::int64_t open, double volume) {
        views::InstrumentDay one;
        one.instrument = id;
        one.last = Ticks{last};
        one.open = one.previousClose = Ticks{open};
        one.high = Ticks{std::max(last, open) + open / 200};
        one.low = Ticks{std::min(last, open) - open / 250};
        one.volume = volume;
        one.lastTrade = day.at;
        for (std::int64_t i = 0; i < 48; ++i) {
            one.spark.push_back(Ticks{open + (last - open) * i / 47 + i * i % 11 * open / 4'000});
        }
        day.instruments.push_back(one);
    };
    add(acme, 10'010, 9'950, 1'420'000);
    add(bitcoin, 63'401, 64'010, 950);
    add(ether, 34'122, 34'122, 18'300);
    terminal.show(day);

    constexpr std::int64_t count = 150;
    constexpr std::int64_t minuteNs = 60'000'000'000;
    SeededRandom random(51);
    auto bars = drawnBars(random, static_cast<std::size_t>(count), 10'010, 6);
    const Timestamp forming{desk.stamp.wall.ns / minuteNs * minuteNs};
    for (std::int64_t i = 0; i < count; ++i) {
        market::Bar& bar = bars[static_cast<std::size_t>(i)];
        bar.opened = forming - minutes(count - 1 - i);
        bar.closedAt = bar.opened + minutes(1);
    }
    terminal.show(std::shared_ptr<const views::BarSeries>(seriesFrom(std::move(bars), true)));
}

} // namespace omni::testing
