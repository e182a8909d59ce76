#include "core/edge/sandbox/alpaca/subscriptions.h"

namespace omni::sandbox::alpaca {

std::string_view nameOf(DataChannel channel) noexcept
{
    static constexpr std::array<std::string_view, dataChannels> names{"trades",    "quotes",   "bars",  "updatedBars",
                                                                      "dailyBars", "statuses", "lulds", "orderbooks"};
    return names[static_cast<std::size_t>(channel)];
}

SubscriptionFault Subscriptions::change(const JsonValue& message, bool isCrypto, bool adds, std::size_t mostSymbols)
{
    auto changed = m_symbols;
    for (std::size_t i = 0; i < dataChannels; ++i) {
        const auto channel = static_cast<DataChannel>(i);
        const JsonValue* symbols = message.member(nameOf(channel));
        if (symbols == nullptr || symbols->kind == JsonValue::Kind::Null || !isOffered(channel, isCrypto)) {
            continue;
        }
        if (symbols->kind != JsonValue::Kind::Array) {
            return SubscriptionFault::Syntax;
        }
        for (const JsonValue& symbol : symbols->items) {
            if (!symbol.isText() || symbol.text.empty() || symbol.text.size() > 32) {
                return SubscriptionFault::Syntax;
            }
            adds ? static_cast<void>(changed[i].insert(symbol.text)) : static_cast<void>(changed[i].erase(symbol.text));
        }
        if (changed[i].size() > most) {
            return SubscriptionFault::TooMany;
        }
    }
    if (adds && mostSymbols > 0) {
        std::set<std::string> both = changed[static_cast<std::size_t>(DataChannel::Trades)];
        both.insert(changed[static_cast<std::size_t>(DataChannel::Quotes)].begin(),
                    changed[static_cast<std::size_t>(DataChannel::Quotes)].end());
        if (both.size() > mostSymbols) {
            return SubscriptionFault::TooMany;
        }
    }
    m_symbols = std::move(changed);
    return SubscriptionFault::None;
}

} // namespace omni::sandbox::alpaca
