// What a reader of Alpaca's data streams tells of a frame, written down word for word: two readers can be compared.

#pragma once

#include "core/edge/brokers/alpaca/wire_market.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::brokers::alpaca::kit {

class ToldMessages final : public MarketHandler
{
public:
    std::vector<std::string> lines;

    void on(const TradeMessage& trade) override
    {
        add("trade", trade.symbol, trade.time,
            text(trade.price) + text(trade.size) + ' ' + std::to_string(static_cast<int>(trade.aggressor))
                + (trade.conditions != 0 ? ' ' + std::to_string(trade.conditions) : std::string())
                + (trade.tape != 0 ? std::string(" tape ") + trade.tape : std::string()));
    }
    void on(const QuoteMessage& quote) override
    {
        add("quote", quote.symbol, quote.time,
            text(quote.bid) + text(quote.bidSize) + text(quote.ask) + text(quote.askSize));
    }
    void on(const BarMessage& bar) override
    {
        add(std::string("bar ") + bar.kind, bar.symbol, bar.time,
            text(bar.open) + text(bar.high) + text(bar.low) + text(bar.close) + ' ' + std::to_string(bar.volume) + ' '
                + std::to_string(bar.trades));
    }
    void on(const StatusMessage& status) override
    {
        add("status", status.symbol, status.time, std::string(status.code));
    }
    void on(const BookMessage& book) override
    {
        std::string rest = book.isImage ? "image" : "change";
        for (const auto* side : {&book.bids, &book.asks}) {
            rest += '|';
            for (const auto& level : *side) {
                rest += text(level.price) + text(level.size);
            }
        }
        add("book", book.symbol, book.time, rest);
    }
    void on(const ErrorMessage& error) override
    {
        lines.push_back("error " + std::to_string(error.code) + ' ' + std::string(error.words));
    }
    void onSuccess(std::string_view word) override
    {
        lines.push_back("success " + std::string(word));
    }
    void onSubscription() override
    {
        lines.emplace_back("subscription");
    }
    void onUnused(char kind) override
    {
        lines.push_back(std::string("unused ") + kind);
    }
    void onUnknown() override
    {
        lines.emplace_back("unknown");
    }
    void onMalformed() override
    {
        lines.emplace_back("malformed");
    }

private:
    static std::string text(Decimal value)
    {
        return ' ' + std::to_string(value.mantissa) + 'e' + std::to_string(value.exponent);
    }
    void add(const std::string& what, std::string_view symbol, Timestamp time, const std::string& rest)
    {
        lines.push_back(what + ' ' + std::string(symbol) + ' ' + std::to_string(time.ns) + ' ' + rest);
    }
};

/// All that is told, and last whether it was a frame.
[[nodiscard]] inline std::vector<std::string> toldBy(MarketReader& reader, std::string_view frame)
{
    ToldMessages told;
    const bool isFrame = reader.read(frame, told);
    told.lines.emplace_back(isFrame ? "a frame" : "no frame");
    return std::move(told.lines);
}

} // namespace omni::brokers::alpaca::kit
