#include "core/edge/platform/system_clock.h"
#include "core/edge/platform/windows/handle.h"

#include <array>

#include <ntsecapi.h>
#include <realtimeapiset.h>

namespace omni::platform {

namespace {

// Goes on while the machine sleeps; counts hundreds of nanoseconds.
std::int64_t interruptTime() noexcept
{
    ULONGLONG now = 0;
    ::QueryInterruptTimePrecise(&now);
    return static_cast<std::int64_t>(now) * 100;
}

} // namespace

SystemClock::SystemClock()
    : m_start(interruptTime())
{
}

Timestamp SystemClock::wall()
{
    constexpr std::int64_t from1601To1970 = 116'444'736'000'000'000; // hundreds of nanoseconds
    FILETIME now = {};
    ::GetSystemTimePreciseAsFileTime(&now);
    const auto count
        = static_cast<std::int64_t>((static_cast<std::uint64_t>(now.dwHighDateTime) << 32) | now.dwLowDateTime);
    return {(count - from1601To1970) * 100};
}

Monotonic SystemClock::mono()
{
    return {interruptTime() - m_start};
}

HostFacts hostFacts()
{
    std::array<char, 257> name{};
    auto size = static_cast<DWORD>(name.size());
    const bool hasName = ::GetUserNameA(name.data(), &size) != 0;
    return {.user = hasName ? std::string(name.data()) : std::string("unknown user"), .pid = ::GetCurrentProcessId()};
}

bool fillWithRandom(void* to, std::size_t count) noexcept
{
    return ::RtlGenRandom(to, static_cast<ULONG>(count)) != 0;
}

} // namespace omni::platform
