#include "core/desk/backtest/setup.h"

#include "core/base/decimal.h"
#include "core/trade/strategy/strategy.h"

namespace omni::backtest {

std::string faultOf(const BacktestSetup& setup)
{
    constexpr std::int64_t whole = 100'000'000;
    if (setup.strategies.empty()) {
        return "a backtest needs a strategy";
    }
    for (const std::string& spec : setup.strategies) {
        if (const auto read = strategy::specFromText(spec); !read) {
            return read.error().detail;
        }
    }
    if (setup.cash.e8 <= 0) {
        return "the cash to begin with is not above zero";
    }
    if (setup.commissionE8 < 0 || setup.commissionE8 > whole) {
        return "the commission is not between 0 and 1 of the value";
    }
    if (setup.slippage.shareE8 < 0 || setup.slippage.shareE8 > whole) {
        return "the slippage is not between 0 and 10000 basis points";
    }
    if (setup.size == SizeRule::Fixed && setup.quantityE8 <= 0) {
        return "the fixed size is not above zero";
    }
    if (setup.size == SizeRule::Risk && (setup.risk.count < 1 || setup.risk.count > 1'000)) {
        return "the risk of a trade is not between 0.01 % and 10 % of equity";
    }
    if (setup.limits.enforced) {
        if (const auto faults = risk::faultsOf(setup.limits); !faults.empty()) {
            return faults.front();
        }
    }
    return {};
}

void save(const BacktestSetup& setup, ByteWriter& out)
{
    out.varint(setup.strategies.size());
    for (const std::string& spec : setup.strategies) {
        out.text(spec);
    }
    out.i64(setup.cash.e8);
    out.text(setup.currency);
    out.i64(setup.commissionE8);
    out.i64(setup.slippage.shareE8);
    out.u8(static_cast<std::uint8_t>(setup.slippage.side));
    out.boolean(setup.slippage.withinBar);
    out.u8(static_cast<std::uint8_t>(setup.fill));
    out.u8(static_cast<std::uint8_t>(setup.size));
    out.i64(setup.quantityE8);
    out.i64(setup.risk.count);
    risk::save(setup.limits, out);
    out.u8(static_cast<std::uint8_t>(setup.cost));
}

std::string sizeText(const BacktestSetup& setup)
{
    switch (setup.size) {
    case SizeRule::Strategy:
        return "strategy";
    case SizeRule::Fixed:
        return "fixed:" + scaledText(setup.quantityE8, 8);
    case SizeRule::AllIn:
        return "all-in";
    case SizeRule::Risk:
        return "risk:" + scaledText(setup.risk.count, 2) + " %";
    }
    return {};
}

std::string_view limitsText(const BacktestSetup& setup)
{
    if (!setup.limits.enforced) {
        return "none";
    }
    return setup.limits == risk::Limits{} ? "default" : "given";
}

std::string_view fillText(sim::BarFill fill) noexcept
{
    switch (fill) {
    case sim::BarFill::NextOpen:
        return "next-open";
    case sim::BarFill::Close:
        return "close";
    }
    return {};
}

} // namespace omni::backtest
