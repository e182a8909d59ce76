// Lines for a reader who may not read: a pager, a terminal that was stopped, a slow pipe.
//
// Whoever writes a line puts it into a bounded queue and goes on (S26); a thread hands the lines to the stream. A
// stream that takes nothing holds that thread up and nobody else. When too much waits, lines are left out: the first
// ones with less to say, those of orders and fills last. They are counted, and the count stands in their place among
// the lines once the stream takes some again. The record of the session has them all.

#pragma once

#include "core/base/time.h"
#include "core/host/runtime/standard_streams.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace omni::runtime {

enum class LineWeight : std::uint8_t {
    Newest, ///< A newer one of this weight takes its place while it waits.
    Usual,
    Kept, ///< Of orders and fills.
    Last, ///< What a run says at its end: few, and always taken.
};

struct LineWriterOptions {
    std::size_t usualBytes = std::size_t{8} << 20; ///< From so many waiting on, only what is kept is taken.
    std::size_t mostBytes = std::size_t{32} << 20; ///< From so many on, nothing is but the last lines.
    /// The line that stands for so many others. Called on the thread of a writer of lines; empty: none does.
    std::function<std::string(std::uint64_t)> leftOutLine;
    /// The first time that one is left out, on the thread of its writer. May be empty.
    std::function<void()> isSlow;
};

class LineWriter
{
public:
    /// Writes some of the bytes and waits as long as it must. Called on the writer's own thread, which may outlive the
    /// writer: it holds what it needs by itself.
    using Sink = std::function<StreamWrite(std::string_view bytes)>;

    explicit LineWriter(Sink sink, LineWriterOptions options = {});
    /// Leaves what waits. A thread that the stream holds up is left to the end of the process.
    ~LineWriter();
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    // --- any thread, never waits ---------------------------------------------------------------------------------
    /// A whole line without its end.
    void put(LineWeight weight, std::string line);
    /// So much waits that a writer who may wait should.
    [[nodiscard]] bool isBehind() const;
    [[nodiscard]] std::uint64_t leftOut() const;
    /// Why the stream takes nothing more (errno); 0: it takes everything. What is put then is dropped.
    [[nodiscard]] int error() const;

    // --- one thread ----------------------------------------------------------------------------------------------
    /// Returns when all has been written (true), when the stream takes nothing more (true), or once `isHurried` has
    /// been true for `patience` (false).
    [[nodiscard]] bool finish(const std::function<bool()>& isHurried, Duration patience);

private:
    struct Parts;
    std::shared_ptr<Parts> m_parts;
};

} // namespace omni::runtime
