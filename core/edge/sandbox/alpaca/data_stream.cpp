#include "core/edge/sandbox/alpaca/data_stream.h"

#include "core/edge/sandbox/alpaca/data_conversation.h"

namespace omni::sandbox::alpaca {

DataStreams::DataStreams(Exchange& exchange, std::vector<ClientAccount>& clients, Clock& clock)
    : m_exchange(exchange)
    , m_clients(clients)
    , m_clock(clock)
    , m_minute(flooredTo(exchange.now(), minutes(1)))
{
    exchange.watch(*this);
}

DataStreams::~DataStreams()
{
    m_exchange.unwatch(*this);
}

std::unique_ptr<Talk> DataStreams::open(Channel& channel, DataFeed feed, bool isMsgpack)
{
    return std::make_unique<Conversation>(*this, channel, feed, isMsgpack);
}

/// Written once in each of the two forms, and only where somebody wants it.
template<class Write>
void DataStreams::tell(DataChannel channel, std::size_t index, std::string_view type, const Write& write)
{
    const Listing& listing = m_exchange.listings()[index];
    const auto made = [&](auto text) {
        text.object();
        text.key("T");
        text.text(type);
        text.key("S");
        text.text(listing.symbol);
        write(text, listing);
        text.end();
        return text.take();
    };
    std::string json;
    std::string msgpack;
    for (Conversation* one : m_open) {
        if (!one->wants(channel, listing)) {
            continue;
        }
        std::string& item = one->isMsgpack() ? msgpack : json;
        if (item.empty()) {
            item = one->isMsgpack() ? made(MsgpackData()) : made(JsonData());
        }
        one->add(item);
    }
}

void DataStreams::onTrade(std::size_t listing, const PublicTrade& trade)
{
    if (isPrinted(m_exchange.listings()[listing], trade.size)) {
        tell(DataChannel::Trades, listing, "t",
             [&trade](auto& to, const Listing& listed) { writeTrade(to, listed, trade); });
    }
}

void DataStreams::onTouch(std::size_t listing, const Touch& touch, std::uint64_t, Timestamp at)
{
    const QuoteMark quote{++m_quotes, at, touch};
    tell(DataChannel::Quotes, listing, "q",
         [&quote](auto& to, const Listing& listed) { writeQuote(to, listed, quote); });
}

void DataStreams::onBook(std::size_t listing, std::uint64_t, std::span<const BookLevelChange> changes, bool isImage,
                         Timestamp at)
{
    tell(DataChannel::Orderbooks, listing, "o", [&](auto& to, const Listing& listed) {
        to.key("t");
        to.time(at);
        for (const Side side : {Side::Buy, Side::Sell}) {
            to.key(side == Side::Buy ? "b" : "a");
            to.array();
            for (const BookLevelChange& change : changes) {
                if (change.side == side) {
                    writeLevel(to, listed, change.price, change.size);
                }
            }
            to.end();
        }
        if (isImage) {
            to.key("r");
            to.boolean(true);
        }
    });
}

/// Just after its minute; the day's bar so far with it.
void DataStreams::tellBars()
{
    const Timestamp minute = flooredTo(m_exchange.now(), minutes(1));
    if (minute <= m_minute) {
        return;
    }
    const Timestamp from = m_minute;
    m_minute = minute;
    for (std::size_t i = 0; i < m_exchange.listings().size(); ++i) {
        const BarHistory& history = m_exchange.bars(i);
        const auto done = history.bars({BarSpan::Unit::Minute, 1}, from, minute - nanoseconds(1), 10, true, false);
        for (const VenueBar& bar : done) {
            tell(DataChannel::Bars, i, "b", [&bar](auto& to, const Listing& listed) { writeBar(to, listed, bar); });
        }
        const auto day = history.bars({BarSpan::Unit::Minute, 1'440}, flooredTo(from, days(1)), minute, 1, true, false);
        if (!done.empty() && !day.empty()) {
            tell(DataChannel::DailyBars, i, "d",
                 [&day](auto& to, const Listing& listed) { writeBar(to, listed, day.back()); });
        }
    }
}

void DataStreams::flush()
{
    tellBars();
    const Monotonic now = m_clock.mono();
    for (Conversation* one : m_open) {
        one->flush();
        one->tick(now);
    }
}

} // namespace omni::sandbox::alpaca
