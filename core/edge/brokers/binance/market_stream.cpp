#include "core/edge/brokers/binance/market_stream.h"

#include "core/edge/brokers/binance/user_stream.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::brokers::binance {

using views::LineState;

namespace {

constexpr int betweenRequestsMs = 400; // the venue takes five messages a second, pings counted
constexpr std::size_t streamsInARequest = 100;
constexpr int resumeMs = 20;
constexpr int snapshotAgainMs = 1'000;
constexpr Duration mostConnected = minutes(23 * 60 + 30);

std::string lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

int msOf(Duration wait) noexcept
{
    return static_cast<int>(std::clamp<std::int64_t>(wait.ns / 1'000'000 + 1, 1, 86'400'000));
}

} // namespace

MarketStream::MarketStream(net::LinkRule link, Rest& rest, Clock& clock, ports::EventSink& sink, TradedSymbols& symbols,
                           std::uint64_t seed, OnState onState)
    : m_link(std::move(link))
    , m_rest(rest)
    , m_clock(clock)
    , m_wall(clock)
    , m_sink(sink)
    , m_symbols(symbols)
    , m_onState(std::move(onState))
    , m_backoff({}, seed)
    , m_quotes(rest, symbols, clock,
               {[this](const market::Quote& quote) { put(quote); }, [this] { onAsked(); },
                [this](const std::string& words) { onDispute(words); }})
{
    m_retry.setSingleShot(true);
    m_adjust.setInterval(betweenRequestsMs);
    m_resume.setInterval(resumeMs);
    QObject::connect(&m_retry, &QTimer::timeout, &m_later, [this] { open(); });
    QObject::connect(&m_adjust, &QTimer::timeout, &m_later, [this] { adjust(); });
    QObject::connect(&m_resume, &QTimer::timeout, &m_later, [this] { tryResume(); });
}

MarketStream::~MarketStream()
{
    if (m_socket) {
        m_socket->close();
    }
}

void MarketStream::want(const std::vector<ports::Watch>& watches)
{
    std::set<std::string> wanted;
    std::map<InstrumentId, DepthSync> books;
    std::vector<InstrumentId> quoted;
    for (const auto& watch : watches) {
        const auto* symbol = m_symbols.find(watch.instrument);
        if (symbol == nullptr) {
            continue;
        }
        const auto name = lower(symbol->instrument.symbol);
        const auto add = [&wanted, &name](bool isWanted, const char* what) {
            if (isWanted && wanted.size() < streamsMost) {
                wanted.insert(name + what);
            }
        };
        add(watch.quotes, "@bookTicker");
        add(watch.prints, "@trade");
        add(watch.depth, "@depth@100ms");
        if (watch.quotes) {
            quoted.push_back(watch.instrument);
        }
        if (watch.depth) {
            const auto before = m_books.find(watch.instrument);
            books[watch.instrument] = before != m_books.end() ? std::move(before->second) : DepthSync();
        }
    }
    m_wanted = std::move(wanted);
    m_books = std::move(books);
    m_quotes.want(std::move(quoted));
    if (m_wanted.empty() && !m_socket) {
        m_retry.stop();
        m_onState(LineState::Off, {});
    } else if (!m_socket && !m_retry.isActive()) {
        open();
    } else if (m_isOpen) {
        m_adjust.start(betweenRequestsMs); // it may have slowed down to look at the age of the connection alone
    }
}

