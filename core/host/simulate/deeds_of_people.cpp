// What people do beside deciding on proposals: order, stop, start, and get it wrong.

#include "core/host/simulate/world.h"

#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"

#include <algorithm>

namespace omni::simulate {

namespace {

using namespace events;

constexpr std::int64_t unit = 100'000'000; // one of a currency

/// The n-th key of a map, none when it is empty.
template<class Map> auto keyAt(const Map& map, std::uint64_t n)
{
    using Key = std::decay_t<decltype(map.begin()->key)>;
    const auto size = static_cast<std::uint64_t>(map.end() - map.begin());
    return size == 0 ? Key{} : (map.begin() + static_cast<std::ptrdiff_t>(n % size))->key;
}

} // namespace

bool World::say(const Wish& wish, std::string_view reason)
{
    Command command;
    command.by = engine::owner;
    command.path = static_cast<risk::EntryPath>(m_random.below(risk::entryPathCount));
    command.stepUp = m_random.below(16) != 0;
    command.reason = ShortText<95>(m_random.below(24) == 0 ? std::string_view() : reason);
    command.what = wish;
    return m_process->send(command);
}

ProposalId World::anyProposal()
{
    return keyAt(m_process->engine().state().waiting, m_random.next());
}

OrderId World::anyOrder(bool open)
{
    const auto& ledger = m_process->engine().state().ledger;
    const std::uint64_t dice = m_random.next();
    if (!open || ledger.openCount() == 0) {
        const std::uint64_t last = ledger.lastId().value;
        return last == 0 ? OrderId{} : OrderId{1 + dice % last};
    }
    OrderId found;
    auto left = static_cast<std::int64_t>(dice % static_cast<std::uint64_t>(ledger.openCount()));
    ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (left-- == 0) {
            found = record.ticket.id;
        }
    });
    return found;
}

/// One that was cancelled and works on: whoever wanted it gone asks again.
std::optional<OrderId> World::stubbornOrder() const
{
    std::optional<OrderId> found;
    m_process->engine().state().ledger.forEachOpen([&found](const orders::OrderRecord& record) {
        if (record.cancelsAsked > 0 && record.state == orders::OrderState::Working) {
            found = found ? found : record.ticket.id;
        }
    });
    return found;
}

InstrumentId World::anyInstrument()
{
    return m_instruments[m_random.below(m_instruments.size())].id;
}

risk::Scope World::anyScope()
{
    switch (m_random.below(5)) {
    case 0:
        return {risk::ScopeKind::Account, 1};
    case 1:
        return {risk::ScopeKind::Strategy, 1 + m_random.below(m_plan.strategies.size())};
    case 2:
        return {risk::ScopeKind::Symbol, anyInstrument().value};
    default:
        return {};
    }
}

// --- orders ----------------------------------------------------------------------------------------------------------

