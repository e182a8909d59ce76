#include "core/trade/risk/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

namespace omni::risk {

namespace {

struct Bound {
    std::string_view key;
    std::int64_t value;
    std::int64_t least;
    std::int64_t most;
    std::string_view unit;
};

constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();

/// A switch that 0 turns off stands behind every value above it.
constexpr std::int64_t orEndless(std::int64_t value) noexcept
{
    return value == 0 ? endless : value;
}

std::string sentenceOf(const Bound& bound)
{
    if (bound.most == endless) {
        return fmt::format("risk.{}: {} is not {} {} or more", bound.key, bound.value, bound.least, bound.unit);
    }
    return fmt::format("risk.{}: {} is outside {} to {} {}", bound.key, bound.value, bound.least, bound.most,
                       bound.unit);
}

void addFault(const Bound& bound, std::vector<std::string>& faults)
{
    if (bound.value < bound.least || bound.value > bound.most) {
        faults.push_back(sentenceOf(bound));
    }
}

/// Reads a number that was written as 64 bits into a field of 32.
std::int32_t narrow(ByteReader& in) noexcept
{
    const std::int64_t value = in.signedVarint();
    if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max()) {
        in.fail();
        return 0;
    }
    return static_cast<std::int32_t>(value);
}

/// Every numeric field that is always there: written and read in one order, listed once.
template<class SomeLimits, class Visitor> void eachNumber(SomeLimits& l, Visitor visit)
{
    visit(l.positionPerTrade.count);
    visit(l.grossExposure.count);
    visit(l.netExposure.count);
    visit(l.leverage.count);
    visit(l.lossAtStop.count);
    visit(l.hardStopDistance.count);
    visit(l.trailingStopAtr.count);
    visit(l.timeExitDays);
    visit(l.dailyLoss.count);
    visit(l.drawdown.count);
    visit(l.losingStreak);
    visit(l.ordersPerMinute);
    visit(l.collar.count);
    visit(l.collarSpreads);
    visit(l.collarAtr.count);
    visit(l.collarBound.count);
    visit(l.approvalDrift.count);
    visit(l.approvalDriftAtr.count);
    visit(l.openOrders);
}

} // namespace

