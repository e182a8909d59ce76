#include "core/edge/security/accounts/sign_in_pace.h"

#include <algorithm>

namespace omni::accounts {

namespace {

constexpr std::uint32_t mostFailures = 1'000'000;

Duration spanOf(std::uint32_t failures) noexcept
{
    if (failures < freeFailures) {
        return {};
    }
    constexpr std::uint32_t mostDoublings = 7; // 64 minutes are more than an hour
    const auto doublings = std::min(failures - freeFailures, mostDoublings);
    return std::min(firstSignInWait * (std::int64_t{1} << doublings), longestSignInWait);
}

} // namespace

Duration waitOf(const SignInPace& pace, const MachineMoment& now) noexcept
{
    return std::max(Duration{}, spanOf(pace.failures) - vault::surelyPassed(pace.last, now));
}

SignInPace failedAgain(const SignInPace& pace, const MachineMoment& now) noexcept
{
    return {std::min(pace.failures + 1, mostFailures), now};
}

void writePace(ByteWriter& to, const SignInPace& pace)
{
    to.u32(pace.failures);
    to.i64(pace.last.ns);
    to.raw(pace.last.start);
}

SignInPace readPace(ByteReader& in) noexcept
{
    SignInPace pace;
    pace.failures = in.u32();
    pace.last.ns = in.i64();
    for (auto& each : pace.last.start) {
        each = static_cast<std::byte>(in.u8());
    }
    if (pace.failures > mostFailures || pace.last.ns < 0) {
        in.fail();
    }
    return pace;
}

} // namespace omni::accounts
