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
#include <set>
#include <string>
#include <vector>

namespace omni::brokers::alpaca {

class AssetFees
{
public:
    /// Of what was bought. The highest fee of a taker there is a quarter of it.
    static constexpr std::int64_t mostPercent = 1;
    static constexpr std::size_t mostOpen = 1'000; ///< Fills of one instrument between two comparisons.
    static constexpr std::size_t mostSeen = 200'000; ///< Executions; beyond it they are forgotten altogether.

    /// An instrument whose fees are taken from what is bought.
    [[nodiscard]] static bool isTaken(const market::Instrument& instrument) noexcept;

    /// The desk's books as the session begins.
    void begin(InstrumentId instrument, Lots own);
    /// An execution that this session is told. `after`: what the account holds behind it, if that is told. The fee, in
    /// 1e-8 of the coin; zero: a sale, not known yet, or told before.
    [[nodiscard]] Money take(const market::Instrument& instrument, const orders::Fill& fill, std::optional<Lots> after);
    /// The account holds `there`, and every execution until then has been taken. The fills whose fee this tells, with
    /// all their figures but the currency of the fee.
    [[nodiscard]] std::vector<events::FillCorrected> compare(const market::Instrument& instrument, Lots there);
    /// There is a fill whose fee a comparison could tell.
    [[nodiscard]] bool wantsComparison() const noexcept;
    /// How many executions have been taken: a position that was asked for before the last one says nothing.
    [[nodiscard]] std::uint64_t taken() const noexcept
    {
        return m_taken;
    }

private:
    struct Pair {
        std::int64_t expected = 0; ///< Lots at the account, if the fees that are not known were zero.
        std::int64_t rest = 0; ///< Lots of the account beyond the books: 0 to what 1e-8 of the coin is, less one.
        std::vector<orders::Fill> open; ///< Buys without a fee.
        bool isOfAccount = false; ///< `expected` comes from the account's word; else still from the books.
    };
    [[nodiscard]] static Money booked(const market::Instrument& instrument, std::int64_t lots, Pair& pair);

    std::map<InstrumentId, Pair> m_pairs;
    std::set<std::string, std::less<>> m_seen; ///< By the venue's names of executions.
    std::uint64_t m_taken = 0;
};

} // namespace omni::brokers::alpaca
