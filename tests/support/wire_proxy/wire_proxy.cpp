#include "tests/support/wire_proxy/wire_proxy.h"

#include "tests/support/wire_proxy/proxy_line.h"

#include <QTcpServer>

#include <algorithm>

namespace omni::test {

class WireProxy::Impl
{
public:
    Impl(std::uint16_t venue, Clock& clock)
        : script(clock)
        , m_venue(venue)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection()) {
                std::erase_if(lines, [](const auto& line) { return line->hasEnded(); });
                if (!isReachable) {
                    socket->abort();
                    socket->deleteLater();
                    continue;
                }
                lines.push_back(std::make_unique<ProxyLine>(script, socket, m_venue));
            }
        });
    }
    template<class Deed> void each(std::string_view path, Deed deed)
    {
        for (const auto& line : lines) {
            if (!line->hasEnded() && std::string_view(line->target()).starts_with(path)) {
                deed(*line);
            }
        }
    }
    QTcpServer& server() noexcept
    {
        return m_server;
    }

    ProxyScript script;
    std::vector<std::unique_ptr<ProxyLine>> lines;
    bool isReachable = true;

private:
    std::uint16_t m_venue;
    QTcpServer m_server;
};

WireProxy::WireProxy(std::uint16_t venue, Clock& clock)
    : m_impl(std::make_unique<Impl>(venue, clock))
{
}

WireProxy::~WireProxy() = default;

Result<std::uint16_t> WireProxy::listen()
{
    if (!m_impl->server().listen(QHostAddress::LocalHost, 0)) {
        return failure(Errc::Unavailable, m_impl->server().errorString().toStdString());
    }
    return m_impl->server().serverPort();
}

void WireProxy::add(RequestRule rule)
{
    m_impl->script.requests.push_back(std::move(rule));
}

void WireProxy::add(FrameRule rule)
{
    m_impl->script.frames.push_back(std::move(rule));
}

std::size_t WireProxy::waiting() const noexcept
{
    return m_impl->script.requests.size() + m_impl->script.frames.size();
}

void WireProxy::release()
{
    m_impl->each({}, [](ProxyLine& line) { line.release(); });
}

std::size_t WireProxy::held() const noexcept
{
    std::size_t count = 0;
    for (const auto& line : m_impl->lines) {
        count += line->held();
    }
    return count;
}

void WireProxy::inject(std::string_view path, std::string_view text, bool isBinary)
{
    m_impl->each(path, [&](ProxyLine& line) {
        if (line.isWebSocket()) {
            line.say(text, isBinary);
        }
    });
}

void WireProxy::silence(std::string_view path)
{
    m_impl->each(path, [](ProxyLine& line) {
        if (line.isWebSocket()) {
            line.silence();
        }
    });
}

void WireProxy::cut(std::string_view path)
{
    m_impl->each(path, [](ProxyLine& line) { line.cut(); });
}

void WireProxy::setReachable(bool is)
{
    m_impl->isReachable = is;
    if (!is) {
        cut();
    }
}

const std::vector<SeenRequest>& WireProxy::seen() const noexcept
{
    return m_impl->script.seen;
}

std::size_t WireProxy::opened(std::string_view path) const noexcept
{
    const auto& all = m_impl->script.opened;
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [path](const std::string& one) { return one.starts_with(path); }));
}

std::string WireProxy::lastSaid(std::string_view path, std::string_view text) const
{
    const auto& all = m_impl->script.said;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto& one) {
        return one.first.starts_with(path) && one.second.find(text) != std::string::npos;
    });
    return found == all.rend() ? std::string() : found->second;
}

void WireProxy::measure(std::string method, std::string path)
{
    m_impl->script.measured = {std::move(method), std::move(path)};
}

std::size_t WireProxy::lastRequestBytes() const noexcept
{
    return m_impl->script.requestBytes;
}

std::size_t WireProxy::lastAnswerBytes() const noexcept
{
    return m_impl->script.answerBytes;
}

std::size_t WireProxy::messages() const noexcept
{
    return m_impl->script.messages;
}

} // namespace omni::test
