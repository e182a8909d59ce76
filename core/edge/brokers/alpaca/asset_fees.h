// The fees that Alpaca takes from a coin that is bought, which none of its messages names.
//
// What they were follows from what the account holds: less than before and the execution together, by the fee. Most
// executions come with it. Where they do not (they were missed, or the figure came to nothing), the next comparison
// says it, and the fill's fee is corrected then. What cannot be a fee is none, and stays a difference for a person to
// see.
//
// Positions have nine decimals and money has eight: what is booked is rounded up, and the rest taken off the next fee,
// so that the books never hold more than the account does (portfolio/asset_fee.h).

#pragma once

#include "core/desk/events/event.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/units.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

class AssetFees
{
public:
    /// Of what was bought. The highest fee of a taker there is a quarter of a hundredth.
    static constexpr std::int64_t mostPerMille = 3;
    static constexpr std::size_t mostOpen = 1'000; ///< Fills of one instrument between two comparisons.
    static constexpr std::size_t mostSeen = 200'000; ///< Executions; beyond it they are forgotten altogether.
    static constexpr int mostSilent = 6; ///< Comparisons in which nothing is missing, until a fee is not waited for.
    static constexpr int sameAnswers = 3; ///< So many comparisons with one answer that nothing explains are believed.

    /// An instrument whose fees are taken from what is bought.
    [[nodiscard]] static bool isTaken(const market::Instrument& instrument) noexcept;

    // --- as the session begins ---

    /// What the desk's books hold.
    void begin(InstrumentId instrument, Lots own);
    /// An execution that is in them, by the venue's name: the list may tell it again.
    void recall(std::string_view execution, bool hasFee);

    // --- executions ---

    /// One that the desk is told. `after`: what the account holds behind it, if that is told; it counts once the
    /// account has been compared since the line came up. The fee, in 1e-8 of the coin, also of a repeat; zero: a sale,
    /// or not known yet.
    [[nodiscard]] Money take(const market::Instrument& instrument, const orders::Fill& fill, std::optional<Lots> after);
    /// One that was taken is another one now (`fill`), or none (null). Its fee.
    [[nodiscard]] Money amend(const market::Instrument& instrument, std::string_view execution,
                              const orders::Fill* fill);
    /// What comes next may not be all that has happened.
    void lineWasCut() noexcept;

    // --- comparisons ---

    /// How many have been taken of the instrument: a position that was asked for before the last one says nothing.
    [[nodiscard]] std::uint64_t taken(InstrumentId instrument) const;
    struct Comparison {
        bool isClear = true; ///< False: nothing explains it yet. It may be news that is under way: compare again.
        /// The fills whose fee this tells, with all their figures but the currency of the fee.
        std::vector<events::FillCorrected> fees;
    };
    /// The account holds `there`, and every execution until then has been taken, of which there were `taken`.
    [[nodiscard]] Comparison compare(const market::Instrument& instrument, Lots there, std::uint64_t taken);
    /// There is a fill whose fee a comparison could tell.
    [[nodiscard]] bool wantsComparison() const noexcept;

private:
    struct Seen {
        Money fee;
        std::int64_t moved = 0; ///< Lots of the account, without a fee that is not known.
        bool isBookedGross = false; ///< In an earlier session, and nobody has looked for its fee since.
    };
    struct Pair {
        std::int64_t expected = 0; ///< Lots at the account, if the fees that are not known were zero.
        std::int64_t rest = 0; ///< Lots of the account beyond the books: 0 to what 1e-8 of the coin is, less one.
        std::vector<orders::Fill> open; ///< Buys without a fee.
        std::uint64_t taken = 0;
        bool isOfAccount = false; ///< `expected` comes from the account's word; else still from the books.
        bool isTrusted = false; ///< Nothing has been missed.
        int silent = 0;
        std::optional<std::int64_t> unclear; ///< The last answer that nothing explained.
        int unclearTimes = 0;
    };
    [[nodiscard]] static Money booked(std::int64_t grain, std::int64_t lots, Pair& pair);
    static void believe(Pair& pair, std::int64_t there);
    [[nodiscard]] std::vector<events::FillCorrected> share(std::int64_t grain, std::int64_t missing,
                                                           std::int64_t bought, Pair& pair);

    std::map<InstrumentId, Pair> m_pairs;
    std::map<std::string, Seen, std::less<>> m_seen; ///< By the venue's names of executions.
};

} // namespace omni::brokers::alpaca
