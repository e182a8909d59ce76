// Decides from the beats of a program whether it is silent for too long. Pure: no clock, no thread, no file.

#pragma once

#include "core/host/watch/heartbeat.h"

#include <cstdint>
#include <optional>

namespace omni::watchdog {

/// A watchdog that has not looked for longer was not running itself: the machine slept, or it was frozen with the
/// program. Then it says nothing of the program, and counts anew (F21).
inline constexpr Duration longestOwnPause = seconds(1);

enum class Finding : std::uint8_t {
    Nothing, ///< No session is to be watched.
    Beats,
    Late, ///< Half of the bound is over.
    Silent, ///< All of it.
};

struct Verdict {
    Finding finding = Finding::Nothing;
    Duration silence; ///< Since the newest beat, or since this watch could first have heard one.
};

class HeartWatch
{
public:
    /// `machine`: this start of the machine; beats of another are no beats.
    HeartWatch(Duration bound, const platform::MachineStart& machine) noexcept
        : m_bound(bound)
        , m_machine(machine)
    {
    }
    /// `now` on the machine's clock.
    [[nodiscard]] Verdict look(const std::optional<watch::Heartbeat>& beat, std::int64_t now) noexcept;
    /// Times it found that it had not been running.
    [[nodiscard]] std::uint64_t pauses() const noexcept
    {
        return m_pauses;
    }

private:
    Duration m_bound;
    platform::MachineStart m_machine;
    std::optional<std::int64_t> m_lastLook;
    std::int64_t m_since = 0; ///< Silence counts from here on.
    std::uint64_t m_pauses = 0;
};

} // namespace omni::watchdog
