#include "core/edge/sandbox/server/web_connection.h"

#include <QHostAddress>

#include <utility>

#include <fmt/format.h>

namespace omni::sandbox {

namespace {

using net::WsEventKind;
using net::WsOpcode;

std::string_view reasonOf(int status) noexcept
{
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 207:
        return "Multi-Status";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 418:
        return "I'm a teapot";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

std::string closeText(std::uint16_t code, std::string_view reason)
{
    return net::closePayload(code) + std::string(reason.substr(0, 123));
}

} // namespace

WebConnection::WebConnection(WebShared& shared, QTcpSocket* socket, std::function<void(WebConnection*)> onEnd)
    : m_shared(shared)
    , m_socket(socket)
    , m_onEnd(std::move(onEnd))
    , m_peer(socket->peerAddress().toString().toStdString())
    , m_requests(shared.limits.request)
    , m_frames(shared.limits.message)
    , m_opened(shared.clock.mono())
    , m_heard(m_opened)
    , m_pinged(m_opened)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(256 * 1024);
    QObject::connect(socket, &QTcpSocket::readyRead, this, [this] { onReadable(); });
    QObject::connect(socket, &QTcpSocket::disconnected, this, [this] { end(); });
    QObject::connect(socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket->state() == QAbstractSocket::UnconnectedState) {
            end();
        }
    });
}

WebConnection::~WebConnection()
{
    m_hasEnded = true;
    m_socket->disconnect(this);
    m_talk.reset();
}

void WebConnection::end()
{
    if (!std::exchange(m_hasEnded, true)) {
        m_onEnd(this);
    }
}

void WebConnection::cut()
{
    if (!m_hasEnded) {
        ++m_shared.counts.cut;
        m_socket->abort();
        end();
    }
}

