// Several streams in order of time as one.

#pragma once

#include "core/edge/feeds/files/tick_stream.h"

#include <memory>
#include <vector>

namespace omni::feeds {

class Merge
{
public:
    /// At equal times the stream that was added first comes first, with all its ticks of that time.
    void add(std::unique_ptr<TickStream> stream);
    /// At most 4096 ticks; empty at the end. Good until the next call. A fault of a stream comes where its next tick
    /// would have been needed, behind all others.
    [[nodiscard]] Checked<std::span<const ports::TimedTick>> next();

private:
    struct Input {
        std::unique_ptr<TickStream> stream;
        std::span<const ports::TimedTick> ticks; ///< Not given yet.
        bool hasEnded = false;
    };
    /// False where the input broke: `m_fault` is set.
    [[nodiscard]] bool refill(Input& input);

    std::vector<Input> m_inputs;
    std::vector<ports::TimedTick> m_batch;
    std::optional<DataFault> m_fault;
};

} // namespace omni::feeds
