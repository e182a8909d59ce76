#include "core/desk/backtest/result_json.h"

#include "core/base/decimal.h"
#include "core/base/json_text.h"

namespace omni::backtest {

namespace {

std::string moneyText(Money money)
{
    return scaledText(money.e8, 8, 2);
}

const market::Instrument* instrumentOf(const BacktestResult& result, InstrumentId id)
{
    for (const auto& instrument : result.instruments) {
        if (instrument.id == id) {
            return &instrument;
        }
    }
    return nullptr;
}

void textOrNull(JsonText& json, std::string_view name, const std::optional<std::string>& text)
{
    json.key(name);
    text ? json.text(*text) : json.null();
}

void numberOrNull(JsonText& json, std::string_view name, std::optional<double> number)
{
    json.key(name);
    number ? json.number(*number) : json.null();
}

void addTrades(const BacktestResult& result, JsonText& json)
{
    json.key("trades").array();
    for (const auto& trade : result.trades) {
        const auto* instrument = instrumentOf(result, trade.instrument);
        json.object()
            .member("instrument", instrument->name())
            .member("side", trade.side == Side::Buy ? "buy" : "sell")
            .member("quantity", market::quantityText(*instrument, trade.size))
            .member("entry_time", isoText(trade.entered));
        textOrNull(json, "entry_price", analytics::unitPriceText(*instrument, trade.entryValue, trade.size));
        textOrNull(json, "exit_time", trade.exited ? std::optional(isoText(*trade.exited)) : std::nullopt);
        textOrNull(json, "exit_price", analytics::unitPriceText(*instrument, trade.exitValue, trade.size));
        json.member("fees", moneyText(trade.fees)).member("pnl", moneyText(trade.pnl));
        json.member("reason", trade.reason.view()).end();
    }
    json.end();
}

void addStatistics(const BacktestResult& result, const Figures& figures, JsonText& json)
{
    json.key("statistics").object();
    json.member("trades", figures.trades.trades)
        .member("wins", figures.trades.wins)
        .member("losses", figures.trades.losses)
        .member("open_trades", figures.openTrades)
        .member("fills", result.fills)
        .member("days", figures.days)
        .member("periods_per_year", figures.periodsPerYear);
    for (const NamedFigure& figure : namedFigures(figures)) {
        numberOrNull(json, figure.key, figure.value);
    }
    json.member("gross_profit", moneyText(figures.grossProfit)).member("gross_loss", moneyText(figures.grossLoss));
    json.member("fees", moneyText(result.fees)).member("traded_value", moneyText(result.traded)).end();
}

void addSettings(const BacktestSetup& setup, JsonText& json)
{
    json.key("settings").object().key("strategies").array();
    for (const auto& spec : setup.strategies) {
        json.text(spec);
    }
    json.end()
        .member("cash", moneyText(setup.cash))
        .member("currency", setup.currency)
        .member("commission", scaledText(setup.commissionE8, 8))
        .member("slippage_bp", scaledText(setup.slippage.shareE8, 4))
        .member("fill", fillText(setup.fill))
        .member("size", sizeText(setup))
        .member("limits", limitsText(setup))
        .end();
}

} // namespace

std::string jsonOf(const BacktestResult& result, const Figures& figures, Duration seconds)
{
    JsonText json;
    json.object().member("bars", result.bars);
    addTrades(result, json);
    addStatistics(result, figures, json);
    json.member("final_equity", moneyText(result.finalEquity)).key("equity").array();
    for (const EquityPoint& point : result.equity) {
        json.array().text(isoText(point.opened)).text(moneyText(point.equity)).end();
    }
    json.end().member("result_hash", hexText(result.hash));
    json.member("seconds", static_cast<double>(seconds.ns) / 1e9);
    addSettings(result.setup, json);
    json.key("proposals").object();
    json.member("made", result.proposals.made)
        .member("approved", result.proposals.approved)
        .member("refused", result.proposals.refused)
        .end();
    json.key("refusals").object();
    for (const auto& [rule, count] : result.refusals) {
        json.member(rule, count);
    }
    json.end().key("notes").array();
    for (const auto& note : result.notes) {
        json.text(note);
    }
    json.end().end();
    return json.take();
}

} // namespace omni::backtest
