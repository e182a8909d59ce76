// needs: host/control
//
// Any bytes as a message on the control socket: refused, or a message that is written again as it was read.

#include "tests/fuzz/fuzz.h"

#include "core/host/control/control_protocol.h"

using namespace omni;

int fuzz::run(std::span<const std::byte> input)
{
    if (const auto request = runtime::requestFrom(input)) {
        const auto again = runtime::requestFrom(runtime::encoded(*request));
        fuzz::require(again && *again == *request, "a request that changes on its way");
    }
    if (const auto reply = runtime::replyFrom(input)) {
        fuzz::require(runtime::replyFrom(runtime::encoded(*reply)).has_value(), "a reply that changes on its way");
    }
    return 0;
}
