// What the commands of a shell and the running program say to each other over the local socket: one question, one
// answer, bytes either way. Both ends are the same program; another version is refused, not guessed at.
//
// Layout: "OC", version (2 bytes), kind (1), fields. Every length has a bound, and what is left over is refused.

#pragma once

#include "core/base/bytes.h"
#include "core/base/decimal.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/events/command.h"
#include "core/desk/events/fact.h"
#include "core/host/control/run_failure.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace omni::runtime {

inline constexpr std::uint16_t controlVersion = 2;
inline constexpr std::size_t mostReasonBytes = 95;
inline constexpr std::size_t mostScopeBytes = 64;
inline constexpr int mostDecimals = 18; ///< Of a price, and as many zeros.
inline constexpr std::size_t mostOffers = 64;

struct StatusRequest {
    friend bool operator==(const StatusRequest&, const StatusRequest&) = default;
};
struct KillRequest {
    std::string scope = "global"; ///< "global", "account:1", "strategy:2", "symbol:binance:BTCUSDT".
    risk::KillLevel level = risk::KillLevel::CancelEntries;
    std::string reason;
    friend bool operator==(const KillRequest&, const KillRequest&) = default;
};
struct ApproveRequest {
    events::Approve approval;
    friend bool operator==(const ApproveRequest&, const ApproveRequest&) = default;
};
struct RejectRequest {
    ProposalId proposal;
    std::string reason;
    friend bool operator==(const RejectRequest&, const RejectRequest&) = default;
};
struct ArmRequest {
    risk::Mode mode = risk::Mode::Manual;
    std::string reason;
    friend bool operator==(const ArmRequest&, const ArmRequest&) = default;
};
struct ResetRequest {
    std::string scope = "global";
    std::string reason;
    friend bool operator==(const ResetRequest&, const ResetRequest&) = default;
};
struct StartRequest {
    StrategyId strategy;
    std::string reason;
    friend bool operator==(const StartRequest&, const StartRequest&) = default;
};
struct HealthRequest {
    friend bool operator==(const HealthRequest&, const HealthRequest&) = default;
};
struct MoveStopRequest {
    OrderId order;
    Decimal price; ///< A multiple of the instrument's tick.
    std::string reason;
    friend bool operator==(const MoveStopRequest&, const MoveStopRequest&) = default;
};
using ControlRequest = std::variant<StatusRequest, KillRequest, ApproveRequest, RejectRequest, ArmRequest, ResetRequest,
                                    StartRequest, HealthRequest, MoveStopRequest>;

/// A proposal that waits, with what an approval must sign and have seen.
struct Offer {
    events::ProposalMade made;
    Duration left; ///< Until it expires.
    events::Seen seen; ///< The market now.
    Digest standing{}; ///< Of position and open orders now: signed with the order (views/standing.h).
    friend bool operator==(const Offer&, const Offer&) = default;
};

struct StatusReply {
    std::string json, text; ///< The same, for scripts and for people.
    std::vector<Offer> offers; ///< The first `mostOffers`.
    friend bool operator==(const StatusReply&, const StatusReply&) = default;
};
struct DoneReply {
    std::string json, text;
    friend bool operator==(const DoneReply&, const DoneReply&) = default;
};
struct RefusedReply {
    FailureKind kind = FailureKind::Refused;
    std::string code, message, hint;
    friend bool operator==(const RefusedReply&, const RefusedReply&) = default;
};
using ControlReply = std::variant<StatusReply, DoneReply, RefusedReply>;

/// Texts beyond their bounds are cut.
[[nodiscard]] Bytes encoded(const ControlRequest& request);
[[nodiscard]] Bytes encoded(const ControlReply& reply);

/// Newer for another version, Corrupt for anything else that is not such a message.
[[nodiscard]] Result<ControlRequest> requestFrom(std::span<const std::byte> bytes);
[[nodiscard]] Result<ControlReply> replyFrom(std::span<const std::byte> bytes);

} // namespace omni::runtime
