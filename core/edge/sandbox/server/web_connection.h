// One client's connection to the server of the paper exchange: requests first, a WebSocket perhaps. Inside of the
// server.

#pragma once

#include "core/edge/sandbox/server/client_frames.h"
#include "core/edge/sandbox/server/web_server.h"

#include <QObject>
#include <QTcpSocket>

#include <deque>
#include <string>

namespace omni::sandbox {

/// What all connections of a server share.
struct WebShared {
    Clock& clock;
    WebServer::Serve serve;
    WebServer::Open open;
    WebLimits limits;
    WebCounts counts{};
};

class WebConnection final : public QObject, public Channel
{
public:
    /// Takes over the socket, which is connected. `shared` outlives it.
    WebConnection(WebShared& shared, QTcpSocket* socket, std::function<void(WebConnection*)> onEnd);
    ~WebConnection() override;

    void send(std::string_view text) override;
    void sendFrame(std::string_view frame) override;
    void sendBinary(std::string_view bytes) override;
    void close(std::uint16_t code, std::string_view reason) override;
    [[nodiscard]] bool isOpen() const noexcept override
    {
        return m_isChannel && !m_saidGoodbye && !m_hasEnded;
    }
    [[nodiscard]] const std::string& peer() const noexcept override
    {
        return m_peer;
    }
    [[nodiscard]] bool isChannel() const noexcept
    {
        return m_isChannel;
    }
    /// Once a second: pings, and an end for who is silent, too slow or too old.
    void tick(Monotonic now);

private:
    void onReadable();
    void readRequests();
    void readFrames();
    void answer(const WebRequest& request);
    /// True when the connection is a WebSocket now, or was refused as one.
    bool upgrade(const WebRequest& request);
    void write(const WebAnswer& answer, bool keepsAlive, bool isHead);
    void refuse(const RequestFault& fault);
    void put(std::string_view bytes);
    void cut();
    void end();
    [[nodiscard]] bool isTooFast(Monotonic now);

    WebShared& m_shared;
    QTcpSocket* m_socket;
    std::function<void(WebConnection*)> m_onEnd;
    std::string m_peer;
    RequestReader m_requests;
    ClientFrameReader m_frames;
    std::unique_ptr<Talk> m_talk;
    Monotonic m_opened, m_heard, m_pinged;
    std::deque<Monotonic> m_times; ///< Of the messages of the last second.
    std::string m_held; ///< What the talk says before its handshake is out.
    bool m_isOpening = false; ///< Nobody knows yet whether somebody will talk.
    bool m_isChannel = false;
    bool m_saidGoodbye = false;
    bool m_isClosing = false; ///< Ends when everything is written.
    bool m_hasEnded = false;
    bool m_isBusy = false;
};

} // namespace omni::sandbox
