// What happened at a seat, for whoever keeps a record of it.

#pragma once

#include "core/base/ids.h"
#include "core/trade/risk/authority.h"

#include <cstdint>
#include <functional>
#include <string>

namespace omni::runtime {

enum class SeatDeed : std::uint8_t {
    SignedIn,
    NotLetIn, ///< A try to sign in that was refused.
    Locked,
    Unlocked,
    NotUnlocked,
    SteppedUp, ///< A fresh code.
    NotSteppedUp,
    SignedOut,
};

struct SeatEvent {
    SeatDeed deed = SeatDeed::SignedIn;
    PrincipalId number; ///< Zero: somebody whom the accounts do not know; what he typed is never told.
    risk::Roles roles; ///< As the accounts have them.
    std::string why; ///< Stable: "denied", "idle", "by_hand", "slept", "session_ended". May be empty.
    friend bool operator==(const SeatEvent&, const SeatEvent&) = default;
};

/// "locked, person 101, idle": for the log; no name.
[[nodiscard]] std::string textOf(const SeatEvent& event);

/// Called on the thread of the seat, one behind the other; may wait for a disk.
using SeatListener = std::function<void(const SeatEvent&)>;

} // namespace omni::runtime
