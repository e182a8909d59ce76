// needs: edge/brokers/alpaca
//
// Any bytes as msgpack and as a frame of Alpaca's data streams in it: no crash, no reading past the end, no endless
// one, no price that is none, and just the same told of it by the quick way and by the general one.

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memory_bound.h"

#include "core/edge/brokers/alpaca/market_ticks.h"
#include "core/edge/brokers/alpaca/msgpack_reader.h"
#include "core/trade/market/data_quality.h"
#include "tests/core/edge/brokers/alpaca/told_messages.h"

#include <string_view>

using namespace omni;
using namespace omni::brokers::alpaca;

namespace {

market::Instrument pair()
{
    market::Instrument made;
    made.id = InstrumentId{1};
    made.venue = "alpaca";
    made.symbol = "A";
    made.quoteCurrency = "USD";
    made.tickSize = {1, -2};
    made.lotSize = {1, -9};
    return *market::completed(made);
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const fuzz::MemoryBound bound(input.size());
    const std::string_view bytes(reinterpret_cast<const char*>(input.data()), input.size());
    MsgpackReader reader(bytes);
    std::size_t values = 0;
    while (reader.isSound() && !reader.isAtEnd()) {
        reader.skip();
        ++values;
    }
    fuzz::require(values <= bytes.size(), "more values than bytes");

    static const auto instrument = pair();
    static const auto frames = makeMsgpackReader();
    MarketCounters counters;
    MarketTickHandlers handlers;
    handlers.onTick
        = [](const market::Tick& tick) { fuzz::require(!market::faultInItself(tick), "a tick that is none"); };
    handlers.onSuccess = [](std::string_view) {};
    handlers.onSubscription = [] {};
    handlers.onError = [](std::int64_t, std::string_view) {};
    MarketTicks ticks(std::move(handlers), counters);
    ticks.add(instrument);
    const bool isFrame = frames->read(bytes, ticks);
    fuzz::require(!isFrame || values == 1, "a frame that is no single value");

    static const auto general = makeMsgpackReader(MarketReading::General);
    fuzz::require(kit::toldBy(*frames, bytes) == kit::toldBy(*general, bytes), "two readers tell two stories");
    return 0;
}
