#include "core/host/simulate/checks/naive_limits.h"

#include <algorithm>

namespace omni::simulate {

namespace {

template<class Value> Value lower(Value a, Value b)
{
    return std::min(a, b);
}

/// Nothing, or zero, stands for no limit at all.
template<class Value> Value lowerOfThoseThere(Value a, Value b)
{
    const Value none{};
    return a == none ? b : b == none ? a : std::min(a, b);
}

} // namespace

risk::Limits tightestOf(const risk::Limits& a, const risk::Limits& b)
{
    risk::Limits least;
    least.enforced = a.enforced || b.enforced;
    least.positionPerTrade = lower(a.positionPerTrade, b.positionPerTrade);
    least.grossExposure = lower(a.grossExposure, b.grossExposure);
    least.netExposure = lower(a.netExposure, b.netExposure);
    least.leverage = lower(a.leverage, b.leverage);
    least.lossAtStop = lower(a.lossAtStop, b.lossAtStop);
    least.hardStopDistance = lower(a.hardStopDistance, b.hardStopDistance);
    least.trailingStopAtr = lowerOfThoseThere(a.trailingStopAtr, b.trailingStopAtr);
    least.timeExitDays = lowerOfThoseThere(a.timeExitDays, b.timeExitDays);
    least.dailyLoss = lower(a.dailyLoss, b.dailyLoss);
    least.drawdown = lower(a.drawdown, b.drawdown);
    least.losingStreak = lower(a.losingStreak, b.losingStreak);
    least.ordersPerMinute = lower(a.ordersPerMinute, b.ordersPerMinute);
    least.collar = lower(a.collar, b.collar);
    least.collarSpreads = lower(a.collarSpreads, b.collarSpreads);
    least.collarAtr = lower(a.collarAtr, b.collarAtr);
    least.collarBound = lower(a.collarBound, b.collarBound);
    least.quoteAge = lower(a.quoteAge, b.quoteAge);
    least.approvalDrift = lower(a.approvalDrift, b.approvalDrift);
    least.approvalDriftAtr = lowerOfThoseThere(a.approvalDriftAtr, b.approvalDriftAtr);
    least.duplicateWindow = std::max(a.duplicateWindow, b.duplicateWindow); // the longer one refuses more
    least.orderValue = lowerOfThoseThere(a.orderValue, b.orderValue);
    least.orderSize = lowerOfThoseThere(a.orderSize, b.orderSize);
    least.openOrders = lower(a.openOrders, b.openOrders);
    return least;
}

bool isLoosened(const risk::Limits& after, const risk::Limits& before)
{
    return !(tightestOf(after, before) == after);
}

} // namespace omni::simulate
