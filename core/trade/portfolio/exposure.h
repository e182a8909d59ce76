// Exposure in the worst case: every open order may fill, in the worst order (S3).

#pragma once

#include "core/base/error.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/external_orders.h"
#include "core/trade/portfolio/pnl.h"
#include "core/trade/portfolio/portfolio.h"
#include "core/trade/portfolio/rate_table.h"

#include <optional>

namespace omni::portfolio {

/// Lots of one instrument. Reduce-only orders are in none of them: they never raise a position.
struct WorstLots {
    Lots longest; ///< Not below zero: the position if all buys filled first.
    Lots shortest; ///< Not below zero: the short if all sells filled first.
    Lots gross; ///< The larger of the two.
    friend bool operator==(const WorstLots&, const WorstLots&) = default;
};

/// Sums that do not fit are the largest number there is.
[[nodiscard]] WorstLots worstLots(Lots position, Lots openBuys, Lots openSells) noexcept;

/// Values in one currency, each rounded up.
struct Exposure {
    Money longValue; ///< Not below zero.
    Money shortValue; ///< Not below zero.
    Money gross; ///< The sum over instruments of the larger of the two.
    friend bool operator==(const Exposure&, const Exposure&) = default;
};

/// Of one instrument at `mark`, in its quote currency. Orders that name a value instead of lots count with that value,
/// on top of a position on their side. Overflow when it does not fit.
[[nodiscard]] Result<Exposure> exposureOf(const market::Instrument& instrument, Lots position,
                                          const orders::InstrumentOrders& open, Ticks mark);

/// It has a position or open orders.
[[nodiscard]] bool isExposed(const Portfolio& portfolio, const orders::OrdersInSight& orders, InstrumentId id);

/// Of one instrument at its mark, in `base`, each value rounded up. Nothing when the mark or the rate is missing or
/// stale, or when it does not fit.
[[nodiscard]] std::optional<Exposure> exposureIn(CurrencyId base, const Portfolio& portfolio,
                                                 const orders::OrdersInSight& orders, InstrumentId id,
                                                 const Marks& marks, const RateTable& rates, Timestamp now);

/// False: it does not fit, and `total` is no longer good.
[[nodiscard]] bool add(Exposure& total, const Exposure& one) noexcept;

/// The sum over all instruments with a position or open orders, in `base`. Nothing when a needed mark or rate is
/// missing or stale, or when it does not fit. `without`: an instrument to leave out; none leaves out nothing.
[[nodiscard]] std::optional<Exposure> totalExposure(const Portfolio& portfolio, const orders::OrdersInSight& orders,
                                                    CurrencyId base, const Marks& marks, const RateTable& rates,
                                                    Timestamp now, InstrumentId without = {});

} // namespace omni::portfolio
