#include "tests/support/wire_proxy/proxy_line.h"

#include "core/edge/sandbox/server/client_frames.h"

#include <QHostAddress>

namespace omni::test {

namespace {

std::string bytesOf(const sandbox::WebRequest& request)
{
    std::string out
        = request.method + " " + request.path + (request.query.empty() ? "" : "?" + request.query) + " HTTP/1.1\r\n";
    for (const auto& field : request.fields) {
        out += field.name + ": " + field.value + "\r\n";
    }
    return out + "\r\n" + request.body;
}

std::string bytesOf(const sandbox::WebAnswer& answer)
{
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " Said\r\nContent-Type: " + answer.contentType
        + "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const auto& field : answer.fields) {
        out += field.name + ": " + field.value + "\r\n";
    }
    return out + "\r\n" + answer.body;
}

} // namespace

ProxyLine::ProxyLine(ProxyScript& script, QTcpSocket* client, std::uint16_t venue)
    : m_script(script)
    , m_client(client)
    , m_venue(new QTcpSocket(this))
{
    m_client->setParent(this);
    connect(m_client, &QTcpSocket::readyRead, this, &ProxyLine::onClient);
    connect(m_venue, &QTcpSocket::readyRead, this, &ProxyLine::onVenue);
    connect(m_client, &QTcpSocket::disconnected, this, &ProxyLine::cut);
    connect(m_venue, &QTcpSocket::disconnected, this, [this] {
        onVenue();
        m_client->disconnectFromHost();
    });
    m_venue->connectToHost(QHostAddress(QHostAddress::LocalHost), venue); // what is written before waits there
}

void ProxyLine::cut()
{
    m_held.clear();
    m_venue->blockSignals(true);
    m_client->blockSignals(true);
    m_venue->abort();
    m_client->abort();
}

bool ProxyLine::hasEnded() const
{
    return m_client->state() == QAbstractSocket::UnconnectedState;
}

