#include "core/edge/sandbox/binance/streams.h"

#include "core/edge/sandbox/server/client_frames.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

using Kind = StreamName::Kind;

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

void addLevel(JsonText& json, const Listing& listing, Ticks price, Lots size)
{
    json.array().text(amountText(listing.priceOf(price))).text(amountText(listing.quantityOf(size))).end();
}

} // namespace

Streams::Streams(Exchange& exchange)
    : m_exchange(exchange)
    , m_rooms(exchange.listings().size())
{
    for (std::size_t i = 0; i < m_rooms.size(); ++i) {
        Room& room = m_rooms[i];
        room.key = lowered(exchange.listings()[i].symbol) + '@';
        room.trade = room.key + "trade";
        room.aggTrade = room.key + "aggTrade";
        room.bookTicker = room.key + "bookTicker";
    }
    m_exchange.watch(*this);
}

Streams::~Streams()
{
    m_exchange.unwatch(*this);
}

std::optional<StreamName> Streams::nameFrom(std::string_view text) const
{
    StreamName name;
    const auto room
        = std::find_if(m_rooms.begin(), m_rooms.end(), [text](const Room& one) { return text.starts_with(one.key); });
    if (room == m_rooms.end()) {
        return std::nullopt;
    }
    name.listing = static_cast<std::size_t>(room - m_rooms.begin());
    auto rest = text.substr(room->key.size());
    constexpr std::pair<std::string_view, Kind> plain[]
        = {{"trade", Kind::Trade},   {"aggTrade", Kind::AggTrade},     {"miniTicker", Kind::MiniTicker},
           {"ticker", Kind::Ticker}, {"bookTicker", Kind::BookTicker}, {"avgPrice", Kind::AvgPrice}};
    for (const auto& [word, kind] : plain) {
        if (rest == word) {
            name.kind = kind;
            return name;
        }
    }
    if (rest.starts_with("kline_") && spanOf(rest.substr(6))) {
        name.kind = Kind::Kline;
        name.interval = rest.substr(6);
        return name;
    }
    if (rest.ends_with("@100ms") || rest.ends_with("@1000ms")) {
        name.isFast = rest.ends_with("@100ms");
        rest.remove_suffix(name.isFast ? 6 : 7);
    }
    if (rest == "depth") {
        name.kind = Kind::Depth;
        return name;
    }
    name.kind = Kind::PartDepth;
    name.levels = rest == "depth5" ? 5 : rest == "depth10" ? 10 : rest == "depth20" ? 20 : 0;
    return name.levels > 0 ? std::optional(name) : std::nullopt;
}

void Streams::subscribe(StreamTalk& talk, const std::string& name)
{
    const auto parsed = nameFrom(name);
    if (parsed) {
        Stream& stream = m_streams[name];
        stream.name = *parsed;
        stream.listeners.insert(&talk);
    }
}

void Streams::unsubscribe(StreamTalk& talk, const std::string& name)
{
    const auto found = m_streams.find(name);
    if (found != m_streams.end()) {
        found->second.listeners.erase(&talk);
        if (found->second.listeners.empty()) {
            m_streams.erase(found);
        }
    }
}

/// Each form is made once, however many listen.
template<class Make> void Streams::send(Stream& stream, const std::string& name, Make make)
{
    std::array<std::string, 4> frames;
    for (StreamTalk* talk : stream.listeners) {
        std::string& frame = frames[(talk->isCombined() ? 1U : 0U) + (talk->unit().isMicro ? 2U : 0U)];
        if (frame.empty()) {
            std::string payload = make(talk->unit());
            if (talk->isCombined()) {
                payload.insert(0, R"({"stream":")" + name + R"(","data":)").push_back('}');
            }
            frame = serverFrame(net::WsOpcode::Text, payload);
        }
        talk->channel().sendFrame(frame);
        ++m_sent;
    }
}

template<class Make> void Streams::send(const std::string& name, Make make)
{
    if (const auto found = m_streams.find(name); found != m_streams.end()) {
        send(found->second, name, make);
    }
}

void Streams::tellShutdown()
{
    for (StreamTalk* talk : m_talks) {
        talk->channel().send(fmt::format(R"({{"e":"serverShutdown","E":{}}})", talk->unit().of(m_exchange.now())));
    }
}

// --- as it happens ---

void Streams::onTrade(std::size_t listing, const PublicTrade& trade)
{
    Room& room = m_rooms[listing];
    const Listing& listed = m_exchange.listings()[listing];
    if (room.group && room.group->group != trade.group) {
        flushGroup(listing);
    }
    if (room.group) {
        room.group->size.count += trade.size.count;
    } else {
        room.group = trade;
    }
    room.lastOfGroup = trade.id;
    send(room.trade, [&](TimeUnit unit) {
        JsonText json;
        json.object().member("e", "trade").member("E", unit.of(m_exchange.now())).member("s", listed.symbol);
        json.member("t", trade.id).member("p", amountText(listed.priceOf(trade.price)));
        json.member("q", amountText(listed.quantityOf(trade.size))).member("T", unit.of(trade.at));
        return json.member("m", trade.buyerIsMaker).member("M", true).end().take();
    });
}

