// The limits as a table: key, unit, bounds, meaning of zero, and access to the field. For forms that let a person
// change them; `faultsOf` (limits.h) decides what is good.

#pragma once

#include "core/trade/risk/limits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace omni::risk {

enum class LimitUnit : std::uint8_t {
    EquityShare, ///< Basis points of equity.
    PriceShare, ///< Basis points of a price.
    Multiple, ///< Thousandths: of ATR, of equity.
    Count,
    Days,
    Span, ///< Nanoseconds.
    Amount, ///< e8 of the base currency.
    Size, ///< Lots.
};

enum class LimitGroup : std::uint8_t { Trade, Portfolio, LossAndPace, PriceAndData };

struct LimitField {
    std::string_view key; ///< "daily_loss", as in the configuration's table `risk`.
    LimitGroup group = LimitGroup::Trade;
    LimitUnit unit = LimitUnit::Count;
    std::int64_t least = 0, most = 0; ///< Both allowed. Gross exposure is also bounded by the leverage.
    bool zeroIsNone = false; ///< 0 switches it off.
    bool mayBeNone = false; ///< It can be absent: no such limit.
    bool higherIsTighter = false;
    std::optional<std::int64_t> (*get)(const Limits&) = nullptr;
    void (*set)(Limits&, std::optional<std::int64_t>) = nullptr; ///< None: only where `mayBeNone`.
};

/// Every limit, in the order of `Limits`.
[[nodiscard]] std::span<const LimitField> limitFields() noexcept;

/// `after` lets more through than `before`.
[[nodiscard]] bool isLooser(const LimitField& field, std::optional<std::int64_t> after,
                            std::optional<std::int64_t> before) noexcept;

} // namespace omni::risk
