// The account compared: the fills that were missed, what works, what is held, the cash; then `Reconciled`.
//
// It is begun anew some times while a part fails, and is silent about the rest then: `Reconciled` means all of it (S9,
// F34). Of orders the list is older than what the stream has said meanwhile; order_reports.h sees to that. Holdings are
// told when nothing moved while they were read, and when they are what the executions have made or stay as they are
// (expected_holdings.h): an account in the middle of a fill is compared again, a few times and with growing waits.

#pragma once

#include "core/edge/brokers/alpaca/order_desk.h"
#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/alpaca/wire_account.h"

#include <QCoroTask>

#include <functional>
#include <memory>
#include <string>

namespace omni::brokers::alpaca {

struct ReconciliationHooks {
    std::function<void(const AccountImage&)> onAccount;
    std::function<void(const std::string& why)> onFailed; ///< This time; it is begun again.
};

/// One thread with an event loop.
class Reconciliation
{
public:
    Reconciliation(OrderDesk desk, ReconciliationHooks hooks);
    /// If one is under way, another follows it.
    void begin() const;

private:
    struct Run;
    std::shared_ptr<Run> m_run; ///< Shared with the coroutines, which may outlive us.
};

} // namespace omni::brokers::alpaca
