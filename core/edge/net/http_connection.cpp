#include "core/edge/net/http_connection.h"

#include <array>

namespace omni::net {

namespace {

HttpFailureKind kindOf(LinkFault fault) noexcept
{
    switch (fault) {
    case LinkFault::NoName:
        return HttpFailureKind::NoName;
    case LinkFault::NoConnection:
        return HttpFailureKind::NoConnection;
    case LinkFault::NoProxy:
        return HttpFailureKind::NoProxy;
    case LinkFault::NotTrusted:
        return HttpFailureKind::NotTrusted;
    case LinkFault::TimedOut:
        return HttpFailureKind::TimedOut;
    case LinkFault::Disconnected:
        return HttpFailureKind::Disconnected;
    }
    return HttpFailureKind::Disconnected;
}

} // namespace

HttpConnection::HttpConnection(std::shared_ptr<const LinkRule> rule, HttpLimits limits, Duration idleFor, Clock& clock)
    : m_clock(clock)
    , m_limits(limits)
    , m_idleFor(idleFor)
    , m_link(std::move(rule))
{
    m_idleTimer.setSingleShot(true);
    connect(&m_idleTimer, &QTimer::timeout, this, &HttpConnection::end);
    connect(&m_link, &Link::ready, this, &HttpConnection::onReady);
    connect(&m_link, &Link::received, this, &HttpConnection::onReceived);
    connect(&m_link, &Link::lost, this, &HttpConnection::onLost);
}

void HttpConnection::open()
{
    m_link.open();
}

void HttpConnection::start(std::shared_ptr<HttpExchange> exchange)
{
    m_exchange = std::move(exchange);
    m_idleTimer.stop();
    if (m_link.isReady()) {
        onReady();
    } else {
        m_link.open();
    }
}

void HttpConnection::giveUp(HttpFailureKind kind, const std::string& why)
{
    if (m_exchange) {
        std::exchange(m_exchange, {})->fail(kind, why);
    }
    end();
}

void HttpConnection::onReady()
{
    if (m_exchange && m_exchange->mayGo && !m_exchange->mayGo()) {
        std::exchange(m_exchange, {})->fail(HttpFailureKind::HeldBack, "it may not go any more");
    }
    if (!m_exchange) {
        m_idleTimer.start(static_cast<int>(m_idleFor.ns / 1'000'000));
        // Later: with a whole queue held back, each would be started from within the one before.
        QMetaObject::invokeMethod(this, &HttpConnection::freed, Qt::QueuedConnection);
        return;
    }
    m_reader = HttpReader(m_limits);
    m_exchange->markSent(m_clock.mono());
    const bool isTaken = m_link.write(m_exchange->text);
    wipe(m_exchange->text);
    emit sent();
    if (!isTaken) {
        giveUp(HttpFailureKind::Disconnected, "it could not be handed over");
    }
}

void HttpConnection::onReceived()
{
    if (readAll() && m_exchange && m_reader.state() == HttpReader::State::Done) {
        complete();
    }
}

bool HttpConnection::readAll()
{
    std::array<char, 16 * 1024> bytes;
    while (const auto size = m_link.read(bytes)) {
        if (!m_exchange || m_exchange->fate == Fate::NeverSent) {
            // An answer to nothing: whatever it is, the next answer would be taken for another's.
            giveUp(HttpFailureKind::Malformed, "bytes came that nobody asked for");
            return false;
        }
        if (!m_reader.hasBegun()) {
            m_firstByte = m_clock.mono();
        }
        switch (m_reader.take({bytes.data(), size})) {
        case HttpReader::State::Reading:
        case HttpReader::State::Done:
            break;
        case HttpReader::State::Malformed:
            giveUp(HttpFailureKind::Malformed, std::string(m_reader.fault()));
            return false;
        case HttpReader::State::TooLarge:
            giveUp(HttpFailureKind::TooLarge, std::string(m_reader.fault()));
            return false;
        }
    }
    return true;
}

void HttpConnection::onLost(LinkFault fault, const QString& detail)
{
    if (m_hasEnded || (fault == LinkFault::Disconnected && !readAll())) {
        return;
    }
    if (m_exchange && m_exchange->fate == Fate::MaybeSent && m_reader.end() == HttpReader::State::Done) {
        complete();
        return;
    }
    giveUp(kindOf(fault), detail.toStdString());
}

void HttpConnection::complete()
{
    const auto exchange = std::exchange(m_exchange, {});
    auto& answer = m_reader.answer();
    answer.sent = exchange->sent;
    answer.received = m_firstByte;
    // A request that is not all sent when its answer is there leaves the rest behind: no place for another.
    const bool isAccepted = answer.status >= 200 && (answer.status < 300 || answer.status >= 400);
    const bool mayStay
        = isAccepted && m_reader.keepsAlive() && m_link.isReady() && m_link.unsent() == 0 && m_idleFor.ns > 0;
    if (answer.status == 101) {
        exchange->fail(HttpFailureKind::Malformed, "it changes the protocol, which nobody asked for");
    } else if (!isAccepted) {
        exchange->fail(HttpFailureKind::Redirected, "redirects are not followed: " + std::to_string(answer.status));
    } else {
        if (exchange->onAnswer) {
            exchange->onAnswer(answer);
        }
        exchange->finish(std::move(answer));
    }
    if (!mayStay) {
        end();
        return;
    }
    m_idleTimer.start(static_cast<int>(m_idleFor.ns / 1'000'000));
    emit freed();
}

void HttpConnection::end()
{
    if (!m_hasEnded) {
        m_hasEnded = true;
        m_idleTimer.stop();
        m_link.close();
        emit ended();
    }
}

} // namespace omni::net
