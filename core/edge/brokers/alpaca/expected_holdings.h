// What the account should hold by the executions that the desk was told, and whether a position that the account names
// is news or a moment that lies between.
//
// An execution, the position that it makes and the word of it on the stream do not arrive together. A position that was
// read between two of them differs from the books for a breath, and told then it would stand as a difference until a
// person has seen it (S9, F49). So what differs is read again, and told when it stays.
//
// Coins, whose fees no message names, have asset_fees.h for it.

#pragma once

#include "core/desk/events/event.h"
#include "core/trade/market/units.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

/// Pure; one thread.
class ExpectedHoldings
{
public:
    static constexpr int sameAnswers = 3; ///< So many comparisons in a row that tell the same are believed.
    static constexpr std::size_t mostSeen = 200'000; ///< Executions; beyond it they are forgotten altogether.

    // --- as the session begins ---

    /// What the desk's books hold.
    void begin(InstrumentId instrument, Lots own);
    /// An execution that is in them, by the venue's name: the list may tell it again.
    void recall(std::string_view execution);

    // --- executions ---

    /// One that the desk is told; a repeat changes nothing.
    void take(const orders::Fill& fill);
    /// One that was taken is another one now (`fill`), or none (null).
    void amend(InstrumentId instrument, std::string_view execution, const orders::Fill* fill);

    // --- comparisons ---

    /// How many have been taken of the instrument: a position that was asked for before the last one says nothing.
    [[nodiscard]] std::uint64_t taken(InstrumentId instrument) const;
    /// The account says that it holds `there`, and nothing was taken since it was asked. True: that is what it should,
    /// or it has said so before and stays with it; it is what should be from now on.
    [[nodiscard]] bool isSettled(InstrumentId instrument, Lots there);

private:
    struct Holding {
        std::int64_t expected = 0;
        std::uint64_t taken = 0;
        std::int64_t unexplained = 0; ///< The last answer that nothing explained.
        int times = 0; ///< In a row.
    };
    std::map<InstrumentId, Holding> m_holdings;
    std::map<std::string, std::int64_t, std::less<>> m_seen; ///< What each moved, by the venue's names.
};

} // namespace omni::brokers::alpaca
