// Checks every byte of a journal folder, without a lock and without writing: `omnitrade journal verify`.

#pragma once

#include "core/desk/journal/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::journal {

/// Also the exit code of the command.
enum class Verdict : std::uint8_t {
    Sound = 0,
    Damaged = 1,
    Unreadable = 2,
    Newer = 3,
};

/// One thing that is not as it was written.
struct Fault {
    Verdict verdict = Verdict::Damaged;
    std::string file;
    std::uint32_t segment = 0; ///< 0 = the file is no segment.
    std::uint64_t offset = 0;
    std::uint64_t record = 0; ///< From 1 within the segment; 0 = none in particular.
    std::string text; ///< One sentence that names file, offset and record.
};

struct Verification {
    Verdict verdict = Verdict::Sound;
    bool hasCleanEnd = false;
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    std::uint64_t segments = 0;
    std::uint64_t checkpoints = 0;
    Position last;
    std::vector<Fault> faults; ///< In the order of files. The first one is what to tell.
    std::vector<std::string> notes; ///< Torn tails after an unclean end, unknown files.
};

/// After an unclean end a torn last record is a note; after a clean end any fault is Damaged. A file that is not the
/// journal's is a note.
[[nodiscard]] Verification verify(const ports::LogFolder& folder);

} // namespace omni::journal
