// Messages of the market streams, read in one pass and without a copy of their texts. Pure, no Qt.
//
// Prices and sizes are counts of 10^-8. A price that is no number above zero, or a size below zero, makes its message
// one to be set aside (F44); it is counted by whoever reads.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

struct FeedLevel {
    std::int64_t price = 0, size = 0;
    friend bool operator==(const FeedLevel&, const FeedLevel&) = default;
};

enum class FeedKind : std::uint8_t {
    Malformed, ///< No message of this venue.
    Unsound, ///< One with a figure that cannot be.
    NotForUs, ///< Of a kind that nobody asked for.
    Trade,
    Quote,
    Depth,
    Answer, ///< To a subscription.
    Refusal, ///< Of one.
    Shutdown, ///< The venue will end the connection.
};

/// Used again from message to message. Which fields are meant follows from the kind.
struct FeedMessage {
    std::string_view symbol; ///< Good until the next read.
    std::int64_t timeMs = 0; ///< Zero for quotes: they carry none.
    std::int64_t price = 0, size = 0; ///< Of a trade.
    bool buyerIsMaker = false; ///< Of a trade: the seller took.
    FeedLevel bid, ask; ///< Of a quote; a price of zero is an empty side.
    std::int64_t first = 0, last = 0; ///< Of depth: numbers of its first and last change.
    std::vector<FeedLevel> bids, asks; ///< Of depth: new sizes, absolute.
};

inline constexpr std::size_t levelsMost = 20'000; ///< Of one message and side.

/// Exact: "0.00200000" is 200'000. False: no plain decimal, a sign, more than 8 decimals, or too large.
[[nodiscard]] bool e8From(std::string_view text, std::int64_t& e8) noexcept;

/// One connection's. One thread.
class FeedReader
{
public:
    FeedReader();
    FeedReader(const FeedReader&) = delete;
    FeedReader& operator=(const FeedReader&) = delete;
    ~FeedReader();

    [[nodiscard]] FeedKind read(std::string_view json, FeedMessage& message);
    /// The same by the general reader alone. `message.symbol` is good until the next call.
    [[nodiscard]] FeedKind readJson(std::string_view json, FeedMessage& message);
    /// The answer to GET depth. False: none.
    [[nodiscard]] bool readSnapshot(std::string_view json, std::int64_t& last, std::vector<FeedLevel>& bids,
                                    std::vector<FeedLevel>& asks);

private:
    struct Parser; // simdjson's header takes longer to compile than most files that include this one
    [[nodiscard]] FeedKind readControl(std::string_view json);
    std::unique_ptr<Parser> m_parser;
};

} // namespace omni::brokers::binance
