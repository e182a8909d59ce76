// The paper exchange under load: orders a second over REST, and messages a second to twenty listeners, with the server
// on one core and its clients on another. The limits of rates are raised here, and only here: they are not what is
// measured.
//
// needs: edge/sandbox

#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "tests/support/manual_clock.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QMessageAuthenticationCode>
#include <QTcpSocket>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace omni;

constexpr Timestamp start{1'784'000'000'000'000'000};

struct Served {
    Served()
    {
        sandbox::binance::FaceConfig config;
        config.rates
            = {.weight = INT32_MAX, .ordersTenSeconds = INT32_MAX, .ordersDay = INT32_MAX, .rawRequests = INT32_MAX};
        config.terms = sandbox::binance::usualTerms();
        // Market time is told faster than it passes, and the listeners answer no pings.
        config.web.pongWithin = config.web.longest = config.web.idle = days(10'000);
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = "benchKey";
        keys[0].secret = Secret("benchSecret");
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = 1, .start = start - minutes(6)}, sandbox::builtInCoins());
        face = std::make_unique<sandbox::binance::Face>(
            std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock), std::move(keys),
            std::move(config), clock);
        port = *face->listen(0);
    }
    static QCoreApplication& application()
    {
        static int count = 1;
        static char name[] = "bench";
        static char* words[] = {name, nullptr};
        static QCoreApplication app(count, words);
        return app;
    }
    QCoreApplication& app = application();
    test::ManualClock clock{start};
    std::unique_ptr<sandbox::binance::Face> face;
    std::uint16_t port = 0;
};

QByteArray requestOf(const QByteArray& method, const QByteArray& path, const QByteArray& params)
{
    const QByteArray text = params + "&recvWindow=60000&timestamp=" + QByteArray::number(start.ns / 1'000'000);
    return method + " /api/v3/" + path + "?" + text
        + "&signature=" + QMessageAuthenticationCode::hash(text, "benchSecret", QCryptographicHash::Sha256).toHex()
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-MBX-APIKEY: benchKey\r\n\r\n";
}

/// Asks `request` on one connection, `depth` at a time, until it is told to stop; counts the answers of 200.
void askOnAndOn(std::uint16_t port, const QByteArray& request, int depth, std::atomic<bool>& stop,
                std::atomic<std::uint64_t>& answered)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    socket.waitForConnected(5'000);
    QByteArray many;
    for (int i = 0; i < depth; ++i) {
        many += request;
    }
    QByteArray heard;
    while (!stop) {
        socket.write(many);
        int due = depth;
        while (due > 0 && !stop && socket.waitForReadyRead(1'000)) {
            heard += socket.readAll();
            qsizetype place = 0;
            for (qsizetype next = heard.indexOf("HTTP/1.1 200", place); next >= 0;
                 next = heard.indexOf("HTTP/1.1 200", place)) {
                place = next + 12;
                --due;
                ++answered;
            }
            heard.remove(0, std::max<qsizetype>(place, heard.size() - 11));
        }
    }
}

void restCalls(benchmark::State& state, const QByteArray& request)
{
    Served served;
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> answered{0};
    std::thread client([&] { askOnAndOn(served.port, request, 16, stop, answered); });
    while (answered == 0) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    std::uint64_t due = answered;
    for (auto _ : state) {
        due += 100;
        while (answered < due) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        }
    }
    state.SetItemsProcessed(state.iterations() * 100);
    stop = true;
    while (served.face->counts().connections > 0) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    client.join();
}

/// A limit order, checked, booked, matched, ended and told with all its fields.
void sandboxOrders(benchmark::State& state)
{
    restCalls(
        state,
        requestOf("POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.001&price=50000"));
}
/// The least that a call can be.
void sandboxOrdersBaseline(benchmark::State& state)
{
    restCalls(state, "GET /api/v3/ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
}

/// Market time passes as fast as it is told; every message is one frame to one of twenty clients.
void sandboxStreams(benchmark::State& state)
{
    Served served;
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<int> open{0};
    std::thread clients([&] {
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 20; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            auto& socket = *sockets.back();
            socket.connectToHost(QStringLiteral("127.0.0.1"), served.port);
            socket.waitForConnected(5'000);
            socket.write("GET /stream?streams=btcusdt@trade/btcusdt@bookTicker/ethusdt@trade/ethusdt@bookTicker/"
                         "btcusdt@depth@100ms HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            socket.waitForReadyRead(5'000);
            ++open;
        }
        while (!stop) {
            for (auto& socket : sockets) {
                socket->waitForReadyRead(0);
                bytes += static_cast<std::uint64_t>(socket->readAll().size());
            }
        }
    });
    while (open < 20) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    const std::uint64_t before = served.face->streamed();
    for (auto _ : state) {
        served.clock.pass(milliseconds(20));
        served.face->exchange().advance();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(served.face->streamed() - before));
    state.counters["cut"] = static_cast<double>(served.face->counts().cut);
    state.counters["clients"] = static_cast<double>(served.face->counts().channels);
    stop = true;
    while (served.face->counts().connections > 0) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    clients.join();
}

} // namespace

BENCHMARK(sandboxOrdersBaseline)->Name("sandboxOrders/baseline")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sandboxOrders)->Name("sandboxOrders/limit")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sandboxStreams)->Name("sandboxStreams/baseline")->UseRealTime()->Unit(benchmark::kMillisecond);
