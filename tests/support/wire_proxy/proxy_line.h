// One line through the proxy: the adapter's socket and the one to the venue. Inside of the proxy.

#pragma once

#include "tests/support/wire_proxy/wire_proxy.h"

#include "core/edge/net/http_reader.h"
#include "core/edge/net/ws_frames.h"
#include "core/edge/sandbox/server/request_reader.h"

#include <QObject>
#include <QTcpSocket>

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

/// What all lines have in common.
struct ProxyScript {
    explicit ProxyScript(Clock& its)
        : clock(its)
    {
    }
    Clock& clock;
    std::deque<RequestRule> requests;
    std::deque<FrameRule> frames;
    std::vector<SeenRequest> seen;
    std::vector<std::string> opened;
    std::deque<std::pair<std::string, std::string>> said; ///< Target and message, the last ones.
    std::size_t messages = 0;
    std::pair<std::string, std::string> measured; ///< Method and path; empty: none.
    std::size_t requestBytes = 0, answerBytes = 0; ///< Of the last one.
};

class ProxyLine final : public QObject
{
public:
    /// Takes over the socket. `script` outlives it.
    ProxyLine(ProxyScript& script, QTcpSocket* client, std::uint16_t venue);

    void release();
    void say(std::string_view text, bool isBinary);
    void silence() noexcept
    {
        m_isSilent = true;
    }
    void cut();
    [[nodiscard]] bool hasEnded() const;
    [[nodiscard]] bool isWebSocket() const noexcept
    {
        return m_frames.has_value();
    }
    [[nodiscard]] const std::string& target() const noexcept
    {
        return m_target;
    }
    [[nodiscard]] std::size_t held() const noexcept
    {
        return m_held.size();
    }

private:
    void onClient();
    void onVenue();
    void pump();
    void pass(const sandbox::WebRequest& request);
    void answered(std::string raw);
    void onFrame(const net::WsEvent& event);
    void toClient(std::string_view bytes);
    void toVenue(std::string_view bytes);
    [[nodiscard]] std::optional<RequestRule> ruleOf(const sandbox::WebRequest& request);
    [[nodiscard]] std::optional<FrameFault> faultOf(std::string_view message);

    ProxyScript& m_script;
    QTcpSocket* m_client;
    QTcpSocket* m_venue;
    sandbox::RequestReader m_requests;
    std::optional<net::HttpReader> m_answer; ///< Of the request under way.
    std::optional<RequestRule> m_rule; ///< That it met.
    std::string m_raw; ///< Of the answer, so far.
    std::optional<net::FrameReader> m_frames; ///< Once it is a WebSocket.
    std::deque<std::string> m_held;
    std::string m_target;
    bool m_isSilent = false;
    bool m_isMeasured = false; ///< The request under way.
};

} // namespace omni::test
