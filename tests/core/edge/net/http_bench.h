// A client and a scripted server, each on its end of the loopback device, as the tests of HTTP need them.

#pragma once

#include "tests/support/loopback/scripted_server.h"

#include "core/edge/net/http_client.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <optional>
#include <utility>

namespace omni::tests {

/// Real time, for what is measured over a real socket.
class RunningClock final : public Clock
{
public:
    RunningClock()
    {
        m_timer.start();
    }
    [[nodiscard]] Timestamp wall() override
    {
        return Timestamp{1'700'000'000'000'000'000 + m_timer.nsecsElapsed()};
    }
    [[nodiscard]] Monotonic mono() override
    {
        return Monotonic{m_timer.nsecsElapsed()};
    }

private:
    QElapsedTimer m_timer;
};

/// Plain TCP to a server on this machine.
inline net::HttpClientRule ruleFor(const ScriptedServer& server)
{
    net::HttpClientRule rule;
    rule.link.endpoint = {"127.0.0.1", server.port(), false};
    return rule;
}

/// TLS to `localhost`, trusting this authority alone.
inline net::HttpClientRule ruleFor(const ScriptedServer& server, const QByteArray& authority)
{
    net::HttpClientRule rule;
    rule.link.endpoint = {"localhost", server.port(), true};
    rule.link.tls.trustsSystem = false;
    rule.link.tls.trustedPem = authority.toStdString();
    return rule;
}

inline net::HttpRequest aGet(const std::string& target = "/api/v3/time")
{
    net::HttpRequest request;
    request.target = target;
    request.timeout = seconds(5);
    return request;
}

/// An order with a key: the one request that must not be sent twice, nor to anybody else.
inline net::HttpRequest anOrder()
{
    net::HttpRequest request;
    request.method = net::HttpMethod::Post;
    request.target = "/api/v3/order";
    request.secrets.push_back({"X-MBX-APIKEY", Secret("c4nary")});
    request.body = "symbol=BTCUSDT&side=BUY";
    request.timeout = seconds(5);
    return request;
}

inline net::HttpOutcome outcomeOf(net::HttpPort& client, net::HttpRequest request)
{
    return QCoro::waitFor(client.send(std::move(request)));
}

/// An outcome that is yet to come. Shared: it may come when the test is over and its client stopped.
using Later = std::shared_ptr<std::optional<net::HttpOutcome>>;

inline Later sendLater(net::HttpPort& client, net::HttpRequest request)
{
    auto later = std::make_shared<std::optional<net::HttpOutcome>>();
    client.send(std::move(request)).then([later](const net::HttpOutcome& outcome) { *later = outcome; });
    return later;
}

} // namespace omni::tests

#define OMNI_COMPARE_FAILURE(outcome, expectedKind, expectedFate)                                                      \
    do {                                                                                                               \
        const auto& checked = (outcome);                                                                               \
        QVERIFY2(!checked, "it was answered");                                                                         \
        QVERIFY2(checked.error().kind == (expectedKind),                                                               \
                 (std::string(omni::net::nameOf(checked.error().kind)) + ", " + checked.error().detail).c_str());      \
        QVERIFY2(checked.error().fate == (expectedFate), omni::net::nameOf(checked.error().fate).data());              \
    } while (false)
