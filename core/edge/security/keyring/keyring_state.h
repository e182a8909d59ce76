// What the session's Secret Service says of itself, so that a failure can be told as what it is: libraries answer "no
// such entry" where the keyring is locked or absent.

#pragma once

#include "core/base/time.h"

#include <QCoroTask>

#include <cstdint>

namespace omni::keyring {

enum class KeyringState : std::uint8_t {
    Unknown, ///< It does not say; a KWallet that has no Secret Service, for instance.
    NoBus, ///< The session has no message bus.
    Absent, ///< Nobody offers the service.
    Empty, ///< There is no keyring in it that would be the default one.
    Locked,
    Open,
};

/// Asks over the session's bus, for `within` at most for each of two questions. Nothing is unlocked by it.
[[nodiscard]] QCoro::Task<KeyringState> keyringState(Duration within);

} // namespace omni::keyring
