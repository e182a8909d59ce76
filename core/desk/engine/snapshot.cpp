#include "core/desk/engine/differences.h"
#include "core/desk/engine/engine.h"
#include "core/desk/engine/picture.h"

#include "core/trade/risk/approval_guard.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

using views::DeskSnapshot;

void addInstruments(DeskSnapshot& shot, const DeskState& state, const MarketMemory& market, const Stamp& now)
{
    shot.instruments.reserve(state.portfolio.instruments());
    for (std::uint64_t number = 1; number <= state.portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        shot.instruments.push_back(
            {*state.instrument(id), market.quote(id), market.reference(id), market.age(id, now), market.trading(id)});
    }
}

views::DriftNow driftOf(const events::ProposalMade& made, std::optional<Ticks> now, bool isGuarded)
{
    using Limits = std::numeric_limits<std::int64_t>;
    views::DriftNow drift;
    drift.price = now;
    const std::int64_t middle = made.proposal.reference.count;
    drift.low
        = Ticks{isGuarded ? checkedDifference(middle, made.driftAllowed.count).value_or(Limits::min()) : Limits::min()};
    drift.high = Ticks{isGuarded ? checkedSum(middle, made.driftAllowed.count).value_or(Limits::max()) : Limits::max()};
    drift.isInside = !isGuarded || !risk::isBeyondDrift(made.proposal.reference, made.driftAllowed, now);
    return drift;
}

/// After everything that an assessment looks at.
void addProposals(DeskSnapshot& shot, const DeskState& state, const MarketMemory& market, const Stamp& now)
{
    for (const auto& entry : state.waiting) {
        const auto& waiting = entry.value;
        const InstrumentId instrument = waiting.made.proposal.instrument;
        const bool isAssessed = shot.proposals.size() < views::mostAssessed;
        views::ProposalView& view = shot.proposals.emplace_back(); // in place: it is large
        view.made = waiting.made;
        view.left = waiting.made.lifetime - elapsed(waiting.at, now);
        view.drifted = waiting.drifted;
        view.driftNow = driftOf(waiting.made, market.reference(instrument), state.session.driftGuard);
        view.quoteAge = market.age(instrument, now);
        if (isAssessed) {
            view.assessment = std::make_shared<const views::Assessment>(
                views::assess(shot, waiting.made.ticket, waiting.made.stop, waiting.made.target));
        }
    }
}

void addExternalOrders(DeskSnapshot& shot, const DeskState& state)
{
    shot.externalLeftOut = state.external.leftOut();
    shot.externalOrders.reserve(state.external.all().size());
    for (const auto& entry : state.external.all()) {
        const auto& order = entry.value;
        shot.externalOrders.push_back({entry.key.instrument, entry.key.venueOrderId, order.side, order.left,
                                       order.limit, order.stop, order.since});
    }
}

void addDifferences(DeskSnapshot& shot, const DeskState& state)
{
    for (const Difference& one : differencesOf(state)) {
        shot.differences.push_back({one.what, one.ours, one.theirs, one.since, one.isIgnored});
    }
    shot.mayAdoptOpening = state.isReconciled && hasNoHistory(state);
}

void addDust(DeskSnapshot& shot, const DeskState& state)
{
    for (std::uint64_t number = 1; number <= state.portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        const Money amount = state.portfolio.dustAt(state.session.account, id);
        if (amount.e8 != 0) {
            shot.dust.push_back({id, state.instrument(id)->baseCurrency, amount});
        }
    }
}

void addCash(DeskSnapshot& shot, const DeskState& state)
{
    for (std::uint64_t number = 1; number <= state.portfolio.currencies().size(); ++number) {
        const CurrencyId id{number};
        shot.cash.push_back(
            {std::string(state.portfolio.currencies().codeOf(id)), state.portfolio.cash(id), state.portfolio.fees(id)});
    }
}

void addStops(DeskSnapshot& shot, const DeskState& state, const Stamp& now)
{
    for (const auto& latch : state.latches) {
        const LatchState& is = latch.value;
        shot.latches.push_back({latch.key, is.level, is.cause, is.by, is.at, is.reason});
    }
    for (const auto& breaker : state.breakers) {
        shot.breakers.push_back({breaker.key.breaker, breaker.key.subject, breaker.value.limit, breaker.value.actual,
                                 breaker.value.at, state.coolingLeft(breaker.key, now)});
    }
}