void Streams::flushGroup(std::size_t listing)
{
    Room& room = m_rooms[listing];
    if (!room.group) {
        return;
    }
    const PublicTrade group = *room.group;
    room.group.reset();
    const Listing& listed = m_exchange.listings()[listing];
    send(room.aggTrade, [&](TimeUnit unit) {
        JsonText json;
        json.object().member("e", "aggTrade").member("E", unit.of(m_exchange.now())).member("s", listed.symbol);
        json.member("a", group.group).member("p", amountText(listed.priceOf(group.price)));
        json.member("q", amountText(listed.quantityOf(group.size))).member("f", group.id).member("l", room.lastOfGroup);
        return json.member("T", unit.of(group.at)).member("m", group.buyerIsMaker).member("M", true).end().take();
    });
}

void Streams::onTouch(std::size_t listing, const Touch& touch, std::uint64_t update, Timestamp)
{
    const Listing& listed = m_exchange.listings()[listing];
    send(m_rooms[listing].bookTicker, [&](TimeUnit) {
        JsonText json;
        json.object().member("u", update).member("s", listed.symbol).member("b", amountText(listed.priceOf(touch.bid)));
        json.member("B", amountText(listed.quantityOf(touch.bidSize)));
        json.member("a", amountText(listed.priceOf(touch.ask)));
        return json.member("A", amountText(listed.quantityOf(touch.askSize))).end().take();
    });
}

void Streams::onBook(std::size_t listing, std::uint64_t update, std::span<const BookLevelChange> changes, bool isImage,
                     Timestamp)
{
    for (Diff& diff : m_rooms[listing].diffs) {
        diff.first = diff.first == 0 ? update : diff.first;
        diff.last = update;
        if (isImage) {
            // What an image does not name is gone; only the first one comes before anybody listens.
            diff.levels.clear();
        }
        for (const BookLevelChange& change : changes) {
            diff.levels[{change.side, change.price}] = change.size;
        }
    }
}

// --- by the clock ---

void Streams::tick()
{
    ++m_ticks;
    for (std::size_t i = 0; i < m_rooms.size(); ++i) {
        flushGroup(i);
    }
    for (auto& [name, stream] : m_streams) {
        tellTimed(name, stream);
    }
    for (Room& room : m_rooms) {
        room.diffs[1] = {};
        if (m_ticks % 10 == 0) {
            room.diffs[0] = {};
        }
    }
}

void Streams::tellTimed(const std::string& name, Stream& stream)
{
    const StreamName& is = stream.name;
    const bool isSecond = m_ticks % 10 == 0;
    switch (is.kind) {
    case Kind::Trade:
    case Kind::AggTrade:
    case Kind::BookTicker:
        return;
    case Kind::Depth:
        if (const Diff& diff = m_rooms[is.listing].diffs[is.isFast ? 1 : 0];
            (isSecond || is.isFast) && diff.first != 0) {
            send(stream, name, [&](TimeUnit unit) { return depthJson(is.listing, diff, unit); });
        }
        return;
    case Kind::PartDepth:
        if (const auto update = m_exchange.bookUpdate(is.listing); (isSecond || is.isFast) && update != stream.update) {
            stream.update = update;
            send(stream, name, [&](TimeUnit) { return partDepthJson(is); });
        }
        return;
    case Kind::MiniTicker:
    case Kind::Ticker:
        if (isSecond) {
            send(stream, name,
                 [&](TimeUnit unit) { return tickerJson(is.listing, is.kind == Kind::MiniTicker, unit); });
        }
        return;
    case Kind::AvgPrice:
        if (isSecond) {
            const Listing& listed = m_exchange.listings()[is.listing];
            send(stream, name, [&](TimeUnit unit) {
                JsonText json;
                json.object().member("e", "avgPrice").member("E", unit.of(m_exchange.now()));
                json.member("s", listed.symbol).member("i", "5m");
                json.member("w", amountText(listed.priceOf(m_exchange.averagePrice(is.listing))));
                const auto& trades = m_exchange.publicTrades(is.listing);
                return json.member("T", unit.of(trades.empty() ? m_exchange.now() : trades.back().at)).end().take();
            });
        }
        return;
    case Kind::Kline:
        if (is.interval == "1s" ? isSecond : m_ticks % 20 == 0) {
            tellKline(name, stream);
        }
        return;
    }
}