void MarketStream::open()
{
    const auto now = m_clock.mono();
    if (const auto until = m_rest.limiter().bannedUntil(now)) {
        m_retry.start(msOf(*until - now)); // a handshake is a request, too (F37)
        return;
    }
    m_onState(LineState::Connecting, {});
    net::WebSocketRule rule;
    rule.link = m_link;
    const auto generation = ++m_generation;
    auto socket = net::WebSocket::make(
        std::move(rule),
        {[this](std::string_view bytes, bool) { onText(bytes); }, [this](const net::WsEnd& end) { onEnd(end); }});
    if (!socket) {
        m_onState(LineState::Refused, socket.error().detail);
        return;
    }
    m_socket = std::move(*socket);
    net::WsRequest request;
    request.target = "/stream";
    m_socket->open(std::move(request))
        .then([this, generation, alive = QPointer<QObject>(&m_later)](const tl::expected<void, net::WsEnd>& opened) {
            if (!alive) {
                return;
            }
            QTimer::singleShot(0, &m_later, [this, generation, opened] {
                if (generation != m_generation) {
                    return;
                }
                if (opened) {
                    onOpen();
                } else {
                    onEnd(opened.error());
                }
            });
        });
}

void MarketStream::onOpen()
{
    m_isOpen = true;
    m_quotes.streamIsUp();
    m_openedAt = m_clock.mono();
    m_backoff.isUp(m_openedAt);
    m_subscribed.clear();
    adjust();
    m_adjust.start(betweenRequestsMs);
    m_onState(LineState::Up, {});
}

void MarketStream::onEnd(const net::WsEnd& end)
{
    const auto why = streamEndOf(end, m_link.endpoint);
    if (why.isRefused) {
        again(why.why, hours(1));
        m_retry.stop();
        m_onState(LineState::Refused, why.why);
        return;
    }
    if (why.silence) {
        m_rest.limiter().banned(why.silence, m_clock.mono());
        m_rest.noteBan();
    }
    again(why.why, why.silence);
}

void MarketStream::again(const std::string& why, std::optional<Duration> silence)
{
    ++m_generation;
    m_isOpen = false;
    m_adjust.stop();
    m_subscribed.clear();
    for (auto& [id, book] : m_books) {
        if (book.restart()) {
            invalidate(*m_symbols.find(id));
        }
    }
    // Not here: it may be the socket that calls.
    QTimer::singleShot(0, &m_later, [old = std::shared_ptr<net::WebSocket>(std::move(m_socket))] {});
    if (m_wanted.empty()) {
        m_quotes.streamIsUp(); // nobody wants to be told meanwhile
        m_onState(LineState::Off, {});
        return;
    }
    m_why = why;
    m_quotes.streamIsDown();
    ++m_counters.reconnects;
    m_onState(LineState::Down, why);
    const auto now = m_clock.mono();
    m_retry.start(msOf(m_backoff.nextTry(now, silence ? std::optional(now + *silence) : std::nullopt) - now));
}

