// Fills paired into trades from entry to exit, first in, first out.
//
// The fills of one order are one: an order that took five levels is one entry, not five. An exit closes the oldest
// entries first; one that closes a part of an entry makes a trade of that part and leaves the rest open, as `Trade` in
// backtesting.py does. What is split is rounded once, half to even, and the rest is the remainder, so that values, fees
// and results of all trades add up to those of all fills, to the last unit.

#pragma once

#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/trade/market/instrument.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace omni::analytics {

using TradeReason = ShortText<31>; ///< Why it ended: "signal", "stop", "target", … "open" while it goes on.

/// Amounts are in the quote currency of the instrument.
struct RoundTrip {
    InstrumentId instrument;
    StrategyId strategy; ///< None: of people.
    Side side = Side::Buy; ///< Of the entry: Buy is long.
    Lots size; ///< Above zero.
    Timestamp entered; ///< Of the entry's first fill.
    Money entryValue; ///< Unsigned: what was paid, or received when short.
    std::optional<Timestamp> exited; ///< Of the exit's last fill. None: still open.
    Money exitValue; ///< Unsigned. While it is open: what it is worth at the mark.
    Money fees; ///< Of both ends, as far as they have been charged.
    Money pnl; ///< Net of fees.
    TradeReason reason;
    friend bool operator==(const RoundTrip&, const RoundTrip&) = default;
};

/// `pnl` by the entry's value, as a fraction; 0 where the entry cost nothing.
[[nodiscard]] double returnOf(const RoundTrip& trade) noexcept;

/// What was exchanged for one unit, with up to ten decimals, rounded half to even: exact as the values are, where the
/// price of a fill is rounded to the tick. Nothing when it does not fit.
[[nodiscard]] std::optional<std::string> unitPriceText(const market::Instrument& instrument, Money value, Lots size);

/// One execution for the pairing.
struct PairedFill {
    OrderId order;
    InstrumentId instrument;
    StrategyId strategy;
    Side side = Side::Buy;
    Lots size;
    Money value; ///< Unsigned.
    Money fee;
    Timestamp time;
    TradeReason reason; ///< Of the trades that it ends.
};

class RoundTripBook
{
public:
    /// Overflow: the amounts do not fit; the book is then as before.
    [[nodiscard]] Result<void> add(const PairedFill& fill);

    /// Ended trades in the order in which they ended.
    [[nodiscard]] const std::vector<RoundTrip>& closed() const noexcept
    {
        return m_closed;
    }
    /// What is open, oldest first, valued by `worth(instrument, size)`, the unsigned value at the mark, or nothing.
    /// Without a value its result is that of its fees alone.
    template<class Worth> [[nodiscard]] std::vector<RoundTrip> open(Worth worth) const;

private:
    struct Key {
        InstrumentId instrument;
        StrategyId strategy;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Entry {
        OrderId order;
        Side side = Side::Buy;
        Lots size;
        Money value, fee;
        Timestamp time;
    };
    struct Line {
        std::deque<Entry> entries;
        OrderId exit; ///< That closed last; its next fill adds to the trade it made.
        OrderId exitOf; ///< And the entry of that trade.
        std::size_t trade = 0;
    };
    static Entry takePart(Entry& entry, std::int64_t lots);
    void end(Line& line, const Entry& part, const PairedFill& fill, Money value, Money fee);
    [[nodiscard]] bool fits(const Line& line, const PairedFill& fill) const noexcept;

    FlatMap<Key, Line> m_lines;
    std::vector<RoundTrip> m_closed;
};

/// Net result of values and fees.
[[nodiscard]] Money netOf(Side side, Money entryValue, Money exitValue, Money fees) noexcept;

template<class Worth> std::vector<RoundTrip> RoundTripBook::open(Worth worth) const
{
    std::vector<RoundTrip> all;
    for (const auto& line : m_lines) {
        for (const Entry& entry : line.value.entries) {
            RoundTrip trade{
                line.key.instrument, line.key.strategy, entry.side, entry.size,         entry.time, entry.value, {},
                entry.value,         entry.fee,         {},         TradeReason("open")};
            if (const std::optional<Money> value = worth(line.key.instrument, entry.size)) {
                trade.exitValue = *value;
            }
            trade.pnl = netOf(trade.side, trade.entryValue, trade.exitValue, trade.fees);
            all.push_back(trade);
        }
    }
    return all;
}

} // namespace omni::analytics
