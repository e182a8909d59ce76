// How long whoever guessed wrong has to wait before the next guess counts (safety 4.2): 2^n seconds behind the n-th
// wrong one, at most five minutes.
//
// The count outlives the program: its bytes lie beside the vault. It is for those who sit at the program, not for
// whoever can write or copy the profile: he deletes it. The wait is counted by the clock that nobody can set. Behind a
// start of the machine only what the machine has run since then counts: a wait never gets shorter by a restart.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace omni::vault {

inline constexpr Duration longestGuessWait = minutes(5);

/// A moment of this machine: nanoseconds since it started, and which start that was.
struct MachineMoment {
    std::int64_t ns = 0;
    std::array<std::byte, 16> start{};
};

/// What has surely passed between two moments, never below zero. Of another start of the machine only what it has run
/// since then counts. Where starts cannot be told apart (zeros), a moment ahead of `now` is of an earlier one.
[[nodiscard]] Duration surelyPassed(const MachineMoment& since, const MachineMoment& now) noexcept;

class GuessPace
{
public:
    /// Nobody has guessed wrong.
    GuessPace() = default;
    /// Of the bytes that `bytes` gave. Bytes that are something else are the longest wait, from `now`, and `isMended`:
    /// it has to be kept at once, or it begins anew each time it is read (V14).
    [[nodiscard]] static GuessPace of(std::span<const std::byte> kept, const MachineMoment& now);
    [[nodiscard]] bool isMended() const noexcept
    {
        return m_isMended;
    }
    [[nodiscard]] Bytes bytes() const;

    /// Until the next guess counts. Zero: now.
    [[nodiscard]] Duration wait(const MachineMoment& now) const noexcept;
    /// To be kept before the guess is tried: who cuts the power behind it does not win a guess.
    void failed(const MachineMoment& now) noexcept;
    [[nodiscard]] std::uint32_t failures() const noexcept
    {
        return m_failures;
    }

private:
    std::uint32_t m_failures = 0;
    MachineMoment m_last;
    bool m_isMended = false;
};

} // namespace omni::vault
