#include "core/host/runtime/watchdog_part.h"

#include "core/edge/platform/machine_time.h"

#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

double secondsOf(Duration span) noexcept
{
    return static_cast<double>(span.ns) / 1e9;
}

bool isWatching(watch::Watching state) noexcept
{
    return state == watch::Watching::Idle || state == watch::Watching::Watches || state == watch::Watching::Acts;
}

} // namespace

views::PartHealth watchdogPartOf(const std::optional<watch::WatchdogLook>& look, std::optional<Duration> age,
                                 bool hasWatched)
{
    views::PartHealth part;
    part.name = "watchdog";
    const bool isThere = look && age && *age <= watch::longestUnlooked && isWatching(look->state);
    if (!isThere && !hasWatched) {
        part.state = views::PartState::Off;
        part.detail = "none watches: if this program hangs or dies, its entry orders stay at the venue";
        return part;
    }
    if (!isThere) {
        part.state = views::PartState::Degraded;
        part.detail = age
            ? fmt::format("the watchdog is gone, it looked last {:.0f} s ago: start it again", secondsOf(*age))
            : std::string("the watchdog is gone: start it again");
        return part;
    }
    part.dataAge = age;
    part.state
        = look->hasWay || look->state == watch::Watching::Idle ? views::PartState::Ok : views::PartState::Degraded;
    part.detail
        = fmt::format("looked {:.1f} s ago, acts behind {} of silence ({}); {}; no timer at the venue", secondsOf(*age),
                      durationText(look->bound), watch::nameOf(look->policy),
                      look->hasWay ? "its way to the venue was open at " + isoText(look->wayProven).substr(11, 8)
                                   : std::string("its way to the venue is not open, see logs/watchdog.log"));
    return part;
}

views::PartHealth partWithoutNeedOfAWatchdog()
{
    views::PartHealth part;
    part.name = "watchdog";
    part.state = views::PartState::Off;
    part.detail = "none is needed: the exchange is in this program, its orders end with it";
    return part;
}

WatchdogPart::WatchdogPart(std::filesystem::path profile)
    : m_profile(std::move(profile))
{
}

void WatchdogPart::open()
{
    if (auto view = watch::WatchdogLookView::open(m_profile)) {
        m_view.emplace(std::move(*view));
    }
}

views::PartHealth WatchdogPart::part()
{
    if (!m_view) {
        open();
    }
    const auto look = m_view ? m_view->look() : std::nullopt;
    const auto age
        = look ? watch::ageOf(*look, platform::machineStart(), platform::machineNow()) : std::optional<Duration>();
    const auto part = watchdogPartOf(look, age, m_hasSeen);
    m_hasSeen = m_hasSeen || part.state == views::PartState::Ok || part.dataAge.has_value();
    return part;
}

} // namespace omni::runtime
