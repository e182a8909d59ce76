// needs: edge/brokers edge/net desk/events tests/support/loopback Qt6::Network Qt6::WebSockets Qt6::Test
//
// What passes over the sockets of both brokers' adapters: market data of the two at once, the way of an order from its
// clearance to its last byte at the venue, and the time from a cut line to a finished comparison with five hundred open
// orders. Venues and adapters share one thread here, so each figure has the venue's work in it, too.
//
// The way of an order: `p50_us` and `p99_us` until the venue has the whole request. A cut line: with the pause before
// the first new try (0.25 to 0.5 s, drawn).

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"
#include "tests/core/edge/brokers/binance/fake_venue.h"
#include "tests/support/packed_words.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::tests;

using test::bigEndian;
using test::packedText;

namespace {

QCoreApplication& application()
{
    static int count = 1;
    static char name[] = "bench";
    static char* words[] = {name, nullptr};
    static QCoreApplication app(count, words);
    return app;
}

template<class Condition> bool passUntil(Condition holds, int ms = 20'000)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents);
    }
    return true;
}

QByteArray packedWord(const char* word)
{
    return QByteArray::fromStdString("\x91\x82" + packedText("T") + packedText("success") + packedText("msg")
                                     + packedText(word));
}

QByteArray packedTrade(int i, std::int64_t seconds)
{
    return QByteArray::fromStdString(
        "\x91\x89" + packedText("T") + packedText("t") + packedText("S") + packedText("AAPL") + packedText("i") + "\xce"
        + bigEndian(static_cast<std::uint64_t>(1'000'000 + i), 4) + packedText("x") + packedText("D") + packedText("p")
        + "\xcb" + bigEndian(std::bit_cast<std::uint64_t>(150 + 0.01 * (i % 50)), 8) + packedText("s")
        + static_cast<char>(1 + i % 100) + packedText("t") + "\xd7\xff"
        + bigEndian(std::uint64_t{123'456'789} << 34U | static_cast<std::uint64_t>(seconds), 8) + packedText("c")
        + "\x91" + packedText("@") + packedText("z") + packedText("C"));
}

QByteArray binanceTrade(int i)
{
    return R"({"e":"trade","E":1700000000123,"s":"BTCUSDT","t":)" + QByteArray::number(1'000'000 + i)
        + R"(,"p":"50000.)" + QByteArray::number(10 + i % 90) + R"(000000","q":"0.00200000","T":1700000000123,)"
        + R"("m":true,"M":true})";
}

void answerData(AlpacaBench& bench)
{
    bench.venue.onData = [](QWebSocket* stream, const QByteArray& bytes) {
        if (bytes.isEmpty()) {
            stream->sendBinaryMessage(packedWord("connected"));
        } else if (bytes.contains("s3cret")) {
            stream->sendBinaryMessage(packedWord("authenticated"));
        } else {
            stream->sendBinaryMessage(QByteArray("\x91\x81\xa1T\xacsubscription"));
        }
    };
}

