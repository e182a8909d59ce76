#include "core/edge/sandbox/exchange/built_in_market.h"

#include "core/desk/sim/market/past_bars.h"

#include <algorithm>
#include <cmath>

namespace omni::sandbox {

BuiltInMarket::BuiltInMarket(const BuiltInMarketConfig& config, std::vector<BuiltIn> listed)
    : m_config(config)
    , m_listed(std::move(listed))
    , m_random(config.seed)
    , m_times(m_random)
    , m_nextSecond(config.start + seconds(1))
{
    for (std::size_t i = 0; i < m_listed.size(); ++i) {
        const BuiltIn& one = m_listed[i];
        m_listings.push_back(listingOf(one.profile, i, one.base, one.quote, config.alwaysOpen));
        if (config.adapt != nullptr) {
            config.adapt(m_listings.back());
        }
        const sim::BookSettings settings{.seed = seedOf(i),
                                         .rate = static_cast<double>(std::clamp(config.ratePercent, 1, 10'000)) / 100,
                                         .publishesDepth = true,
                                         .mostOrders = config.mostOrders};
        m_books.push_back(std::make_unique<sim::SyntheticBook>(one.profile, m_listings.back().instrument, settings));
        m_books.back()->begin(config.start);
    }
}

void BuiltInMarket::runUntil(Timestamp now, MarketListener& listener)
{
    for (;;) {
        const auto first = std::min_element(m_books.begin(), m_books.end(),
                                            [](const auto& a, const auto& b) { return a->nextDeed() < b->nextDeed(); });
        const Timestamp due = (*first)->nextDeed();
        if (std::min(due, m_nextSecond) > now) {
            return;
        }
        if (m_nextSecond <= due) {
            tickSecond(m_nextSecond, listener);
            continue;
        }
        const auto index = static_cast<std::size_t>(first - m_books.begin());
        (*first)->act(due, m_sink, [this, index, due, &listener] { tell(index, due, listener); });
        tellTicks(index, due, listener);
    }
}

void BuiltInMarket::tickSecond(Timestamp now, MarketListener& listener)
{
    m_nextSecond = now + seconds(1);
    m_times.advance(1, m_random);
    const double shock = m_times.factor() * std::sqrt(1.0 / 60) * m_random.normal();
    for (std::size_t i = 0; i < m_books.size(); ++i) {
        m_books[i]->tickSecond();
        if (m_books[i]->isOpen()) {
            m_books[i]->moveWithMarket(shock);
        }
        m_books[i]->confirmTouch(now, m_sink);
        tellTicks(i, now, listener);
    }
}

/// Of the engine's last call.
void BuiltInMarket::tell(std::size_t listing, Timestamp at, MarketListener& listener)
{
    const auto& engine = m_books[listing]->engine();
    for (const sim::MatchRemoval& removal : engine.removals()) {
        if ((removal.id & clientBit) != 0) {
            listener.onRemoved(listing, at, removal);
        }
    }
    if (!engine.trades().empty()) {
        listener.onTrades(listing, at, engine.trades());
    }
    tellTicks(listing, at, listener);
}

void BuiltInMarket::tellTicks(std::size_t listing, Timestamp at, MarketListener& listener)
{
    for (const market::Tick& tick : m_sink) {
        if (!std::holds_alternative<market::Print>(tick)) {
            listener.onTick(listing, at, tick);
        }
    }
    m_sink.clear();
}

sim::MatchOutcome BuiltInMarket::add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                                     MarketListener& listener)
{
    const auto outcome = m_books[listing]->add(now, order, m_sink);
    tell(listing, now, listener);
    return outcome;
}

sim::MatchOutcome BuiltInMarket::cancel(std::size_t listing, Timestamp now, std::uint64_t id, MarketListener& listener)
{
    const auto outcome = m_books[listing]->cancel(now, id, m_sink);
    tellTicks(listing, now, listener);
    return outcome;
}

sim::MatchOutcome BuiltInMarket::replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                                         MarketListener& listener)
{
    const auto outcome = m_books[listing]->replace(now, id, price, left, false, m_sink);
    if (outcome.answer == sim::MatchAnswer::NotFound) {
        tellTicks(listing, now, listener);
    } else {
        tell(listing, now, listener);
    }
    return outcome;
}

bool BuiltInMarket::isOpen(std::size_t listing) const
{
    return m_books[listing]->isOpen();
}

std::optional<Ticks> BuiltInMarket::lastPrice(std::size_t listing) const
{
    return m_books[listing]->lastPrice();
}

void BuiltInMarket::forEachLevel(std::size_t listing, Side side, const std::function<bool(Ticks, Lots)>& visit) const
{
    m_books[listing]->engine().forEachLevel(side, visit);
}

std::vector<market::Bar> BuiltInMarket::pastBars(std::size_t listing, Duration interval, std::size_t count) const
{
    return sim::pastBars(m_listed[listing].profile, m_listings[listing].instrument, ~seedOf(listing), m_config.start,
                         interval, count);
}

} // namespace omni::sandbox
