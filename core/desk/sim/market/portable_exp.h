// The exponential function with the same bits on every machine; its partner is `portableLog`.

#pragma once

namespace omni::sim {

/// e^x for x in [-700, 700], within 2 units in the last place; beyond those bounds as at them.
[[nodiscard]] double portableExp(double x) noexcept;

} // namespace omni::sim
