// Under what conditions a trade was made, and whether it says what the price is now. Pure.
//
// The tapes' own tables (Consolidated Tape System, UTP Trade Data Feed: "consolidated processing guidelines") say which
// sales update the last price. Those that do not, or only where there is no other, are late, out of sequence, averages,
// of other terms, odd lots, or words about a price of before: none of them is a price of this moment, and Alpaca leaves
// them out of the prices of its own minute bars. Form T stays: so every trade before and after the day is marked.

#pragma once

#include <cstdint>
#include <string_view>

namespace omni::brokers::alpaca {

/// The letters of "c", each a bit; what is not one character of ' ' to '_' is none.
using TradeConditions = std::uint64_t;

[[nodiscard]] constexpr TradeConditions conditionOf(char letter) noexcept
{
    return letter >= ' ' && letter <= '_' ? TradeConditions{1} << static_cast<unsigned>(letter - ' ') : 0;
}
[[nodiscard]] constexpr TradeConditions conditionOf(std::string_view word) noexcept
{
    return word.size() == 1 ? conditionOf(word[0]) : 0;
}
[[nodiscard]] constexpr TradeConditions conditionsOf(std::string_view letters) noexcept
{
    TradeConditions all = 0;
    for (const char each : letters) {
        all |= conditionOf(each);
    }
    return all;
}

/// C cash, H price variation, I odd lot, L sold last, M and Q the official close and open of a centre, N next day,
/// P prior reference price, R seller, U extended hours out of sequence, V contingent, W average price, Z out of
/// sequence, 4 derivatively priced, 7 qualified contingent, 9 corrected close.
inline constexpr TradeConditions ofNoMoment = conditionsOf("CHILMNPQRUVWZ479");
/// Of the tapes of New York alone: B is an average there, and a bunched trade like any other at Nasdaq.
inline constexpr TradeConditions ofNoMomentNewYork = ofNoMoment | conditionsOf("B");
/// Of Nasdaq's: G is a bunched trade that is told late.
inline constexpr TradeConditions ofNoMomentNasdaq = ofNoMoment | conditionsOf("G");

/// `tape`: "z", which is 'C' of what is listed at Nasdaq; 0: not told.
[[nodiscard]] constexpr bool isOfThisMoment(TradeConditions conditions, char tape) noexcept
{
    return (conditions & (tape == 'C' ? ofNoMomentNasdaq : ofNoMomentNewYork)) == 0;
}

} // namespace omni::brokers::alpaca
