#include "core/edge/net/http_client.h"

#include "core/edge/net/http_connection.h"
#include "core/edge/net/http_exchange.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace omni::net {

class HttpClient::Impl
{
public:
    Impl(HttpClientRule rule, Clock& clock)
        : m_clock(clock)
        , m_rule(std::move(rule))
        , m_link(std::make_shared<const LinkRule>(m_rule.link))
        , m_host(hostText(m_rule.link.endpoint))
    {
    }
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    std::shared_ptr<HttpExchange> begin(const HttpRequest& request);
    void warmUp();

    /// Shared with the coroutines, which may outlive the client.
    const std::shared_ptr<HttpCounters> counters = std::make_shared<HttpCounters>();
    HttpClient* owner = nullptr;

private:
    using Waiting = std::deque<std::shared_ptr<HttpExchange>>;

    Waiting& waiting(Lane lane) noexcept
    {
        return lane == Lane::WayOut ? m_wayOut : m_ordinary;
    }
    void onDeadline(HttpExchange* exchange);
    /// Gives those who wait what connections there are.
    void serve();
    /// The connection for the next exchange of this lane; null if it has to wait.
    HttpConnection* connectionFor(Lane lane);
    HttpConnection* openOne();
    void forget(HttpConnection* connection);

    Clock& m_clock;
    HttpClientRule m_rule;
    std::shared_ptr<const LinkRule> m_link;
    std::string m_host;
    Waiting m_wayOut;
    Waiting m_ordinary;
    std::vector<std::unique_ptr<HttpConnection>> m_connections;
};

HttpClient::Impl::~Impl()
{
    for (auto* queue : {&m_wayOut, &m_ordinary}) {
        for (const auto& exchange : *queue) {
            exchange->fail(HttpFailureKind::Stopped, "the client was stopped");
        }
    }
    for (const auto& connection : m_connections) {
        connection->disconnect(owner);
        connection->giveUp(HttpFailureKind::Stopped, "the client was stopped");
    }
}

std::shared_ptr<HttpExchange> HttpClient::Impl::begin(const HttpRequest& request)
{
    auto text = requestText(request, m_host);
    auto exchange = std::make_shared<HttpExchange>(request, text ? std::move(*text) : std::string());
    if (!text) {
        exchange->fail(HttpFailureKind::Refused, text.error().detail);
        return exchange;
    }
    auto& queue = waiting(request.lane);
    if (queue.size() >= m_rule.waitingMost) {
        exchange->fail(HttpFailureKind::Refused, "too many requests wait");
        return exchange;
    }
    // No shared pointer in here: the timer is the exchange's own.
    QObject::connect(&exchange->deadline, &QTimer::timeout, owner, [this, raw = exchange.get()] { onDeadline(raw); });
    exchange->deadline.start(static_cast<int>((request.timeout.ns + 999'999) / 1'000'000));
    queue.push_back(exchange);
    serve();
    return exchange;
}

void HttpClient::Impl::onDeadline(HttpExchange* exchange)
{
    auto& queue = waiting(exchange->lane);
    const auto isIt = [exchange](const std::shared_ptr<HttpExchange>& other) { return other.get() == exchange; };
    if (const auto it = std::find_if(queue.begin(), queue.end(), isIt); it != queue.end()) {
        const auto kept = *it;
        queue.erase(it);
        kept->fail(HttpFailureKind::TimedOut, "no connection was free in time");
        return;
    }
    for (const auto& connection : m_connections) {
        if (connection->exchange().get() == exchange) {
            connection->giveUp(HttpFailureKind::TimedOut, "no answer in time");
            return;
        }
    }
}

void HttpClient::Impl::serve()
{
    for (const auto lane : {Lane::WayOut, Lane::Ordinary}) {
        auto& queue = waiting(lane);
        while (!queue.empty()) {
            auto* connection = connectionFor(lane);
            if (!connection) {
                return;
            }
            const auto exchange = queue.front();
            queue.pop_front();
            connection->start(exchange);
        }
    }
}

HttpConnection* HttpClient::Impl::connectionFor(Lane lane)
{
    const auto isFree = [](const std::unique_ptr<HttpConnection>& each) { return each->isFree(); };
    const auto free = static_cast<std::size_t>(std::count_if(m_connections.begin(), m_connections.end(), isFree));
    const auto busy = m_connections.size() - free;
    if (lane == Lane::Ordinary && busy + 1 >= m_rule.connections) {
        return nullptr;
    }
    if (free > 0) {
        return std::find_if(m_connections.begin(), m_connections.end(), isFree)->get();
    }
    return m_connections.size() < m_rule.connections ? openOne() : nullptr;
}

HttpConnection* HttpClient::Impl::openOne()
{
    m_connections.push_back(std::make_unique<HttpConnection>(m_link, m_rule.limits, m_rule.idleFor, m_clock));
    ++counters->opened;
    auto* connection = m_connections.back().get();
    QObject::connect(connection, &HttpConnection::sent, owner, [this] { ++counters->sent; });
    QObject::connect(connection, &HttpConnection::freed, owner, [this] { serve(); });
    QObject::connect(connection, &HttpConnection::ended, owner, [this, connection] { forget(connection); });
    return connection;
}

void HttpClient::Impl::forget(HttpConnection* connection)
{
    const auto isIt = [connection](const std::unique_ptr<HttpConnection>& each) { return each.get() == connection; };
    const auto it = std::find_if(m_connections.begin(), m_connections.end(), isIt);
    if (it != m_connections.end()) {
        // It is in the middle of telling us.
        it->release()->deleteLater();
        m_connections.erase(it);
    }
    serve();
}

void HttpClient::Impl::warmUp()
{
    if (m_connections.empty()) {
        openOne()->open();
    }
}

Result<std::unique_ptr<HttpClient>> HttpClient::make(HttpClientRule rule, Clock& clock)
{
    if (const auto sound = check(rule.link); !sound) {
        return tl::unexpected(sound.error());
    }
    if (rule.connections < 2 || rule.connections > 16) {
        return failure(Errc::Invalid, "the number of connections is not in 2 to 16");
    }
    if (rule.waitingMost < 1 || rule.waitingMost > 10'000) {
        return failure(Errc::Invalid, "the number of requests that may wait is not in 1 to 10000");
    }
    if (rule.idleFor < Duration{} || rule.idleFor > minutes(10)) {
        return failure(Errc::Invalid, "the time that a connection is kept is not in 0 to 10 min");
    }
    return std::unique_ptr<HttpClient>(new HttpClient(std::make_unique<Impl>(std::move(rule), clock)));
}

HttpClient::HttpClient(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
    m_impl->owner = this;
}

HttpClient::~HttpClient() = default;

QCoro::Task<HttpOutcome> HttpClient::send(HttpRequest request)
{
    const auto counters = m_impl->counters;
    const auto exchange = m_impl->begin(request);
    wipe(request.body); // may hold a secret, as the text does that was made of it
    Once<HttpOutcome>::Awaiter awaiter(exchange->outcome);
    auto outcome = co_await awaiter;
    // Nothing of the client is touched from here on: it may be gone.
    ++(outcome ? counters->answered : counters->failed);
    co_return outcome;
}

void HttpClient::warmUp()
{
    m_impl->warmUp();
}

const HttpCounters& HttpClient::counters() const noexcept
{
    return *m_impl->counters;
}

} // namespace omni::net
