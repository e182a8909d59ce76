#include "core/desk/sim/market/synthetic_book.h"

#include <algorithm>

namespace omni::sim {

namespace {

constexpr Timestamp never{INT64_MAX};
/// Of the value, for each typical size that we take or give: what trading teaches the market is not forgotten (A. S.
/// Kyle, "Continuous auctions and insider trading", Econometrica 53 (1985)).
constexpr double lastingImpact = 0.15;

double secondsOf(Duration duration) noexcept
{
    return static_cast<double>(duration.ns) * 1e-9;
}

} // namespace

SyntheticBook::SyntheticBook(const Profile& profile, const market::Instrument& instrument, const BookSettings& settings)
    : m_instrument(instrument)
    , m_calendar(instrument.sessions)
    , m_settings(settings)
    , m_random(settings.seed)
    , m_value(static_cast<double>(profile.startPrice), profile.volatility, profile.marketShare, m_random)
    , m_arrivals(profile.arrivals * settings.rate)
    , m_agents(profile)
    , m_engine(
          {.mostOrders = 16'384 + settings.mostOrders, .windowTicks = 8'192, .selfTrade = SelfTrade::CancelResting})
    , m_typicalSize(static_cast<double>(profile.typicalSize))
{
}

void SyntheticBook::begin(Timestamp now) noexcept
{
    m_session = m_calendar.sessionAt(now);
    m_lastMove = now;
    m_sessionChange = m_session ? std::max(now, m_session->open) : never;
}

void SyntheticBook::tickSecond() noexcept
{
    if (m_isOpen) {
        m_value.tickSecond(m_random);
    }
}

void SyntheticBook::confirmTouch(Timestamp now, TickSink& out)
{
    if (m_isOpen && !m_isSilent && now - m_touchTold >= seconds(1)) {
        m_bid = m_ask = {};
        publishTouch(now, out);
    }
}

// --- sessions ---

void SyntheticBook::open(Timestamp now, TickSink& out)
{
    if (now > m_lastMove) {
        m_value.sleepOver(m_random);
    }
    m_isOpen = true;
    m_lastMove = now;
    const bool hasNight = m_instrument.sessions != market::Sessions::AlwaysOpen;
    m_sessionChange = hasNight && m_session ? m_session->close : never;
    publishStatus(now, out);
    scheduleArrival(now);
}

void SyntheticBook::close(Timestamp now, TickSink& out)
{
    m_isOpen = false;
    m_nextArrival = never;
    m_session = m_calendar.sessionAt(now);
    m_sessionChange = m_session ? m_session->open : never;
    for (const std::uint64_t id : m_agents.leave()) {
        m_engine.cancel(id);
    }
    publishImage(now, out);
    publishStatus(now, out);
}

/// The day of a share is busy at both ends, the day of a coin never sleeps; wild times are busy, too.
double SyntheticBook::activityAt(Timestamp now) const noexcept
{
    double shape = 1;
    if (m_instrument.sessions != market::Sessions::AlwaysOpen && m_session) {
        const double length = secondsOf(m_session->close - m_session->open);
        const double x = 2 * secondsOf(now - m_session->open) / length - 1;
        shape = 0.7 + 0.9 * x * x;
    }
    return shape * m_value.activity();
}

void SyntheticBook::scheduleArrival(Timestamp now) noexcept
{
    m_nextArrival = m_arrivals.next(now, activityAt(now), m_random);
}

// --- deeds ---

AgentDeed SyntheticBook::nextDeedOfAgents(Timestamp now)
{
    m_value.diffuse(secondsOf(now - m_lastMove), m_random);
    m_lastMove = now;
    return m_agents.next(m_engine, m_value.ticks(), m_random);
}

void SyntheticBook::perform(Timestamp now, const AgentDeed& deed, TickSink& out)
{
    if (deed.isCancel) {
        static_cast<void>(cancel(now, deed.cancelled, out));
        return;
    }
    const MatchOutcome outcome = m_engine.add(deed.order);
    if (outcome.answer == MatchAnswer::Rests) {
        m_agents.rests(deed.order.id);
        publish(now, std::pair{deed.order.side, deed.order.price}, out);
    } else {
        publish(now, std::nullopt, out);
    }
}

MatchOutcome SyntheticBook::add(Timestamp now, const MatchOrder& order, TickSink& out)
{
    const MatchOutcome outcome = m_engine.add(order);
    double taken = 0;
    for (const MatchTrade& trade : m_engine.trades()) {
        taken += static_cast<double>(trade.size.count);
    }
    m_value.shift(lastingImpact * static_cast<double>(signOf(order.side)) * taken / m_typicalSize);
    publish(now,
            outcome.answer == MatchAnswer::Rests ? std::optional(std::pair{order.side, order.price}) : std::nullopt,
            out);
    return outcome;
}

MatchOutcome SyntheticBook::cancel(Timestamp now, std::uint64_t id, TickSink& out)
{
    MatchView view;
    if (!m_engine.find(id, view)) {
        return m_engine.cancel(id);
    }
    const MatchOutcome outcome = m_engine.cancel(id);
    publish(now, std::pair{view.side, view.price}, out);
    return outcome;
}

MatchOutcome SyntheticBook::replace(Timestamp now, std::uint64_t id, Ticks price, Lots left, bool postOnly,
                                    TickSink& out)
{
    MatchView view;
    if (!m_engine.find(id, view)) {
        return m_engine.replace(id, price, left, postOnly);
    }
    const MatchOutcome outcome = m_engine.replace(id, price, left, postOnly);
    m_changed.clear();
    noteLevel(view.side, view.price);
    publish(now, std::pair{view.side, price}, out);
    return outcome;
}

// --- publishing ---

void SyntheticBook::noteLevel(Side side, Ticks price)
{
    const std::pair level{side, price};
    if (std::find(m_changed.begin(), m_changed.end(), level) == m_changed.end()) {
        m_changed.push_back(level);
    }
}

void SyntheticBook::publish(Timestamp now, std::optional<std::pair<Side, Ticks>> level, TickSink& out)
{
    const auto trades = m_engine.trades();
    for (std::size_t i = 0; i < trades.size(); ++i) {
        // One print for each price that a taker met.
        market::Print print;
        print.instrument = m_instrument.id;
        print.venueTime = now;
        print.price = trades[i].price;
        print.size = trades[i].size;
        print.aggressor = trades[i].takerSide == Side::Buy ? market::Aggressor::Buyer : market::Aggressor::Seller;
        while (i + 1 < trades.size() && trades[i + 1].price == print.price) {
            print.size.count += trades[++i].size.count;
        }
        m_last = print.price;
        noteLevel(opposite(trades[i].takerSide), print.price);
        out.push_back(print);
    }
    for (const MatchRemoval& removal : m_engine.removals()) {
        noteLevel(removal.side, removal.price);
    }
    if (level) {
        noteLevel(level->first, level->second);
    }
    if (m_settings.publishesDepth && !m_isSilent && !m_changed.empty()) {
        ++m_sequence;
        for (const auto& [side, price] : m_changed) {
            market::DepthChange change;
            change.instrument = m_instrument.id;
            change.venueTime = now;
            change.venueSequence = m_sequence;
            change.side = side;
            change.price = price;
            change.size = m_engine.sizeAt(side, price);
            change.endsBatch = &m_changed.back().second == &price;
            out.push_back(change);
        }
    }
    m_changed.clear();
    if (!m_isSilent) {
        publishTouch(now, out);
    }
}

void SyntheticBook::publishAgain(Timestamp now, TickSink& out)
{
    publishStatus(now, out);
    m_bid = m_ask = {}; // the touch is told, too, though it has not moved
    publishImage(now, out);
}

void SyntheticBook::publishImage(Timestamp now, TickSink& out)
{
    if (m_settings.publishesDepth) {
        ++m_sequence;
        market::DepthChange change;
        change.instrument = m_instrument.id;
        change.venueTime = now;
        change.venueSequence = m_sequence;
        change.clearsBook = true;
        const std::size_t before = out.size();
        for (const Side side : {Side::Buy, Side::Sell}) {
            m_engine.forEachLevel(side, [&](Ticks price, Lots size) {
                change.side = side;
                change.price = price;
                change.size = size;
                out.push_back(change);
                change.clearsBook = false;
                return true;
            });
        }
        if (out.size() == before) {
            out.push_back(change); // An empty image: a level of size zero.
        }
        std::get<market::DepthChange>(out.back()).endsBatch = true;
    }
    publishTouch(now, out);
}

SyntheticBook::Seen SyntheticBook::touchOf(Side side) const
{
    if (!m_engine.has(side)) {
        return {};
    }
    const Ticks price = m_engine.best(side);
    return {true, price, m_engine.sizeAt(side, price)};
}

void SyntheticBook::publishTouch(Timestamp now, TickSink& out)
{
    const Seen bid = touchOf(Side::Buy);
    const Seen ask = touchOf(Side::Sell);
    if (bid == m_bid && ask == m_ask) {
        return;
    }
    m_bid = bid;
    m_ask = ask;
    m_touchTold = now;
    market::Quote quote;
    quote.instrument = m_instrument.id;
    quote.venueTime = now;
    quote.bid = bid.price;
    quote.ask = ask.price;
    quote.bidSize = bid.size;
    quote.askSize = ask.size;
    quote.hasBid = bid.has;
    quote.hasAsk = ask.has;
    out.push_back(quote);
}

void SyntheticBook::publishStatus(Timestamp now, TickSink& out) const
{
    market::StatusChange status;
    status.instrument = m_instrument.id;
    status.venueTime = now;
    status.state = m_isOpen ? market::TradingState::Open : market::TradingState::Closed;
    out.push_back(status);
}

} // namespace omni::sim
