#include "core/desk/driver/once_reconciled.h"

#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/differences.h"

#include <algorithm>

namespace omni::driver {

using namespace events;

bool waitsForPrices(const engine::DeskState& state, const engine::MarketMemory& market)
{
    return engine::hasNoHistory(state)
        && std::any_of(state.reported.begin(), state.reported.end(),
                       [&market](const auto& held) { return !market.reference(held.key); });
}

std::vector<Event> eventsOnceReconciled(const engine::DeskState& state, const SimulatedSetup& setup)
{
    std::vector<Event> out;
    if (setup.started.environment == orders::Environment::Live) {
        return out; // what it holds, and that it trades, a person says there
    }
    if (engine::hasNoHistory(state) && (!state.reportedCash.isEmpty() || !state.reported.isEmpty())) {
        out.emplace_back(commandOf(setup.by, "opening balance", AdoptOpening{}));
    }
    if (setup.arm > risk::Mode::Halted) {
        out.emplace_back(commandOf(setup.by, setup.armReason, SetMode{setup.arm}));
    }
    return out;
}

void LiveLoop::beginOnceReconciled(const SimulatedSetup& setup)
{
    const auto& engine = m_desk.engine();
    if (!m_waitsForAccount || !engine.state().isReconciled || !mayTake()
        || waitsForPrices(engine.state(), engine.market())) {
        return;
    }
    m_waitsForAccount = false;
    for (const Event& event : eventsOnceReconciled(engine.state(), setup)) {
        static_cast<void>(put(event));
    }
}

} // namespace omni::driver
