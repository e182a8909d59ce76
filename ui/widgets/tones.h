// The four tones of the window, made by arithmetic: no file, no licence, the same everywhere.
//
// Rising for a proposal, one short for a fill, a double for a warning, two low ones for a stop (ui-spec 9).

#pragma once

#include <QByteArray>

#include <cstdint>

namespace omni::ui {

enum class Chime : std::uint8_t { Proposal, Fill, Warning, Stop };

inline constexpr int toneRate = 22'050; ///< Samples a second.

/// Signed 16-bit samples of one channel, little-endian. `volume` in [0, 100], of which 100 is well below what a sample
/// can hold. Begins and ends in silence, so that nothing clicks. Empty at 0.
[[nodiscard]] QByteArray toneSamples(Chime chime, int volume);

} // namespace omni::ui
