// A market of one listing whose price stands where a test puts it, with the whole of a book behind it: for a paper
// exchange whose stops fire when a test wants them to. What its clients have traded is counted here, in the market
// itself, so that nothing of a face or an exchange is believed.

#pragma once

#include "core/desk/sim/matching.h"
#include "core/edge/sandbox/exchange/market.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace omni::test {

class HandMarket final : public sandbox::Market
{
public:
    static constexpr std::int64_t levels = 5; ///< Of each side, a tick apart.

    /// `listing` gets the id 1. `size`: lots at each level.
    HandMarket(sandbox::Listing listing, Ticks price, Lots size, Timestamp start)
        : m_listings{std::move(listing)}
        , m_engine({})
        , m_price(price)
        , m_size(size)
        , m_start(start)
        , m_next(start)
    {
        m_listings.front().instrument.id = InstrumentId{1};
    }

    // --- a test's hands; what they do happens when time passes next --------------------------------------------------

    /// Everything between is traded through; then a trade is printed there.
    void moveTo(Ticks price)
    {
        m_deeds.push_back([this, price](Timestamp now, sandbox::MarketListener& listener) {
            m_price = price;
            quoteAnew(now, listener);
        });
    }
    /// Somebody takes so many lots of what stands at `price` or better on the other side.
    void take(Side side, Ticks price, Lots size)
    {
        m_deeds.push_back([this, side, price, size](Timestamp now, sandbox::MarketListener& listener) {
            put({++m_lastId, 0, side, sim::Lasting::ImmediateOrCancel, false, false, price, size}, now, listener);
        });
    }
    /// What stands at each level from the next move on. Zero: nobody is there.
    void setDepth(Lots size)
    {
        m_size = size;
    }
    [[nodiscard]] Lots depth() const noexcept
    {
        return m_size;
    }
    [[nodiscard]] Ticks price() const noexcept
    {
        return m_price;
    }
    [[nodiscard]] bool isDone() const noexcept
    {
        return m_deeds.empty();
    }
    /// What the clients hold together by all they have traded, and in how many trades.
    [[nodiscard]] Lots held() const noexcept
    {
        return m_held;
    }
    [[nodiscard]] std::uint64_t trades() const noexcept
    {
        return m_trades;
    }

    // --- Market
    // -------------------------------------------------------------------------------------------------------

