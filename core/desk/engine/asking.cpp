// The engine's side of its strategies: which there are, what they may look at, and what becomes of one that throws.

#include "core/base/out_of_memory.h"
#include "core/desk/engine/engine.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/guarding.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"

#include <algorithm>

namespace omni::engine {

using namespace events;

namespace {

/// A finished bar of the series, newer than what was seen, that could have come from the market.
bool isHistory(const market::Bar& bar, const BarsGiven& given, Timestamp after, Timestamp now)
{
    const bool isOfSeries = given.series.ns == 0 || bar.interval == given.series;
    return isOfSeries && bar.instrument == given.instrument && bar.closedAt > after && bar.closedAt <= now
        && !market::faultInItself(bar);
}

} // namespace

void Engine::defineInstrument(Turn& turn, InstrumentId instrument, bool barsFromMids)
{
    const auto* definition = m_state.instrument(instrument);
    if (definition == nullptr) {
        return;
    }
    m_market.define(*definition, barsFromMids);
    std::erase_if(m_slots, [instrument](const Slot& slot) { return slot.instrument == instrument; });
    for (const StrategySetting& setting : m_state.session.strategies) {
        const auto spec = strategy::specFromText(setting.spec);
        if (!spec) {
            continue; // checked before the session was started
        }
        const Duration series = spec->interval.value_or(Duration{});
        m_market.watch(instrument, series);
        Slot slot;
        slot.strategy = setting.id;
        slot.instrument = instrument;
        slot.series = series;
        m_slots.push_back(std::move(slot));
        makeObject(turn, m_slots.back());
    }
}

/// What a strategy throws stops here: it is off, the desk goes on (F59).
template<class Ask> void Engine::ask(Turn& turn, Slot& slot, Ask askIt)
{
    m_wishes.clear();
    if (!slot.object) {
        return;
    }
    const auto show = [this](std::uint64_t strategy) {
        if (m_running != nullptr) {
            m_running->store(strategy, std::memory_order_relaxed); // says nothing about other data
        }
    };
    show(slot.strategy.value);
    bool hasFailed = false;
    try {
        const MayRunOutOfMemory itMay;
        askIt(*slot.object, m_wishes);
    } catch (...) {
        hasFailed = true;
    }
    show(0);
    if (hasFailed) {
        strategyFailed(turn, slot);
    }
}

/// Its state is not to be trusted any more, nor what it had begun to wish.
void Engine::strategyFailed(Turn& turn, Slot& slot)
{
    slot.object.reset();
    m_wishes.clear();
    turn.alert(AlertLevel::Critical, "strategy.failed", slot.instrument, {}, 0,
               static_cast<std::int64_t>(slot.strategy.value));
    if (!m_state.switchedOff.contains(slot.strategy)) {
        switchOff(turn, slot.strategy, Cause::Breaker, desk);
    }
}

void Engine::makeObject(Turn& turn, Slot& slot)
{
    for (const StrategySetting& setting : m_state.session.strategies) {
        const auto spec = setting.id == slot.strategy ? strategy::specFromText(setting.spec)
                                                      : Result<strategy::StrategySpec>(failure(Errc::NotFound, {}));
        if (!spec) {
            continue;
        }
        // What comes from elsewhere keeps its own count.
        slot.warmUp = m_make ? 0 : static_cast<std::uint64_t>(std::max(0, spec->info->warmUp(spec->values)));
        slot.bars = 0;
        try {
            const MayRunOutOfMemory itMay;
            slot.object = m_make ? m_make(*spec) : spec->info->make(spec->values);
        } catch (...) {
            strategyFailed(turn, slot);
        }
    }
}

/// One that has failed and was switched on again begins anew, like one of a new session.
void Engine::reviveStrategies(Turn& turn)
{
    for (Slot& slot : m_slots) {
        if (!slot.object && !m_state.switchedOff.contains(slot.strategy)) {
            makeObject(turn, slot);
        }
    }
}

void Engine::tellStrategy(Turn& turn, const orders::Fill& fill, StrategyId strategy)
{
    const auto* instrument = m_state.instrument(fill.instrument);
    if (!strategy || instrument == nullptr) {
        return;
    }
    for (Slot& slot : m_slots) {
        if (slot.strategy == strategy && slot.instrument == fill.instrument) {
            const auto view = viewFor(slot, turn.stamp, *instrument);
            ask(turn, slot, [&](auto& object, auto& wishes) { object.onFill(fill, view, wishes); });
            takeWishes(turn, slot);
        }
    }
}

/// Before its warm-up is over nothing is opened on its word. That it wants to get out is heard always.
void Engine::takeWishes(Turn& turn, const Slot& slot)
{
    const bool isWarm = slot.bars > slot.warmUp;
    for (std::size_t i = 0; i < m_wishes.size(); ++i) {
        if (isWarm || m_wishes[i].intent == strategy::Intent::Exit) {
            takeWish(turn, slot.strategy, slot.instrument, strategy::Proposal(m_wishes[i]));
        }
    }
}

void Engine::warmUp(Turn& turn, const BarsGiven& given)
{
    const auto* instrument = m_state.instrument(given.instrument);
    if (instrument == nullptr) {
        return;
    }
    for (Slot& slot : m_slots) {
        if (slot.instrument != given.instrument || slot.series != given.series) {
            continue;
        }
        const auto view = viewFor(slot, turn.stamp, *instrument);
        for (const market::Bar& bar : given.bars) {
            if (!isHistory(bar, given, slot.lastBar, turn.stamp.wall)) {
                continue;
            }
            ++slot.bars;
            slot.lastBar = bar.closedAt;
            ask(turn, slot, [&](auto& object, auto& wishes) { object.onBar(bar, view, wishes); });
        }
    }
    m_wishes.clear(); // of another time
}

strategy::View Engine::viewFor(const Slot& slot, const Stamp& stamp, const market::Instrument& instrument) const
{
    strategy::View view{stamp.wall, instrument, {}, false, m_market.quote(slot.instrument)};
    if (const auto* holding = m_state.holdings.find({slot.strategy, slot.instrument})) {
        view.position = m_state.closable(slot.instrument, holding->lots); // dust is nothing to a strategy
    }
    for (const auto& waiting : m_state.waiting) {
        const auto& proposal = waiting.value.made.proposal;
        view.entryPending
            = view.entryPending || (proposal.strategy == slot.strategy && proposal.instrument == slot.instrument);
    }
    if (!view.entryPending && m_state.ledger.openCount() > 0) {
        m_state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
            view.entryPending = view.entryPending
                || (record.ticket.role == orders::OrderRole::Entry && record.ticket.strategy == slot.strategy
                    && record.ticket.instrument == slot.instrument);
        });
    }
    return view;
}

void Engine::onBars(Turn& turn)
{
    if (m_closed.empty()) {
        return;
    }
    // What a bar leads to may finish no further bar, so the list stays as it is; it is moved aside for safety.
    std::vector<ClosedBar> closed;
    closed.swap(m_closed);
    for (const ClosedBar& one : closed) {
        const auto* instrument = m_state.instrument(one.bar.instrument);
        if (instrument == nullptr || !m_state.isOpen) {
            continue;
        }
        advanceExits(turn, one.bar.instrument);
        for (Slot& slot : m_slots) {
            if (slot.instrument != one.bar.instrument || slot.series != one.series) {
                continue;
            }
            tendPositions(turn, slot.strategy, one.bar);
            // Wishes of a strategy that is off are heard and dropped: it must not miss bars.
            const auto view = viewFor(slot, turn.stamp, *instrument);
            ++slot.bars;
            slot.lastBar = one.bar.closedAt;
            ask(turn, slot, [&](auto& object, auto& wishes) { object.onBar(one.bar, view, wishes); });
            takeWishes(turn, slot);
        }
    }
    closed.clear();
    m_closed.swap(closed); // keeps its memory
}

} // namespace omni::engine
