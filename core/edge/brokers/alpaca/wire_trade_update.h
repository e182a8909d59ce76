// The order stream: what is said on it, by us and by Alpaca. JSON, in binary frames as well as in text. Pure.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/brokers/alpaca/wire_order.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace omni::brokers::alpaca {

/// The message that opens the stream. It holds the secret: wipe it.
[[nodiscard]] std::string authenticateText(std::string_view keyId, std::string_view secret);
/// The one that asks for our orders.
[[nodiscard]] std::string listenText();

enum class UpdateEvent : std::uint8_t {
    New,
    Accepted,
    PendingNew,
    Fill,
    PartialFill,
    Canceled,
    Expired,
    DoneForDay,
    Replaced,
    Rejected,
    PendingCancel,
    PendingReplace,
    Held,
    Stopped,
    Calculated,
    Suspended,
    ReplaceRejected,
    CancelRejected,
    Bust, ///< An execution is taken back (F28).
    Correction, ///< An execution has other figures.
    Other, ///< A word that we do not know.
};

struct Authorization {
    bool isAuthorized = false;
    std::string action; ///< "authenticate", "listen"
};
struct Listening {
    bool hasTradeUpdates = false;
};
struct TradeUpdate {
    UpdateEvent event = UpdateEvent::Other;
    std::string executionId;
    std::string correctedId; ///< Of Bust and Correction: the execution that is meant. Empty: not told.
    std::optional<Timestamp> time;
    std::optional<Decimal> price, size; ///< Of this execution; of Correction as it is from now on.
    std::optional<Decimal> position; ///< After it, signed.
    OrderImage order;
};
/// A stream that we did not ask for, or do not know.
struct OtherStream {
};
using StreamMessage = std::variant<Authorization, Listening, TradeUpdate, OtherStream>;

/// Invalid: it is no message of the stream, or a fill without a whole execution.
[[nodiscard]] Result<StreamMessage> streamMessageFrom(std::string_view json);

} // namespace omni::brokers::alpaca
