#include "core/trade/risk/limit_schema.h"

#include <array>
#include <limits>

namespace omni::risk {

namespace {

using Value = std::optional<std::int64_t>;
using enum LimitGroup;
using enum LimitUnit;

constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();

/// `member` is a path below `Limits` to an integer.
#define OMNI_FIELD(member)                                                                                             \
    [](const Limits& l) -> Value { return std::int64_t{l.member}; }, [](Limits& l, Value value) {                      \
        l.member = static_cast<std::remove_reference_t<decltype(l.member)>>(value.value_or(0));                        \
    }

constexpr std::array fields{
    LimitField{"position_per_trade", Trade, EquityShare, 1, 500, false, false, false,
               OMNI_FIELD(positionPerTrade.count)},
    LimitField{"gross_exposure", Portfolio, EquityShare, 1, 200'000, false, false, false,
               OMNI_FIELD(grossExposure.count)},
    LimitField{"net_exposure", Portfolio, EquityShare, 1, 8'000, false, false, false, OMNI_FIELD(netExposure.count)},
    LimitField{"leverage", Portfolio, Multiple, 1, 20'000, false, false, false, OMNI_FIELD(leverage.count)},
    LimitField{"loss_at_stop", Trade, EquityShare, 1, 300, false, false, false, OMNI_FIELD(lossAtStop.count)},
    LimitField{"hard_stop_distance", Trade, PriceShare, 1, 300, false, false, false,
               OMNI_FIELD(hardStopDistance.count)},
    LimitField{"trailing_stop_atr", Trade, Multiple, 0, 100'000, true, false, false, OMNI_FIELD(trailingStopAtr.count)},
    LimitField{"time_exit_days", Trade, Days, 0, 10'000, true, false, false, OMNI_FIELD(timeExitDays)},
    LimitField{"daily_loss", LossAndPace, EquityShare, 1, 500, false, false, false, OMNI_FIELD(dailyLoss.count)},
    LimitField{"drawdown", LossAndPace, EquityShare, 1, 2'000, false, false, false, OMNI_FIELD(drawdown.count)},
    LimitField{"losing_streak", LossAndPace, Count, 1, 10, false, false, false, OMNI_FIELD(losingStreak)},
    LimitField{"orders_per_minute", LossAndPace, Count, 1, 120, false, false, false, OMNI_FIELD(ordersPerMinute)},
    LimitField{"collar", PriceAndData, PriceShare, 1, 500, false, false, false, OMNI_FIELD(collar.count)},
    LimitField{"collar_spreads", PriceAndData, Count, 0, 100, false, false, false, OMNI_FIELD(collarSpreads)},
    LimitField{"collar_atr", PriceAndData, Multiple, 0, 5'000, false, false, false, OMNI_FIELD(collarAtr.count)},
    LimitField{"collar_bound", PriceAndData, PriceShare, 1, 500, false, false, false, OMNI_FIELD(collarBound.count)},
    LimitField{"quote_age", PriceAndData, Span, 1, seconds(10).ns, false, false, false, OMNI_FIELD(quoteAge.ns)},
    LimitField{"approval_drift", PriceAndData, PriceShare, 1, 100, false, false, false,
               OMNI_FIELD(approvalDrift.count)},
    LimitField{"approval_drift_atr", PriceAndData, Multiple, 0, 100'000, true, false, false,
               OMNI_FIELD(approvalDriftAtr.count)},
    LimitField{"duplicate_window", LossAndPace, Span, 0, seconds(60).ns, false, false, true,
               OMNI_FIELD(duplicateWindow.ns)},
    LimitField{"order_value", Trade, Amount, 1, endless, false, true, false,
               [](const Limits& l) { return l.orderValue ? Value(l.orderValue->e8) : Value(); },
               [](Limits& l, Value value) { l.orderValue = value ? std::optional(Money{*value}) : std::nullopt; }},
    LimitField{"order_size", Trade, Size, 1, endless, false, true, false,
               [](const Limits& l) { return l.orderSize ? Value(l.orderSize->count) : Value(); },
               [](Limits& l, Value value) { l.orderSize = value ? std::optional(Lots{*value}) : std::nullopt; }},
    LimitField{"open_orders", LossAndPace, Count, 1, 10'000, false, false, false, OMNI_FIELD(openOrders)},
};

#undef OMNI_FIELD

} // namespace

std::span<const LimitField> limitFields() noexcept
{
    return fields;
}

bool isLooser(const LimitField& field, std::optional<std::int64_t> after, std::optional<std::int64_t> before) noexcept
{
    const auto comparable
        = [&field](Value value) { return !value || (field.zeroIsNone && *value == 0) ? endless : *value; };
    return field.higherIsTighter ? comparable(after) < comparable(before) : comparable(after) > comparable(before);
}

} // namespace omni::risk