    std::span<const sandbox::Listing> listings() const override
    {
        return m_listings;
    }
    Timestamp start() const override
    {
        return m_start;
    }
    void runUntil(Timestamp now, sandbox::MarketListener& listener) override
    {
        if (m_house.empty() && m_lastId == 0) {
            quoteAnew(m_start, listener);
        }
        while (!m_deeds.empty()) {
            const auto deed = std::move(m_deeds.front());
            m_deeds.pop_front();
            deed(now, listener);
        }
        if (now >= m_next) {
            m_next = now + milliseconds(200);
            m_flicker = 1 - m_flicker; // a touch that never changes would be told once and grow old
            publish(now, listener);
        }
    }
    sim::MatchOutcome add(std::size_t, Timestamp now, const sim::MatchOrder& order,
                          sandbox::MarketListener& listener) override
    {
        return put(order, now, listener);
    }
    sim::MatchOutcome cancel(std::size_t, Timestamp now, std::uint64_t id, sandbox::MarketListener& listener) override
    {
        const auto outcome = m_engine.cancel(id);
        publish(now, listener);
        return outcome;
    }
    sim::MatchOutcome replace(std::size_t, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                              sandbox::MarketListener& listener) override
    {
        const auto outcome = m_engine.replace(id, price, left, false);
        if (outcome.answer != sim::MatchAnswer::NotFound) {
            tell(now, listener);
        }
        publish(now, listener);
        return outcome;
    }
    bool isOpen(std::size_t) const override
    {
        return true;
    }
    std::optional<Ticks> lastPrice(std::size_t) const override
    {
        return m_last;
    }
    void forEachLevel(std::size_t, Side side, const std::function<bool(Ticks, Lots)>& visit) const override
    {
        m_engine.forEachLevel(side, visit);
    }
    std::vector<market::Bar> pastBars(std::size_t, Duration, std::size_t) const override
    {
        return {};
    }

private:
    void quoteAnew(Timestamp now, sandbox::MarketListener& listener)
    {
        m_isMoving = true; // nobody sees half a book
        for (const std::uint64_t id : std::exchange(m_house, {})) {
            m_engine.cancel(id);
        }
        // What rests and is passed by the price is taken on the way, whatever its size.
        for (const Side side : {Side::Buy, Side::Sell}) {
            const Ticks nearest{m_price.count - signOf(side)};
            const Lots through = m_engine.takeable(side, nearest, Lots{std::int64_t{1} << 40});
            if (through.count > 0) {
                put({++m_lastId, 0, side, sim::Lasting::ImmediateOrCancel, false, false, nearest, through}, now,
                    listener);
            }
        }
        const Lots print{std::max<std::int64_t>(1, m_size.count / 1'000)};
        put({++m_lastId, 0, Side::Sell, sim::Lasting::Rests, false, false, m_price, print}, now, listener);
        const std::uint64_t offered = m_lastId;
        put({++m_lastId, 0, Side::Buy, sim::Lasting::ImmediateOrCancel, false, false, m_price, print}, now, listener);
        m_engine.cancel(offered);
        for (std::int64_t i = 1; m_size.count > 0 && i <= levels; ++i) {
            for (const Side side : {Side::Buy, Side::Sell}) {
                m_house.push_back(++m_lastId);
                put({m_lastId, 0, side, sim::Lasting::Rests, false, false, Ticks{m_price.count - signOf(side) * i},
                     m_size},
                    now, listener);
            }
        }
        m_isMoving = false;
        publish(now, listener);
    }
    sim::MatchOutcome put(const sim::MatchOrder& order, Timestamp now, sandbox::MarketListener& listener)
    {
        const auto outcome = m_engine.add(order);
        tell(now, listener);
        if (!m_isMoving) {
            publish(now, listener);
        }
        return outcome;
    }
    /// Of the engine's last call.
    void tell(Timestamp now, sandbox::MarketListener& listener)
    {
        for (const auto& trade : m_engine.trades()) {
            for (const auto& [party, sign] :
                 {std::pair(trade.taker, signOf(trade.takerSide)), std::pair(trade.maker, -signOf(trade.takerSide))}) {
                if ((party & sandbox::clientBit) != 0) {
                    m_held.count += sign * trade.size.count;
                    ++m_trades;
                }
            }
            m_last = trade.price;
        }
        if (!m_engine.trades().empty()) {
            listener.onTrades(0, now, m_engine.trades());
        }
    }
    /// What has changed in the book since it was told last, and its touch.
    void publish(Timestamp now, sandbox::MarketListener& listener)
    {
        const InstrumentId id{1};
        std::map<std::pair<Side, std::int64_t>, std::int64_t> book;
        for (const Side side : {Side::Buy, Side::Sell}) {
            m_engine.forEachLevel(side, [&](Ticks price, Lots size) {
                book[{side, price.count}] = size.count;
                return true;
            });
        }
        std::vector<market::DepthChange> changes;
        for (const auto& [level, size] : m_told) {
            if (!book.contains(level)) {
                changes.push_back({id, now, 0, level.first, Ticks{level.second}, Lots{}});
            }
        }
        for (const auto& [level, size] : book) {
            const auto before = m_told.find(level);
            if (before == m_told.end() || before->second != size) {
                changes.push_back({id, now, 0, level.first, Ticks{level.second}, Lots{size}});
            }
        }
        if (!changes.empty()) {
            changes.front().clearsBook = m_told.empty();
            changes.back().endsBatch = true;
        }
        m_told = std::move(book);
        for (const auto& change : changes) {
            listener.onTick(0, now, market::Tick(change));
        }
        market::Quote quote{id, now, {}, {}, {}, {}, m_engine.has(Side::Buy), m_engine.has(Side::Sell)};
        if (quote.hasBid) {
            quote.bid = m_engine.best(Side::Buy);
            quote.bidSize = Lots{m_engine.sizeAt(Side::Buy, quote.bid).count + m_flicker};
        }
        if (quote.hasAsk) {
            quote.ask = m_engine.best(Side::Sell);
            quote.askSize = Lots{m_engine.sizeAt(Side::Sell, quote.ask).count + m_flicker};
        }
        listener.onTick(0, now, market::Tick(quote));
    }

    std::vector<sandbox::Listing> m_listings;
    sim::MatchingEngine m_engine;
    Ticks m_price;
    Lots m_size;
    Timestamp m_start, m_next;
    std::optional<Ticks> m_last;
    std::vector<std::uint64_t> m_house; ///< Orders of nobody that make the book.
    std::uint64_t m_lastId = 0;
    std::int64_t m_flicker = 0;
    std::map<std::pair<Side, std::int64_t>, std::int64_t> m_told; ///< Of the book, as it was told last.
    bool m_isMoving = false;
    std::deque<std::function<void(Timestamp, sandbox::MarketListener&)>> m_deeds;
    Lots m_held;
    std::uint64_t m_trades = 0;
};

} // namespace omni::test