void ProxyLine::toClient(std::string_view bytes)
{
    m_client->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void ProxyLine::toVenue(std::string_view bytes)
{
    m_venue->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void ProxyLine::onClient()
{
    const QByteArray bytes = m_client->readAll();
    const std::string_view taken(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_frames) {
        if (!m_isSilent) {
            toVenue(taken);
        }
        return;
    }
    m_requests.take(taken);
    pump();
}

void ProxyLine::pump()
{
    while (!m_answer && !hasEnded()) {
        const auto request = m_requests.next();
        if (!request) {
            return;
        }
        pass(*request);
    }
}

std::optional<RequestRule> ProxyLine::ruleOf(const sandbox::WebRequest& request)
{
    for (auto at = m_script.requests.begin(); at != m_script.requests.end(); ++at) {
        if ((at->method.empty() || at->method == request.method) && request.path.starts_with(at->path)) {
            const RequestRule rule = *at;
            if (--at->times == 0) {
                m_script.requests.erase(at);
            }
            return rule;
        }
    }
    return std::nullopt;
}

void ProxyLine::pass(const sandbox::WebRequest& request)
{
    m_target = request.path;
    m_rule = ruleOf(request);
    const bool reaches
        = !m_rule || (m_rule->fault != RequestFault::RefuseHere && m_rule->fault != RequestFault::CutRequest);
    if (m_script.seen.size() < WireProxy::mostSeen) {
        m_script.seen.push_back(
            {request.method, request.path, request.query, request.body, reaches, m_script.clock.mono()});
    }
    if (m_rule && m_rule->fault == RequestFault::RefuseHere) {
        toClient(bytesOf(m_rule->answer));
        return;
    }
    if (m_rule && m_rule->fault == RequestFault::CutRequest) {
        const std::string whole = bytesOf(request);
        m_script.seen.back().reachedVenue = m_rule->bytes >= whole.size();
        toVenue(std::string_view(whole).substr(0, m_rule->bytes));
        // The venue gets those bytes: its end is closed in order, the adapter's is cut.
        m_client->blockSignals(true);
        m_client->abort();
        m_venue->disconnectFromHost();
        return;
    }
    m_answer.emplace();
    m_raw.clear();
    const std::string whole = bytesOf(request);
    m_isMeasured = request.method == m_script.measured.first && request.path == m_script.measured.second;
    if (m_isMeasured) {
        m_script.requestBytes = whole.size();
    }
    toVenue(whole);
}

void ProxyLine::onVenue()
{
    const QByteArray bytes = m_venue->readAll();
    const std::string_view taken(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_frames) {
        m_frames->take(taken);
    } else if (m_answer) {
        m_raw += taken;
        if (m_answer->take(taken) == net::HttpReader::State::Reading) {
            return;
        }
        const std::string rest = m_answer->rest();
        m_raw.resize(m_raw.size() - rest.size());
        answered(std::move(m_raw));
        if (m_frames) {
            m_frames->take(rest);
        }
    }
    while (m_frames && !hasEnded()) {
        const auto event = m_frames->next();
        if (event.kind == net::WsEventKind::None) {
            break;
        }
        if (event.kind == net::WsEventKind::Malformed || event.kind == net::WsEventKind::TooLarge) {
            return cut(); // the venue speaks no WebSocket that we know
        }
        onFrame(event);
    }
}

void ProxyLine::answered(std::string raw)
{
    auto& answer = m_answer->answer();
    if (m_isMeasured) {
        m_script.answerBytes = raw.size();
    }
    const auto fault = m_rule ? std::optional(m_rule->fault) : std::nullopt;
    if (answer.status == 101) {
        m_frames.emplace(net::WsLimits{});
        m_script.opened.push_back(m_target);
    }
    if (fault == RequestFault::WithholdAnswer) {
        return; // and the request stays under way for ever
    }
    if (fault == RequestFault::LoseAnswer) {
        return cut();
    }
    if (fault == RequestFault::CutAnswer || fault == RequestFault::RawAnswer) {
        toClient(fault == RequestFault::RawAnswer ? std::string_view(m_rule->raw)
                                                  : std::string_view(raw).substr(0, m_rule->bytes));
        m_venue->blockSignals(true);
        m_venue->abort();
        m_client->disconnectFromHost(); // behind what was written
        return;
    }
    if (fault == RequestFault::HoldAnswer) {
        m_held.push_back(std::move(raw)); // nothing follows on this line before
    } else if (fault == RequestFault::ReplaceAnswer) {
        toClient(bytesOf(m_rule->answer));
    } else if (fault == RequestFault::EditAnswer) {
        sandbox::WebAnswer edited;
        edited.status = answer.status;
        edited.body = answer.body;
        edited.fields = m_rule->answer.fields;
        if (m_rule->edit) {
            m_rule->edit(edited.body);
        }
        toClient(bytesOf(edited));
    } else {
        toClient(raw);
    }
    m_answer.reset();
    m_rule.reset();
    pump();
}

std::optional<FrameFault> ProxyLine::faultOf(std::string_view message)
{
    for (auto at = m_script.frames.begin(); at != m_script.frames.end(); ++at) {
        if (std::string_view(m_target).starts_with(at->path) && message.find(at->text) != std::string_view::npos) {
            const FrameFault fault = at->fault;
            if (--at->times == 0) {
                m_script.frames.erase(at);
            }
            return fault;
        }
    }
    return std::nullopt;
}

void ProxyLine::onFrame(const net::WsEvent& event)
{
    if (m_isSilent) {
        return;
    }
    using Kind = net::WsEventKind;
    if (event.kind == Kind::Close) {
        toClient(sandbox::serverFrame(net::WsOpcode::Close, net::closePayload(event.code == 1005 ? 1000 : event.code)));
        return;
    }
    if (event.kind == Kind::Ping || event.kind == Kind::Pong) {
        toClient(
            sandbox::serverFrame(event.kind == Kind::Ping ? net::WsOpcode::Ping : net::WsOpcode::Pong, event.bytes));
        return;
    }
    const std::string frame
        = sandbox::serverFrame(event.kind == Kind::Text ? net::WsOpcode::Text : net::WsOpcode::Binary, event.bytes);
    const auto fault = faultOf(event.bytes);
    if (m_script.said.size() >= WireProxy::mostKept) {
        m_script.said.pop_front();
    }
    m_script.said.emplace_back(m_target, std::string(event.bytes));
    if (fault == FrameFault::Hold) {
        m_held.push_back(frame);
    } else if (fault != FrameFault::Drop) {
        toClient(frame);
        ++m_script.messages;
        if (fault == FrameFault::Double) {
            toClient(frame);
        }
    }
}

void ProxyLine::release()
{
    while (!m_held.empty()) {
        toClient(m_held.front());
        m_held.pop_front();
    }
}

void ProxyLine::say(std::string_view text, bool isBinary)
{
    toClient(sandbox::serverFrame(isBinary ? net::WsOpcode::Binary : net::WsOpcode::Text, text));
}

} // namespace omni::test
