// What the account's stream says: executions, balances, the life of the subscription. Pure, no Qt.

#pragma once

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/json.h"
#include "core/edge/brokers/binance/order_wire.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace omni::brokers::binance {

enum class Execution : std::uint8_t { New, Cancelled, Replaced, Rejected, Trade, Expired, Prevented };

struct ExecutionReport {
    Execution kind = Execution::New;
    VenueOrder order; ///< `name` is the order's own, also of a cancel or an amend, where the venue writes it elsewhere.
    std::optional<VenueTrade> trade; ///< Of Trade.
    std::string reason; ///< Empty: none.
};
struct BalanceMoved {
    std::string asset;
    std::int64_t amount = 0; ///< e8, signed.
    std::int64_t time = 0;
};
struct BalancesTold {
    std::vector<Balance> balances; ///< Those that may have changed, as they are now.
};
/// The answer to a request of ours.
struct Answered {
    std::int64_t id = 0;
    std::optional<VenueError> error; ///< None: done.
    std::optional<std::int64_t> retryAfterMs; ///< Of a ban: when it ends, milliseconds since 1970.
    int status = 0;
};
struct StreamEnds {
}; ///< The subscription, or soon the connection, is over.
struct NotForUs {
}; ///< An event that nobody needs, or that nobody knew when this was written.

using UserMessage = std::variant<NotForUs, ExecutionReport, BalancesTold, BalanceMoved, Answered, StreamEnds>;

/// Reads the messages of one connection; its memory is used again. One thread.
class UserReader
{
public:
    /// Invalid: no message of this venue, or an execution that cannot be read: then something of the account is
    /// unknown.
    [[nodiscard]] Result<UserMessage> read(std::string_view json);

private:
    JsonReader m_reader;
};

} // namespace omni::brokers::binance
