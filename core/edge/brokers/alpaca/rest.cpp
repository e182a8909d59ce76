#include "core/edge/brokers/alpaca/rest.h"

#include "core/edge/net/paced_http.h"

#include <charconv>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::int64_t usualLimit = 200; // Requests a minute of an account.
constexpr Duration window = minutes(1);

net::PaceRule paceRule()
{
    net::PaceRule rule;
    rule.rates.windows = {{net::Meter::Requests, window, usualLimit}};
    rule.resetField = "X-RateLimit-Reset";
    rule.banStatus = 0;
    rule.waitingMost = 1'000;
    return rule;
}

std::optional<std::int64_t> numberIn(std::string_view text) noexcept
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isSound = !text.empty() && fault == std::errc{} && end == text.data() + text.size() && number >= 0
        && number <= 1'000'000;
    return isSound ? std::optional(number) : std::nullopt;
}

} // namespace

class Rest::Impl
{
public:
    Impl(const BrokerKey& ownKey, net::Endpoint where, Clock& wallClock)
        : key(ownKey)
        , endpoint(std::move(where))
        , clock(wallClock)
    {
    }
    [[nodiscard]] net::HttpRequest httpFrom(const RestRequest& request) const
    {
        net::HttpRequest http;
        http.method = request.method;
        http.target = request.target;
        http.body = request.body;
        http.mayGo = request.mayGo;
        http.fields.push_back({"Accept", "application/json"});
        if (!request.body.empty()) {
            http.fields.push_back({"Content-Type", "application/json"});
        }
        http.secrets.push_back({"APCA-API-KEY-ID", Secret(key.id.exposed())});
        http.secrets.push_back({"APCA-API-SECRET-KEY", Secret(key.secret.exposed())});
        return http;
    }
    void learn(const net::HttpAnswer& answer)
    {
        const auto limit = numberIn(answer.field("X-RateLimit-Limit"));
        const auto left = numberIn(answer.field("X-RateLimit-Remaining"));
        if (!limit || !left || *limit < 1 || *left > *limit || isStopped) {
            return;
        }
        if (!use || use->limit != *limit) {
            (void)paced->limiter().learnLimits({{net::Meter::Requests, window, *limit}}, clock.mono());
        }
        use = RateUse{*limit - *left, *limit};
        if (answer.status == 429) {
            return; // the pause says it all, and ends with the venue's window, not with ours
        }
        paced->limiter().told(net::Meter::Requests, window, use->used, clock.mono());
    }

    const BrokerKey& key;
    const net::Endpoint endpoint;
    Clock& clock;
    std::unique_ptr<net::HttpClient> client;
    std::unique_ptr<net::PacedHttp> paced;
    std::optional<RateUse> use;
    bool isStopped = false;
};

Result<std::unique_ptr<Rest>> Rest::make(const net::Endpoint& endpoint, const BrokerConfig& config,
                                         const BrokerKey& key, Clock& clock, std::uint64_t seed)
{
    net::HttpClientRule rule;
    rule.link.endpoint = endpoint;
    rule.link.tls.trustedPem = config.trustedPem;
    rule.link.proxy = config.proxy;
    auto impl = std::make_shared<Impl>(key, endpoint, clock);
    auto client = net::HttpClient::make(std::move(rule), clock);
    if (!client) {
        return tl::unexpected(client.error());
    }
    impl->client = std::move(*client);
    auto paced = net::PacedHttp::make(*impl->client, clock, paceRule(), seed);
    if (!paced) {
        return tl::unexpected(paced.error());
    }
    impl->paced = std::move(*paced);
    return std::unique_ptr<Rest>(new Rest(std::move(impl)));
}

Rest::Rest(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Rest::~Rest()
{
    m_impl->isStopped = true;
    m_impl->paced.reset();
    m_impl->client.reset();
}

QCoro::Task<net::HttpOutcome> Rest::ask(RestRequest request)
{
    const auto impl = m_impl;
    net::PacedRequest paced;
    paced.cost = {.weight = 0, .orders = 0, .requests = 1};
    paced.lane = request.lane;
    paced.repeat = request.repeat;
    paced.within = request.within;
    paced.make = [impl, request] { return impl->httpFrom(request); };
    auto task = impl->paced->send(std::move(paced));
    auto outcome = co_await task;
    if (outcome) {
        impl->learn(*outcome);
    }
    co_return outcome;
}

std::optional<RateUse> Rest::rateUse() const
{
    return m_impl->use;
}

const net::Endpoint& Rest::endpoint() const noexcept
{
    return m_impl->endpoint;
}

std::string inQuery(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '.' || c == '_' || c == '~';
        if (isPlain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

} // namespace omni::brokers::alpaca
