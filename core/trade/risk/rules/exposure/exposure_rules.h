// How much of everything: gross, net and leverage, in the worst case with this order (S3). Only entries come here.
//
// The worst case of an instrument is the greater of all its buys filling and no sell, and all its sells and no buy.
// What it nets against the other instruments counts for nothing while it is on the other side: a hedge may vanish
// first.

#pragma once

#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

/// Equity that is not known, or a rate that is not there, measures nothing.
[[nodiscard]] std::optional<Refusal> checkEquityKnown(const OrderCase& order) noexcept;

/// For these three `view.equity` is there.
[[nodiscard]] std::optional<Refusal> checkGrossExposure(const OrderCase& order, const Worth& worth) noexcept;
[[nodiscard]] std::optional<Refusal> checkNetExposure(const OrderCase& order, const Worth& worth) noexcept;
[[nodiscard]] std::optional<Refusal> checkLeverage(const OrderCase& order, const Worth& worth) noexcept;

} // namespace omni::risk
