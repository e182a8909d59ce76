// One file as a stream of ticks; what is merged into a feed.

#pragma once

#include "core/desk/ports/tick_source.h"
#include "core/edge/feeds/files/data_fault.h"
#include "core/edge/feeds/files/row_reader.h"
#include "core/edge/feeds/files/tick_maker.h"

#include <memory>
#include <span>
#include <vector>

namespace omni::feeds {

/// A stream in order of time. Pulled by one thread, not always the same.
class TickStream
{
public:
    virtual ~TickStream() = default;
    /// The next ticks; empty at the end. Good until the next call. All before a fault is given before it; after a
    /// fault or the end the same answer is given again.
    [[nodiscard]] virtual Checked<std::span<const ports::TimedTick>> next() = 0;
};

/// The rows of a text file.
class RowStream final : public TickStream
{
public:
    RowStream(RowReader reader, TickMaker maker);
    [[nodiscard]] Checked<std::span<const ports::TimedTick>> next() override;

private:
    /// Reads one row behind `m_ticks`. False at the end or at a fault.
    [[nodiscard]] bool readOne();

    RowReader m_reader;
    TickMaker m_maker;
    std::vector<ports::TimedTick> m_ticks; ///< What was given, then perhaps one row that waits for its follower.
    std::size_t m_count = 0; ///< Ticks in use.
    std::size_t m_given = 0; ///< Of them handed out by the last call.
    bool m_hasEnded = false;
    std::optional<DataFault> m_fault;
};

/// The ticks of `stream`, read ahead by a thread of its own through a bounded ring. The stream must not block for
/// ever in a read: its destructor waits for the read that is under way.
[[nodiscard]] std::unique_ptr<TickStream> readAhead(std::unique_ptr<TickStream> stream);

} // namespace omni::feeds
