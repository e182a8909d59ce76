#include "core/edge/brokers/alpaca/market_stream.h"

#include "core/edge/net/http_values.h"

#include <fmt/format.h>

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr int patienceMs = 10'000;

struct StreamError {
    bool isFinal = false; ///< Trying again does not help.
    bool endsIt = false; ///< The connection is of no use any more.
    std::string_view words; ///< What it means and what to do.
};

StreamError meaningOf(std::int64_t code) noexcept
{
    switch (code) {
    case 400:
        return {false, true, "Alpaca could not read a message of ours"};
    case 401:
        return {false, true, "Alpaca wants the key first"};
    case 402:
        return {true, true, "Alpaca does not take the key: make a new one at Alpaca and set it"};
    case 403:
        return {false, false, "it is authenticated already"};
    case 404:
        return {false, true, "the key was not there in time"};
    case 405:
        return {false, false, "the plan of market data allows fewer symbols: watch fewer, or choose a larger plan"};
    case 406:
        return {false, true,
                "the plan of market data allows no further connection: end the other program that uses it"};
    case 407:
        return {false, true, "this program took the data too slowly"};
    case 408:
        return {true, true, "this account has no access to these data: ask Alpaca"};
    case 409:
        return {true, true, "the plan of market data does not include what is wanted: choose another plan"};
    case 500:
        return {false, true, "Alpaca has an error of its own"};
    default:
        return {false, false, "Alpaca names an error that is not known here"};
    }
}

} // namespace

MarketStream::MarketStream(const BrokerKey& key, bool isMsgpack, MarketStreamHandlers handlers)
    : m_key(key)
    , m_isMsgpack(isMsgpack)
    , m_handlers(std::move(handlers))
    , m_ticks({m_handlers.onTick, [this](std::string_view word) { onSuccess(word); }, [this] { onSubscription(); },
               [this](std::int64_t code, std::string_view words) { onError(code, words); }},
              m_counters)
    , m_reader(isMsgpack ? makeMsgpackReader() : makeJsonReader())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience,
                     [this] { m_socket->restart("the data stream did not answer in 10 s"); });
}

Result<std::unique_ptr<MarketStream>> MarketStream::make(MarketStreamSetup setup, const BrokerConfig& config,
                                                         const BrokerKey& key, MarketStreamHandlers handlers,
                                                         Clock& clock, std::uint64_t seed)
{
    net::WebSocketRule rule;
    rule.link.endpoint = setup.endpoint;
    rule.link.tls.trustedPem = config.trustedPem;
    rule.link.proxy = config.proxy;
    rule.pingAfter = seconds(3);
    rule.silenceMost = seconds(9);
    std::unique_ptr<MarketStream> stream(new MarketStream(key, setup.isMsgpack, std::move(handlers)));
    auto* self = stream.get();
    LiveSocketHandlers socketHandlers;
    socketHandlers.onOpen = [self] { self->m_patience.start(); };
    socketHandlers.onMessage = [self](std::string_view bytes) { self->onMessage(bytes); };
    socketHandlers.onProof = [self] { self->m_handlers.onProof(); };
    socketHandlers.onDown = [self](const std::string& why, bool isFinal) { self->onDown(why, isFinal); };
    const auto request = [target = setup.target, isMsgpack = setup.isMsgpack] {
        net::WsRequest asked;
        asked.target = target;
        if (isMsgpack) {
            asked.fields.push_back({"Content-Type", "application/msgpack"});
        }
        return asked;
    };
    auto socket = LiveSocket::make(std::move(rule), request, std::move(socketHandlers), clock, seed);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    stream->m_socket = std::move(*socket);
    return stream;
}

void MarketStream::start()
{
    m_socket->start();
}

void MarketStream::restart(const std::string& why)
{
    m_socket->restart(why);
}

void MarketStream::want(Channels channels)
{
    m_wanted = std::move(channels);
    if (!m_isAuthenticated || m_wanted == m_subscribed) {
        return;
    }
    if (!m_subscribed.isEmpty()) {
        subscribe("unsubscribe", m_subscribed);
    }
    subscribe("subscribe", m_wanted);
    m_subscribed = m_wanted;
}

void MarketStream::subscribe(std::string_view action, const Channels& channels)
{
    if (channels.isEmpty()) {
        return;
    }
    if (!m_socket->send(subscriptionText(action, channels, m_isMsgpack), !m_isMsgpack)) {
        endLater("the stream takes nothing", false);
    }
}

void MarketStream::onMessage(std::string_view bytes)
{
    if (!m_reader->read(bytes, m_ticks)) {
        ++m_counters.malformed;
        endLater("a frame of the data stream could not be read", false);
    }
    if (!m_end.empty()) {
        const auto why = std::exchange(m_end, {});
        m_endIsFinal ? m_socket->giveUp(why) : m_socket->restart(why);
    }
}

void MarketStream::endLater(std::string why, bool isFinal)
{
    m_end = std::move(why);
    m_endIsFinal = isFinal;
}

void MarketStream::onSuccess(std::string_view word)
{
    if (word == "connected") {
        auto text = authText(m_key.id.exposed(), m_key.secret.exposed(), m_isMsgpack);
        const bool isSent = m_socket->send(text, !m_isMsgpack);
        net::wipe(text);
        if (!isSent) {
            endLater("the key could not be sent", false);
        }
    } else if (word == "authenticated") {
        m_isAuthenticated = true;
        m_subscribed = {};
        if (m_wanted.isEmpty()) {
            onSubscription();
        } else {
            want(std::exchange(m_wanted, {}));
        }
    }
}

void MarketStream::onSubscription()
{
    m_patience.stop();
    if (!m_isUp) {
        m_isUp = true;
        m_socket->isUp();
        m_handlers.onUp();
    }
}

void MarketStream::onError(std::int64_t code, std::string_view words)
{
    const auto meaning = meaningOf(code);
    auto why = fmt::format("{} ({} {})", meaning.words, code, words);
    if (meaning.endsIt) {
        endLater(std::move(why), meaning.isFinal);
    } else {
        m_handlers.onTrouble(why);
    }
}

void MarketStream::onDown(const std::string& why, bool isFinal)
{
    m_patience.stop();
    m_isAuthenticated = false;
    m_isUp = false;
    m_subscribed = {};
    m_handlers.onDown(why, isFinal);
}

} // namespace omni::brokers::alpaca
