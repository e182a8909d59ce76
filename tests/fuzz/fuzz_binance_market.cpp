// needs: edge/brokers/binance
//
// Any bytes as a message of the market streams and as a snapshot: no figure outside its bounds comes out, and a book
// made of them is never asked to hold more than it may.

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memory_bound.h"

#include "core/edge/brokers/binance/asked_quotes.h"
#include "core/edge/brokers/binance/depth_sync.h"
#include "core/edge/brokers/binance/feed_scan.h"

#include <string_view>

using namespace omni;
using namespace omni::brokers::binance;

int fuzz::run(std::span<const std::byte> input)
{
    const fuzz::MemoryBound bound(input.size(), fuzz::MemoryBound::tree);
    static FeedReader reader;
    static FeedMessage message;
    static DepthSync sync;
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
    const DepthSync::Tell tell = [](const DepthBatch& batch) {
        for (const auto* side : {&batch.bids, &batch.asks}) {
            for (const auto& level : *side) {
                fuzz::require(level.price > 0 && level.size >= 0, "a level that cannot be");
            }
        }
    };

    // What the quick reader reads, the general one reads alike.
    static FeedMessage quick;
    if (const auto kind = scanned(text, quick)) {
        fuzz::require(reader.readJson(text, message) == *kind, "two readers see two kinds");
        fuzz::require(quick.symbol == message.symbol, "two readers see two symbols");
        const bool isSame = *kind == FeedKind::Trade ? quick.price == message.price && quick.size == message.size
                && quick.timeMs == message.timeMs && quick.buyerIsMaker == message.buyerIsMaker
            : *kind == FeedKind::Quote ? quick.bid == message.bid && quick.ask == message.ask
                                       : quick.first == message.first && quick.last == message.last
                && quick.timeMs == message.timeMs && quick.bids == message.bids && quick.asks == message.asks;
        fuzz::require(isSame, "two readers see two messages");
    }
    switch (reader.read(text, message)) {
    case FeedKind::Trade:
        fuzz::require(message.price > 0 && message.size > 0 && message.timeMs >= 0, "a trade that cannot be");
        break;
    case FeedKind::Quote:
        fuzz::require(message.bid.price >= 0 && message.bid.size >= 0 && message.ask.price >= 0,
                      "a quote that cannot be");
        break;
    case FeedKind::Depth:
        fuzz::require(message.first <= message.last && message.first >= 0, "changes that run backwards");
        static_cast<void>(sync.onChange(message, tell));
        break;
    default:
        break;
    }
    if (const auto asked = askedQuotesFrom(text)) {
        for (const auto& quote : *asked) {
            fuzz::require(quote.bid >= 0 && quote.bidSize >= 0 && quote.ask >= 0 && quote.askSize >= 0,
                          "a quote below zero");
        }
    }
    std::int64_t last = 0;
    std::vector<FeedLevel> bids, asks;
    if (reader.readSnapshot(text, last, bids, asks)) {
        static_cast<void>(sync.onSnapshot(last, bids, asks, tell));
    }
    return 0;
}
