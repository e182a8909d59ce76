#include "core/desk/backtest/recorder.h"

#include "core/trade/market/notional.h"

#include <fmt/format.h>

namespace omni::backtest {

namespace {

analytics::TradeReason reasonOf(const orders::OrderTicket& ticket)
{
    using analytics::TradeReason;
    switch (ticket.role) {
    case orders::OrderRole::Stop:
        return TradeReason("stop");
    case orders::OrderRole::Target:
        return TradeReason("target");
    case orders::OrderRole::Entry:
    case orders::OrderRole::Exit:
        break;
    }
    switch (ticket.origin) {
    case orders::Origin::Strategy:
        return TradeReason("signal");
    case orders::Origin::Risk:
        return TradeReason("time_exit");
    case orders::Origin::KillSwitch:
        return TradeReason("kill");
    case orders::Origin::Human:
        return TradeReason("person");
    }
    return {};
}

} // namespace

void Recorder::onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine)
{
    if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        onBar(stamp, *bar, engine);
    } else if (!m_hasBars) {
        sample(stamp, engine);
    }
}

void Recorder::onBar(const Stamp& stamp, const market::Bar& bar, engine::Engine& engine)
{
    m_hasBars = true;
    ++m_bars;
    if (m_times.size() < bar.instrument.value) {
        m_times.resize(bar.instrument.value);
    }
    m_times[bar.instrument.value - 1] = {bar.opened, stamp.wall};
    const auto equity = engine.equity(stamp.wall);
    if (!equity) {
        return;
    }
    if (!m_equity.empty() && m_equity.back().closed == stamp.wall) {
        m_equity.back().equity = *equity; // another instrument's bar of the same moment
    } else {
        m_equity.push_back({bar.opened, stamp.wall, *equity});
    }
}

void Recorder::sample(const Stamp& stamp, engine::Engine& engine)
{
    const auto equity = engine.equity(stamp.wall);
    if (!equity) {
        return;
    }
    const Timestamp opened = flooredTo(stamp.wall, m_sample);
    if (!m_equity.empty() && m_equity.back().opened == opened) {
        m_equity.back().equity = *equity;
        return;
    }
    ++m_bars;
    m_equity.push_back({opened, opened + m_sample, *equity});
}

void Recorder::onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine)
{
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        onFill(stamp, *fill, engine);
    }
}

void Recorder::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine&)
{
    if (const auto* closed = std::get_if<events::ProposalClosed>(&fact)) {
        m_refused += closed->how == events::Closing::Suppressed ? 1U : 0U;
    } else if (const auto* tripped = std::get_if<events::BreakerTripped>(&fact)) {
        m_notes.push_back(
            fmt::format("The breaker {} tripped at {}. As on a live desk nothing new was bought from then "
                        "on: nobody was there to clear it.",
                        events::nameOf(tripped->breaker), isoText(stamp.wall).substr(0, 16)));
    }
}

/// Orders that fill at a close fill at the moment at which the bar was told.
Timestamp Recorder::labelOf(const Stamp& stamp, const orders::Fill& fill) const noexcept
{
    if (m_fill == sim::BarFill::Close && fill.instrument.value <= m_times.size()) {
        const BarTimes& bar = m_times[fill.instrument.value - 1];
        if (stamp.wall == bar.closed && fill.time == bar.closed) {
            return bar.opened;
        }
    }
    return fill.time;
}

void Recorder::onFill(const Stamp& stamp, const orders::Fill& fill, engine::Engine& engine)
{
    ++m_fills;
    m_traded += fill.value.e8;
    const auto* order = engine.state().ledger.find(fill.order);
    const orders::OrderTicket ticket = order != nullptr ? order->ticket : orders::OrderTicket{};
    const auto paired = m_trades.add({fill.order, fill.instrument, ticket.strategy, fill.side, fill.size, fill.value,
                                      fill.fee, labelOf(stamp, fill), reasonOf(ticket)});
    if (!paired && !m_fault) {
        m_fault = paired.error();
    }
    if (m_fill == sim::BarFill::Close && !m_equity.empty() && m_equity.back().closed == stamp.wall) {
        m_equity.back().equity = engine.equity(stamp.wall).value_or(m_equity.back().equity); // with its costs
    }
}

Result<void> Recorder::give(engine::Engine& engine, Timestamp end, BacktestResult& result)
{
    const auto equity = engine.equity(end);
    const auto traded = narrowed(m_traded);
    if (m_fault || !equity || !traded) {
        return tl::unexpected(m_fault.value_or(Error{Errc::Overflow, "the amounts of this backtest do not fit"}));
    }
    const auto worth = [&engine](InstrumentId id, Lots size) -> std::optional<Money> {
        const auto mark = engine.marks().newest(id);
        const auto* instrument = engine.state().instrument(id);
        const auto value
            = mark && instrument != nullptr ? market::notional(*instrument, mark->price, size) : Result<Money>(Money{});
        return value ? std::optional(Money{value->e8 < 0 ? -value->e8 : value->e8}) : std::nullopt;
    };
    result.bars = m_bars;
    result.hasBars = m_hasBars;
    result.fills = m_fills;
    result.traded = Money{*traded};
    result.finalEquity = *equity;
    result.proposals.refused = m_refused;
    result.trades = m_trades.closed();
    const auto open = m_trades.open(worth);
    result.trades.insert(result.trades.end(), open.begin(), open.end());
    result.equity = std::move(m_equity);
    result.notes = std::move(m_notes);
    return {};
}

} // namespace omni::backtest
