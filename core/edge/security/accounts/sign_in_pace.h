// How long somebody whose sign-ins failed has to wait (safety 4.3): five tries are free, from the fifth failure on
// 30 s, doubled with each further one, at most an hour. It outlives the program, and no restart makes it shorter.

#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/edge/security/vault/guess_pace.h"

#include <cstdint>

namespace omni::accounts {

using vault::MachineMoment;

inline constexpr std::uint32_t freeFailures = 5;
inline constexpr Duration firstSignInWait = seconds(30);
inline constexpr Duration longestSignInWait = hours(1);

struct SignInPace {
    std::uint32_t failures = 0; ///< In a row.
    MachineMoment last; ///< Of the last failure. Without meaning at none.

    friend bool operator==(const SignInPace& a, const SignInPace& b)
    {
        return a.failures == b.failures && a.last.ns == b.last.ns && a.last.start == b.last.start;
    }
};

/// Until the next try counts; zero: now. Of another start of the machine than the last failure's only what it has run
/// since then counts. Where starts cannot be told apart (zeros), a failure ahead of `now` is of an earlier one.
[[nodiscard]] Duration waitOf(const SignInPace& pace, const MachineMoment& now) noexcept;

/// The pace behind one more failure.
[[nodiscard]] SignInPace failedAgain(const SignInPace& pace, const MachineMoment& now) noexcept;

void writePace(ByteWriter& to, const SignInPace& pace);
/// A failure of before the machine's start makes the reader bad.
[[nodiscard]] SignInPace readPace(ByteReader& in) noexcept;

} // namespace omni::accounts
