// Requests to one REST face of Alpaca, with the key on each, within the account's limit of requests a minute.
//
// The limit is learned from X-RateLimit-Limit and -Remaining of each answer; after 429 not one request leaves before
// X-RateLimit-Reset (F37, S34). A fifth of it is kept for the way out (F38).

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/net/http_values.h"
#include "core/edge/net/rate_limiter.h"
#include "core/edge/net/repeat.h"

#include <QCoroTask>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace omni::brokers::alpaca {

struct RestRequest {
    net::HttpMethod method = net::HttpMethod::Get;
    std::string target{};
    std::string body{};
    net::Repeat repeat = net::Repeat::Always;
    net::Lane lane = net::Lane::Ordinary;
    Duration within = seconds(10);
    std::function<bool()> mayGo{}; ///< Asked just before the first byte goes. Null: nobody asks.
};

/// What the venue said last of its limit, in a minute.
struct RateUse {
    std::int64_t used = 0, limit = 0;
};

/// One thread with an event loop.
class Rest
{
public:
    /// `key` and `clock` outlive it. Invalid: the rule of the connection.
    [[nodiscard]] static Result<std::unique_ptr<Rest>> make(const net::Endpoint& endpoint, const BrokerConfig& config,
                                                            const BrokerKey& key, Clock& clock, std::uint64_t seed);
    /// What is under way fails as Stopped.
    ~Rest();

    [[nodiscard]] QCoro::Task<net::HttpOutcome> ask(RestRequest request);
    [[nodiscard]] std::optional<RateUse> rateUse() const;
    /// Where it goes.
    [[nodiscard]] const net::Endpoint& endpoint() const noexcept;

private:
    class Impl;
    explicit Rest(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl; ///< Shared with the coroutines, which may outlive us.
};

/// `text` for a query: all but letters, digits and "-._~" percent-encoded.
[[nodiscard]] std::string inQuery(std::string_view text);

} // namespace omni::brokers::alpaca
