#include "core/edge/brokers/binance/rest.h"

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <QTimer>

namespace omni::brokers::binance {

namespace {

constexpr int tooManyOrders = -1015;

net::PaceRule paces()
{
    net::PaceRule rule;
    rule.rates.windows = {{net::Meter::Weight, minutes(1), 6'000},
                          {net::Meter::Orders, seconds(10), 100},
                          {net::Meter::Orders, days(1), 200'000},
                          {net::Meter::Requests, minutes(5), 300'000}};
    rule.counts = {{"X-MBX-USED-WEIGHT-1M", net::Meter::Weight, minutes(1)},
                   {"X-MBX-ORDER-COUNT-10S", net::Meter::Orders, seconds(10)},
                   {"X-MBX-ORDER-COUNT-1D", net::Meter::Orders, days(1)}};
    rule.isOfOrders
        = [](const net::HttpAnswer& answer) { return errorIn(answer.status, answer.body).code == tooManyOrders; };
    return rule;
}

std::string msText(Timestamp time)
{
    return std::to_string(time.ns / 1'000'000);
}

} // namespace

struct Rest::Key {
    Secret id;
    Signer signer;
};

Rest::Rest(std::unique_ptr<Key> key, net::Endpoint endpoint, Clock& clock)
    : m_key(std::move(key))
    , m_endpoint(std::move(endpoint))
    , m_clock(clock)
{
}

Rest::~Rest()
{
    m_alive.reset();
}

Result<std::unique_ptr<Rest>> Rest::make(net::LinkRule link, const BrokerKey& key, Clock& clock, std::uint64_t seed)
{
    auto signer = Signer::make(key.secret);
    if (!signer || key.id.isEmpty()) {
        return signer ? failure(Errc::Invalid, "the key has no id; give the API key that the venue showed")
                      : tl::unexpected(signer.error());
    }
    std::unique_ptr<Rest> rest(
        new Rest(std::make_unique<Key>(Key{Secret(key.id.exposed()), std::move(*signer)}), link.endpoint, clock));
    net::HttpClientRule rule;
    rule.link = std::move(link);
    rule.limits.body = longestListing;
    auto client = net::HttpClient::make(std::move(rule), clock);
    if (!client) {
        return tl::unexpected(client.error());
    }
    rest->m_client = std::move(*client);
    auto paced = net::PacedHttp::make(*rest->m_client, clock, paces(), seed);
    if (!paced) {
        return tl::unexpected(paced.error());
    }
    rest->m_paced = std::move(*paced);
    return rest;
}

net::ClockVerdict Rest::verdict() const
{
    return m_offset.verdict(m_clock.wall(), m_clock.mono());
}

std::optional<Duration> Rest::skew() const
{
    return m_offset.skew(m_clock.wall(), m_clock.mono());
}

Timestamp Rest::venueNow() const
{
    const auto venue = m_offset.venueTime(m_clock.mono());
    return venue ? venue->time : m_clock.wall();
}

Result<Params> Rest::signedForSocket(Params params) const
{
    params.emplace_back("apiKey", std::string(m_key->id.exposed()));
    params.emplace_back("timestamp", msText(venueNow()));
    params.emplace_back("recvWindow", std::to_string(receiveWindow.ns / 1'000'000));
    auto signature = m_key->signer.sign(sortedText(params));
    if (!signature) {
        return tl::unexpected(signature.error());
    }
    params.emplace_back("signature", std::move(*signature));
    return params;
}

net::HttpRequest Rest::request(const Call& call) const
{
    net::HttpRequest http;
    http.method = call.method;
    Params params = call.params;
    if (call.isSigned) {
        params.emplace_back("recvWindow", std::to_string(receiveWindow.ns / 1'000'000));
        params.emplace_back("timestamp", msText(venueNow()));
        http.secrets.push_back({"X-MBX-APIKEY", Secret(m_key->id.exposed())});
    }
    std::string query = queryText(params);
    if (call.isSigned) {
        // Without a signature the venue refuses it, which proves that nothing was done.
        query += "&signature=" + percentEncoded(m_key->signer.sign(query).value_or(std::string()));
    }
    http.target = query.empty() ? call.path : call.path + '?' + query;
    return http;
}

void Rest::send(Call call, OnOutcome done)
{
    net::PacedRequest paced;
    paced.cost = {call.weight, call.isNewOrder ? call.orders : 0, 1};
    paced.lane = call.lane;
    paced.repeat = call.repeat;
    paced.within = call.within;
    const std::weak_ptr<int> alive = m_alive;
    const auto owner = call.owner;
    const auto isWanted = [alive, owner] { return !alive.expired() && !(owner && owner->expired()); };
    paced.make = [this, isWanted, call = std::move(call)] {
        if (!isWanted()) {
            net::HttpRequest none;
            none.mayGo = [] { return false; };
            return none;
        }
        if (call.onSend) {
            call.onSend();
        }
        auto http = request(call);
        const bool mustKnowTime = call.isNewOrder && call.lane != net::Lane::WayOut;
        http.mayGo = [this, isWanted, mustKnowTime, mayGo = call.mayGo] {
            if (!isWanted() || (mayGo && !mayGo())) {
                return false;
            }
            const auto now = verdict();
            return !mustKnowTime || now == net::ClockVerdict::Good || now == net::ClockVerdict::Warn;
        };
        return http;
    };
    // An outcome may be there at once; it is handed on from the event loop all the same.
    m_paced->send(std::move(paced))
        .then([this, alive, isWanted, done = std::move(done)](const net::HttpOutcome& outcome) {
            if (!alive.expired()) {
                noteBan();
            }
            QTimer::singleShot(0, [isWanted, done, outcome] {
                if (isWanted()) {
                    done(outcome);
                }
            });
        });
}

void Rest::noteBan()
{
    const auto now = m_clock.mono();
    const auto until = m_onBan ? m_paced->limiter().bannedUntil(now) : std::nullopt;
    if (until && *until > m_toldBan + seconds(1)) {
        m_toldBan = *until;
        m_onBan(m_clock.wall() + (*until - now));
    }
}

void Rest::measureClock(std::function<void(bool, const net::HttpOutcome&)> done)
{
    Call call;
    call.path = "/api/v3/time";
    call.within = seconds(5);
    send(std::move(call), [this, done = std::move(done)](const net::HttpOutcome& outcome) {
        bool isLearned = false;
        if (outcome && outcome->status == 200) {
            const auto time = serverTimeFrom(outcome->body);
            isLearned = time && m_offset.measured(outcome->sent, outcome->received, *time);
        }
        done(isLearned, outcome);
    });
}

} // namespace omni::brokers::binance
