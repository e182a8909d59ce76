// needs: edge/brokers/alpaca
//
// Any bytes as an answer of Alpaca's trading face and as a message of its order stream: no crash, no amount below zero,
// and no refusal that the bytes do not prove.

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memory_bound.h"

#include "core/edge/brokers/alpaca/native_stops.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_bars.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"

#include <string_view>
#include <variant>

using namespace omni;
using namespace omni::brokers::alpaca;

namespace {

void check(const OrderImage& order)
{
    fuzz::require(!order.id.empty() && !order.symbol.empty(), "an order without a name");
    fuzz::require(order.filled.mantissa >= 0 && (!order.size || order.size->mantissa >= 0)
                      && (!order.limit || order.limit->mantissa >= 0),
                  "an amount below zero");
    for (const auto& leg : order.legs) {
        fuzz::require(leg.legs.empty(), "a leg with legs");
        check(leg);
    }
    const auto* stop = stopLegOf(order);
    fuzz::require(stop == nullptr || stop->side != order.side, "a stop on the side of its entry");
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const fuzz::MemoryBound bound(input.size(), fuzz::MemoryBound::tree);
    const std::string_view bytes(reinterpret_cast<const char*>(input.data()), input.size());
    if (const auto order = orderFrom(bytes)) {
        check(*order);
    }
    if (const auto orders = ordersFrom(bytes)) {
        for (const auto& order : *orders) {
            check(order);
        }
    }
    if (const auto message = streamMessageFrom(bytes)) {
        if (const auto* update = std::get_if<TradeUpdate>(&*message)) {
            check(update->order);
            const bool isFill = update->event == UpdateEvent::Fill || update->event == UpdateEvent::PartialFill;
            fuzz::require(!isFill || (update->price->mantissa > 0 && update->size->mantissa > 0), "a fill of nothing");
        }
    }
    if (const auto page = activitiesFrom(bytes)) {
        for (const auto& fill : page->fills) {
            fuzz::require(fill.price.mantissa > 0 && fill.size.mantissa > 0, "an execution of nothing");
        }
    }
    const auto verdict = verdictOf(422, bytes).verdict;
    fuzz::require(verdict == Verdict::NoProof || errorFrom(bytes).has_value(), "a refusal out of nothing");
    fuzz::require(verdictOf(503, bytes).verdict == Verdict::NoProof, "a failing service that proves something");
    (void)accountFrom(bytes);
    if (const auto choices = accountChoicesFrom(bytes)) {
        (void)wordsOf(*choices);
    }
    (void)positionsFrom(bytes);
    if (const auto clock = clockFrom(bytes)) {
        fuzz::require(clock->nextOpenText.size() <= 16 && clock->nextCloseText.size() <= 16, "an hour beyond its form");
    }
    (void)belowOneFrom(bytes);
    if (const auto asset = assetFrom(bytes)) {
        (void)instrumentFrom(*asset);
    }
    return 0;
}
