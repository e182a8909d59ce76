// The only randomness of the inner core: the same seed gives the same bits on every machine.
//
// Generator: xoshiro256** 1.0 of D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS
// 47 (2021); seeded through splitmix64 as its authors advise. Not for secrets.
//
// The distributions of <random> differ between standard libraries, and logarithms between C libraries; both are written
// out here with additions, multiplications, divisions and square roots only, which IEEE 754 rounds one way.

#pragma once

#include "core/base/bytes.h"
#include "core/base/wide_int.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>

namespace omni {

class SeededRandom
{
public:
    /// Any seed is good, also 0. Streams that must be independent get different seeds.
    explicit SeededRandom(std::uint64_t seed) noexcept
    {
        for (std::uint64_t& word : m_state) {
            word = splitMix64(seed);
        }
    }

    /// 64 random bits.
    [[nodiscard]] std::uint64_t next() noexcept
    {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// In [0, n), each equally likely; n is above zero.
    /// D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019).
    [[nodiscard]] std::uint64_t below(std::uint64_t n) noexcept
    {
        assert(n > 0);
        UInt128 product = UInt128{next()} * n;
        if (static_cast<std::uint64_t>(product) < n) {
            const std::uint64_t excess = (0 - n) % n;
            while (static_cast<std::uint64_t>(product) < excess) {
                product = UInt128{next()} * n;
            }
        }
        return static_cast<std::uint64_t>(product >> 64);
    }

    /// In [least, most], both included; least <= most.
    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) noexcept
    {
        assert(least <= most);
        const std::uint64_t span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
        const std::uint64_t drawn = span == ~std::uint64_t{0} ? next() : below(span + 1);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + drawn);
    }

    /// In [0, 1), a multiple of 2^-53.
    [[nodiscard]] double uniform() noexcept
    {
        return static_cast<double>(next() >> 11) * 0x1.0p-53;
    }

    /// True with the given probability: never for 0, always for 1.
    [[nodiscard]] bool chance(double probability) noexcept
    {
        return uniform() < probability;
    }

    /// Mean 0, standard deviation 1. G. Marsaglia's polar method; the second of each pair is dropped, so that the state
    /// is the generator's alone.
    [[nodiscard]] double normal() noexcept;

    /// Waiting time of a Poisson process; `mean` is not below zero.
    [[nodiscard]] double exponential(double mean) noexcept;

    /// Arrivals in one unit of time when `mean` are expected. Takes time in proportion to `mean`, which is in
    /// [0, 1'000'000].
    [[nodiscard]] std::int64_t poisson(double mean) noexcept;

    /// The state, 32 bytes: a generator loaded from it goes on where this one stands.
    void save(ByteWriter& out) const;
    /// Fails `in` for a state that this generator cannot have (all zero).
    [[nodiscard]] static SeededRandom load(ByteReader& in) noexcept;

    friend bool operator==(const SeededRandom&, const SeededRandom&) = default;

    /// S. Vigna's splitmix64: advances `state` and returns its next output.
    [[nodiscard]] static constexpr std::uint64_t splitMix64(std::uint64_t& state) noexcept
    {
        state += 0x9E37'79B9'7F4A'7C15;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
        z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
        return z ^ (z >> 31);
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

/// Natural logarithm of a finite x above zero, the same bits on every machine; within 3 units in the last place.
[[nodiscard]] double portableLog(double x) noexcept;

} // namespace omni
