// needs: edge/brokers/alpaca Qt6::Core
//
// What a trade of Alpaca's data stream costs to read, in JSON and in msgpack, into a tick of the desk. Baseline:
// QJsonDocument on the same frame, figures by toDouble, which checks nothing and gives no exact price.

#include "core/edge/brokers/alpaca/market_ticks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <bit>
#include <string>

using namespace omni;
using namespace omni::brokers::alpaca;

namespace {

constexpr int tradesInFrame = 20;

std::string jsonFrame()
{
    std::string frame = "[";
    for (int i = 0; i < tradesInFrame; ++i) {
        frame += (i == 0 ? "" : ",");
        frame += R"({"T":"t","S":"AAPL","i":969)" + std::to_string(10 + i) + R"(,"x":"D","p":126.)"
            + std::to_string(10 + i) + R"(,"s":)" + std::to_string(1 + i) + R"(,"t":"2026-07-14T13:31:03.1234567)"
            + std::to_string(10 + i) + R"(Z","c":["@","I"],"z":"C"})";
    }
    return frame + "]";
}

std::string packedText(const std::string& text)
{
    return static_cast<char>(0xa0U | text.size()) + text;
}

std::string bigEndian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 0xffU);
    }
    return out;
}

std::string msgpackFrame()
{
    std::string frame = "\xdc" + bigEndian(tradesInFrame, 2);
    for (int i = 0; i < tradesInFrame; ++i) {
        frame += '\x89' + packedText("T") + packedText("t") + packedText("S") + packedText("AAPL") + packedText("i")
            + "\xcd" + bigEndian(static_cast<std::uint64_t>(9'690 + i), 2) + packedText("x") + packedText("D")
            + packedText("p") + "\xcb" + bigEndian(std::bit_cast<std::uint64_t>(126.1 + 0.01 * i), 8) + packedText("s")
            + static_cast<char>(1 + i) + packedText("t") + "\xd7\xff"
            + bigEndian(std::uint64_t{123'456'789} << 34U | 1'784'035'863U, 8) + packedText("c") + "\x92"
            + packedText("@") + packedText("I") + packedText("z") + packedText("C");
    }
    return frame;
}

market::Instrument stock()
{
    market::Instrument made;
    made.id = InstrumentId{1};
    made.venue = "alpaca";
    made.symbol = "AAPL";
    made.quoteCurrency = "USD";
    made.tickSize = {1, -2};
    made.lotSize = {1, 0};
    made.sessions = market::Sessions::UsEquities;
    return *market::completed(made);
}

void decode(benchmark::State& state, MarketReader& reader, const std::string& frame)
{
    const auto instrument = stock();
    MarketCounters counters;
    std::int64_t sum = 0;
    MarketTickHandlers handlers;
    handlers.onTick = [&sum](const market::Tick& tick) { sum += std::get<market::Print>(tick).price.count; };
    MarketTicks ticks(std::move(handlers), counters);
    ticks.add(instrument);
    for (auto _ : state) {
        if (!reader.read(frame, ticks)) {
            state.SkipWithError("the frame was not read");
            break;
        }
    }
    benchmark::DoNotOptimize(sum);
    if (counters.quarantined + counters.malformed > 0 || sum == 0) {
        state.SkipWithError("trades were kept out");
    }
    state.SetItemsProcessed(state.iterations() * tradesInFrame);
}

void alpacaTradeJson(benchmark::State& state)
{
    const auto reader = makeJsonReader();
    decode(state, *reader, jsonFrame());
}
BENCHMARK(alpacaTradeJson);

void alpacaTradeMsgpack(benchmark::State& state)
{
    const auto reader = makeMsgpackReader();
    decode(state, *reader, msgpackFrame());
}
BENCHMARK(alpacaTradeMsgpack);

void alpacaTradeQJsonDocument(benchmark::State& state)
{
    const auto frame = QByteArray::fromStdString(jsonFrame());
    double sum = 0;
    for (auto _ : state) {
        const auto list = QJsonDocument::fromJson(frame).array();
        for (const auto& each : list) {
            const auto trade = each.toObject();
            sum += trade[QLatin1String("p")].toDouble() * trade[QLatin1String("s")].toDouble();
            benchmark::DoNotOptimize(trade[QLatin1String("t")].toString());
        }
    }
    benchmark::DoNotOptimize(sum);
    state.SetItemsProcessed(state.iterations() * tradesInFrame);
}
BENCHMARK(alpacaTradeQJsonDocument);

} // namespace

BENCHMARK_MAIN();
