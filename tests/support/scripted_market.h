// A market that a test writes down: an instrument, and ticks at times of its choice.

#pragma once

#include "core/desk/ports/tick_source.h"
#include "core/trade/market/instrument.h"

#include <vector>

namespace omni::test {

/// test:ACME: priced in cents, traded in single shares, in USD.
inline market::Instrument acme(InstrumentId id = InstrumentId{1})
{
    market::Instrument instrument;
    instrument.id = id;
    instrument.venue = "test";
    instrument.symbol = "ACME";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return *market::completed(instrument);
}

/// 2024-01-02T00:00:00Z.
inline constexpr Timestamp newYear{1'704'153'600'000'000'000};

class ScriptedMarket final : public ports::TickSource
{
public:
    explicit ScriptedMarket(std::vector<market::Instrument> instruments = {acme()})
        : m_instruments(std::move(instruments))
    {
    }
    void add(Timestamp at, const market::Tick& tick)
    {
        m_ticks.push_back({at, tick});
    }
    /// A day's bar with the given close; the day before's close is its open.
    void addDay(int day, std::int64_t close, InstrumentId id = InstrumentId{1})
    {
        market::Bar bar;
        bar.instrument = id;
        bar.opened = newYear + days(day);
        bar.interval = days(1);
        bar.closedAt = bar.opened + bar.interval;
        bar.open = Ticks{m_lastClose == 0 ? close : m_lastClose};
        bar.close = Ticks{close};
        bar.high = std::max(bar.open, bar.close);
        bar.low = std::min(bar.open, bar.close);
        bar.volume = 1'000;
        m_lastClose = close;
        add(bar.closedAt, bar);
    }
    void addQuote(Timestamp at, std::int64_t bid, std::int64_t ask, InstrumentId id = InstrumentId{1})
    {
        add(at, market::Quote{id, at, Ticks{bid}, Ticks{ask}, Lots{1'000}, Lots{1'000}, true, true});
    }
    void addPrint(Timestamp at, std::int64_t price, std::int64_t size, InstrumentId id = InstrumentId{1})
    {
        add(at, market::Print{id, at, Ticks{price}, Lots{size}, market::Aggressor::Buyer});
    }

    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return m_instruments;
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override
    {
        const std::size_t from = m_at;
        m_at = std::min(m_ticks.size(), m_at + 100);
        return std::span<const ports::TimedTick>(m_ticks).subspan(from, m_at - from);
    }
    void rewind() noexcept
    {
        m_at = 0;
    }

private:
    std::vector<market::Instrument> m_instruments;
    std::vector<ports::TimedTick> m_ticks;
    std::size_t m_at = 0;
    std::int64_t m_lastClose = 0;
};

} // namespace omni::test
