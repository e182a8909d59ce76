// What may be sent to a venue now: its limits by weight, orders and requests, in several windows at once.
//
// Not a token bucket: that lets through twice its size around one moment. Here no window of the stated length, wherever
// it begins, holds more than the limit, so the venue's own windows do not either, whatever they are aligned to.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/net/sliding_window.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace omni::net {

/// What a venue counts.
enum class Meter : std::uint8_t {
    Weight, ///< Requests by their weight.
    Orders, ///< New orders.
    Requests, ///< Requests, or messages on a socket, one by one.
};
inline constexpr std::size_t meterCount = 3;

struct RateWindow {
    Meter meter = Meter::Weight;
    Duration length; ///< In [1 ms, 31 days].
    std::int64_t limit = 0; ///< In [1, 1'000'000'000].
    friend bool operator==(const RateWindow&, const RateWindow&) = default;
};

struct RateRule {
    std::vector<RateWindow> windows; ///< At most 16, no two alike in meter and length.
    std::int32_t reservedPercent = 20; ///< Of each limit, for the way out alone. In [20, 90]; rounded up, but an
                                       ///< ordinary request always keeps at least one unit of a window.
    Duration slack = seconds(1); ///< How much longer one request may be under way than another.
    Duration pauseWithoutWord = seconds(60); ///< After "too many" that names no time; doubles each time, up to an hour.
};

/// What one request costs on each meter. None is negative.
struct Cost {
    std::int64_t weight = 1;
    std::int64_t orders = 0;
    std::int64_t requests = 1;
    [[nodiscard]] std::int64_t on(Meter meter) const noexcept;
};

enum class Lane : std::uint8_t {
    Ordinary,
    WayOut, ///< Cancels, what only reduces a position, questions about lost orders: may use the reserve.
};

struct RateVerdict {
    enum class Kind : std::uint8_t {
        Go, ///< It is booked: send it, then call `settled` once.
        Wait, ///< Not before `at`; ask again then. Nothing is booked.
        Never, ///< Costs more than this lane can ever have.
    };
    Kind kind = Kind::Never;
    Monotonic at; ///< For `Wait`.
    bool forbidden = false; ///< For `Wait`: the venue told us to be silent, on this meter or altogether.
};

/// What a restart must not forget.
struct RateMemory {
    std::vector<std::pair<RateWindow, std::int64_t>> spent;
    Duration silence; ///< Left of a ban.
    std::array<Duration, meterCount> pauses{}; ///< Left on each meter.
    std::int32_t refusals = 0;
    friend bool operator==(const RateMemory&, const RateMemory&) = default;
};

/// Pure: it waits for nobody and asks no clock. One thread. A `now` before an earlier one counts as that one.
class RateLimiter
{
public:
    /// Errc::Invalid for a rule outside its bounds; the detail names the value.
    [[nodiscard]] static Result<RateLimiter> make(const RateRule& rule);

    /// May a request of this cost go now? Asked just before its first byte, not when it is queued.
    [[nodiscard]] RateVerdict ask(const Cost& cost, Lane lane, Monotonic now);
    /// The answer to a request that was let go has come, or it is known that none will.
    void settled(const Cost& cost);

    /// The venue's own count, as of an answer that came now: other programs on this address or account are in it, what
    /// is still under way may not be. Never lowers our count. A window that we do not have is ignored.
    void told(Meter meter, Duration length, std::int64_t used, Monotonic now);
    /// The venue's limits have other values. What was spent stays spent; a new window starts with the most that
    /// another of its meter holds. Windows that are no longer named are kept. False, and no change, if out of bounds.
    [[nodiscard]] bool learnLimits(const std::vector<RateWindow>& windows, Monotonic now);

    /// HTTP 429 to a request of that cost: nothing on any of its meters until then. `retryAfter` below a second counts
    /// as one. Without it the pause doubles from answer to answer.
    void tooMany(const Cost& cost, std::optional<Duration> retryAfter, Monotonic now);
    /// HTTP 418 and its like: nothing at all until then, two minutes if the venue does not say.
    void banned(std::optional<Duration> retryAfter, Monotonic now);
    /// The venue took a request: the next "too many" without a time starts with the short pause again.
    void accepted() noexcept;

    /// The end of the ban, if one is on.
    [[nodiscard]] std::optional<Monotonic> bannedUntil(Monotonic now) noexcept;
    /// The venue wants silence on a meter of this cost, or on all: nothing more may leave, also what was let go before.
    [[nodiscard]] bool isSilenced(const Cost& cost, Monotonic now) noexcept;
    /// What an ordinary request leaves free in the fullest window, in percent of its limit. For the screen.
    [[nodiscard]] std::int32_t percentFree(Meter meter, Monotonic now);

    [[nodiscard]] RateMemory memory(Monotonic now);
    /// After a restart, on a new monotonic clock: all counts as if spent just now, waits begin anew in full.
    void remember(const RateMemory& memory, Monotonic now);

private:
    struct Window {
        RateWindow rule;
        SlidingWindow book;
        [[nodiscard]] std::int64_t room(Lane lane, std::int32_t reservedPercent) const noexcept;
    };
    explicit RateLimiter(const RateRule& rule);
    Window* find(Meter meter, Duration length);
    void add(const RateWindow& window, Monotonic now);
    [[nodiscard]] Monotonic silentUntil(const Cost& cost) const noexcept;
    /// The latest time that anybody named.
    Monotonic advanceTo(Monotonic now) noexcept;

    RateRule m_rule;
    std::vector<Window> m_windows;
    std::array<std::int64_t, meterCount> m_underWay{};
    std::array<Monotonic, meterCount> m_pausedUntil{};
    Monotonic m_bannedUntil;
    Monotonic m_latest;
    std::int32_t m_refusals = 0;
};

} // namespace omni::net
