// Requests to one endpoint over HTTP/1.1, as coroutines.
//
// Not QNetworkAccessManager: Qt 6.4's sends a request again by itself when a kept connection ends before the answer, a
// POST as well, and no setting stops it. Here a request is sent once or not at all, and how far it came is told
// (docs/decisions/0024).

#pragma once

#include "core/base/time.h"
#include "core/edge/net/endpoint.h"
#include "core/edge/net/http_reader.h"
#include "core/edge/net/http_values.h"

#include <QCoroTask>
#include <QObject>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace omni::net {

/// What brokers and stores ask their requests of.
class HttpPort
{
public:
    virtual ~HttpPort() = default;
    /// Sends `request` once, or not at all; never repeats it, never follows a redirect; asks its `mayGo` and tells its
    /// `onAnswer`. Goes on without the task being
    /// kept or awaited. Answers on the thread that asked, from its event loop, never within the call or a destructor.
    [[nodiscard]] virtual QCoro::Task<HttpOutcome> send(HttpRequest request) = 0;
};

struct HttpClientRule {
    LinkRule link;
    HttpLimits limits;
    std::size_t connections = 4; ///< At once, in [2, 16]; the last one is for the way out alone.
    std::size_t waitingMost
        = 256; ///< Requests that wait for a connection, in [1, 10'000]. As many again on the way out.
    Duration idleFor = seconds(25); ///< A connection without a request is ended then, before the server does it while
                                    ///< the next one is on its way. In [0, 10 min]; 0 keeps none.
};

struct HttpCounters {
    std::uint64_t opened = 0; ///< Connections.
    std::uint64_t sent = 0; ///< Requests of which a byte was handed over.
    std::uint64_t answered = 0;
    std::uint64_t failed = 0; ///< All others.
};

/// One thread with an event loop. Requests beyond the connections wait in the order they came, those on the way out
/// before all others. Two requests may overtake each other on the wire: who needs an order awaits the first.
class HttpClient final : public QObject, public HttpPort
{
    Q_OBJECT

public:
    /// Errc::Invalid, and which value, for a rule outside its bounds. `clock` outlives the client.
    [[nodiscard]] static Result<std::unique_ptr<HttpClient>> make(HttpClientRule rule, Clock& clock);
    /// What is still under way or waits fails as `Stopped`.
    ~HttpClient() override;

    [[nodiscard]] QCoro::Task<HttpOutcome> send(HttpRequest request) override;

    /// Opens a connection now, if there is none, so that the first order does not wait for a handshake.
    void warmUp();
    [[nodiscard]] const HttpCounters& counters() const noexcept;

private:
    class Impl;
    explicit HttpClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::net
