// needs: edge/brokers/alpaca Qt6::Core
//
// What a trade and a quote of Alpaca's data stream cost to read, in JSON and in msgpack, into a tick of the desk:
// frames of twenty, of five symbols among the thirty that are watched. items_per_second counts messages. Baseline:
// QJsonDocument on the same frame of trades, figures by toDouble, which checks nothing and gives no exact price.

#include "core/edge/brokers/alpaca/market_ticks.h"
#include "tests/support/packed_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <array>
#include <bit>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::brokers::alpaca;

using test::bigEndian;
using test::packedText;

namespace {

constexpr int messagesInFrame = 20;
constexpr std::array symbols{"AAPL", "MSFT", "F", "GOOGL", "SPY"};

std::string symbolOf(int message)
{
    return symbols[static_cast<std::size_t>(message) % symbols.size()];
}

std::string jsonTrade(int i)
{
    return R"({"T":"t","S":")" + symbolOf(i) + R"(","i":969)" + std::to_string(10 + i) + R"(,"x":"D","p":126.)"
        + std::to_string(10 + i) + R"(,"s":)" + std::to_string(1 + i) + R"(,"t":"2026-07-14T13:31:03.1234567)"
        + std::to_string(10 + i) + R"(Z","c":["@","I"],"z":"C"})";
}

std::string jsonQuote(int i)
{
    return R"({"T":"q","S":")" + symbolOf(i) + R"(","bx":"V","bp":150.)" + std::to_string(10 + i) + R"(,"bs":)"
        + std::to_string(1 + i) + R"(,"ax":"V","ap":150.)" + std::to_string(40 + i)
        + R"(,"as":3,"t":"2026-07-14T13:31:03.1234567)" + std::to_string(10 + i) + R"(Z","c":["R"],"z":"C"})";
}

std::string packedPrice(double price)
{
    return "\xcb" + bigEndian(std::bit_cast<std::uint64_t>(price), 8);
}

std::string packedTime()
{
    return "\xd7\xff" + bigEndian(std::uint64_t{123'456'789} << 34U | 1'784'035'863U, 8);
}

std::string msgpackTrade(int i)
{
    return '\x89' + packedText("T") + packedText("t") + packedText("S") + packedText(symbolOf(i)) + packedText("i")
        + "\xcd" + bigEndian(static_cast<std::uint64_t>(9'690 + i), 2) + packedText("x") + packedText("D")
        + packedText("p") + packedPrice((12'610 + i) / 100.0) + packedText("s") + static_cast<char>(1 + i)
        + packedText("t") + packedTime() + packedText("c") + "\x92" + packedText("@") + packedText("I")
        + packedText("z") + packedText("C");
}

std::string msgpackQuote(int i)
{
    return '\x8b' + packedText("T") + packedText("q") + packedText("S") + packedText(symbolOf(i)) + packedText("bx")
        + packedText("V") + packedText("bp") + packedPrice((15'010 + i) / 100.0) + packedText("bs")
        + static_cast<char>(1 + i) + packedText("ax") + packedText("V") + packedText("ap")
        + packedPrice((15'040 + i) / 100.0) + packedText("as") + '\x03' + packedText("t") + packedTime()
        + packedText("c") + '\x91' + packedText("R") + packedText("z") + packedText("C");
}

std::string jsonFrame(std::string (*message)(int))
{
    std::string frame = "[";
    for (int i = 0; i < messagesInFrame; ++i) {
        frame += (i == 0 ? "" : ",") + message(i);
    }
    return frame + "]";
}

std::string msgpackFrame(std::string (*message)(int))
{
    std::string frame = "\xdc" + bigEndian(messagesInFrame, 2);
    for (int i = 0; i < messagesInFrame; ++i) {
        frame += message(i);
    }
    return frame;
}

/// Those of the frames, and others beside them.
std::vector<market::Instrument> watched()
{
    std::vector<market::Instrument> all;
    for (int i = 0; i < 30; ++i) {
        market::Instrument made;
        made.id = InstrumentId{static_cast<std::uint64_t>(i + 1)};
        made.venue = "alpaca";
        made.symbol = i < static_cast<int>(symbols.size()) ? symbolOf(i) : "OTH" + std::to_string(i);
        made.quoteCurrency = "USD";
        made.tickSize = {1, -2};
        made.lotSize = {1, 0};
        made.sessions = market::Sessions::UsEquities;
        all.push_back(*market::completed(made));
    }
    return all;
}

std::int64_t priceIn(const market::Tick& tick)
{
    const auto* print = std::get_if<market::Print>(&tick);
    return print != nullptr ? print->price.count : std::get<market::Quote>(tick).bid.count;
}

void decode(benchmark::State& state, MarketReader& reader, const std::string& frame)
{
    const auto instruments = watched();
    MarketCounters counters;
    std::int64_t sum = 0;
    MarketTickHandlers handlers;
    handlers.onTick = [&sum](const market::Tick& tick) { sum += priceIn(tick); };
    MarketTicks ticks(std::move(handlers), counters);
    for (const auto& instrument : instruments) {
        ticks.add(instrument);
    }
    for (auto _ : state) {
        if (!reader.read(frame, ticks)) {
            state.SkipWithError("the frame was not read");
            break;
        }
    }
    benchmark::DoNotOptimize(sum);
    if (counters.quarantined + counters.malformed > 0 || sum == 0) {
        state.SkipWithError("messages were kept out");
    }
    state.SetItemsProcessed(state.iterations() * messagesInFrame);
}

void alpacaTradeJson(benchmark::State& state)
{
    const auto reader = makeJsonReader();
    decode(state, *reader, jsonFrame(jsonTrade));
}
BENCHMARK(alpacaTradeJson);

void alpacaTradeMsgpack(benchmark::State& state)
{
    const auto reader = makeMsgpackReader();
    decode(state, *reader, msgpackFrame(msgpackTrade));
}
BENCHMARK(alpacaTradeMsgpack);

void alpacaQuoteJson(benchmark::State& state)
{
    const auto reader = makeJsonReader();
    decode(state, *reader, jsonFrame(jsonQuote));
}
BENCHMARK(alpacaQuoteJson);

void alpacaQuoteMsgpack(benchmark::State& state)
{
    const auto reader = makeMsgpackReader();
    decode(state, *reader, msgpackFrame(msgpackQuote));
}
BENCHMARK(alpacaQuoteMsgpack);

void alpacaTradeQJsonDocument(benchmark::State& state)
{
    const auto frame = QByteArray::fromStdString(jsonFrame(jsonTrade));
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
    state.SetItemsProcessed(state.iterations() * messagesInFrame);
}
BENCHMARK(alpacaTradeQJsonDocument);

} // namespace

BENCHMARK_MAIN();