void MarketStream::adjust()
{
    if (!m_isOpen) {
        return;
    }
    if (m_clock.mono() - m_openedAt >= mostConnected) {
        again("the connection is renewed before the venue ends it", {});
        return;
    }
    std::vector<std::string> part;
    const auto collect = [&part](const std::set<std::string>& from, const std::set<std::string>& without) {
        for (const auto& name : from) {
            if (!without.contains(name) && part.size() < streamsInARequest) {
                part.push_back(name);
            }
        }
    };
    collect(m_subscribed, m_wanted);
    const bool isLess = !part.empty();
    if (!isLess) {
        collect(m_wanted, m_subscribed);
    }
    if (part.empty()) {
        m_adjust.setInterval(60'000); // from now on it only looks at the age of the connection
        return;
    }
    m_adjust.setInterval(betweenRequestsMs);
    const auto text = fmt::format("{{\"method\":\"{}\",\"params\":[\"{}\"],\"id\":{}}}",
                                  isLess ? "UNSUBSCRIBE" : "SUBSCRIBE", fmt::join(part, "\",\""), ++m_request);
    if (!m_socket->send(text, true)) {
        return; // the network takes nothing; tried again
    }
    for (auto& name : part) {
        if (isLess) {
            m_subscribed.erase(name);
        } else {
            m_subscribed.insert(std::move(name));
        }
    }
}

void MarketStream::onText(std::string_view bytes)
{
    ++m_counters.messages;
    switch (m_reader.read(bytes, m_message)) {
    case FeedKind::Trade:
        onTrade();
        return;
    case FeedKind::Quote:
        onQuote();
        return;
    case FeedKind::Depth:
        onDepth();
        return;
    case FeedKind::Unsound:
        ++m_counters.quarantined;
        // A change of a book was in it, perhaps: what follows will not join, and the book is thrown away then.
        return;
    case FeedKind::Malformed:
        ++m_counters.malformed;
        return;
    case FeedKind::Refusal:
        QTimer::singleShot(0, &m_later, [this, generation = m_generation] {
            if (generation == m_generation) {
                again("the venue refuses a subscription", {});
            }
        });
        return;
    case FeedKind::Shutdown:
        QTimer::singleShot(0, &m_later, [this, generation = m_generation] {
            if (generation == m_generation) {
                again("the venue ends the stream", {});
            }
        });
        return;
    case FeedKind::NotForUs:
        ++m_counters.unknown;
        return;
    case FeedKind::Answer:
        return;
    }
}

TradedSymbol* MarketStream::tradable()
{
    auto* symbol = m_symbols.find(m_message.symbol);
    if (symbol == nullptr || !symbol->whyNot.empty()) {
        return nullptr; // nobody asked, or nobody knows yet what a tick of it is
    }
    return symbol;
}

void MarketStream::onTrade()
{
    const auto* symbol = tradable();
    if (symbol == nullptr) {
        return;
    }
    const auto price = symbol->units.ticks(m_message.price);
    const auto size = symbol->units.lots(m_message.size);
    if (!price || !size) {
        ++m_counters.quarantined;
        return;
    }
    const market::Print print{symbol->instrument.id, Timestamp{m_message.timeMs * 1'000'000}, *price, *size,
                              m_message.buyerIsMaker ? market::Aggressor::Seller : market::Aggressor::Buyer};
    if (m_quotes.passes(print)) {
        put(print);
    }
}

void MarketStream::onQuote()
{
    const auto* symbol = tradable();
    if (symbol == nullptr) {
        return;
    }
    market::Quote quote;
    quote.instrument = symbol->instrument.id;
    quote.venueTime = m_rest.venueNow(); // it carries none
    quote.hasBid = m_message.bid.price > 0;
    quote.hasAsk = m_message.ask.price > 0;
    const auto bid = symbol->units.ticks(m_message.bid.price);
    const auto ask = symbol->units.ticks(m_message.ask.price);
    const auto bidSize = symbol->units.lots(m_message.bid.size);
    const auto askSize = symbol->units.lots(m_message.ask.size);
    if ((quote.hasBid && !bid) || (quote.hasAsk && !ask) || !bidSize || !askSize) {
        ++m_counters.quarantined;
        return;
    }
    quote.bid = bid.value_or(Ticks{});
    quote.ask = ask.value_or(Ticks{});
    quote.bidSize = *bidSize;
    quote.askSize = *askSize;
    m_quotes.take(quote);
}

void MarketStream::onDepth()
{
    auto* symbol = tradable();
    const auto book = symbol != nullptr ? m_books.find(symbol->instrument.id) : m_books.end();
    if (book == m_books.end()) {
        return;
    }
    const auto verdict
        = book->second.onChange(m_message, [this, symbol](const DepthBatch& batch) { publish(*symbol, batch); });
    act(*symbol, book->second, verdict);
}

void MarketStream::act(TradedSymbol& symbol, DepthSync&, DepthSync::Verdict verdict)
{
    if (verdict == DepthSync::Verdict::Broken) {
        ++m_counters.gaps;
        invalidate(symbol);
    }
    if (verdict != DepthSync::Verdict::Fine) {
        askSnapshot(symbol.instrument.id);
    }
}

void MarketStream::askSnapshot(InstrumentId instrument)
{
    Call call;
    call.path = "/api/v3/depth";
    call.params = {{"symbol", m_symbols.find(instrument)->instrument.symbol}, {"limit", "1000"}};
    call.weight = 50;
    m_rest.send(std::move(call),
                [this, instrument, generation = m_generation,
                 alive = QPointer<QObject>(&m_later)](const net::HttpOutcome& outcome) {
                    if (!alive || generation != m_generation) {
                        return;
                    }
                    const auto book = m_books.find(instrument);
                    auto* symbol = m_symbols.find(instrument);
                    if (book == m_books.end() || symbol == nullptr) {
                        return;
                    }
                    std::int64_t last = 0;
                    std::vector<FeedLevel> bids, asks;
                    FeedReader reader; // the other one is in the middle of nothing, but its memory is small
                    if (!outcome || outcome->status != 200 || !reader.readSnapshot(outcome->body, last, bids, asks)) {
                        QTimer::singleShot(snapshotAgainMs, &m_later, [this, instrument, generation] {
                            const auto again = m_books.find(instrument);
                            if (generation == m_generation && again != m_books.end()) {
                                again->second.snapshotFailed(); // the next change asks again
                            }
                        });
                        return;
                    }
                    act(*symbol, book->second,
                        book->second.onSnapshot(last, bids, asks,
                                                [this, symbol](const DepthBatch& batch) { publish(*symbol, batch); }));
                });
}

void MarketStream::publish(const TradedSymbol& symbol, const DepthBatch& batch)
{
    m_rows.clear();
    const auto add = [&](Side side, const std::vector<FeedLevel>& levels) {
        for (const auto& level : levels) {
            const auto price = symbol.units.ticks(level.price);
            const auto size = symbol.units.lots(level.size);
            if (!price || !size) {
                ++m_counters.quarantined; // a level that nobody can say; the others stand
                continue;
            }
            market::DepthChange row;
            row.instrument = symbol.instrument.id;
            row.venueTime = Timestamp{batch.timeMs * 1'000'000};
            row.venueSequence = static_cast<std::uint64_t>(batch.sequence);
            row.side = side;
            row.price = *price;
            row.size = *size;
            m_rows.push_back(row);
        }
    };
    add(Side::Buy, batch.bids);
    add(Side::Sell, batch.asks);
    if (m_rows.empty()) {
        return;
    }
    m_rows.front().clearsBook = batch.isImage;
    m_rows.back().endsBatch = true;
    for (const auto& row : m_rows) {
        put(row);
    }
}

void MarketStream::invalidate(const TradedSymbol& symbol)
{
    // The beginning of an image: until the rest of it has come, which is the next image, the book counts as torn (S14).
    market::DepthChange row;
    row.instrument = symbol.instrument.id;
    row.venueTime = m_rest.venueNow();
    row.price = Ticks{1};
    row.clearsBook = true;
    put(row);
}

void MarketStream::put(const market::Tick& tick)
{
    if (m_isHeld) {
        return;
    }
    ports::TimedTick timed{m_clock.wall(), tick};
    if (auto* quote = std::get_if<market::Quote>(&timed.tick)) {
        quote->venueTime = onOurClock(quote->venueTime, m_rest.clockOffset(), m_wall.now(), m_clock.mono());
    }
    if (!m_sink.put(timed)) {
        m_isHeld = true;
        m_resume.start();
    }
}

void MarketStream::onDispute(const std::string& words)
{
    if (m_isOpen) {
        m_onState(words.empty() ? LineState::Up : LineState::Stale, words);
    }
}

void MarketStream::onAsked()
{
    if (m_retry.isActive()) { // not while it tries
        m_onState(LineState::Down,
                  m_why + "; meanwhile prices are asked for every 2 s, and nothing new is opened on them");
    }
}

void MarketStream::tryResume()
{
    if (!m_sink.mayResume()) {
        return;
    }
    m_resume.stop();
    m_sink.resume();
    m_isHeld = false;
    // Fresh images: the books start anew with the next change.
    for (auto& [id, book] : m_books) {
        static_cast<void>(book.restart());
    }
}

} // namespace omni::brokers::binance
