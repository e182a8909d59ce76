// The book of one listing as a recording tells it, with the orders of the exchange's clients standing in it.
//
// What the recording says of a level is what the level is: what clients took of it comes back with its next change.
// Nobody in the recording ever knew of these clients, so nothing that they do moves it. One thread.

#pragma once

#include "core/desk/sim/matching.h"
#include "core/trade/market/tick.h"

#include <functional>
#include <map>
#include <vector>

namespace omni::sandbox {

class RecordedBook
{
public:
    /// Called after each message to the engine: its trades and removals are good during the call.
    using Told = std::function<void()>;

    explicit RecordedBook(std::size_t mostOrders);

    /// A level with its new absolute size; zero: it is gone. Levels of the other side that it crosses are gone, too.
    /// Beyond `mostLevels` of a side the worst are left out.
    void setLevel(Side side, Ticks price, Lots size, const Told& told);
    /// Every recorded level goes; clients' orders stay.
    void clear();
    /// `levels` a side of `size` each, a tick apart, with `middle` between them; whatever else was recorded goes.
    void makeAround(Ticks middle, Lots size, std::int64_t levels, const Told& told);
    /// One level of a side in place of all.
    void setTouch(Side side, Ticks price, Lots size, const Told& told);
    /// A recorded trade: clients' orders that stand at its price or better fill, in their turn behind what was recorded
    /// before them. Returns what is left of it for others.
    Lots print(Ticks price, Lots size, Side taker, const Told& told);

    sim::MatchOutcome add(const sim::MatchOrder& order, const Told& told);
    sim::MatchOutcome cancel(std::uint64_t id);
    sim::MatchOutcome replace(std::uint64_t id, Ticks price, Lots left, const Told& told);

    [[nodiscard]] const sim::MatchingEngine& engine() const noexcept
    {
        return m_engine;
    }
    /// What has changed since the last call, as one batch behind which the book is whole; a quote where the touch is
    /// another. `ticks` gets them behind what it holds.
    void takeChanges(Timestamp at, std::vector<market::Tick>& ticks);
    /// Forgets them: nobody was listening yet.
    void dropChanges() noexcept
    {
        m_touched.clear();
    }
    /// Everything recorded counts as changed.
    void changeAll();

    static constexpr std::size_t mostLevels = 5'000;

private:
    using Levels = std::map<Ticks, Lots>;

    [[nodiscard]] Levels& levelsOf(Side side) noexcept
    {
        return side == Side::Buy ? m_bids : m_asks;
    }
    void arrange(Side side, Ticks price, const Told& told);
    void shrink(Side side, Ticks price, std::int64_t cut);
    void noteTrades();
    void touch(Side side, Ticks price)
    {
        m_touched.emplace_back(side, price);
    }

    sim::MatchingEngine m_engine;
    Levels m_bids, m_asks; ///< As recorded.
    std::vector<std::pair<Side, Ticks>> m_touched;
    market::Quote m_quote{.hasBid = false, .hasAsk = false};
};

} // namespace omni::sandbox
