// What the program shows of a watchdog: whether one watches over its session, and when it looked last.

#pragma once

#include "core/desk/views/health.h"
#include "core/host/watch/watchdog_look.h"

#include <filesystem>
#include <optional>

namespace omni::runtime {

/// One thread.
class WatchdogPart
{
public:
    explicit WatchdogPart(std::filesystem::path profile);
    /// May wait for the disk, which makes a file: before anybody expects the thread to go on. From then on `part` never
    /// waits; without it the first one does this.
    void open();
    /// The part "watchdog" of the health of a session with a broker. Off: none watches, which is no fault. Degraded: it
    /// watched and is gone, or it has no way to the venue.
    [[nodiscard]] views::PartHealth part();

private:
    std::filesystem::path m_profile;
    std::optional<watch::WatchdogLookView> m_view;
    bool m_hasSeen = false; ///< One that watched.
};

/// The same at the exchange in this program, where no watchdog could find anything: its orders end with the program.
[[nodiscard]] views::PartHealth partWithoutNeedOfAWatchdog();

/// `age`: of the look; none: there is none of this start of the machine.
[[nodiscard]] views::PartHealth watchdogPartOf(const std::optional<watch::WatchdogLook>& look,
                                               std::optional<Duration> age, bool hasWatched);

} // namespace omni::runtime
