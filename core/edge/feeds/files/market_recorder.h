// Records market data while they come: a file for each instrument and kind in a folder, each with what was received in
// the order in which it was.
//
// The feed's thread only puts what it has into a ring; a thread of the recorder's own writes, every two seconds. What
// finds no room is lost, counted, and stands in the files as a hole. A recording that can go on no more ends, in words,
// with everything whole that stands in it; the feed never hears of it. Nothing is synced before the end: the disk is
// the journal's first. Bars and halts are not recorded.

#pragma once

#include "core/base/time.h"
#include "core/edge/feeds/files/archive.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace omni::feeds {

struct RecorderOptions {
    std::string folder; ///< Made if need be.
    std::uint64_t mostBytes = std::uint64_t{16} << 30; ///< Of all its files together; then it ends.
    std::uint64_t leastFree = std::uint64_t{1}
        << 30; ///< Left on the disk; below it ends, so that the journal has room.
    bool isReading = true; ///< False: nothing is taken out of the ring (tests of a disk that stands still).
};

struct RecorderFigures {
    std::uint64_t rows = 0, bytes = 0; ///< In the files.
    std::uint64_t holes = 0, lost = 0; ///< Ticks that found no room in the ring, or that the feed has lost.
    std::size_t files = 0;
    std::string fault; ///< Why it has ended before its time; empty: it has not.
};

class MarketRecorder
{
public:
    static constexpr std::size_t roomOfTicks = 262'144;

    /// Makes the folder and a file in it, which goes again. `clock` outlives it. Refused: CannotWrite, before anything
    /// is recorded.
    [[nodiscard]] static Checked<std::unique_ptr<MarketRecorder>> start(std::span<const market::Instrument> instruments,
                                                                        RecorderOptions options, Clock& clock);
    /// As `end`.
    ~MarketRecorder();
    MarketRecorder(const MarketRecorder&) = delete;
    MarketRecorder& operator=(const MarketRecorder&) = delete;

    // --- the feed's thread; neither waits nor allocates ----------------------------------------------------------
    /// `at` is when it was received.
    void put(const ports::TimedTick& tick) noexcept;
    /// The feed has a hole there: `lost` ticks at least, zero: nobody knows. Books go on with their next image.
    void hole(Timestamp at, std::uint64_t lost) noexcept;

    // --- any thread ----------------------------------------------------------------------------------------------
    [[nodiscard]] RecorderFigures figures() const;
    [[nodiscard]] const std::string& folder() const noexcept;
    /// Writes what waits, seals the files and brings them to the disk. Once the feed puts nothing more.
    void end();

private:
    struct Item;
    class Impl;
    explicit MarketRecorder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// "84213 rows in 3 files below /tapes, 2.1 MB": for people, with what was lost and why it ended.
[[nodiscard]] std::string textOf(const RecorderFigures& figures, const std::string& folder);

} // namespace omni::feeds
