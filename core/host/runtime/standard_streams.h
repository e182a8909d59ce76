// Standard input, output and error of the process.

#pragma once

namespace omni::runtime {

/// To be called before any file is opened. A standard stream that the caller has closed would lend its number to the
/// next file that is opened, and what is meant for a screen would be written into a journal. Its place is taken here:
/// input is at its end, writing to output fails as it would have, error goes nowhere.
void occupyStandardStreams() noexcept;

} // namespace omni::runtime
