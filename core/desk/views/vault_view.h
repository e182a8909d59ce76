// The vault of the profile as a window shows it: whether it is open, which keys lie in it and how old they are, and why
// the last wish was not fulfilled. No secret is part of it.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::views {

enum class VaultState : std::uint8_t {
    None, ///< The profile has none yet.
    Locked, ///< Nothing is known of what is in it.
    Open,
};

/// A broker's key in an open vault.
struct VaultKey {
    std::string name; ///< Broker and environment: "binance-paper".
    Timestamp putAt;
    std::int64_t days = 0; ///< That it has been there, whole ones.
    bool isOld = false; ///< So long that it should be replaced (90 days).
    std::optional<Timestamp> nextPutAt; ///< Of the new one that waits to take its place; it is the one that is used.
    friend bool operator==(const VaultKey&, const VaultKey&) = default;
};

struct VaultFailure {
    std::string code; ///< Stable: "vault_does_not_open".
    std::string message, hint; ///< English; the hint may be empty.
    friend bool operator==(const VaultFailure&, const VaultFailure&) = default;
};

struct VaultView {
    VaultState state = VaultState::None;
    bool isBusy = false; ///< A wish is being carried out, or waits for it.
    std::uint64_t settled = 0; ///< Number of the last wish that was carried out or refused. 0: none yet.
    std::optional<VaultFailure> failure; ///< Of that wish. None: it was carried out.
    /// Why what it holds of accounts cannot be read: then nobody signs in. None: it can, or it was never open.
    std::optional<VaultFailure> accountsFailure;
    std::uint64_t generation = 0; ///< Of the vault's file; 0 unless it is open.
    std::vector<VaultKey> keys; ///< In the order of their names; empty unless it is open.
    bool hasRecoveryKey = false; ///< One opens it. False unless it is open.
    bool hasLettersToShow = false; ///< A new recovery key waits to be shown, once.
    bool holdsKeys = false; ///< Keys out of it are at hand for sessions, be it open or not.
    bool isMemoryLocked = true; ///< False: the system keeps its keys where they could be swapped out.
    std::optional<Monotonic> mayGuessAt; ///< Behind a wrong guess: before that the next one does not count.
    Duration idleLock; ///< So long nobody is at the program, and it is locked.
    bool staysArmed = false; ///< A session that runs on a key out of it goes on when it locks; else it is disarmed.
    friend bool operator==(const VaultView&, const VaultView&) = default;
};

} // namespace omni::views
