// Equity kept up to date: O(1) a mark, O(currencies + open positions) a question. Gives what `Portfolio::equity` gives.
//
// Not part of the durable state: made of the portfolio and the marks of this run.

#pragma once

#include "core/base/wide_int.h"
#include "core/trade/portfolio/portfolio.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::portfolio {

class Valuation
{
public:
    /// Marks older than `most` are none; zero: any age will do.
    explicit Valuation(Duration most = {}) noexcept
        : m_marks(most)
    {
    }
    /// A new price. An instrument that is not defined is left out.
    void onMark(const Portfolio& portfolio, InstrumentId instrument, Ticks price, Timestamp at);
    /// After each fact that changed the position: book, adopt, bust, correct.
    void onPosition(const Portfolio& portfolio, InstrumentId instrument);
    /// After a split or new increments: the old mark is in old ticks.
    void onRescale(const Portfolio& portfolio, InstrumentId instrument);
    /// All positions anew; the marks stay. After `Portfolio::load`.
    void rebuild(const Portfolio& portfolio);

    /// See Portfolio::equity. `portfolio` is the one that the calls above told of.
    [[nodiscard]] std::optional<Money> equity(const Portfolio& portfolio, CurrencyId base, const RateTable& rates,
                                              Timestamp now) const;
    [[nodiscard]] const Marks& marks() const noexcept
    {
        return m_marks;
    }

private:
    struct Row {
        Money value;
        bool counted = false; ///< `value` is in the sum of its currency.
    };
    void revalue(const Portfolio& portfolio, InstrumentId instrument);

    Marks m_marks;
    std::vector<Row> m_rows; ///< By instrument id - 1.
    std::vector<Int128> m_sums; ///< Market values by currency id - 1.
    std::vector<InstrumentId> m_open; ///< Instruments with a position, rising.
};

} // namespace omni::portfolio