void WebConnection::put(std::string_view bytes)
{
    if (m_hasEnded) {
        return;
    }
    if (m_isOpening) {
        m_held += bytes;
        return;
    }
    const auto unsent = static_cast<std::size_t>(m_socket->bytesToWrite());
    if (unsent > m_shared.limits.unsent || bytes.size() > m_shared.limits.unsent - unsent) {
        cut();
        return;
    }
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void WebConnection::onReadable()
{
    if (m_hasEnded || m_isClosing || std::exchange(m_isBusy, true)) {
        return;
    }
    while (!m_hasEnded && !m_isClosing && m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->read(64 * 1024);
        const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        m_heard = m_shared.clock.mono();
        if (m_isChannel) {
            m_frames.take(view);
            readFrames();
        } else {
            m_requests.take(view);
            readRequests();
        }
    }
    m_isBusy = false;
}

// --- requests ---

void WebConnection::readRequests()
{
    while (!m_hasEnded && !m_isClosing && !m_isChannel) {
        const auto request = m_requests.next();
        if (!request) {
            break;
        }
        ++m_shared.counts.requests;
        answer(*request);
    }
    if (m_isChannel && !m_hasEnded) {
        m_frames.take(m_requests.takeRest());
        readFrames();
        return;
    }
    if (m_requests.fault() && !m_isClosing && !m_hasEnded) {
        refuse(*m_requests.fault());
    } else if (m_requests.takeContinue()) {
        put("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

void WebConnection::answer(const WebRequest& given)
{
    WebRequest request = given;
    request.peer = m_peer;
    if (!request.isHttp10 && request.field("Host").empty()) {
        refuse({400, "the request names no host"});
        return;
    }
    if (net::isSameName(request.field("Upgrade"), "websocket") && upgrade(request)) {
        return;
    }
    const bool isHead = request.method == "HEAD";
    if (isHead) {
        request.method = "GET";
    }
    write(m_shared.serve(request), request.keepsAlive, isHead);
}

bool WebConnection::upgrade(const WebRequest& request)
{
    const auto key = request.field("Sec-WebSocket-Key");
    if (request.method != "GET" || QByteArray::fromBase64(QByteArray::fromStdString(std::string(key))).size() != 16) {
        refuse({400, "this is no opening of a WebSocket"});
        return true;
    }
    if (request.field("Sec-WebSocket-Version") != "13") {
        write({426, {}, {{"Sec-WebSocket-Version", "13"}}}, false, false);
        return true;
    }
    // Whoever is not talked to is answered as any other request, with a status: so the talk is made first, and what it
    // says while it is made goes out behind the handshake.
    m_isChannel = m_isOpening = true;
    m_opened = m_pinged = m_heard = m_shared.clock.mono();
    m_talk = m_shared.open(request, *this);
    m_isOpening = false;
    const std::string held = std::exchange(m_held, {});
    if (!m_talk) {
        m_isChannel = false;
        return false;
    }
    put(fmt::format("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Accept: {}\r\n\r\n{}",
                    acceptOf(key), held));
    if (m_isClosing && !m_hasEnded) {
        m_socket->disconnectFromHost();
    }
    return true;
}

void WebConnection::write(const WebAnswer& answer, bool keepsAlive, bool isHead)
{
    std::string text = fmt::format("HTTP/1.1 {} {}\r\nContent-Length: {}\r\n", answer.status, reasonOf(answer.status),
                                   answer.body.size());
    if (!answer.body.empty()) {
        text += fmt::format("Content-Type: {}\r\n", answer.contentType);
    }
    for (const auto& [name, value] : answer.fields) {
        text += fmt::format("{}: {}\r\n", name, value);
    }
    text += keepsAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (!isHead) {
        text += answer.body;
    }
    put(text);
    if (!keepsAlive && !m_hasEnded) {
        m_isClosing = true;
        m_socket->disconnectFromHost();
    }
}

void WebConnection::refuse(const RequestFault& fault)
{
    ++m_shared.counts.refused;
    WebAnswer answer;
    answer.status = fault.status;
    answer.body = std::string(fault.why) + "\n";
    answer.contentType = "text/plain";
    write(answer, false, false);
}

// --- the WebSocket ---

bool WebConnection::isTooFast(Monotonic now)
{
    if (m_shared.limits.messagesPerSecond == 0) {
        return false;
    }
    while (!m_times.empty() && now - m_times.front() >= seconds(1)) {
        m_times.pop_front();
    }
    m_times.push_back(now);
    return m_times.size() > m_shared.limits.messagesPerSecond;
}

void WebConnection::readFrames()
{
    while (!m_hasEnded && !m_saidGoodbye) {
        const auto event = m_frames.next();
        if (event.kind == WsEventKind::None) {
            return;
        }
        if (isTooFast(m_heard)) {
            ++m_shared.counts.cut;
            close(1008, "Too many requests");
            return;
        }
        switch (event.kind) {
        case WsEventKind::None:
            return;
        case WsEventKind::Text:
            m_talk->onText(event.bytes);
            break;
        case WsEventKind::Binary:
            m_talk->onBinary(event.bytes);
            break;
        case WsEventKind::Ping:
            put(serverFrame(WsOpcode::Pong, event.bytes));
            break;
        case WsEventKind::Pong:
            break;
        case WsEventKind::Close:
            close(event.code == 1005 ? 1000 : event.code, {});
            return;
        case WsEventKind::Malformed:
            close(1002, event.bytes);
            return;
        case WsEventKind::TooLarge:
            close(1009, event.bytes);
            return;
        }
    }
}

void WebConnection::send(std::string_view text)
{
    sendFrame(serverFrame(WsOpcode::Text, text));
}

void WebConnection::sendBinary(std::string_view bytes)
{
    sendFrame(serverFrame(WsOpcode::Binary, bytes));
}

void WebConnection::sendFrame(std::string_view frame)
{
    if (isOpen()) {
        put(frame);
    }
}

void WebConnection::close(std::uint16_t code, std::string_view reason)
{
    if (!isOpen()) {
        return;
    }
    put(serverFrame(WsOpcode::Close, closeText(code, reason)));
    m_saidGoodbye = true;
    if (!m_hasEnded) {
        m_isClosing = true;
        if (!m_isOpening) {
            m_socket->disconnectFromHost();
        }
    }
}

void WebConnection::tick(Monotonic now)
{
    const auto& limits = m_shared.limits;
    if (m_isClosing) {
        if (now - m_heard > limits.pongWithin) {
            cut(); // it never takes its last bytes
        }
        return;
    }
    if (!m_isChannel) {
        if (now - m_heard > limits.idle) {
            m_requests.isMidway() ? refuse({408, "the request did not come to its end"}) : cut();
        }
        return;
    }
    if (now - m_opened > limits.longest) {
        close(1001, "a connection lives no longer");
    } else if (now - m_heard > limits.pongWithin) {
        cut();
    } else if (now - m_pinged >= limits.pingEvery) {
        m_pinged = now;
        put(serverFrame(WsOpcode::Ping, std::to_string(now.ns / 1'000'000)));
    }
}

} // namespace omni::sandbox
