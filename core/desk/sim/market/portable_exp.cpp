#include "core/desk/sim/market/portable_exp.h"

#include <algorithm>
#include <cmath>

namespace omni::sim {

// x = k ln 2 + r with |r| <= ln 2 / 2, and e^r by its Taylor series up to r^13 / 13!, whose rest is below 2^-58.
double portableExp(double x) noexcept
{
    constexpr double log2High = 0x1.62E42FEE00000p-1; // ends in zeros, so that its product with k is exact
    constexpr double log2Low = 0x1.A39EF35793C76p-33;
    constexpr double perLog2 = 0x1.71547652B82FEp+0;

    x = std::clamp(x, -700.0, 700.0);
    const double k = std::floor(x * perLog2 + 0.5);
    const double r = (x - k * log2High) - k * log2Low;
    double sum = 1;
    for (int n = 13; n >= 1; --n) {
        sum = 1 + sum * r / n;
    }
    return std::ldexp(sum, static_cast<int>(k));
}

} // namespace omni::sim
