// needs: edge/brokers/binance
//
// Any bytes as an answer about orders, the account, the rights of its key, the listing, and as an event of the account:
// nothing negative where none can be, no error that proves more than its number says, and no right that is not written
// there.

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memory_bound.h"

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/user_events.h"

#include <string_view>

using namespace omni;
using namespace omni::brokers::binance;

namespace {

void check(const VenueOrder& order)
{
    fuzz::require(order.size >= 0 && order.filled >= 0 && order.value >= 0 && order.limit >= 0 && order.stop >= 0
                      && order.time >= 0,
                  "an order with a figure below zero");
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const fuzz::MemoryBound bound(input.size(), fuzz::MemoryBound::tree);
    static UserReader reader;
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());

    if (const auto message = reader.read(text)) {
        if (const auto* report = std::get_if<ExecutionReport>(&*message)) {
            check(report->order);
        }
    }
    if (const auto order = orderFrom(text)) {
        check(*order);
    }
    for (const auto& trade : tradesFrom(text).value_or(std::vector<VenueTrade>())) {
        const auto fill = fillFrom(trade, SymbolUnits(), AccountId{1}, OrderId{1}, CurrencyId{1});
        fuzz::require(!fill || (fill->size.count > 0 && fill->value.e8 > 0), "a fill of nothing");
    }
    static_cast<void>(listOrdersFrom(text));
    static_cast<void>(amendedFrom(text));
    static_cast<void>(accountFrom(text));
    if (const auto rights = keyRightsFrom(text)) {
        // Escapes are letters, too: where one stands the name may be written otherwise.
        fuzz::require(text.find("enableWithdrawals") != std::string_view::npos
                          || text.find('\\') != std::string_view::npos,
                      "rights that nobody has told");
        fuzz::require(rights->mayWithdraw || text.find("false") != std::string_view::npos,
                      "a right is denied that nobody has denied");
    }
    if (const auto exchange = exchangeFrom(text)) {
        for (const auto& rules : exchange->symbols) {
            static_cast<void>(instrumentOf(rules));
        }
    }
    fuzz::require(errorIn(500, text).meaning == Meaning::Unknown, "a failing service has proved something");
    fuzz::require(errorIn(200, text).meaning == Meaning::Unknown, "a success has proved a refusal");
    fuzz::require(errorIn(400, text).text.size() <= 95, "words beyond a report");
    return 0;
}
