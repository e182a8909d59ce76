#include "core/host/simulate/checks/all.h"

#include "core/host/simulate/checks/approval_check.h"
#include "core/host/simulate/checks/bounds_check.h"
#include "core/host/simulate/checks/calculator.h"
#include "core/host/simulate/checks/clock_check.h"
#include "core/host/simulate/checks/counters.h"
#include "core/host/simulate/checks/expiry_check.h"
#include "core/host/simulate/checks/hand_check.h"
#include "core/host/simulate/checks/kill_check.h"
#include "core/host/simulate/checks/latch_check.h"
#include "core/host/simulate/checks/order_check.h"
#include "core/host/simulate/checks/protection_check.h"
#include "core/host/simulate/checks/quiet_check.h"
#include "core/host/simulate/checks/record_check.h"
#include "core/host/simulate/checks/recovery_check.h"
#include "core/host/simulate/checks/wire_check.h"

namespace omni::simulate {

std::vector<std::unique_ptr<Check>> allChecks(Seen& seen)
{
    std::vector<std::unique_ptr<Check>> all;
    all.push_back(std::make_unique<Counters>(seen));
    all.push_back(std::make_unique<WireCheck>());
    all.push_back(std::make_unique<ApprovalCheck>());
    all.push_back(std::make_unique<KillCheck>());
    all.push_back(std::make_unique<OrderCheck>());
    all.push_back(std::make_unique<RecoveryCheck>());
    all.push_back(std::make_unique<QuietCheck>());
    all.push_back(std::make_unique<BoundsCheck>());
    all.push_back(std::make_unique<ExpiryCheck>());
    all.push_back(std::make_unique<ProtectionCheck>());
    all.push_back(std::make_unique<HandCheck>());
    all.push_back(std::make_unique<ClockCheck>());
    all.push_back(std::make_unique<LatchCheck>());
    all.push_back(std::make_unique<RecordCheck>());
    addCalculatorChecks(all);
    return all;
}

} // namespace omni::simulate