std::vector<std::string> faultsOf(const Limits& l)
{
    // Gross exposure may reach the leverage: 10'000 bp at 1 x, which is 1'000 thousandths.
    const std::int64_t mostGross = std::max<std::int64_t>(1, std::int64_t{l.leverage.count} * 10);
    const Bound bounds[] = {
        {"position_per_trade", l.positionPerTrade.count, 1, 500, "bp"},
        {"gross_exposure", l.grossExposure.count, 1, mostGross, "bp"},
        {"net_exposure", l.netExposure.count, 1, 8'000, "bp"},
        {"leverage", l.leverage.count, 1, 20'000, "thousandths"},
        {"loss_at_stop", l.lossAtStop.count, 1, 300, "bp"},
        {"hard_stop_distance", l.hardStopDistance.count, 1, 300, "bp"},
        {"trailing_stop_atr", l.trailingStopAtr.count, 0, 100'000, "thousandths"},
        {"time_exit_days", l.timeExitDays, 0, 10'000, "days"},
        {"daily_loss", l.dailyLoss.count, 1, 500, "bp"},
        {"drawdown", l.drawdown.count, 1, 2'000, "bp"},
        {"losing_streak", l.losingStreak, 1, 10, "losses"},
        {"orders_per_minute", l.ordersPerMinute, 1, 120, "orders"},
        {"collar", l.collar.count, 1, 500, "bp"},
        {"collar_spreads", l.collarSpreads, 0, 100, "spreads"},
        {"collar_atr", l.collarAtr.count, 0, 5'000, "thousandths"},
        {"collar_bound", l.collarBound.count, 1, 500, "bp"},
        {"quote_age", l.quoteAge.ns, 1, seconds(10).ns, "ns"},
        {"approval_drift", l.approvalDrift.count, 1, 100, "bp"},
        {"approval_drift_atr", l.approvalDriftAtr.count, 0, 100'000, "thousandths"},
        {"duplicate_window", l.duplicateWindow.ns, 0, seconds(60).ns, "ns"},
        {"order_value", l.orderValue.value_or(Money{1}).e8, 1, endless, "e8"},
        {"order_size", l.orderSize.value_or(Lots{1}).count, 1, endless, "lots"},
        {"open_orders", l.openOrders, 1, 10'000, "orders"},
    };
    std::vector<std::string> faults;
    for (const Bound& bound : bounds) {
        addFault(bound, faults);
    }
    return faults;
}

std::vector<std::string> faultsOf(const Limits& limits, Milli accountLeverage)
{
    auto faults = faultsOf(limits);
    if (limits.leverage > accountLeverage) {
        faults.push_back(fmt::format("risk.leverage: {} is above the account's {} thousandths", limits.leverage.count,
                                     accountLeverage.count));
    }
    return faults;
}

Limits tighterOf(const Limits& a, const Limits& b) noexcept
{
    const auto least = [](auto& into, const auto& other) { into = std::min(into, other); };
    // Zero stands for "none": any other value is tighter.
    const auto leastButZero = [](auto& into, const auto& other) {
        into = into == std::remove_cvref_t<decltype(into)>{} ? other
            : other == std::remove_cvref_t<decltype(into)>{} ? into
                                                             : std::min(into, other);
    };
    const auto leastGiven = [](auto& into, const auto& other) {
        into = !into ? other : other ? std::min(into, other) : into;
    };
    Limits tight = a;
    tight.enforced = a.enforced || b.enforced;
    least(tight.positionPerTrade, b.positionPerTrade);
    least(tight.grossExposure, b.grossExposure);
    least(tight.netExposure, b.netExposure);
    least(tight.leverage, b.leverage);
    least(tight.lossAtStop, b.lossAtStop);
    least(tight.hardStopDistance, b.hardStopDistance);
    leastButZero(tight.trailingStopAtr, b.trailingStopAtr);
    leastButZero(tight.timeExitDays, b.timeExitDays);
    least(tight.dailyLoss, b.dailyLoss);
    least(tight.drawdown, b.drawdown);
    least(tight.losingStreak, b.losingStreak);
    least(tight.ordersPerMinute, b.ordersPerMinute);
    least(tight.collar, b.collar);
    least(tight.collarSpreads, b.collarSpreads);
    least(tight.collarAtr, b.collarAtr);
    least(tight.collarBound, b.collarBound);
    least(tight.quoteAge, b.quoteAge);
    least(tight.approvalDrift, b.approvalDrift);
    leastButZero(tight.approvalDriftAtr, b.approvalDriftAtr);
    tight.duplicateWindow = std::max(a.duplicateWindow, b.duplicateWindow);
    leastGiven(tight.orderValue, b.orderValue);
    leastGiven(tight.orderSize, b.orderSize);
    least(tight.openOrders, b.openOrders);
    return tight;
}

Limits halvedSizes(const Limits& limits) noexcept
{
    Limits halved = limits;
    const auto halve = [](auto& count) { count = std::max<std::remove_cvref_t<decltype(count)>>(1, count / 2); };
    halve(halved.positionPerTrade.count);
    halve(halved.lossAtStop.count);
    if (halved.orderValue) {
        halve(halved.orderValue->e8);
    }
    if (halved.orderSize) {
        halve(halved.orderSize->count);
    }
    return halved;
}

bool isTighterOrEqual(const Limits& after, const Limits& before) noexcept
{
    const auto orEndlessMoney = [](std::optional<Money> m) { return m ? m->e8 : endless; };
    const auto orEndlessLots = [](std::optional<Lots> s) { return s ? s->count : endless; };
    return (after.enforced || !before.enforced) && after.positionPerTrade <= before.positionPerTrade
        && after.grossExposure <= before.grossExposure && after.netExposure <= before.netExposure
        && after.leverage <= before.leverage && after.lossAtStop <= before.lossAtStop
        && after.hardStopDistance <= before.hardStopDistance
        && orEndless(after.trailingStopAtr.count) <= orEndless(before.trailingStopAtr.count)
        && orEndless(after.timeExitDays) <= orEndless(before.timeExitDays) && after.dailyLoss <= before.dailyLoss
        && after.drawdown <= before.drawdown && after.losingStreak <= before.losingStreak
        && after.ordersPerMinute <= before.ordersPerMinute && after.collar <= before.collar
        && after.collarSpreads <= before.collarSpreads && after.collarAtr <= before.collarAtr
        && after.collarBound <= before.collarBound && after.quoteAge <= before.quoteAge
        && after.approvalDrift <= before.approvalDrift
        && orEndless(after.approvalDriftAtr.count) <= orEndless(before.approvalDriftAtr.count)
        && after.duplicateWindow >= before.duplicateWindow
        && orEndlessMoney(after.orderValue) <= orEndlessMoney(before.orderValue)
        && orEndlessLots(after.orderSize) <= orEndlessLots(before.orderSize) && after.openOrders <= before.openOrders;
}

void save(const Limits& limits, ByteWriter& out)
{
    out.boolean(limits.enforced);
    eachNumber(limits, [&out](std::int32_t value) { out.signedVarint(value); });
    out.i64(limits.quoteAge.ns);
    out.i64(limits.duplicateWindow.ns);
    out.boolean(limits.orderValue.has_value());
    out.i64(limits.orderValue.value_or(Money{}).e8);
    out.boolean(limits.orderSize.has_value());
    out.i64(limits.orderSize.value_or(Lots{}).count);
}

Limits loadLimits(ByteReader& in)
{
    Limits limits;
    limits.enforced = in.boolean();
    eachNumber(limits, [&in](std::int32_t& value) { value = narrow(in); });
    limits.quoteAge = {in.i64()};
    limits.duplicateWindow = {in.i64()};
    const bool hasValue = in.boolean();
    const Money value{in.i64()};
    const bool hasSize = in.boolean();
    const Lots size{in.i64()};
    if (!in.ok()) {
        return {};
    }
    limits.orderValue = hasValue ? std::optional(value) : std::nullopt;
    limits.orderSize = hasSize ? std::optional(size) : std::nullopt;
    return limits;
}

Digest limitsDigest(const Limits& limits)
{
    Bytes bytes;
    ByteWriter out(bytes);
    save(limits, out);
    return digestOf("omni.risk.limits", bytes);
}

} // namespace omni::risk
