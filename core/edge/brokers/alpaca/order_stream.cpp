#include "core/edge/brokers/alpaca/order_stream.h"

#include "core/edge/net/http_values.h"

#include <utility>
#include <variant>

namespace omni::brokers::alpaca {

namespace {

constexpr int patienceMs = 10'000;

} // namespace

Result<std::unique_ptr<OrderStream>> OrderStream::make(const net::Endpoint& endpoint, const BrokerConfig& config,
                                                       const BrokerKey& key, OrderStreamHandlers handlers, Clock& clock,
                                                       std::uint64_t seed)
{
    net::WebSocketRule rule;
    rule.link.endpoint = endpoint;
    rule.link.tls.trustedPem = config.trustedPem;
    rule.link.proxy = config.proxy;
    rule.pingAfter = milliseconds(1'500);
    rule.silenceMost = milliseconds(4'500);
    std::unique_ptr<OrderStream> stream(new OrderStream(key, std::move(handlers)));
    auto* self = stream.get();
    LiveSocketHandlers socketHandlers;
    socketHandlers.onOpen = [self] { self->onOpen(); };
    socketHandlers.onMessage = [self](std::string_view bytes) { self->onMessage(bytes); };
    socketHandlers.onProof = [self] { self->m_handlers.onProof(); };
    socketHandlers.onDown = [self](const std::string& why, bool isFinal) {
        self->m_patience.stop();
        self->m_handlers.onDown(why, isFinal);
    };
    const auto request = [] {
        net::WsRequest asked;
        asked.target = "/stream";
        return asked;
    };
    auto socket = LiveSocket::make(std::move(rule), request, std::move(socketHandlers), clock, seed);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    stream->m_socket = std::move(*socket);
    return stream;
}

OrderStream::OrderStream(const BrokerKey& key, OrderStreamHandlers handlers)
    : m_key(key)
    , m_handlers(std::move(handlers))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience,
                     [this] { m_socket->restart("the stream did not answer to the key in 10 s"); });
}

void OrderStream::start()
{
    m_socket->start();
}

void OrderStream::restart(const std::string& why)
{
    m_socket->restart(why);
}

void OrderStream::onOpen()
{
    auto text = authenticateText(m_key.id.exposed(), m_key.secret.exposed());
    const bool isSent = m_socket->send(text, true);
    net::wipe(text);
    if (isSent) {
        m_patience.start();
    } else {
        m_socket->restart("the key could not be sent");
    }
}

void OrderStream::onMessage(std::string_view bytes)
{
    const auto message = streamMessageFrom(bytes);
    if (!message) {
        ++m_counters.malformed;
        m_socket->restart("a message of the order stream could not be read: " + message.error().detail);
        return;
    }
    if (const auto* word = std::get_if<Authorization>(&*message)) {
        take(*word);
    } else if (const auto* listening = std::get_if<Listening>(&*message)) {
        if (!listening->hasTradeUpdates) {
            m_socket->restart("the stream does not tell of orders");
            return;
        }
        m_patience.stop();
        m_socket->isUp();
        m_handlers.onUp();
    } else if (const auto* update = std::get_if<TradeUpdate>(&*message)) {
        m_counters.unknown += update->event == UpdateEvent::Other ? 1U : 0U;
        m_handlers.onUpdate(*update);
    } else {
        ++m_counters.unknown;
    }
}

void OrderStream::take(const Authorization& word)
{
    if (!word.isAuthorized) {
        m_socket->giveUp("Alpaca does not take the key (" + (word.action.empty() ? "authenticate" : word.action)
                         + "): make a new one at Alpaca, for this environment, and set it");
        return;
    }
    if (!m_socket->send(listenText(), true)) {
        m_socket->restart("the stream takes nothing");
    }
}

} // namespace omni::brokers::alpaca
