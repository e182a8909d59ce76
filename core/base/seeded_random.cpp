#include "core/base/seeded_random.h"

#include <cmath>

namespace omni {

// x = m * 2^e with m in [sqrt(1/2), sqrt(2)); log m = 2 artanh f with f = (m - 1) / (m + 1), whose series ends quickly
// because f * f is at most 0.0295: the first term left out is below 2^-56 of the first.
double portableLog(double x) noexcept
{
    assert(x > 0);
    constexpr double rootOfHalf = 0x1.6A09E667F3BCDp-1;
    constexpr double log2High = 0x1.62E42FEE00000p-1; // ends in zeros, so that its product with e is exact
    constexpr double log2Low = 0x1.A39EF35793C76p-33;

    int e = 0;
    double m = std::frexp(x, &e);
    if (m < rootOfHalf) {
        m *= 2;
        --e;
    }
    const double f = (m - 1) / (m + 1);
    const double square = f * f;
    double series = 0;
    for (int odd = 21; odd >= 3; odd -= 2) {
        series = (series + 1.0 / odd) * square;
    }
    const double scale = e;
    return scale * log2High + (2 * f + (2 * f * series + scale * log2Low));
}

double SeededRandom::normal() noexcept
{
    for (;;) {
        const double x = 2 * uniform() - 1;
        const double y = 2 * uniform() - 1;
        const double square = x * x + y * y;
        if (square > 0 && square < 1) {
            return x * std::sqrt(-2 * portableLog(square) / square);
        }
    }
}

double SeededRandom::exponential(double mean) noexcept
{
    return -mean * portableLog(1 - uniform());
}

// Counts exponential waiting times until the unit is full. The shorter way, a product of uniforms against exp(-mean),
// needs an exponential function and runs out of range at a mean of 745.
std::int64_t SeededRandom::poisson(double mean) noexcept
{
    assert(mean >= 0 && mean <= 1'000'000);
    std::int64_t count = 0;
    for (double time = exponential(1); time < mean; time += exponential(1)) {
        ++count;
    }
    return count;
}

void SeededRandom::save(ByteWriter& out) const
{
    for (const std::uint64_t word : m_state) {
        out.u64(word);
    }
}

SeededRandom SeededRandom::load(ByteReader& in) noexcept
{
    SeededRandom random(0);
    std::uint64_t anyBit = 0;
    for (std::uint64_t& word : random.m_state) {
        word = in.u64();
        anyBit |= word;
    }
    if (anyBit == 0) {
        in.fail();
        return SeededRandom(0);
    }
    return random;
}

} // namespace omni
