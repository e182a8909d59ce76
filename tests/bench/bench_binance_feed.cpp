// What a message of the market streams costs from its bytes to its figures. The baseline reads the same bytes with Qt's
// reader, to the same figures.
// needs: edge/brokers/binance Qt6::Core

#include "core/edge/brokers/binance/feed_wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <string>

using namespace omni::brokers::binance;

namespace {

const std::string trade
    = R"({"stream":"btcusdt@trade","data":{"e":"trade","E":1784000000001,"s":"BTCUSDT","t":123456789,"p":"61800.21000000","q":"0.00200000","T":1784000000000,"m":true,"M":true}})";

std::string depthOf(int levels)
{
    std::string text
        = R"({"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1784000000100,"s":"BTCUSDT","U":157,"u":260,"b":[)";
    for (int i = 0; i < levels / 2; ++i) {
        text += (i == 0 ? "" : ",") + ("[\"" + std::to_string(61'000 - i)) + ".21000000\",\"0.50000000\"]";
    }
    text += "],\"a\":[";
    for (int i = 0; i < levels / 2; ++i) {
        text += (i == 0 ? "" : ",") + ("[\"" + std::to_string(61'001 + i)) + ".21000000\",\"0.25000000\"]";
    }
    return text + "]}}";
}

void readAll(benchmark::State& state, const std::string& text)
{
    FeedReader reader;
    FeedMessage message;
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.read(text, message));
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * text.size()));
}

void readAllJson(benchmark::State& state, const std::string& text)
{
    FeedReader reader;
    FeedMessage message;
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.readJson(text, message));
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * text.size()));
}

std::int64_t figure(const QJsonValue& value)
{
    std::int64_t e8 = 0;
    const auto text = value.toString().toLatin1();
    static_cast<void>(e8From({text.constData(), static_cast<std::size_t>(text.size())}, e8));
    return e8;
}

void readAllWithQt(benchmark::State& state, const std::string& text)
{
    const auto bytes = QByteArray::fromStdString(text);
    for (auto _ : state) {
        const auto data = QJsonDocument::fromJson(bytes).object().value(QLatin1String("data")).toObject();
        std::int64_t sum = figure(data.value(QLatin1String("p"))) + figure(data.value(QLatin1String("q")));
        for (const auto* side : {"b", "a"}) {
            for (const auto& level : data.value(QLatin1String(side)).toArray()) {
                sum += figure(level.toArray().at(0)) + figure(level.toArray().at(1));
            }
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * text.size()));
}

const std::string depth = depthOf(100);

} // namespace

BENCHMARK_CAPTURE(readAll, trade, trade)->Name("binanceTrade/reader");
BENCHMARK_CAPTURE(readAllJson, trade, trade)->Name("binanceTrade/generalReader");
BENCHMARK_CAPTURE(readAllWithQt, trade, trade)->Name("binanceTrade/baseline");
BENCHMARK_CAPTURE(readAll, depth, depth)->Name("binanceDepth/reader");
BENCHMARK_CAPTURE(readAllJson, depth, depth)->Name("binanceDepth/generalReader");
BENCHMARK_CAPTURE(readAllWithQt, depth, depth)->Name("binanceDepth/baseline");
