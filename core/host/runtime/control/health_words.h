// What a shell is told of how the program is: each part that can fail by itself, its state, since when and why.

#pragma once

#include "core/desk/views/connection.h"
#include "core/desk/views/health.h"
#include "core/host/control/control_protocol.h"
#include "core/host/runtime/link.h"

namespace omni::runtime {

/// {"state":"ok|degraded|down","parts":[{"name","state","since","detail"}]}. The worst part is the state of all; what
/// is off or still starting is no fault. `health` may be null: the program gives no picture of itself. `connection`
/// too: there is no broker; its lines are the parts "broker.market_data", "broker.orders", "broker.account".
[[nodiscard]] DoneReply healthReply(const PhaseView& phase, const views::Health* health,
                                    const views::Connection* connection);

/// Something does not work at all.
[[nodiscard]] bool saysDown(const DoneReply& reply) noexcept;

} // namespace omni::runtime
