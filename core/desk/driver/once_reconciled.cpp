#include "core/desk/driver/once_reconciled.h"

#include "core/desk/driver/live_loop.h"

namespace omni::driver {

namespace {

using namespace events;

/// No money has ever come, nothing was ever traded, and no order waits for its end.
bool hasHistory(const engine::DeskState& state)
{
    bool hasCash = false;
    for (std::uint64_t id = 1; id <= state.portfolio.currencies().size(); ++id) {
        hasCash = hasCash || state.portfolio.cash(CurrencyId{id}).e8 != 0;
    }
    return hasCash || state.invested.e8 != 0 || state.portfolio.lastFill() || state.ledger.openCount() > 0;
}

} // namespace

std::vector<Event> eventsOnceReconciled(const engine::DeskState& state, const SimulatedSetup& setup)
{
    std::vector<Event> out;
    if (!hasHistory(state)) {
        for (const auto& reported : state.reportedCash) {
            if (reported.value.e8 > 0) {
                out.emplace_back(CashMoved{state.session.account,
                                           reported.key,
                                           reported.value,
                                           CashKind::Deposit,
                                           {},
                                           ShortText<47>("opening balance")});
            }
        }
    }
    if (setup.arm > risk::Mode::Halted) {
        out.emplace_back(commandOf(setup.by, setup.armReason, SetMode{setup.arm}));
    }
    return out;
}

void LiveLoop::beginOnceReconciled(const SimulatedSetup& setup)
{
    if (!m_waitsForAccount || !m_desk.engine().state().isReconciled || !mayTake()) {
        return;
    }
    m_waitsForAccount = false;
    for (const Event& event : eventsOnceReconciled(m_desk.engine().state(), setup)) {
        static_cast<void>(put(event));
    }
}

} // namespace omni::driver
