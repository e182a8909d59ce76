// The venue's requests over HTTP: signed, stamped with the venue's time, within its limits.

#pragma once

#include "core/base/secret.h"
#include "core/edge/brokers/binance/signing.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/net/clock_offset.h"
#include "core/edge/net/http_client.h"
#include "core/edge/net/paced_http.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace omni::brokers::binance {

/// How long after its stamp the venue takes a request. With the time that the venue needs to remember it, that is how
/// long "no such order" proves nothing (F32).
inline constexpr Duration receiveWindow = seconds(3);

struct Call {
    net::HttpMethod method = net::HttpMethod::Get;
    std::string path; ///< "/api/v3/order"
    Params params;
    std::int64_t weight = 1;
    bool isSigned = false;
    bool isNewOrder = false; ///< Not sent while our clock is off (F19).
    std::int64_t orders = 1; ///< As so many it counts, if it is a new one: a pair is two.
    net::Lane lane = net::Lane::Ordinary;
    net::Repeat repeat = net::Repeat::Always;
    Duration within = seconds(10);
    std::function<void()> onSend; ///< It is stamped and about to go.
    std::function<bool()> mayGo; ///< Asked just before the first byte goes. Null: nobody asks.
    std::optional<std::weak_ptr<int>> owner; ///< Once that is gone, nothing is sent any more, and nothing told.
};

using OnOutcome = std::function<void(const net::HttpOutcome&)>;

/// One thread with an event loop.
class Rest
{
public:
    /// Invalid: a key that cannot sign, or an endpoint out of its bounds. `clock` outlives it.
    [[nodiscard]] static Result<std::unique_ptr<Rest>> make(net::LinkRule link, const BrokerKey& key, Clock& clock,
                                                            std::uint64_t seed);
    /// Calls under way are not told any more.
    ~Rest();
    /// `done` is told once, from the event loop, never within the call.
    void send(Call call, OnOutcome done);
    /// Asks for the venue's time and learns from it; false: nothing was learned, and what came instead. As `send`.
    void measureClock(std::function<void(bool isLearned, const net::HttpOutcome& outcome)> done);
    /// Where it goes.
    [[nodiscard]] const net::Endpoint& endpoint() const noexcept
    {
        return m_endpoint;
    }

    [[nodiscard]] const net::ClockOffset& clockOffset() const noexcept
    {
        return m_offset;
    }
    [[nodiscard]] net::ClockVerdict verdict() const;
    [[nodiscard]] std::optional<Duration> skew() const;
    /// The venue's time as well as we know it.
    [[nodiscard]] Timestamp venueNow() const;
    [[nodiscard]] net::RateLimiter& limiter() noexcept
    {
        return m_paced->limiter();
    }
    void setOnBan(std::function<void(Timestamp until)> onBan)
    {
        m_onBan = std::move(onBan);
    }
    /// The limiter has heard of a ban, perhaps. Answers are looked at anyway.
    void noteBan();
    /// Parameters of a signed request on the socket, signature included.
    [[nodiscard]] Result<Params> signedForSocket(Params params) const;

private:
    struct Key;
    Rest(std::unique_ptr<Key> key, net::Endpoint endpoint, Clock& clock);
    [[nodiscard]] net::HttpRequest request(const Call& call) const;

    std::function<void(Timestamp until)> m_onBan;
    Monotonic m_toldBan; ///< Its end, as told last: a wall clock that is set changes nothing of it.
    std::shared_ptr<Key> m_key;
    net::Endpoint m_endpoint;
    Clock& m_clock;
    net::ClockOffset m_offset{net::ClockRule{}};
    std::unique_ptr<net::HttpClient> m_client;
    std::unique_ptr<net::PacedHttp> m_paced;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace omni::brokers::binance
