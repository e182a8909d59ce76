#include "core/desk/engine/risk_view.h"

#include "core/desk/views/gate_view.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/exposure.h"

#include <algorithm>

namespace omni::engine {

namespace {

/// The desk as it stands, for views::gateView.
class LiveDesk
{
public:
    /// `without`: an order that is not counted, for it is to stand in other figures; null: all are.
    explicit LiveDesk(Turn& turn, const orders::OrderRecord* without = nullptr) noexcept
        : m_turn(turn)
        , m_state(turn.state)
        , m_without(without)
    {
    }

    [[nodiscard]] orders::Environment environment() const noexcept
    {
        return m_state.session.environment;
    }
    [[nodiscard]] risk::Mode mode() const noexcept
    {
        return m_state.mode;
    }
    [[nodiscard]] bool isTrusted() const noexcept
    {
        return (m_turn.isSimulated() || m_state.isReconciled) && m_state.external.leftOut() == 0;
    }
    [[nodiscard]] bool isNaked() const noexcept
    {
        return m_turn.naked;
    }
    [[nodiscard]] risk::KillLevel latchOver(AccountId account, StrategyId strategy, InstrumentId instrument) const
    {
        return m_state.latchOver(account, strategy, instrument);
    }
    template<class Visit> void eachBreaker(Visit&& visit) const
    {
        for (const auto& entry : m_state.breakers) {
            visit(entry.key.breaker, entry.key.subject);
        }
    }
    [[nodiscard]] orders::InstrumentOrders ordersOf(InstrumentId instrument) const
    {
        orders::InstrumentOrders open = m_state.ledger.of(instrument);
        if (m_without != nullptr && m_without->ticket.instrument == instrument && !m_without->ticket.reduceOnly) {
            Lots& lots = m_without->ticket.side == Side::Buy ? open.openBuys : open.openSells;
            lots.count -= std::min(lots.count, orders::reservedLots(*m_without).count);
        }
        return open;
    }
    [[nodiscard]] orders::InstrumentOrders externalOf(InstrumentId instrument) const
    {
        orders::InstrumentOrders open;
        m_state.external.addTo(open, instrument);
        return open;
    }
    [[nodiscard]] const market::Instrument* definition(InstrumentId instrument) const noexcept
    {
        return m_state.instrument(instrument);
    }
    [[nodiscard]] Lots positionOf(InstrumentId instrument) const
    {
        return m_state.portfolio.position(instrument).lots;
    }
    [[nodiscard]] Lots twinLots(OrderId order) const
    {
        const auto* twin = m_state.ledger.find(order);
        return twin != nullptr && orders::isOpen(twin->state) ? orders::reservedLots(*twin) : Lots{};
    }
    [[nodiscard]] bool bookValid(InstrumentId instrument) const
    {
        return m_turn.market.bookValid(instrument);
    }
    [[nodiscard]] market::TradingState trading(InstrumentId instrument) const
    {
        return m_turn.market.trading(instrument);
    }
    [[nodiscard]] std::optional<market::Quote> quote(InstrumentId instrument) const
    {
        return m_turn.market.quoteOrLast(instrument);
    }
    [[nodiscard]] std::optional<Duration> age(InstrumentId instrument) const
    {
        return m_turn.market.age(instrument, m_turn.stamp);
    }
    [[nodiscard]] std::optional<Ticks> reference(InstrumentId instrument) const
    {
        return m_turn.market.reference(instrument);
    }
    [[nodiscard]] std::optional<Ticks> atr(InstrumentId instrument) const
    {
        return m_turn.market.dailyAtr(instrument);
    }
    [[nodiscard]] std::int32_t openOrders(AccountId account) const
    {
        const bool isCounted = m_without != nullptr && m_without->ticket.account == account
            && orders::isOpen(m_without->state) && !m_without->ticket.held;
        const std::int32_t others = account == m_state.session.account ? m_state.external.count() : 0;
        return m_state.ledger.openCount(account) + others - (isCounted ? 1 : 0);
    }
    template<class Visit> void eachSent(Visit&& visit) const
    {
        for (auto sent = m_state.recent.rbegin(); sent != m_state.recent.rend(); ++sent) {
            if (!visit(*sent, elapsed(sent->at, m_turn.stamp))) {
                return;
            }
        }
    }
    [[nodiscard]] std::optional<Money> equity() const
    {
        return m_turn.equity();
    }
    [[nodiscard]] std::optional<portfolio::Exposure> elsewhere(InstrumentId instrument) const
    {
        return portfolio::totalExposure(m_state.portfolio, m_state.ordersInSight(), m_state.base,
                                        m_turn.valuation.marks(), m_state.rates, m_turn.stamp.wall, instrument);
    }
    [[nodiscard]] std::optional<portfolio::Rate> rate(InstrumentId instrument) const
    {
        const auto found = m_state.rates.find(m_state.portfolio.quoteOf(instrument), m_state.base, m_turn.stamp.wall);
        return found ? std::optional(found->rate) : std::nullopt;
    }
    [[nodiscard]] Money dayStart() const noexcept
    {
        return m_state.dayStart;
    }
    [[nodiscard]] std::optional<Money> peak() const noexcept
    {
        return m_state.peak;
    }
    [[nodiscard]] std::int32_t losingStreak() const noexcept
    {
        return m_state.losingStreak;
    }
    [[nodiscard]] bool hasExit(StrategyId strategy, InstrumentId instrument) const
    {
        return m_state.exits.contains({strategy, instrument});
    }
    [[nodiscard]] bool isClosing(InstrumentId instrument) const
    {
        const auto isOfIt = [instrument](const auto& entry) { return entry.key.instrument == instrument; };
        return std::any_of(m_state.exits.begin(), m_state.exits.end(), isOfIt)
            || std::any_of(m_state.parts.begin(), m_state.parts.end(), isOfIt);
    }
    template<class Visit> void eachOpen(Visit&& visit) const
    {
        m_state.ledger.forEachOpen(visit);
    }

private:
    Turn& m_turn;
    const DeskState& m_state;
    const orders::OrderRecord* m_without;
};

tl::expected<risk::ClearedOrder, risk::Refusal>
asked(Turn& turn, const LiveDesk& desk, const orders::OrderTicket& ticket, std::optional<Ticks> protectiveStop)
{
    const auto* instrument = turn.state.instrument(ticket.instrument);
    if (instrument == nullptr) {
        return tl::unexpected(risk::Refusal{risk::Rule::TicketInvalid, 0, 0});
    }
    auto answer
        = risk::Gate(turn.state.sizeLimits()).clear(ticket, *instrument, views::gateView(desk, ticket, protectiveStop));
    if (answer) {
        if (const auto refusal = views::crossesExits(desk, ticket)) {
            return tl::unexpected(*refusal);
        }
    }
    return answer;
}

} // namespace

risk::RiskView riskViewOf(Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> protectiveStop)
{
    return views::gateView(LiveDesk(turn), ticket, protectiveStop);
}

bool makesRoomForPart(Turn& turn, const orders::OrderTicket& ticket)
{
    return views::makesRoomForPart(LiveDesk(turn), ticket);
}

Int128 lotsAgainst(const Turn& turn, InstrumentId instrument, bool isLong)
{
    const auto open = turn.state.ledger.of(instrument);
    const Money value = isLong ? open.notionalSells : open.notionalBuys;
    const auto* definition = turn.state.instrument(instrument);
    const Lots byValue
        = definition != nullptr ? market::mostLotsFor(*definition, turn.market.reference(instrument), value) : Lots{};
    return orders::lotsAgainst(open, Lots{isLong ? 1 : -1}, byValue);
}

std::optional<risk::Refusal> refusalBesideLegs(Turn& turn, const orders::OrderTicket& ticket)
{
    const auto* instrument = turn.state.instrument(ticket.instrument);
    if (instrument == nullptr) {
        return risk::Refusal{risk::Rule::TicketInvalid, 0, 0};
    }
    const LiveDesk live(turn);
    return views::refusalBesideLegs(live, ticket, *instrument, turn.state.sizeLimits());
}

std::optional<risk::Refusal> refusalNow(Turn& turn, const orders::OrderTicket& ticket,
                                        std::optional<Ticks> protectiveStop)
{
    const auto answer = asked(turn, LiveDesk(turn), ticket, protectiveStop);
    return answer ? std::nullopt : std::optional(answer.error());
}

std::optional<risk::Refusal> refusalOfChange(Turn& turn, const orders::OrderRecord& record,
                                             const orders::OrderTicket& changed, std::optional<Ticks> protectiveStop)
{
    const auto answer = asked(turn, LiveDesk(turn, &record), changed, protectiveStop);
    return answer ? std::nullopt : std::optional(answer.error());
}

std::optional<risk::Refusal> refusalOfPrices(Turn& turn, const orders::OrderTicket& changed,
                                             std::optional<Ticks> awaited)
{
    const auto* instrument = turn.state.instrument(changed.instrument);
    if (instrument == nullptr) {
        return risk::Refusal{risk::Rule::TicketInvalid, 0, 0};
    }
    risk::RiskView view = riskViewOf(turn, changed, std::nullopt);
    view.reference = awaited ? awaited : view.reference;
    return risk::Gate(turn.state.sizeLimits()).refusalOfPrices(changed, *instrument, view);
}

tl::expected<risk::ClearedOrder, risk::Refusal> clearance(Turn& turn, const orders::OrderTicket& ticket,
                                                          std::optional<Ticks> protectiveStop)
{
    auto answer = asked(turn, LiveDesk(turn), ticket, protectiveStop);
    if (!answer) {
        turn.decide(events::OrderRefused{ticket, answer.error(), false});
    }
    return answer;
}

tl::expected<risk::ClearedOrder, risk::Refusal> clearanceAgain(Turn& turn, const orders::OrderTicket& ticket,
                                                               events::AlertLevel level, std::string_view alert)
{
    auto answer = asked(turn, LiveDesk(turn), ticket, std::nullopt);
    if (answer) {
        return answer;
    }
    const auto why = 1 + static_cast<std::int64_t>(answer.error().rule);
    const OrderId order
        = ticket.parent ? ticket.id : OrderId{}; // one that is planned only now has no number of its own
    const AlertCause cause{alert.empty() ? "order.refused" : alert, ticket.instrument, ticket.strategy, order, why};
    if (turn.standing.isDue(level, cause, 0, turn.stamp.mono)) {
        turn.decide(events::OrderRefused{ticket, answer.error(), false});
        if (!alert.empty()) {
            turn.alert(level, alert, ticket.instrument, order);
        }
    }
    return answer;
}

std::optional<risk::ClearedOrder> cleared(Turn& turn, const orders::OrderTicket& ticket,
                                          std::optional<Ticks> protectiveStop)
{
    auto answer = clearance(turn, ticket, protectiveStop);
    return answer ? std::optional(*answer) : std::nullopt;
}

} // namespace omni::engine