bool World::place(bool isWild)
{
    PlaceOrder wish;
    auto& ticket = wish.ticket;
    ticket.instrument = anyInstrument();
    const auto price = m_process->engine().market().reference(ticket.instrument);
    if (!price) {
        return false;
    }
    const std::int64_t share = std::max<std::int64_t>(price->count / 1'000, 1);
    const auto& instrument = m_instruments[ticket.instrument.value - 1];
    ticket.side = m_random.below(2) == 0 ? Side::Buy : Side::Sell;
    const std::int64_t sign = signOf(ticket.side);
    ticket.size = Lots{instrument.step.count * m_random.between(1, 12)};
    ticket.kind = static_cast<orders::OrderKind>(m_random.below(5));
    ticket.timeInForce = static_cast<orders::TimeInForce>(m_random.below(4));
    if (ticket.kind == orders::OrderKind::Limit || ticket.kind == orders::OrderKind::StopLimit) {
        ticket.limit = Ticks{price->count - sign * share * m_random.between(-2, 5)};
        ticket.postOnly = ticket.kind == orders::OrderKind::Limit && m_random.below(5) == 0;
    }
    if (ticket.kind >= orders::OrderKind::Stop) {
        ticket.stop = Ticks{price->count + sign * share * m_random.between(0, 4)};
    }
    if (ticket.kind == orders::OrderKind::TrailingStop) {
        ticket.trail = Ticks{share * m_random.between(1, 5)};
    }
    if (ticket.kind == orders::OrderKind::Market && m_random.below(8) == 0) {
        ticket.size = {};
        ticket.notional = Money{m_random.between(10, 3'000) * unit};
    }
    if (m_random.below(8) != 0) {
        wish.stop = Ticks{price->count - sign * share * m_random.between(2, 25)};
    }
    if (m_random.below(2) == 0) {
        wish.target = Ticks{price->count + sign * share * m_random.between(2, 40)};
    }
    if (isWild) {
        constexpr std::array<std::int64_t, 6> sizes{0, -5, 1'000'000, 1'000'000'000'000, 9'000'000'000'000'000, 1};
        ticket.size = Lots{sizes[m_random.below(sizes.size())]};
        if (m_random.below(2) == 0) {
            ticket.kind = orders::OrderKind::Limit;
            ticket.limit = Ticks{price->count * m_random.between(-1, 4)};
        }
    }
    return say(wish);
}

/// An order by value on the other side, on whose way whatever closes the position overtakes it.
void World::sellForMoney(InstrumentId instrument, std::int64_t position)
{
    const auto price = m_process->engine().market().reference(instrument);
    if (!price) {
        return;
    }
    PlaceOrder wish;
    wish.ticket.instrument = instrument;
    wish.ticket.side = position > 0 ? Side::Sell : Side::Buy;
    wish.ticket.notional = Money{m_random.between(10, 3'000) * unit};
    const std::int64_t share = std::max<std::int64_t>(price->count / 1'000, 1);
    wish.stop = Ticks{price->count - signOf(wish.ticket.side) * share * m_random.between(2, 25)};
    static_cast<void>(say(wish));
}

/// All of a position, a part of it, or more than there is.
bool World::close()
{
    const auto& state = m_process->engine().state();
    PlaceOrder wish;
    auto& ticket = wish.ticket;
    ticket.instrument = anyInstrument();
    const std::int64_t position = state.portfolio.position(ticket.instrument).lots.count;
    if (position == 0 && m_random.below(4) != 0) {
        return false;
    }
    if (position != 0 && m_random.below(4) == 0) {
        sellForMoney(ticket.instrument, position);
    }
    const std::int64_t held = std::max<std::int64_t>(std::abs(position), 1);
    const std::array<std::int64_t, 4> sizes{held, held, std::max<std::int64_t>(held / 2, 1), held + 1};
    ticket.side = position > 0 ? Side::Sell : Side::Buy;
    ticket.size = Lots{sizes[m_random.below(sizes.size())]};
    ticket.reduceOnly = true;
    ticket.role = orders::OrderRole::Exit;
    return say(wish);
}

bool World::changeOrder(StepKind kind)
{
    OrderId order = anyOrder(m_random.below(8) != 0);
    if (kind == StepKind::Cancel && m_random.below(2) == 0) {
        order = stubbornOrder().value_or(order);
    }
    if (kind == StepKind::CancelAll) {
        return say(CancelOrders{anyScope(), m_random.below(2) == 0});
    }
    if (!order) {
        return false;
    }
    const auto* record = m_process->engine().state().ledger.find(order);
    if (kind == StepKind::Cancel) {
        return say(CancelOrder{order});
    }
    if (kind == StepKind::AskVenue) {
        return say(QueryOrder{order});
    }
    if (kind == StepKind::Note) {
        AddNote note;
        note.order = order;
        note.text = ShortText<191>("a note");
        return say(note);
    }
    if (record == nullptr) {
        return false;
    }
    const auto& ticket = record->ticket;
    if (kind == StepKind::MoveStop) {
        return ticket.stop && say(MoveStop{order, Ticks{ticket.stop->count + m_random.between(-60, 60)}});
    }
    ReplaceOrder change;
    change.order = order;
    if (m_random.below(2) == 0) {
        change.size = Lots{std::max<std::int64_t>(ticket.size.count + m_random.between(-6, 6), 0)};
    }
    if (ticket.limit && m_random.below(2) == 0) {
        change.limit = Ticks{ticket.limit->count + m_random.between(-40, 40)};
    }
    if (ticket.stop && m_random.below(3) == 0) {
        change.stop = Ticks{ticket.stop->count + m_random.between(-40, 40)};
    }
    return say(change);
}

// --- stopping and starting -------------------------------------------------------------------------------------------

/// An order gets as far as the lane to the venue, where nobody takes it out before the next thing happens.
void World::fillVenueLane()
{
    static_cast<void>(m_process->engine().state().waiting.isEmpty() ? place(false) : approve(1));
    for (int round = 0; round < 3 && !m_holds.engine && !m_holds.outbox && !m_holds.disk; ++round) {
        m_process->turnEngine();
        m_process->rest();
        m_process->turnDisk();
        noticeDurable();
        m_process->turnOutbox();
    }
}

bool World::pressSwitch()
{
    if (m_random.below(2) == 0) {
        fillVenueLane();
    }
    KillLatched latch;
    latch.level = static_cast<risk::KillLevel>(1 + m_random.below(m_random.below(4) == 0 ? 4 : 3));
    latch.by = engine::owner;
    latch.cause = ShortText<95>("pressed");
    m_process->press(latch);
    show([&](Check& check, const Scene& s) { check.onKillPressed(s, latch.level, m_findings); });
    return true;
}

bool World::setMode()
{
    const std::uint64_t dice = m_random.below(20);
    const auto mode = dice < (m_plan.hasRunaway ? 2 : 14) ? risk::Mode::Manual
        : dice < 18                                       ? risk::Mode::Automatic
        : dice == 18                                      ? risk::Mode::ReduceOnly
                                                          : risk::Mode::Halted;
    return say(SetMode{mode});
}

bool World::grant()
{
    GrantAutonomy terms;
    terms.strategy = StrategyId{1 + m_random.below(m_plan.strategies.size())};
    const int least = m_plan.hasRunaway ? 10 : 0; // tenths
    terms.valuePerDay = Money{m_random.between(5'000 * least, 50'000) * unit};
    terms.lossPerDay = Money{m_random.between(1 + 49 * least, 500) * unit};
    terms.ordersPerDay = static_cast<std::int32_t>(m_random.between(4 * least, 40));
    terms.span = seconds(m_random.between(1 + 300 * least, 3'600));
    return say(terms);
}

bool World::changeLimits(bool loosens)
{
    risk::Limits limits = m_process->engine().state().session.limits;
    const auto change = [&](BasisPoints& value, std::int32_t most) {
        const std::int32_t next = loosens ? value.count * 2 : value.count / 2;
        value.count = std::clamp(next, 1, loosens && m_random.below(6) == 0 ? most * 2 : most);
    };
    switch (m_random.below(5)) {
    case 0:
        change(limits.positionPerTrade, 500);
        break;
    case 1:
        change(limits.grossExposure, 10'000);
        break;
    case 2:
        change(limits.netExposure, 8'000);
        break;
    case 3:
        change(limits.dailyLoss, 500);
        break;
    default:
        limits.ordersPerMinute = std::clamp(loosens ? limits.ordersPerMinute * 2 : limits.ordersPerMinute / 2, 1, 120);
    }
    return say(SetLimits{limits});
}

bool World::settle()
{
    OrderId unknown;
    const auto& ledger = m_process->engine().state().ledger;
    ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (!unknown && record.state == orders::OrderState::Unknown) {
            unknown = record.ticket.id;
        }
    });
    return unknown && say(SettleUnknown{unknown, m_random.below(2) == 0});
}

bool World::adopt()
{
    const auto& state = m_process->engine().state();
    const CurrencyId currency = keyAt(state.reportedCash, m_random.next());
    if (currency && m_random.below(2) == 0) {
        return say(AdoptCash{currency, m_random.below(2) == 0});
    }
    const InstrumentId instrument = keyAt(state.reported, m_random.next());
    return instrument && say(AdoptPosition{instrument});
}

/// Somebody who may not: a strategy, or nobody at all. What they say is in order but for that.
bool World::strange()
{
    Command command;
    const StrategyId strategy{1 + m_random.below(m_plan.strategies.size())};
    command.by = m_random.below(3) != 0 ? engine::principalOf(strategy) : PrincipalId{};
    command.path = static_cast<risk::EntryPath>(m_random.below(risk::entryPathCount));
    command.stepUp = true;
    command.reason = ShortText<95>("please");
    const auto* waiting = m_process->engine().state().waiting.find(anyProposal());
    switch (waiting != nullptr && m_random.below(2) == 0 ? 0 : 1 + m_random.below(5)) {
    case 0:
        if (m_random.below(2) == 0) {
            command.by = waiting->made.ticket.by; // its own
        }
        command.what = approvalOf(*waiting, waiting->made.ticket.size);
        break;
    case 1:
        command.what = SetMode{risk::Mode::Automatic};
        break;
    case 2:
        command.what = ResetKill{};
        break;
    case 3: {
        risk::Limits limits = m_process->engine().state().session.limits;
        limits.dailyLoss = {500};
        command.what = SetLimits{limits};
        break;
    }
    case 4: {
        PlaceOrder wish;
        wish.ticket.instrument = anyInstrument();
        wish.ticket.size = Lots{10};
        command.what = wish;
        break;
    }
    default: {
        const auto& breakers = m_process->engine().state().breakers;
        command.what = ClearBreaker{static_cast<std::uint8_t>(keyAt(breakers, 0).breaker), {}, {}};
    }
    }
    return m_process->send(command);
}

bool World::stopOrStart(StepKind kind)
{
    const auto& state = m_process->engine().state();
    switch (kind) {
    case StepKind::PressSwitch:
        return pressSwitch();
    case StepKind::Kill: {
        const auto level = static_cast<risk::KillLevel>(1 + m_random.below(4));
        auto scope = anyScope();
        scope.id += m_random.below(16) == 0 ? 1'000U : 0U; // of nothing that there is, or everything by another name
        return say(Kill{scope, level});
    }
    case StepKind::ResetKill:
        return !state.latches.isEmpty() && say(ResetKill{keyAt(state.latches, m_random.next())});
    case StepKind::ClearBreaker: {
        if (state.breakers.isEmpty()) {
            return false;
        }
        const auto key = keyAt(state.breakers, m_random.next());
        if (isLossBreaker(key.breaker) && m_random.below(3) == 0) {
            m_clock.pass(lossCoolingOff); // somebody goes for a walk
        }
        ClearBreaker clear;
        clear.breaker = static_cast<std::uint8_t>(key.breaker);
        if (key.breaker == Breaker::RepeatedExecution || key.breaker == Breaker::EngineStalled) {
            clear.strategy = StrategyId{key.subject};
        } else {
            clear.instrument = InstrumentId{key.subject};
        }
        return say(clear);
    }
    case StepKind::SetMode:
        return setMode();
    case StepKind::Grant:
        return grant();
    case StepKind::EndGrant:
        return !state.grants.isEmpty() && say(EndAutonomy{keyAt(state.grants, m_random.next())});
    case StepKind::SwitchStrategy:
        return say(SwitchStrategy{StrategyId{1 + m_random.below(m_plan.strategies.size())}, m_random.below(3) != 0});
    case StepKind::Tighten:
        return changeLimits(false);
    case StepKind::Loosen:
        return changeLimits(true);
    case StepKind::Settle:
        return settle();
    case StepKind::Adopt:
        return adopt();
    default:
        return strange();
    }
}

} // namespace omni::simulate
