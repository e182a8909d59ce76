// needs: edge/brokers/alpaca
//
// Any bytes as a frame of Alpaca's data streams in JSON: no crash, no price that is none, the same ticks each time the
// frame is read, whatever was read before, and just the same told of it by the quick way and by the general one.

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memory_bound.h"

#include "core/edge/brokers/alpaca/market_ticks.h"
#include "core/trade/market/data_quality.h"
#include "tests/core/edge/brokers/alpaca/told_messages.h"

#include <string_view>
#include <vector>

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

std::vector<market::Tick> read(MarketReader& reader, std::string_view frame, bool& isFrame)
{
    static const auto instrument = pair();
    std::vector<market::Tick> given;
    MarketCounters counters;
    MarketTickHandlers handlers;
    handlers.onTick = [&given](const market::Tick& tick) { given.push_back(tick); };
    handlers.onSuccess = [](std::string_view) {};
    handlers.onSubscription = [] {};
    handlers.onError = [](std::int64_t, std::string_view) {};
    MarketTicks ticks(std::move(handlers), counters);
    ticks.add(instrument);
    isFrame = reader.read(frame, ticks);
    return given;
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const fuzz::MemoryBound bound(input.size());
    static const auto used = makeJsonReader();
    const std::string_view frame(reinterpret_cast<const char*>(input.data()), input.size());
    bool isFrame = false;
    const auto ticks = read(*used, frame, isFrame);
    for (const auto& tick : ticks) {
        fuzz::require(!market::faultInItself(tick), "a tick that is none");
    }
    bool isAgain = false;
    fuzz::require(read(*used, frame, isAgain) == ticks && isAgain == isFrame, "another reading of the same frame");

    static const auto general = makeJsonReader(MarketReading::General);
    fuzz::require(kit::toldBy(*used, frame) == kit::toldBy(*general, frame), "two readers tell two stories");
    return 0;
}
