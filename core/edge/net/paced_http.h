// HTTP within what a venue bears: its limits, its bans, its bad hours; and once more where that is safe.
//
// Between an adapter and its `HttpPort`: each request waits for its turn at the `RateLimiter`, what is on the way out
// before all others; the circuit breaker and the backoff are asked; what answers say of limits is learned.

#pragma once

#include "core/base/time.h"
#include "core/edge/net/backoff.h"
#include "core/edge/net/circuit_breaker.h"
#include "core/edge/net/http_client.h"
#include "core/edge/net/rate_limiter.h"
#include "core/edge/net/repeat.h"

#include <QCoroTask>
#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omni::net {

struct PacedRequest {
    /// Makes the request when its turn has come, for each try anew: its time stamp and signature are those of that
    /// moment. Its timeout and lane are set here; its `mayGo` is asked as
    /// well, its `onAnswer` is not told. Called on the client's thread; may not
    /// destroy it.
    std::function<HttpRequest()> make;
    Cost cost;
    Lane lane = Lane::Ordinary;
    Repeat repeat = Repeat::Never;
    Duration within = seconds(10); ///< From `send` to the outcome, all waits and tries included. In [1 ms, 10 min].
    std::int32_t triesMost = 4; ///< In [1, 100].
};

/// A field of answers that holds the venue's own count: "X-MBX-USED-WEIGHT-1M" for weight in a minute.
struct CountField {
    std::string name;
    Meter meter = Meter::Weight;
    Duration length;
};

struct PaceRule {
    RateRule rates;
    CircuitRule circuit;
    BackoffRule backoff{milliseconds(200), seconds(5), seconds(60), 600}; ///< Between tries of requests.
    std::vector<CountField> counts;
    std::string resetField; ///< A field of answers that holds the second of 1970's count at which the window ends:
                            ///< "X-RateLimit-Reset". How long 429 pauses where it names no time itself. Empty: none.
    int banStatus = 418; ///< Silence on everything; 0: the venue has none. 429 always pauses what the request cost.
    /// Of an answer with 429: it is the orders that were too many, and nothing else pauses. Null: what the request
    /// cost.
    std::function<bool(const HttpAnswer&)> isOfOrders;
    std::size_t waitingMost = 256; ///< On each lane. In [1, 10'000].
};

struct PaceCounters {
    std::uint64_t waited = 0; ///< Requests that were not let go at once.
    std::uint64_t repeated = 0; ///< Tries behind the first.
    std::uint64_t heldBack = 0; ///< Failed here, never sent.
};

/// One thread with an event loop. Within a lane turns are in the order of `send`.
class PacedHttp final : public QObject
{
    Q_OBJECT

public:
    /// Errc::Invalid for rates or limits out of bounds. `port` and `clock` outlive it; `seed` makes the waits its own.
    [[nodiscard]] static Result<std::unique_ptr<PacedHttp>> make(HttpPort& port, Clock& clock, PaceRule rule,
                                                                 std::uint64_t seed);
    /// What waits fails as `Stopped`, never sent; what is under way goes on at the port.
    ~PacedHttp() override;

    /// The outcome of the last try. `HeldBack`, never sent: it costs more than it ever may, its turn would come after
    /// its time, the service is failing, or the venue has banned us in between. An answer of 429 or of a ban is an
    /// answer: it is learned from and handed on, not repeated.
    [[nodiscard]] QCoro::Task<HttpOutcome> send(PacedRequest request);

    /// To look at, to teach (`told`, `learnLimits`) and to keep over a restart (`memory`, `remember`).
    [[nodiscard]] RateLimiter& limiter() noexcept;
    [[nodiscard]] CircuitState circuit() noexcept;
    [[nodiscard]] const PaceCounters& counters() const noexcept;

private:
    class Impl;
    explicit PacedHttp(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl; ///< Shared with the coroutines, which may outlive us.
};

} // namespace omni::net
