#include "core/edge/net/clock_offset.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace omni::net {

namespace {

constexpr std::size_t mostMeasurements = 8;
constexpr std::int64_t driftPart = 10'000; ///< 1 / 100 millionths.
constexpr auto earliest = Timestamp{946'684'800'000'000'000}; // 2000-01-01
constexpr auto latest = Timestamp{7'258'118'400'000'000'000}; // 2200-01-01

} // namespace

ClockOffset::ClockOffset(ClockRule rule)
    : m_rule(rule)
{
    m_rule.resolution = std::clamp(rule.resolution, Duration{}, seconds(10));
    m_rule.longestTrip = std::clamp(rule.longestTrip, nanoseconds(1), seconds(60));
    m_rule.goodFor = std::clamp(rule.goodFor, nanoseconds(1), days(1));
}

bool ClockOffset::measured(Monotonic sent, Monotonic received, Timestamp venue)
{
    if (sent.ns < 0 || received < sent || received - sent > m_rule.longestTrip || venue < earliest || venue > latest) {
        return false;
    }
    if (!m_measured.empty() && received < m_measured.back().at) {
        return false;
    }
    // The stamp was cut: the venue's clock showed up to one step of it more.
    const Bounds bounds{received, venue.ns - received.ns, venue.ns + m_rule.resolution.ns - sent.ns};
    if (const auto known = boundsAt(received); known && (known->most < bounds.least || known->least > bounds.most)) {
        m_measured.clear();
        ++m_steps;
    }
    m_measured.push_back(bounds);
    if (m_measured.size() > mostMeasurements) {
        m_measured.pop_front();
    }
    return true;
}

std::optional<ClockOffset::Bounds> ClockOffset::boundsAt(Monotonic now) const
{
    std::optional<Bounds> common;
    for (auto it = m_measured.rbegin(); it != m_measured.rend(); ++it) {
        const auto age = std::max(now - it->at, Duration{});
        if (age > m_rule.goodFor) {
            break;
        }
        const auto drift = age.ns / driftPart + 1;
        const Bounds grown{it->at, it->least - drift, it->most + drift};
        if (!common) {
            common = grown;
            continue;
        }
        // What an older one adds, as far as it agrees with the younger.
        if (grown.least <= common->most && grown.most >= common->least) {
            common->least = std::max(common->least, grown.least);
            common->most = std::min(common->most, grown.most);
        }
    }
    return common;
}

std::optional<VenueTime> ClockOffset::venueTime(Monotonic now) const
{
    const auto bounds = boundsAt(now);
    if (!bounds) {
        return std::nullopt;
    }
    const auto half = (bounds->most - bounds->least + 1) / 2;
    return VenueTime{Timestamp{bounds->least + half + now.ns}, Duration{half}};
}

std::optional<Duration> ClockOffset::skew(Timestamp wall, Monotonic now) const
{
    const auto there = venueTime(now);
    return there ? std::optional(wall - there->time) : std::nullopt;
}

ClockVerdict ClockOffset::verdict(Timestamp wall, Monotonic now) const
{
    const auto there = venueTime(now);
    if (!there) {
        return ClockVerdict::Unknown;
    }
    const Duration off{std::abs((wall - there->time).ns)};
    if (off + there->error > m_rule.stopAbove) {
        return ClockVerdict::Stop;
    }
    return off > m_rule.warnAbove ? ClockVerdict::Warn : ClockVerdict::Good;
}

} // namespace omni::net
