// The data streams: what is said on them, by us and by Alpaca, in JSON and in msgpack alike. Pure.
//
// Figures are decimals as they were written: JSON's own digits, and of a msgpack double the shortest digits that mean
// it, which are those that it was made of. No price passes through binary arithmetic.

#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/edge/brokers/alpaca/trade_conditions.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

struct TradeMessage {
    std::string_view symbol;
    Decimal price, size;
    Timestamp time;
    market::Aggressor aggressor = market::Aggressor::Unknown;
    TradeConditions conditions = 0;
    char tape = 0; ///< 'A', 'B', 'C'; 0: not told.
};
struct QuoteMessage {
    std::string_view symbol;
    Decimal bid, bidSize, ask, askSize; ///< A price of zero: that side is absent.
    Timestamp time;
};
struct BarMessage {
    std::string_view symbol;
    char kind = 'b'; ///< 'b' of a minute, 'u' the same once more, 'd' of the day.
    Decimal open, high, low, close;
    double volume = 0;
    std::uint32_t trades = 0;
    Timestamp time; ///< Its beginning.
};
struct StatusMessage {
    std::string_view symbol;
    std::string_view code; ///< "H", "T"; of other tapes "2", "3".
    Timestamp time;
};
struct BookLevel {
    Decimal price, size; ///< Size zero removes it.
};
struct BookMessage {
    std::string_view symbol;
    Timestamp time;
    bool isImage = false; ///< All levels: what was before is gone.
    const std::vector<BookLevel>& bids;
    const std::vector<BookLevel>& asks;
};
struct ErrorMessage {
    std::int64_t code = 0;
    std::string_view words;
};

/// Told of each message of a frame, in order. What it is given is good within the call.
class MarketHandler
{
public:
    virtual ~MarketHandler() = default;
    virtual void on(const TradeMessage& trade) = 0;
    virtual void on(const QuoteMessage& quote) = 0;
    virtual void on(const BarMessage& bar) = 0;
    virtual void on(const StatusMessage& status) = 0;
    virtual void on(const BookMessage& book) = 0;
    virtual void on(const ErrorMessage& error) = 0;
    virtual void onSuccess(std::string_view word) = 0; ///< "connected", "authenticated"
    virtual void onSubscription() = 0;
    /// 'l' limits of the day, 'c' a correction, 'x' a cancelled trade: known, and not used.
    virtual void onUnused(char kind) = 0;
    virtual void onUnknown() = 0;
    /// A message whose figures are none: not a number, below zero, no time (F44). The others of its frame stand.
    virtual void onMalformed() = 0;
};

/// Reads frames of one stream. Keeps its memory from one to the next; bounded by the largest frame it takes.
class MarketReader
{
public:
    virtual ~MarketReader() = default;
    /// False: the frame is none, and what of it was told before stands. At most 8 MiB.
    [[nodiscard]] virtual bool read(std::string_view frame, MarketHandler& handler) = 0;
};
/// Quick: trades and quotes in the form in which the venue writes them are scanned; all else is read in general. Both
/// tell the same of the same bytes.
enum class MarketReading : std::uint8_t { Quick, General };
[[nodiscard]] std::unique_ptr<MarketReader> makeJsonReader(MarketReading reading = MarketReading::Quick);
[[nodiscard]] std::unique_ptr<MarketReader> makeMsgpackReader(MarketReading reading = MarketReading::Quick);

/// What is wanted of a stream; each a list of symbols.
struct Channels {
    std::vector<std::string> trades, quotes, statuses, orderbooks;
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return trades.empty() && quotes.empty() && statuses.empty() && orderbooks.empty();
    }
    friend bool operator==(const Channels&, const Channels&) = default;
};

/// Messages of ours. The first holds the secret: wipe it.
[[nodiscard]] std::string authText(std::string_view keyId, std::string_view secret, bool isMsgpack);
/// `action`: "subscribe" or "unsubscribe".
[[nodiscard]] std::string subscriptionText(std::string_view action, const Channels& channels, bool isMsgpack);

} // namespace omni::brokers::alpaca
