#include "core/desk/engine/engine.h"

#include "core/trade/portfolio/pnl.h"

namespace omni::engine {

namespace {

using views::DeskSnapshot;

void addInstruments(DeskSnapshot& shot, const DeskState& state, const MarketMemory& market, const Stamp& now)
{
    for (std::uint64_t number = 1; number <= state.portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        shot.instruments.push_back(
            {*state.instrument(id), market.quote(id), market.reference(id), market.age(id, now), market.trading(id)});
    }
}

void addPositions(DeskSnapshot& shot, const DeskState& state, const portfolio::Marks& marks, Timestamp now)
{
    for (const auto& position : state.portfolio.positions()) {
        views::PositionView view;
        view.position = position;
        if (const auto mark = marks.find(position.instrument, now)) {
            if (const auto gain = portfolio::unrealised(*state.instrument(position.instrument), position, *mark)) {
                view.unrealised = *gain;
            }
        }
        shot.positions.push_back(view);
    }
    for (std::uint64_t number = 1; number <= state.portfolio.currencies().size(); ++number) {
        const CurrencyId id{number};
        shot.cash.push_back(
            {std::string(state.portfolio.currencies().codeOf(id)), state.portfolio.cash(id), state.portfolio.fees(id)});
    }
}

} // namespace

std::shared_ptr<const DeskSnapshot> Engine::snapshot()
{
    auto shot = std::make_shared<DeskSnapshot>();
    shot->at = m_last;
    shot->events = m_events;
    shot->environment = m_state.session.environment;
    shot->mode = m_state.mode;
    shot->baseCurrency = m_state.session.baseCurrency;
    shot->equity = equity(m_last.wall);
    shot->invested = m_state.invested;
    shot->dayStart = m_state.day >= 0 ? std::optional(m_state.dayStart) : std::nullopt;
    shot->peak = m_state.peak;
    shot->worstPeak = m_state.worstPeak;
    shot->worstEquity = m_state.worstEquity;
    addInstruments(*shot, m_state, m_market, m_last);
    for (const auto& waiting : m_state.waiting) {
        const Duration left = waiting.value.made.lifetime - elapsed(waiting.value.at, m_last);
        shot->proposals.push_back({waiting.value.made, left, waiting.value.drifted});
    }
    m_state.ledger.forEachOpen([&shot](const orders::OrderRecord& record) { shot->openOrders.push_back(record); });
    addPositions(*shot, m_state, marks(), m_last.wall);
    for (const auto& latch : m_state.latches) {
        shot->latches.push_back({latch.key, latch.value.level, latch.value.cause, latch.value.by, latch.value.at, {}});
    }
    for (const auto& breaker : m_state.breakers) {
        shot->breakers.push_back(
            {breaker.key.breaker, breaker.key.subject, breaker.value.limit, breaker.value.actual, breaker.value.at});
    }
    shot->proposalCount = m_state.counters.proposals;
    shot->approvedCount = m_state.counters.approved;
    shot->orderCount = m_state.counters.orders;
    shot->fillCount = m_state.counters.fills;
    return shot;
}

} // namespace omni::engine
