#include "tests/support/fake_terminal/plausible.h"

#include "core/desk/events/principals.h"

namespace omni::testing {

namespace {

constexpr std::int64_t oneDollar = 100'000'000;
constexpr InstrumentId bitcoin{1};
constexpr AccountId house{1};

} // namespace

market::Instrument anInstrument()
{
    market::Instrument instrument;
    instrument.id = bitcoin;
    instrument.venue = "demo";
    instrument.symbol = "BTCUSD";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, 0};
    instrument.lotSize = {1, -4};
    instrument.largest = {1'000'000'000};
    return market::completed(instrument).value();
}

market::Quote aQuote()
{
    return {bitcoin, plausibleNow - milliseconds(520), Ticks{63'400}, Ticks{63'402}, Lots{15'000}, Lots{12'000}, true,
            true};
}

views::InstrumentView anInstrumentView()
{
    return {anInstrument(), aQuote(), Ticks{63'401}, milliseconds(500), market::TradingState::Open};
}

views::ProposalView aProposal()
{
    views::ProposalView view;
    auto& proposal = view.made.proposal;
    proposal.id = ProposalId{1};
    proposal.strategy = StrategyId{1};
    proposal.instrument = bitcoin;
    proposal.reference = Ticks{63'400};
    proposal.stop = Ticks{62'134};
    proposal.because("sma_fast_above_slow", 0.42, 48.0);
    proposal.because("slow_rising", 0.11, 21.5);
    proposal.because("spread", 0.3, -7.5);
    auto& ticket = view.made.ticket;
    ticket.instrument = bitcoin;
    ticket.account = house;
    ticket.origin = orders::Origin::Strategy;
    ticket.size = Lots{315};
    ticket.strategy = StrategyId{1};
    ticket.proposal = ProposalId{1};
    ticket.by = events::principalOf(StrategyId{1});
    view.made.stop = Ticks{62'134};
    view.made.value = Money{1'997 * oneDollar + 10'000'000}; // 0.0315 x 63'400
    view.made.lossAtStop = Money{39 * oneDollar + 87'900'000}; // 0.0315 x 1'266
    view.made.bid = Ticks{63'399};
    view.made.ask = Ticks{63'401};
    view.made.driftAllowed = Ticks{158};
    view.made.lifetime = seconds(180);
    view.made.digest.fill(std::byte{0x5a});
    view.left = seconds(121);
    return view;
}

views::PositionView aPosition()
{
    views::PositionView view;
    view.position.instrument = bitcoin;
    view.position.quote = CurrencyId{1};
    view.position.lots = Lots{315};
    view.position.cost = Money{1'997 * oneDollar + 10'000'000};
    view.position.fees = Money{1 * oneDollar + 99'710'000};
    view.unrealised = Money{1 * oneDollar + 89'000'000}; // 0.0315 x 60
    view.mark = Ticks{63'460};
    view.value = Money{1'998 * oneDollar + 99'000'000};
    view.strategy = StrategyId{1};
    view.opened = plausibleNow - minutes(14);
    view.stopOrder = OrderId{2};
    view.stop = Ticks{62'134};
    view.protectedLots = Lots{315};
    return view;
}

orders::OrderRecord anOrder()
{
    orders::OrderRecord record;
    record.ticket.id = OrderId{2};
    record.ticket.instrument = bitcoin;
    record.ticket.account = house;
    record.ticket.side = Side::Sell;
    record.ticket.kind = orders::OrderKind::Stop;
    record.ticket.role = orders::OrderRole::Stop;
    record.ticket.origin = orders::Origin::Strategy;
    record.ticket.size = Lots{315};
    record.ticket.stop = Ticks{62'134};
    record.ticket.reduceOnly = true;
    record.ticket.parent = OrderId{1};
    record.ticket.strategy = StrategyId{1};
    record.ticket.proposal = ProposalId{1};
    record.ticket.by = events::principalOf(StrategyId{1});
    record.state = orders::OrderState::Working;
    record.venueOrderId = orders::VenueOrderId("D-2");
    record.created = plausibleNow - minutes(14);
    record.lastChange = plausibleNow - minutes(14) + milliseconds(40);
    return record;
}

views::LatchView aLatch()
{
    views::LatchView latch;
    latch.level = risk::KillLevel::CancelEntries;
    latch.by = events::owner;
    latch.at = plausibleNow - seconds(30);
    latch.reason = ShortText<95>("prices look wrong");
    return latch;
}

views::DeskSnapshot aSnapshot()
{
    views::DeskSnapshot shot;
    shot.at.seq = Sequence{48'211};
    shot.at.wall = plausibleNow;
    shot.at.mono = Monotonic{hours(1).ns};
    shot.at.boot = 1;
    shot.events = 48'211;
    auto session = std::make_shared<events::SessionStarted>();
    session->boot = 1;
    session->environment = orders::Environment::Demo;
    session->account = house;
    session->accountName = "demo";
    session->baseCurrency = "USD";
    session->strategies = {{StrategyId{1}, "sma_cross:interval=30s,fast=10,slow=30,direction=long"}};
    shot.session = session;
    shot.isOpen = true;
    shot.mode = risk::Mode::Manual;
    shot.baseCurrency = "USD";
    shot.invested = Money{100'000 * oneDollar};
    shot.equity = Money{99'999 * oneDollar + 89'290'000};
    shot.dayStart = Money{100'000 * oneDollar};
    shot.peak = Money{100'000 * oneDollar};
    shot.worstPeak = Money{100'000 * oneDollar};
    shot.worstEquity = Money{99'980 * oneDollar};
    shot.instruments = {anInstrumentView()};
    shot.proposals = {aProposal()};
    shot.openOrders = {anOrder()};
    shot.positions = {aPosition()};
    shot.cash = {{"USD", Money{98'000 * oneDollar + 90'290'000}, Money{1 * oneDollar + 99'710'000}}};
    shot.strategies = {{StrategyId{1}, session->strategies.front().spec, true, false}};
    shot.limits = shot.sizeLimits = session->limits;
    shot.fees = Money{1 * oneDollar + 99'710'000};
    shot.ordersLastMinute = 2;
    shot.proposalCount = 2;
    shot.approvedCount = 1;
    shot.orderCount = 2;
    shot.fillCount = 1;
    return shot;
}

views::Health aHealth()
{
    views::Health health;
    health.at = plausibleNow;
    const auto part = [](std::string name, std::string detail) {
        views::PartHealth one;
        one.name = std::move(name);
        one.state = views::PartState::Ok;
        one.since = plausibleNow - hours(1);
        one.detail = std::move(detail);
        return one;
    };
    health.parts
        = {part("feed", "demo"), part("orders", "demo"), part("journal", "all durable"), part("history", "up to date")};
    health.parts[0].dataAge = milliseconds(12);
    health.parts[0].perSecond = 96;
    health.parts[1].p50 = milliseconds(40);
    health.parts[1].p95 = milliseconds(41);
    health.parts[2].p50 = microseconds(1'900);
    health.parts[2].p95 = milliseconds(6);
    health.processCpu = 0.07;
    health.residentBytes = std::uint64_t{180} << 20;
    health.freeDiskBytes = std::uint64_t{80} << 30;
    health.eventsPerSecond = 96;
    return health;
}

} // namespace omni::testing
