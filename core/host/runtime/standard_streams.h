// Standard input, output and error of the process.

#pragma once

#include <cstddef>
#include <string_view>

namespace omni::runtime {

enum class OutputStream { Out, Error };

struct StreamWrite {
    std::size_t written = 0;
    int error = 0; ///< As errno has it; 0: none.
};

/// Some of `bytes`, past the C library's buffers. Waits as long as whoever reads the stream lets it.
[[nodiscard]] StreamWrite writeSome(OutputStream stream, std::string_view bytes) noexcept;

/// To be called before any file is opened. A standard stream that the caller has closed would lend its number to the
/// next file that is opened, and what is meant for a screen would be written into a journal. Its place is taken here:
/// input is at its end, writing to output fails as it would have, error goes nowhere.
void occupyStandardStreams() noexcept;

} // namespace omni::runtime