/// Trades of both, one a message, in turns; all that was said is waited for. A line that brings more than 200,000
/// messages a second is cut by its client, so there is a pause in between, which is not measured.
void twoVenues(benchmark::State& state)
{
    application();
    constexpr int each = 2'000;
    BinanceBench binance;
    AlpacaBench alpaca;
    answerData(alpaca);
    binance.start();
    alpaca.start();
    binance.broker->watch({{InstrumentId{1}, false, true, false}});
    alpaca.broker->watch({{InstrumentId{1}, false, true, false}});
    if (!passUntil([&] {
            return binance.isUp() && !binance.venue.marketRequests.empty()
                && alpaca.desk.isUp(events::LinkKind::MarketData) && !alpaca.venue.dataStreams.empty();
        })) {
        state.SkipWithError("the lines did not come up");
        return;
    }
    const std::int64_t second = alpaca.clock.wall().ns / 1'000'000'000;
    std::int64_t said = 0, heard = 0;
    for (auto _ : state) {
        binance.desk.ticks.clear();
        alpaca.desk.ticks.clear();
        for (int i = 0; i < each; ++i) {
            binance.venue.tellMarket("btcusdt@trade", binanceTrade(i));
            alpaca.venue.dataStreams.back()->sendBinaryMessage(packedTrade(i, second));
            if (i % 50 == 0) {
                QCoreApplication::processEvents(QEventLoop::AllEvents);
            }
        }
        passUntil([&] { return binance.desk.ticks.size() + alpaca.desk.ticks.size() >= 2 * each; }, 5'000);
        state.PauseTiming();
        passUntil([] { return false; }, 20);
        state.ResumeTiming();
        said += 2 * each;
        heard += static_cast<std::int64_t>(binance.desk.ticks.size() + alpaca.desk.ticks.size());
    }
    state.SetItemsProcessed(said);
    state.counters["lost"] = static_cast<double>(said - heard);
}

void tell(benchmark::State& state, std::vector<std::int64_t>& took)
{
    std::sort(took.begin(), took.end());
    state.counters["p50_us"] = static_cast<double>(took[took.size() / 2]) / 1e3;
    state.counters["p99_us"] = static_cast<double>(took[took.size() * 99 / 100]) / 1e3;
    state.counters["orders"] = static_cast<double>(took.size());
}

template<class Bench> void sendOrders(benchmark::State& state, Bench& bench, auto pass, auto isThere)
{
    std::uint64_t next = 1;
    std::vector<std::int64_t> took;
    for (auto _ : state) {
        const auto begun = std::chrono::steady_clock::now();
        bench.submit(bench.ticket(next));
        const bool arrived = passUntil([&] { return isThere(next); }, 3'000);
        took.push_back((std::chrono::steady_clock::now() - begun).count());
        if (!arrived) {
            state.SkipWithError("an order did not arrive");
            return;
        }
        state.PauseTiming();
        ++next;
        pass(); // so that no limit of the venue makes an order wait
        passUntil([] { return false; }, 1); // its answer
        state.ResumeTiming();
    }
    tell(state, took);
}

void orderToBinance(benchmark::State& state)
{
    application();
    BinanceBench bench;
    std::uint64_t there = 0;
    bench.venue.answers["POST /api/v3/order"] = [&there](Served& served, const AskedOfBinance&) {
        ++there;
        served.send(httpAnswer(orderText(there)));
    };
    bench.bringUp();
    sendOrders(
        state, bench, [&] { bench.venue.clock.pass(milliseconds(250)); }, [&](std::uint64_t n) { return there >= n; });
}

void orderToAlpaca(benchmark::State& state)
{
    application();
    AlpacaBench bench;
    std::uint64_t there = 0;
    bench.venue.script = [&there](const Asked& asked) -> std::optional<QByteArray> {
        there += asked.method == "POST" ? 1U : 0U;
        return std::nullopt;
    };
    bench.startUp();
    sendOrders(
        state, bench, [&] { bench.clock.leap(seconds(1)); }, [&](std::uint64_t n) { return there >= n; });
}

constexpr int openOrders = 500;

std::size_t comparisons(const auto& desk)
{
    return desk.template all<events::Reconciled>().size();
}

/// From the cut to "all of it was compared", again and again. `cut` forgets what was heard before.
void cutAndCompare(benchmark::State& state, auto& desk, auto cut, auto pass)
{
    for (auto _ : state) {
        cut();
        if (!passUntil([&] { return comparisons(desk) > 0; })) {
            state.SkipWithError("no comparison was finished");
            return;
        }
        state.PauseTiming();
        pass();
        passUntil([] { return false; }, 50);
        state.ResumeTiming();
    }
    state.counters["openOrders"] = openOrders;
}

void reconnectBinance(benchmark::State& state)
{
    application();
    BinanceBench bench;
    for (int i = 1; i <= openOrders; ++i) {
        bench.venue.openOrders += (i == 1 ? "" : ",") + orderText(static_cast<std::uint64_t>(i));
    }
    bench.bringUp();
    bench.broker->reconcile();
    passUntil([&] { return comparisons(bench.desk) > 0; });
    cutAndCompare(
        state, bench.desk,
        [&] {
            bench.desk.heard.clear();
            bench.venue.accountSockets.back()->abort();
            passUntil([&] { return !bench.isUp(); });
            passUntil([&] { return bench.isUp(); });
            bench.broker->reconcile();
        },
        [&] { bench.venue.clock.pass(minutes(2)); });
}

void reconnectAlpaca(benchmark::State& state)
{
    application();
    AlpacaBench bench;
    bench.startUp();
    for (int i = 1; i <= openOrders; ++i) {
        bench.venue.makeOrder({{QStringLiteral("client_order_id"), bench.nameOf(static_cast<std::uint64_t>(i))},
                               {QStringLiteral("symbol"), QStringLiteral("AAPL")},
                               {QStringLiteral("qty"), QStringLiteral("3")},
                               {QStringLiteral("side"), QStringLiteral("buy")},
                               {QStringLiteral("type"), QStringLiteral("limit")},
                               {QStringLiteral("time_in_force"), QStringLiteral("gtc")},
                               {QStringLiteral("limit_price"), QStringLiteral("150.25")}});
    }
    bench.broker->reconcile();
    passUntil([&] { return comparisons(bench.desk) > 0; });
    cutAndCompare(
        state, bench.desk,
        [&] {
            bench.desk.events.clear();
            bench.venue.cutStreams();
            passUntil([&] { return !bench.desk.isUp() && !bench.desk.events.empty(); });
            passUntil([&] { return bench.desk.isUp(); });
            bench.broker->reconcile();
        },
        [&] { bench.clock.leap(minutes(2)); });
}

} // namespace

BENCHMARK(twoVenues)->Name("brokerLines/twoVenues")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(orderToBinance)->Name("orderOut/binance")->UseRealTime()->Iterations(1'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(orderToAlpaca)->Name("orderOut/alpaca")->UseRealTime()->Iterations(1'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(reconnectBinance)->Name("reconnect/binance")->UseRealTime()->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(reconnectAlpaca)->Name("reconnect/alpaca")->UseRealTime()->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
