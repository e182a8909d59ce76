// A connection of the HTTP client: one exchange at a time, then the next or the end.

#pragma once

#include "core/edge/net/http_exchange.h"
#include "core/edge/net/http_reader.h"
#include "core/edge/net/link.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace omni::net {

/// One thread. After `ended` it does nothing any more; the receiver deletes it later.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    HttpConnection(std::shared_ptr<const LinkRule> rule, HttpLimits limits, Duration idleFor, Clock& clock);

    /// Opens the connection, for nobody yet.
    void open();
    /// Sends `exchange`, at once or when the connection is open. Only while free.
    void start(std::shared_ptr<HttpExchange> exchange);
    /// An exchange may be started.
    [[nodiscard]] bool isFree() const noexcept
    {
        return !m_exchange && !m_hasEnded;
    }
    [[nodiscard]] const std::shared_ptr<HttpExchange>& exchange() const noexcept
    {
        return m_exchange;
    }
    /// The exchange fails, if there is one, and the connection ends.
    void giveUp(HttpFailureKind kind, const std::string& why);

signals:
    void sent(); ///< A byte of a request was handed over.
    void freed();
    void ended();

private:
    void onReady();
    void onReceived();
    void onLost(LinkFault fault, const QString& detail);
    /// Reads all there is. False if the connection has ended over it.
    bool readAll();
    void complete();
    void end();

    Clock& m_clock;
    HttpLimits m_limits;
    Duration m_idleFor;
    Link m_link;
    QTimer m_idleTimer;
    std::shared_ptr<HttpExchange> m_exchange;
    HttpReader m_reader;
    Monotonic m_firstByte;
    bool m_hasEnded = false;
};

} // namespace omni::net
