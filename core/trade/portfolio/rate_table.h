// The newest conversion rate of each pair of currencies, and the ways from one currency to another.
//
// A rate that is missing or too old is no rate: equity is then unknown. USDT is not USD.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/trade/portfolio/rates.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace omni::portfolio {

/// How old a rate may be, by its source. Zero or below: never used.
struct RateAges {
    Duration configured = days(1);
    Duration venue = minutes(5);
    Duration feed = minutes(5);
};

inline constexpr std::size_t mostRates = 65'536;

class RateTable
{
public:
    explicit RateTable(const RateAges& ages = {}) noexcept
        : m_ages(ages)
    {
    }
    /// Keeps the rate unless a newer one of the same pair stands; true when it was kept. Of two of the same time the
    /// later call wins. Invalid: equal or missing currencies, a rate not above zero, source Identity. Full.
    [[nodiscard]] Result<bool> set(const DatedRate& rate);

    /// The rate at `now`. The same currency: 1 (Identity). Else the newer of the pair and its inverse; else through one
    /// other currency, where the way with the newest older leg wins, then the lowest currency id. The date is that of
    /// the older leg. Nothing: no way, all too old, or a product that does not fit 64 bits after reducing.
    [[nodiscard]] std::optional<DatedRate> find(CurrencyId from, CurrencyId to, Timestamp now) const noexcept;
    /// `amount` in another currency, rounded once, or nothing as above.
    [[nodiscard]] std::optional<Money> convert(Money amount, CurrencyId from, CurrencyId to,
                                               Timestamp now) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_rates.size();
    }
    void save(ByteWriter& out) const;
    /// Replaces the rates; the ages stay. Corrupt: then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    [[nodiscard]] bool isFresh(const DatedRate& rate, Timestamp now) const noexcept;
    [[nodiscard]] const DatedRate* stored(CurrencyId from, CurrencyId to) const noexcept;
    [[nodiscard]] std::optional<DatedRate> oneStep(CurrencyId from, CurrencyId to, Timestamp now) const noexcept;

    RateAges m_ages;
    std::vector<DatedRate> m_rates; ///< By (from, to).
};

/// `amount` times `rate`, rounded away from zero: for limits. Nothing if it does not fit.
[[nodiscard]] std::optional<Money> convertedUp(Money amount, Rate rate) noexcept;

} // namespace omni::portfolio
