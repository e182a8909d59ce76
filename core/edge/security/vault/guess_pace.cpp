#include "core/edge/security/vault/guess_pace.h"

#include "core/base/bytes.h"

#include <algorithm>

namespace omni::vault {

namespace {

constexpr std::uint32_t form = 0x3150474f; // "OGP1"
constexpr std::uint32_t mostFailures = 1'000'000;

Duration spanBehind(std::uint32_t failures) noexcept
{
    if (failures == 0) {
        return {};
    }
    constexpr std::uint32_t steps = 9; // 2^9 s are more than five minutes
    return std::min(seconds(std::int64_t{1} << std::min(failures, steps)), longestGuessWait);
}

} // namespace

GuessPace GuessPace::of(std::span<const std::byte> kept, const MachineMoment& now)
{
    GuessPace pace;
    ByteReader in(kept);
    const auto isOurs = in.u32() == form;
    pace.m_failures = in.u32();
    pace.m_last.ns = in.i64();
    for (auto& each : pace.m_last.start) {
        each = static_cast<std::byte>(in.u8());
    }
    if (!isOurs || !in.finished() || pace.m_failures > mostFailures || pace.m_last.ns < 0) {
        pace.m_failures = mostFailures;
        pace.m_last = now;
        pace.m_isMended = true;
    }
    return pace;
}

Bytes GuessPace::bytes() const
{
    Bytes out;
    ByteWriter to(out);
    to.u32(form);
    to.u32(m_failures);
    to.i64(m_last.ns);
    for (const auto each : m_last.start) {
        to.u8(static_cast<std::uint8_t>(each));
    }
    return out;
}

Duration surelyPassed(const MachineMoment& since, const MachineMoment& now) noexcept
{
    const bool isKnown = now.start != MachineMoment{}.start;
    const bool isSameStart = now.start == since.start && (isKnown || now.ns >= since.ns);
    return Duration{std::max<std::int64_t>(0, isSameStart ? now.ns - since.ns : now.ns)};
}

Duration GuessPace::wait(const MachineMoment& now) const noexcept
{
    return std::max(Duration{}, spanBehind(m_failures) - surelyPassed(m_last, now));
}

void GuessPace::failed(const MachineMoment& now) noexcept
{
    m_failures = std::min(m_failures + 1, mostFailures);
    m_last = now;
}

} // namespace omni::vault