/// A bar that has ended is told once more, as closed.
void Streams::tellKline(const std::string& name, Stream& stream)
{
    const auto span = *spanOf(stream.name.interval);
    const Timestamp current = span.openingOf(m_exchange.now());
    const Timestamp from = stream.told.ns != 0 ? stream.told : current;
    const auto bars = m_exchange.bars(stream.name.listing).bars(span, from, current, 1'000, true, true);
    for (const VenueBar& bar : bars) {
        const bool isClosed = bar.opened < current;
        send(stream, name, [&](TimeUnit unit) { return klineJson(stream.name, bar, isClosed, unit); });
    }
    stream.told = current;
}

std::string Streams::depthJson(std::size_t listing, const Diff& diff, TimeUnit unit) const
{
    const Listing& listed = m_exchange.listings()[listing];
    JsonText json;
    json.object().member("e", "depthUpdate").member("E", unit.of(m_exchange.now())).member("s", listed.symbol);
    json.member("U", diff.first).member("u", diff.last).key("b").array();
    for (auto level = diff.levels.rbegin(); level != diff.levels.rend(); ++level) {
        if (level->first.first == Side::Buy) {
            addLevel(json, listed, level->first.second, level->second);
        }
    }
    json.end().key("a").array();
    for (const auto& [level, size] : diff.levels) {
        if (level.first == Side::Sell) {
            addLevel(json, listed, level.second, size);
        }
    }
    return json.end().end().take();
}

std::string Streams::partDepthJson(const StreamName& name) const
{
    const Listing& listed = m_exchange.listings()[name.listing];
    JsonText json;
    json.object().member("lastUpdateId", m_exchange.bookUpdate(name.listing));
    for (const auto& [key, side] : {std::pair("bids", Side::Buy), std::pair("asks", Side::Sell)}) {
        json.key(key).array();
        for (const auto& [price, size] : m_exchange.levels(name.listing, side, name.levels)) {
            addLevel(json, listed, price, size);
        }
        json.end();
    }
    return json.end().take();
}

std::string Streams::tickerJson(std::size_t listing, bool isMini, TimeUnit unit) const
{
    const Listing& listed = m_exchange.listings()[listing];
    const auto figures = m_exchange.dayFigures(listing);
    const auto touch = m_exchange.touch(listing);
    const VenueBar& day = figures.day;
    const auto price = [&listed](Ticks ticks) { return amountText(listed.priceOf(ticks)); };
    const auto size = [&listed](Lots lots) { return amountText(listed.quantityOf(lots)); };
    JsonText json;
    json.object().member("e", isMini ? "24hrMiniTicker" : "24hrTicker").member("E", unit.of(m_exchange.now()));
    json.member("s", listed.symbol);
    if (!isMini) {
        const Int128 worth = Int128{std::max<std::int64_t>(1, day.volume.count)} * listed.valueUnit;
        const std::int64_t change = day.close.count - day.open.count;
        const std::int64_t percent = day.open.count > 0 ? change * 100'000 / day.open.count : 0;
        json.member("p", price({change})).member("P", shortAmountText({percent * 100'000}, 3));
        json.member("w", price({static_cast<std::int64_t>(dividedHalfEven(day.value.e8, worth))}));
        json.member("x", price(figures.before)).member("c", price(day.close)).member("Q", size(figures.lastSize));
        json.member("b", price(touch.bid)).member("B", size(touch.bidSize)).member("a", price(touch.ask));
        json.member("A", size(touch.askSize));
    } else {
        json.member("c", price(day.close));
    }
    json.member("o", price(day.open)).member("h", price(day.high)).member("l", price(day.low));
    json.member("v", size(day.volume)).member("q", amountText(day.value));
    if (!isMini) {
        json.member("O", unit.of(m_exchange.now() - days(1))).member("C", unit.of(m_exchange.now()));
        json.member("F", day.firstTrade).member("L", day.lastTrade).member("n", day.trades);
    }
    return json.end().take();
}

std::string Streams::klineJson(const StreamName& name, const VenueBar& bar, bool isClosed, TimeUnit unit) const
{
    const Listing& listed = m_exchange.listings()[name.listing];
    const auto span = *spanOf(name.interval);
    JsonText json;
    json.object().member("e", "kline").member("E", unit.of(m_exchange.now())).member("s", listed.symbol);
    json.key("k").object().member("t", unit.of(bar.opened)).member("T", unit.of(span.after(bar.opened)) - 1);
    json.member("s", listed.symbol).member("i", name.interval);
    const auto trade = [](std::uint64_t id) { return id == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(id); };
    json.member("f", trade(bar.firstTrade)).member("L", trade(bar.lastTrade));
    json.member("o", amountText(listed.priceOf(bar.open))).member("c", amountText(listed.priceOf(bar.close)));
    json.member("h", amountText(listed.priceOf(bar.high))).member("l", amountText(listed.priceOf(bar.low)));
    json.member("v", amountText(listed.quantityOf(bar.volume))).member("n", bar.trades).member("x", isClosed);
    json.member("q", amountText(bar.value)).member("V", amountText(listed.quantityOf(bar.buyVolume)));
    return json.member("Q", amountText(bar.buyValue)).member("B", "0").end().end().take();
}

} // namespace omni::sandbox::binance