void addStrategies(DeskSnapshot& shot, const DeskState& state)
{
    shot.strategies.reserve(state.session.strategies.size());
    for (const auto& setting : state.session.strategies) {
        shot.strategies.push_back(
            {setting.id, setting.spec, !state.switchedOff.contains(setting.id), state.grants.contains(setting.id)});
    }
}

void addCounters(DeskSnapshot& shot, const DeskState& state)
{
    shot.proposalCount = state.counters.proposals;
    shot.approvedCount = state.counters.approved;
    shot.orderCount = state.counters.orders;
    shot.fillCount = state.counters.fills;
}

} // namespace

std::optional<views::MissingWorth> Engine::missingWorth(Timestamp now)
{
    if (equity(now)) {
        return std::nullopt;
    }
    const auto hasRate
        = [&](CurrencyId currency) { return m_state.rates.find(currency, m_state.base, now).has_value(); };
    const auto positions = m_state.portfolio.positions();
    for (std::uint64_t number = 1; number <= m_state.portfolio.currencies().size(); ++number) {
        const CurrencyId id{number};
        const bool isHeld = m_state.portfolio.cash(id).e8 != 0
            || std::any_of(positions.begin(), positions.end(), [&](const portfolio::Position& position) {
                                return m_state.portfolio.quoteOf(position.instrument) == id;
                            });
        if (isHeld && !hasRate(id)) {
            return views::MissingWorth{std::string(m_state.portfolio.currencies().codeOf(id)), {}};
        }
    }
    for (const auto& position : positions) {
        if (!marks().find(position.instrument, now)) {
            return views::MissingWorth{{}, m_state.instrument(position.instrument)->name()};
        }
    }
    return std::nullopt;
}

std::shared_ptr<DeskSnapshot> Engine::snapshot(Duration later)
{
    Stamp now = m_last;
    now.wall = now.wall + later;
    now.mono = now.mono + later;
    auto made = std::make_shared<DeskSnapshot>();
    DeskSnapshot& shot = *made;
    shot.at = now;
    shot.events = m_events;
    shot.session = m_session;
    shot.isOpen = m_state.isOpen;
    shot.isReconciled = m_state.isReconciled;
    shot.environment = m_state.session.environment;
    shot.mode = m_state.mode;
    shot.baseCurrency = m_state.session.baseCurrency;
    shot.equity = equity(m_last.wall);
    shot.missing = missingWorth(m_last.wall);
    shot.invested = m_state.invested;
    shot.dayStart = m_state.day >= 0 ? std::optional(m_state.dayStart) : std::nullopt;
    shot.peak = m_state.peak;
    shot.worstPeak = m_state.worstPeak;
    shot.worstEquity = m_state.worstEquity;
    shot.limits = m_state.session.limits;
    shot.sizeLimits = m_state.sizeLimits();
    if (m_state.reduced) {
        shot.reduced = views::ReducedView{m_state.reduced->at, m_state.reduced->by};
    }
    shot.venueFees = m_fees;
    shot.losingStreak = m_state.losingStreak;
    shot.realised = m_state.portfolio.realised(m_state.base, m_state.rates, m_last.wall);
    shot.fees = m_state.portfolio.fees(m_state.base, m_state.rates, m_last.wall);
    addInstruments(shot, m_state, m_market, now);
    shot.openOrders.reserve(static_cast<std::size_t>(m_state.ledger.openCount()));
    m_state.ledger.forEachOpen([&shot](const orders::OrderRecord& record) { shot.openOrders.push_back(record); });
    addRisk(shot, m_state, m_market, marks(), m_naked, now);
    addPositions(shot, m_state);
    addExternalOrders(shot, m_state);
    addDifferences(shot, m_state);
    addDust(shot, m_state);
    addCash(shot, m_state);
    addStops(shot, m_state, now);
    addStrategies(shot, m_state);
    addCounters(shot, m_state);
    addProposals(shot, m_state, m_market, now);
    return made;
}

} // namespace omni::engine
