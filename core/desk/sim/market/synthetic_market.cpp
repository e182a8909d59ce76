#include "core/desk/sim/market/synthetic_market.h"

#include "core/desk/sim/market/past_bars.h"
#include "core/desk/sim/market/synthetic_market_impl.h"

#include <algorithm>

namespace omni::sim {

SyntheticMarket::SyntheticMarket(const SyntheticConfig& config)
    : m_impl(std::make_unique<Impl>(config))
{
}
SyntheticMarket::~SyntheticMarket() = default;

std::span<const market::Instrument> SyntheticMarket::instruments() const
{
    return m_impl->instruments();
}
Timestamp SyntheticMarket::start() const
{
    return m_impl->config().start;
}
std::vector<market::Bar> SyntheticMarket::pastBars(InstrumentId instrument, Duration interval, std::size_t count) const
{
    const auto index = m_impl->indexOf(instrument);
    if (!index) {
        return {};
    }
    const std::uint64_t seed = m_impl->config().seed * 1'000'003 + *index;
    return sim::pastBars(profiles()[*index], instruments()[*index], ~seed, start(), interval, count);
}
void SyntheticMarket::define(const market::Instrument&) { }
void SyntheticMarket::onTick(Timestamp, const market::Tick&) { }
void SyntheticMarket::submit(Timestamp now, const risk::ClearedOrder& order)
{
    m_impl->send(now, order.ticket());
}
void SyntheticMarket::place(Timestamp now, const orders::OrderTicket& ticket)
{
    m_impl->send(now, ticket);
}
void SyntheticMarket::cancel(Timestamp now, OrderId order)
{
    m_impl->send(now, CancelRequest{order});
}
void SyntheticMarket::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    m_impl->send(now, request);
}
void SyntheticMarket::query(Timestamp now, OrderId order)
{
    m_impl->send(now, QueryRequest{order});
}
void SyntheticMarket::publishImages(Timestamp)
{
    m_impl->publishImages();
}
std::optional<Timestamp> SyntheticMarket::nextDue() const
{
    return m_impl->nextDue();
}
bool SyntheticMarket::take(Timestamp until, ports::VenueEvent& out)
{
    return m_impl->take(until, out);
}
void SyntheticMarket::nameCurrency(CurrencyId id, std::string_view code)
{
    m_impl->own().nameCurrency(id, code);
}
void SyntheticMarket::adoptPosition(AccountId account, InstrumentId instrument, Lots position)
{
    m_impl->own().adoptPosition(account, instrument, position);
}
Lots SyntheticMarket::position(AccountId account, InstrumentId instrument) const
{
    return m_impl->own().position(account, instrument);
}
std::size_t SyntheticMarket::openOrders() const
{
    return m_impl->own().openCount();
}

// --- the market as a stream ---

namespace {

constexpr std::size_t batchSize = 1'024;

} // namespace

SyntheticFeed::SyntheticFeed(const SyntheticConfig& config, Duration length)
    : m_market(config)
    , m_end(config.start + length)
{
    m_batch.reserve(batchSize);
}

std::span<const market::Instrument> SyntheticFeed::instruments() const
{
    return m_market.instruments();
}

Result<std::span<const ports::TimedTick>> SyntheticFeed::next()
{
    m_batch.clear();
    ports::VenueEvent event;
    while (m_batch.size() < batchSize && m_market.take(m_end, event)) {
        if (const auto* tick = std::get_if<market::Tick>(&event.event)) {
            m_batch.push_back({event.at, *tick});
        }
    }
    return std::span<const ports::TimedTick>(m_batch);
}

} // namespace omni::sim
