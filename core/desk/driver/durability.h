// What the live driver and its outbox ask of the record beside writing it: how far it is on the disk.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <optional>

namespace omni::driver {

class Durability
{
public:
    virtual ~Durability() = default;
    /// What has gathered up to `seq` is handed over. `isUrgent`: something waits for it. Engine thread; does not wait.
    /// False: the disk is still busy with what it got before, and this goes on gathering; come again.
    virtual bool handOver(Sequence seq, bool isUrgent) = 0;
    /// An input and what is decided upon it can be recorded without a wait. Engine thread.
    [[nodiscard]] virtual bool hasRoom() const noexcept = 0;
    /// P5: an intent of `seq` may leave. Any thread.
    [[nodiscard]] virtual bool isDurable(Sequence seq) const noexcept = 0;
    /// For good, once true. Any thread.
    [[nodiscard]] virtual bool hasFailed() const noexcept = 0;
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;
};

} // namespace omni::driver
