#include "app/broker_option.h"

#include "app/options.h"
#include "core/base/safe_text.h"
#include "core/host/config/broker_settings.h"
#include "core/host/runtime/paper/paper_name.h"

#include <algorithm>

namespace omni::app {

runtime::Outcome<runtime::BrokerWish> brokerWishFrom(const std::string& text)
{
    const auto colon = text.find(':');
    runtime::BrokerWish wish;
    wish.broker = text.substr(0, colon);
    if (wish.broker.empty()) {
        return wrongUsage("--broker " + text + " names no broker", "as in --broker binance:BTCUSDT,ETHUSDT");
    }
    if (runtime::meansPaperExchange(wish.broker) && !runtime::paperFaceOf(wish.broker)) {
        return wrongUsage("--broker " + text + ": the paper exchange in this program has no protocol of that name",
                          "it is " + runtime::allPaperNames());
    }
    for (std::size_t at = colon; at < text.size();) {
        const auto comma = std::min(text.find(',', at + 1), text.size());
        const std::string symbol = text.substr(at + 1, comma - at - 1);
        auto& symbols = wish.symbols;
        if (!config::isSymbol(symbol) || std::find(symbols.begin(), symbols.end(), symbol) != symbols.end()) {
            return wrongUsage("--broker " + text + ": " + omni::quoted(symbol) + " is no symbol, or stands there twice",
                              "as in --broker binance:BTCUSDT,ETHUSDT");
        }
        symbols.push_back(symbol);
        at = comma;
    }
    return wish;
}

} // namespace omni::app
