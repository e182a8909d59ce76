// A market whose only business is to say a lot: trades at exact intended times, spread over its listings, each with a
// change of the best bid. Nothing that a client does moves it; orders that reach its best prices fill against the
// house. Prices stand still, or go up and down in waves, each listing at its own time, so that strategies have
// something to do.
//
// It keeps the ledger by which loss is judged: what it has said of each listing, and how late, measured from the
// intended moment. Said at a rate of nothing: one change of each listing's best bid a second, so that prices stay
// fresh.

#pragma once

#include "core/edge/sandbox/exchange/market.h"
#include "core/edge/sandbox/exchange/recorded_book.h"
#include "tests/load/histogram.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace omni::load {

/// Of one listing.
struct Said {
    std::uint64_t trades = 0;
    std::int64_t lots = 0; ///< Of all trades together.
};

class LoadMarket final : public sandbox::Market
{
public:
    static constexpr Ticks middle{5'000'001}; ///< Where it begins; the best prices are a tick away.
    static constexpr Lots levelSize{1'000'000};
    static constexpr std::int64_t levels = 20;
    static constexpr int mostAtOnce = 500; ///< Trades.

    /// As many listings as `listed`, at least one; all trade around the same price. One trade of each begins it, so
    /// that there is a last price; the others come once the rate is above zero. `clock` outlives it.
    LoadMarket(std::vector<sandbox::Listing> listed, Clock& clock)
        : m_listings(std::move(listed))
        , m_clock(clock)
        , m_start(clock.wall())
        , m_now(m_start)
        , m_nextFresh(m_start)
        , m_said(m_listings.size())
        , m_middles(m_listings.size(), middle)
    {
        for (std::size_t i = 0; i < m_listings.size(); ++i) {
            m_books.push_back(std::make_unique<sandbox::RecordedBook>(20'000));
            m_books[i]->makeAround(middle, levelSize, levels, [] {});
        }
    }
    /// Trades a second from the market's present moment on; 0: none. In [0, 1'000'000]. After `most` of them it falls
    /// silent by itself: however late it was, it has said exactly so many.
    void setRate(std::int64_t tradesPerSecond, std::int64_t most = INT64_MAX)
    {
        m_rate = tradesPerSecond;
        m_most = most;
        m_rateSince = m_now;
        m_saidSince = 0;
    }
    /// Prices move `ticks` up and as many down again within `period`; zero: they stand still. From the beginning on.
    void setWave(std::int64_t ticks, Duration period)
    {
        m_waveTicks = ticks;
        m_wavePeriod = period;
    }
    [[nodiscard]] const std::vector<Said>& said() const noexcept
    {
        return m_said;
    }
    /// Trades of a rate that ends by itself which are not said yet.
    [[nodiscard]] std::int64_t owed() const noexcept
    {
        return m_rate > 0 && m_most != INT64_MAX ? m_most - m_saidSince : 0;
    }
    [[nodiscard]] const Histogram& lateness() const noexcept
    {
        return m_lateness;
    }

    [[nodiscard]] std::span<const sandbox::Listing> listings() const override
    {
        return m_listings;
    }
    [[nodiscard]] Timestamp start() const override
    {
        return m_start;
    }
    void runUntil(Timestamp now, sandbox::MarketListener& listener) override
    {
        while (m_total < m_listings.size()) {
            sayTrade(now, listener);
        }
        // One that is late says what it owes in pieces, so that sockets and commands have their turns between them.
        for (int i = 0; i < mostAtOnce && m_rate > 0 && m_saidSince < m_most && due() <= now; ++i) {
            const Timestamp intended = due();
            ++m_saidSince;
            sayTrade(intended, listener);
            m_lateness.add((m_clock.wall() - intended).ns);
        }
        if (m_nextFresh <= now) {
            m_nextFresh = now + seconds(1);
            for (std::size_t i = 0; i < m_listings.size(); ++i) {
                changeBid(i, now, listener);
            }
        }
        m_now = std::max(m_now, now);
    }
    sim::MatchOutcome add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                          sandbox::MarketListener& listener) override
    {
        const auto outcome = m_books[listing]->add(order, [&] { tellTrades(listing, now, listener); });
        refill(listing, now, listener);
        return outcome;
    }
    sim::MatchOutcome cancel(std::size_t listing, Timestamp now, std::uint64_t id,
                             sandbox::MarketListener& listener) override
    {
        const auto outcome = m_books[listing]->cancel(id);
        tellChanges(listing, now, listener);
        return outcome;
    }
    sim::MatchOutcome replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                              sandbox::MarketListener& listener) override
    {
        const auto outcome = m_books[listing]->replace(id, price, left, [&] { tellTrades(listing, now, listener); });
        refill(listing, now, listener);
        return outcome;
    }
    [[nodiscard]] bool isOpen(std::size_t) const override
    {
        return true;
    }
    [[nodiscard]] std::optional<Ticks> lastPrice(std::size_t listing) const override
    {
        return m_middles[listing];
    }
    void forEachLevel(std::size_t listing, Side side, const std::function<bool(Ticks, Lots)>& visit) const override
    {
        m_books[listing]->engine().forEachLevel(side, visit);
    }
    /// Of a market in which nothing had happened.
    [[nodiscard]] std::vector<market::Bar> pastBars(std::size_t listing, Duration interval,
                                                    std::size_t count) const override
    {
        std::vector<market::Bar> bars(count);
        const std::int64_t last = m_start.ns - m_start.ns % interval.ns;
        for (std::size_t i = 0; i < count; ++i) {
            market::Bar& bar = bars[i];
            bar.instrument = m_listings[listing].instrument.id;
            bar.interval = interval;
            bar.closedAt = Timestamp{last - interval.ns * static_cast<std::int64_t>(count - 1 - i)};
            bar.opened = bar.closedAt - interval;
            bar.open = bar.high = bar.low = bar.close = middle;
            bar.volume = 1;
            bar.trades = 1;
        }
        return bars;
    }

private:
    /// The intended time of the next trade: of the rate alone, whatever became of those before.
    [[nodiscard]] Timestamp due() const noexcept
    {
        return m_rateSince + Duration{(m_saidSince + 1) * 1'000'000'000 / m_rate};
    }
    void sayTrade(Timestamp intended, sandbox::MarketListener& listener)
    {
        const auto listing = static_cast<std::size_t>(m_total++ % m_listings.size());
        const bool isBuy = m_total % 2 == 0;
        sim::MatchTrade trade;
        trade.maker = trade.taker = 1; // the house, with itself
        trade.takerSide = isBuy ? Side::Buy : Side::Sell;
        moveTo(listing, intended, listener);
        trade.price = {m_middles[listing].count + (isBuy ? 1 : -1)};
        trade.size = Lots{static_cast<std::int64_t>(1 + m_total % 97)};
        ++m_said[listing].trades;
        m_said[listing].lots += trade.size.count;
        listener.onTrades(listing, intended, std::span(&trade, 1));
        changeBid(listing, intended, listener);
    }
    /// A triangle; the listings follow each other.
    void moveTo(std::size_t listing, Timestamp at, sandbox::MarketListener& listener)
    {
        if (m_waveTicks == 0) {
            return;
        }
        const std::int64_t shift = m_wavePeriod.ns / static_cast<std::int64_t>(m_listings.size());
        const std::int64_t phase = ((at - m_start).ns + shift * static_cast<std::int64_t>(listing)) % m_wavePeriod.ns;
        const std::int64_t half = m_wavePeriod.ns / 2;
        const std::int64_t up = phase < half ? phase : m_wavePeriod.ns - phase;
        const Ticks now{middle.count
                        + static_cast<std::int64_t>(static_cast<double>(up) / static_cast<double>(half)
                                                    * static_cast<double>(m_waveTicks))};
        if (now != m_middles[listing]) {
            m_middles[listing] = now;
            m_books[listing]->makeAround(now, levelSize, levels, [&] { tellTrades(listing, at, listener); });
        }
    }
    void changeBid(std::size_t listing, Timestamp at, sandbox::MarketListener& listener)
    {
        const Ticks bid{m_middles[listing].count - 1};
        const Lots size{levelSize.count + static_cast<std::int64_t>(++m_changes % 1'000)};
        m_books[listing]->setLevel(Side::Buy, bid, size, [] {});
        tellChanges(listing, at, listener);
    }
    /// What clients took comes back.
    void refill(std::size_t listing, Timestamp now, sandbox::MarketListener& listener)
    {
        m_books[listing]->setLevel(Side::Buy, {m_middles[listing].count - 1}, levelSize, [] {});
        m_books[listing]->setLevel(Side::Sell, {m_middles[listing].count + 1}, levelSize, [] {});
        tellChanges(listing, now, listener);
    }
    void tellTrades(std::size_t listing, Timestamp at, sandbox::MarketListener& listener)
    {
        const auto& engine = m_books[listing]->engine();
        for (const sim::MatchRemoval& removal : engine.removals()) {
            if ((removal.id & sandbox::clientBit) != 0) {
                listener.onRemoved(listing, at, removal);
            }
        }
        if (!engine.trades().empty()) {
            for (const auto& trade : engine.trades()) {
                ++m_said[listing].trades;
                m_said[listing].lots += trade.size.count;
            }
            listener.onTrades(listing, at, engine.trades());
        }
    }
    void tellChanges(std::size_t listing, Timestamp at, sandbox::MarketListener& listener)
    {
        m_ticks.clear();
        m_books[listing]->takeChanges(at, m_ticks);
        for (const market::Tick& tick : m_ticks) {
            listener.onTick(listing, at, tick);
        }
    }

    std::vector<sandbox::Listing> m_listings;
    Clock& m_clock;
    Timestamp m_start, m_now, m_rateSince, m_nextFresh;
    std::int64_t m_rate = 0; ///< Trades a second.
    std::int64_t m_most = INT64_MAX; ///< Of this rate.
    std::int64_t m_saidSince = 0; ///< Trades, since the rate was set.
    std::uint64_t m_total = 0, m_changes = 0;
    std::vector<Said> m_said;
    std::vector<Ticks> m_middles; ///< Of each listing, now.
    std::int64_t m_waveTicks = 0;
    Duration m_wavePeriod = seconds(20);
    Histogram m_lateness;
    std::vector<std::unique_ptr<sandbox::RecordedBook>> m_books;
    std::vector<market::Tick> m_ticks; ///< Reused.
};

} // namespace omni::load
