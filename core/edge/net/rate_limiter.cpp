#include "core/edge/net/rate_limiter.h"

#include <algorithm>
#include <fmt/core.h>

namespace omni::net {

namespace {

constexpr std::int64_t mostLimit = 1'000'000'000;
constexpr std::size_t mostWindows = 16;
constexpr auto allMeters = std::array{Meter::Weight, Meter::Orders, Meter::Requests};
constexpr auto shortestBan = minutes(2);
constexpr auto longestPause = hours(1);
/// Longer than any ban a venue has; keeps sums of times far from their end.
constexpr auto longestWait = days(31);

constexpr std::size_t placeOf(Meter meter) noexcept
{
    return static_cast<std::size_t>(meter);
}

bool isSound(const RateWindow& window) noexcept
{
    return window.limit >= 1 && window.limit <= mostLimit && window.length >= milliseconds(1)
        && window.length <= days(31) && placeOf(window.meter) < meterCount;
}

bool areAlike(const RateWindow& a, const RateWindow& b) noexcept
{
    return a.meter == b.meter && a.length == b.length;
}

/// Every window is sound and stands there once.
bool areSound(const std::vector<RateWindow>& windows)
{
    for (auto it = windows.begin(); it != windows.end(); ++it) {
        const auto isAlike = [it](const RateWindow& other) { return areAlike(*it, other); };
        if (!isSound(*it) || std::any_of(windows.begin(), it, isAlike)) {
            return false;
        }
    }
    return true;
}

Duration asWait(Duration told) noexcept
{
    return std::clamp(told, seconds(1), longestWait);
}

Duration leftUntil(Monotonic end, Monotonic now) noexcept
{
    return end > now ? end - now : Duration{};
}

} // namespace

std::int64_t Cost::on(Meter meter) const noexcept
{
    switch (meter) {
    case Meter::Weight:
        return weight;
    case Meter::Orders:
        return orders;
    case Meter::Requests:
        return requests;
    }
    return 0;
}

std::int64_t RateLimiter::Window::room(Lane lane, std::int32_t reservedPercent) const noexcept
{
    if (lane == Lane::WayOut) {
        return rule.limit;
    }
    const std::int64_t reserve = (rule.limit * reservedPercent + 99) / 100;
    return std::max<std::int64_t>(1, rule.limit - reserve);
}

Result<RateLimiter> RateLimiter::make(const RateRule& rule)
{
    if (rule.reservedPercent < 20 || rule.reservedPercent > 90) {
        return failure(Errc::Invalid,
                       fmt::format("reserved for the way out: {} % is not in 20 to 90", rule.reservedPercent));
    }
    if (rule.slack < Duration{} || rule.slack > minutes(1)) {
        return failure(Errc::Invalid, "slack is not in 0 to 60 s");
    }
    if (rule.pauseWithoutWord < seconds(1) || rule.pauseWithoutWord > longestPause) {
        return failure(Errc::Invalid, "the pause without a word is not in 1 s to 1 h");
    }
    if (rule.windows.size() > mostWindows || !areSound(rule.windows)) {
        return failure(Errc::Invalid, "a window of the rate limits is out of bounds or stands there twice");
    }
    return RateLimiter(rule);
}

RateLimiter::RateLimiter(const RateRule& rule)
    : m_rule(rule)
{
    for (const auto& window : rule.windows) {
        m_windows.push_back({window, SlidingWindow(window.length, rule.slack)});
    }
}

RateVerdict RateLimiter::ask(const Cost& cost, Lane lane, Monotonic now)
{
    now = advanceTo(now);
    for (const auto& window : m_windows) {
        if (cost.on(window.rule.meter) > window.room(lane, m_rule.reservedPercent)) {
            return {};
        }
    }
    if (const auto until = silentUntil(cost); until > now) {
        return {RateVerdict::Kind::Wait, until, true};
    }
    auto first = now;
    for (auto& window : m_windows) {
        const auto price = cost.on(window.rule.meter);
        if (price > 0) {
            const auto room = window.room(lane, m_rule.reservedPercent) - price;
            first = std::max(first, window.book.whenAtMost(room, now));
        }
    }
    if (first > now) {
        return {RateVerdict::Kind::Wait, first, false};
    }
    for (auto& window : m_windows) {
        window.book.spend(cost.on(window.rule.meter), now);
    }
    for (const auto meter : allMeters) {
        m_underWay[placeOf(meter)] += cost.on(meter);
    }
    return {RateVerdict::Kind::Go, now, false};
}

void RateLimiter::settled(const Cost& cost)
{
    for (const auto meter : allMeters) {
        auto& underWay = m_underWay[placeOf(meter)];
        underWay = std::max<std::int64_t>(0, underWay - cost.on(meter));
    }
}

void RateLimiter::told(Meter meter, Duration length, std::int64_t used, Monotonic now)
{
    auto* window = find(meter, length);
    if (!window || used < 0) {
        return;
    }
    // Nobody knows whether the venue has counted what is still under way: taken as if it had not.
    const auto theirs = std::min(used, mostLimit) + std::min(m_underWay[placeOf(meter)], mostLimit);
    const auto missing = std::min(theirs, window->rule.limit) - window->book.spent(now);
    if (missing > 0) {
        window->book.spend(missing, now);
    }
}

bool RateLimiter::learnLimits(const std::vector<RateWindow>& windows, Monotonic now)
{
    if (!areSound(windows)) {
        return false;
    }
    const auto isNew = [this](const RateWindow& window) { return find(window.meter, window.length) == nullptr; };
    if (m_windows.size() + static_cast<std::size_t>(std::count_if(windows.begin(), windows.end(), isNew))
        > mostWindows) {
        return false;
    }
    for (const auto& window : windows) {
        if (auto* known = find(window.meter, window.length)) {
            known->rule.limit = window.limit;
        } else {
            add(window, now);
        }
    }
    return true;
}

void RateLimiter::add(const RateWindow& window, Monotonic now)
{
    std::int64_t most = 0;
    for (auto& other : m_windows) {
        if (other.rule.meter == window.meter) {
            most = std::max(most, other.book.spent(now));
        }
    }
    m_windows.push_back({window, SlidingWindow(window.length, m_rule.slack)});
    m_windows.back().book.spend(std::min(most, window.limit), now);
}

void RateLimiter::tooMany(const Cost& cost, std::optional<Duration> retryAfter, Monotonic now)
{
    now = advanceTo(now);
    auto wait = m_rule.pauseWithoutWord;
    for (std::int32_t i = 0; i < m_refusals && wait < longestPause; ++i) {
        wait = wait * 2;
    }
    wait = retryAfter ? asWait(*retryAfter) : std::min(wait, longestPause);
    m_refusals = std::min(m_refusals + 1, 32);
    for (const auto meter : allMeters) {
        if (cost.on(meter) > 0) {
            auto& until = m_pausedUntil[placeOf(meter)];
            until = std::max(until, now + wait);
        }
    }
}

void RateLimiter::banned(std::optional<Duration> retryAfter, Monotonic now)
{
    now = advanceTo(now);
    m_bannedUntil = std::max(m_bannedUntil, now + asWait(retryAfter.value_or(shortestBan)));
}

void RateLimiter::accepted() noexcept
{
    m_refusals = 0;
}

std::optional<Monotonic> RateLimiter::bannedUntil(Monotonic now) noexcept
{
    now = advanceTo(now);
    return m_bannedUntil > now ? std::optional(m_bannedUntil) : std::nullopt;
}

bool RateLimiter::isSilenced(const Cost& cost, Monotonic now) noexcept
{
    now = advanceTo(now);
    return silentUntil(cost) > now;
}

std::int32_t RateLimiter::percentFree(Meter meter, Monotonic now)
{
    std::int64_t least = 100;
    for (auto& window : m_windows) {
        if (window.rule.meter == meter) {
            const auto free = std::max<std::int64_t>(0, window.rule.limit - window.book.spent(now));
            least = std::min(least, free * 100 / window.rule.limit);
        }
    }
    return static_cast<std::int32_t>(least);
}

RateMemory RateLimiter::memory(Monotonic now)
{
    now = advanceTo(now);
    RateMemory memory;
    for (auto& window : m_windows) {
        memory.spent.emplace_back(window.rule, window.book.spent(now));
    }
    memory.silence = leftUntil(m_bannedUntil, now);
    for (const auto meter : allMeters) {
        memory.pauses[placeOf(meter)] = leftUntil(m_pausedUntil[placeOf(meter)], now);
    }
    memory.refusals = m_refusals;
    return memory;
}

void RateLimiter::remember(const RateMemory& memory, Monotonic now)
{
    now = advanceTo(now);
    for (const auto& [rule, spent] : memory.spent) {
        if (auto* window = find(rule.meter, rule.length)) {
            window->book.spend(std::clamp<std::int64_t>(spent, 0, window->rule.limit), now);
        }
    }
    m_bannedUntil = std::max(m_bannedUntil, now + std::clamp(memory.silence, Duration{}, longestWait));
    for (const auto meter : allMeters) {
        const auto left = std::clamp(memory.pauses[placeOf(meter)], Duration{}, longestWait);
        m_pausedUntil[placeOf(meter)] = std::max(m_pausedUntil[placeOf(meter)], now + left);
    }
    m_refusals = std::clamp(memory.refusals, 0, 32);
}

Monotonic RateLimiter::advanceTo(Monotonic now) noexcept
{
    m_latest = std::max(m_latest, now);
    return m_latest;
}

RateLimiter::Window* RateLimiter::find(Meter meter, Duration length)
{
    const auto isIt = [&](const Window& window) { return window.rule.meter == meter && window.rule.length == length; };
    const auto it = std::find_if(m_windows.begin(), m_windows.end(), isIt);
    return it == m_windows.end() ? nullptr : &*it;
}

Monotonic RateLimiter::silentUntil(const Cost& cost) const noexcept
{
    auto until = m_bannedUntil;
    for (const auto meter : allMeters) {
        if (cost.on(meter) > 0) {
            until = std::max(until, m_pausedUntil[placeOf(meter)]);
        }
    }
    return until;
}

} // namespace omni::net
