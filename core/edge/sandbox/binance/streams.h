// The market streams of this face: who listens to what, and what is sent when.

#pragma once

#include "core/edge/sandbox/binance/intervals.h"
#include "core/edge/sandbox/binance/words.h"
#include "core/edge/sandbox/server/channel.h"
#include "core/edge/sandbox/server/json_value.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox::binance {

class StreamTalk;

/// A stream's name taken apart.
struct StreamName {
    enum class Kind : std::uint8_t {
        Trade,
        AggTrade,
        Kline,
        MiniTicker,
        Ticker,
        BookTicker,
        AvgPrice,
        PartDepth,
        Depth,
    } kind = Kind::Trade;
    std::size_t listing = 0;
    std::string interval; ///< Of a Kline.
    std::size_t levels = 0; ///< Of a PartDepth.
    bool isFast = false; ///< 100 ms.
};

class Streams final : public Watcher
{
public:
    explicit Streams(Exchange& exchange);
    ~Streams() override;
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    [[nodiscard]] std::optional<StreamName> nameFrom(std::string_view text) const;
    void subscribe(StreamTalk& talk, const std::string& name);
    void unsubscribe(StreamTalk& talk, const std::string& name);
    /// Every 100 milliseconds, after the exchange has advanced.
    void tick();
    /// To every client: the server will stop.
    void tellShutdown();
    void join(StreamTalk& talk)
    {
        m_talks.insert(&talk);
    }
    void leave(StreamTalk& talk)
    {
        m_talks.erase(&talk);
    }
    [[nodiscard]] Timestamp now() const noexcept
    {
        return m_exchange.now();
    }
    /// Messages sent to clients.
    [[nodiscard]] std::uint64_t sent() const noexcept
    {
        return m_sent;
    }

    void onTrade(std::size_t listing, const PublicTrade& trade) override;
    void onBook(std::size_t listing, std::uint64_t update, std::span<const BookLevelChange> changes, bool isImage,
                Timestamp at) override;
    void onTouch(std::size_t listing, const Touch& touch, std::uint64_t update, Timestamp at) override;

private:
    struct Stream {
        StreamName name;
        std::set<StreamTalk*> listeners;
        Timestamp told{}; ///< Opening of the bar that was told last.
        std::uint64_t update = 0; ///< Of the book when it was told last.
    };
    /// Changes of a book since they were last told.
    struct Diff {
        std::uint64_t first = 0, last = 0;
        std::map<std::pair<Side, Ticks>, Lots> levels;
    };
    struct Room {
        std::array<Diff, 2> diffs; ///< Every second, every 100 ms.
        std::optional<PublicTrade> group; ///< Of trades of one taker at one price.
        std::uint64_t lastOfGroup = 0;
        std::string key; ///< "btcusdt@"
        std::string trade, aggTrade, bookTicker; ///< Names of streams that speak as it happens.
    };
    template<class Make> void send(Stream& stream, const std::string& name, Make make);
    template<class Make> void send(const std::string& name, Make make);
    void flushGroup(std::size_t listing);
    void tellTimed(const std::string& name, Stream& stream);
    void tellKline(const std::string& name, Stream& stream);
    [[nodiscard]] std::string depthJson(std::size_t listing, const Diff& diff, TimeUnit unit) const;
    [[nodiscard]] std::string partDepthJson(const StreamName& name) const;
    [[nodiscard]] std::string tickerJson(std::size_t listing, bool isMini, TimeUnit unit) const;
    [[nodiscard]] std::string klineJson(const StreamName& name, const VenueBar& bar, bool isClosed,
                                        TimeUnit unit) const;

    Exchange& m_exchange;
    std::vector<Room> m_rooms;
    std::map<std::string, Stream> m_streams;
    std::set<StreamTalk*> m_talks;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_sent = 0;
};

/// One client's connection to the streams.
class StreamTalk final : public Talk
{
public:
    /// `first`: names from the address. Unknown ones are passed over.
    StreamTalk(Streams& streams, Channel& channel, bool isCombined, TimeUnit unit,
               const std::vector<std::string>& first);
    ~StreamTalk() override;
    void onText(std::string_view text) override;

    [[nodiscard]] Channel& channel() noexcept
    {
        return m_channel;
    }
    [[nodiscard]] bool isCombined() const noexcept
    {
        return m_isCombined;
    }
    [[nodiscard]] TimeUnit unit() const noexcept
    {
        return m_unit;
    }

private:
    [[nodiscard]] std::string answerTo(const JsonValue& request, std::string_view id);
    [[nodiscard]] bool isTooFast();
    Streams& m_streams;
    Channel& m_channel;
    bool m_isCombined;
    TimeUnit m_unit;
    std::set<std::string> m_names;
    std::deque<Timestamp> m_asked; ///< Requests of the last second.
};

} // namespace omni::sandbox::binance
