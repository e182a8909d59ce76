// Spares a service that fails: after some failures in a row it is left alone, then asked with one request.
//
// After M. Nygard, "Release It!" (2007), "Circuit Breaker".

#pragma once

#include "core/base/time.h"
#include "core/edge/net/rate_limiter.h"

#include <cstdint>
#include <string_view>

namespace omni::net {

struct CircuitRule {
    std::int32_t failuresToOpen = 5; ///< In a row. In [1, 1'000].
    Duration openFor = seconds(5); ///< In [1 ms, mostOpen]; doubles while probes fail.
    Duration mostOpen = minutes(2); ///< In [openFor, 1 h].
    Duration probeLost = seconds(30); ///< A probe that nobody reports on counts as failed then. In [1 ms, 1 h].
};

enum class CircuitState : std::uint8_t {
    Closed, ///< All pass.
    Open, ///< Ordinary requests are refused at once.
    HalfOpen, ///< One ordinary request is under way to see whether it works again.
};

/// A stable, untranslated name, "half_open" for instance.
[[nodiscard]] std::string_view nameOf(CircuitState state) noexcept;

/// What it refuses was never sent. Requests on the way out pass always: a cancel is worth a try at a service that
/// probably fails, and its result counts like any other.
///
/// What counts as failure is the caller's to say: no answer, 5xx, a page that is no answer of this service; not a
/// refusal, not "too many". Pure; one thread. A rule out of bounds is moved to the nearest bound.
class CircuitBreaker
{
public:
    explicit CircuitBreaker(CircuitRule rule);

    /// May a request go? If so, `succeeded` or `failed` is told later, once.
    [[nodiscard]] bool letThrough(Lane lane, Monotonic now) noexcept;
    void succeeded() noexcept;
    void failed(Monotonic now) noexcept;

    [[nodiscard]] CircuitState state(Monotonic now) noexcept;
    /// When the next ordinary request may be tried, `now` if at once. While a probe is under way, when it counts as
    /// lost.
    [[nodiscard]] Monotonic nextProbe(Monotonic now) noexcept;

private:
    void open(Monotonic now) noexcept;
    void giveUpLostProbe(Monotonic now) noexcept;

    CircuitRule m_rule;
    CircuitState m_state = CircuitState::Closed;
    std::int32_t m_failures = 0;
    Duration m_pause; ///< Of the next opening.
    Monotonic m_until; ///< Open: when a probe may go. HalfOpen: when the probe counts as lost.
};

} // namespace omni::net
