// The port through which a driver writes what happened and what was decided, and learns what is durable.

#pragma once

#include "core/base/error.h"
#include "core/desk/journal/record.h"

namespace omni::driver {

/// One thread. Implemented over the group commit for programs that keep a journal; a backtest has none.
class RecordStore
{
public:
    virtual ~RecordStore() = default;
    /// `isTape`: market data. The payload is borrowed for the call.
    virtual void append(bool isTape, const journal::Record& record) = 0;
    /// Every record of sequences up to `seq` has been appended.
    virtual void complete(Sequence seq) = 0;
    /// Returns when everything up to `seq` is on the disk (P5), or with the reason why it will never be.
    [[nodiscard]] virtual Result<void> makeDurable(Sequence seq) = 0;
    /// Last words after the record has failed: a latch, cancels, the end. Into whatever room is held back for them.
    virtual void emergency(const journal::Record& record) = 0;
};

} // namespace omni::driver
