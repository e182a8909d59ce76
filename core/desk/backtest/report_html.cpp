#include "core/desk/backtest/report_html.h"

#include "core/base/decimal.h"
#include "core/desk/backtest/curves_svg.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace omni::backtest {

namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#5c6670;--paper:#fff;--line:#d8dee4;--accent:#1f6feb;--fall:#c2410c;--warn:#fff4d6}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#98a2ad;--paper:#14171a;--line:#343a41;--accent:#6cb0ff;--fall:#ff9a66;--warn:#3a3016}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:960px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem}p,li{margin:.3rem 0}.dim{color:var(--dim)}
.loud{background:var(--warn);border-left:4px solid var(--fall);padding:.6rem .9rem;font-weight:600}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .5rem;border-bottom:1px solid var(--line);text-align:right}
th:first-child,td:first-child{text-align:left}.scroll{overflow-x:auto}
svg{width:100%;height:auto}svg text{font-size:11px;fill:var(--dim)}.grid{stroke:var(--line)}
.equity{fill:none;stroke:var(--accent);stroke-width:1.5}.fall{fill:var(--fall);fill-opacity:.35;stroke:var(--fall)}
code{font-size:.85em;word-break:break-all}
)";

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

/// Two decimals, for people.
std::string moneyText(Money money)
{
    return scaledText(static_cast<std::int64_t>(dividedHalfEven(money.e8, 1'000'000)), 2, 2);
}

std::string timeText(Timestamp time)
{
    const std::string iso = isoText(time);
    return iso.substr(0, 10) + (time.ns % days(1).ns == 0 ? std::string() : ' ' + iso.substr(11, 8));
}

std::string row(std::string_view name, std::string_view value)
{
    return fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", escaped(name), escaped(value));
}

std::string figureText(const NamedFigure& figure)
{
    if (!figure.value) {
        return "–";
    }
    return figure.isShare ? fmt::format("{:.2f} %", *figure.value * 100) : fmt::format("{:.3f}", *figure.value);
}

std::string headOf(const BacktestResult& result, const ReportFrame& frame)
{
    std::string names;
    for (const auto& instrument : result.instruments) {
        names += (names.empty() ? "" : ", ") + instrument.name();
    }
    std::string out = fmt::format("<h1>Backtest: {}</h1>\n<p class=\"dim\">{} · {}</p>\n",
                                  escaped(fmt::format("{}", fmt::join(result.setup.strategies, " + "))), escaped(names),
                                  escaped(frame.program));
    if (!result.setup.limits.enforced) {
        out += "<p class=\"loud\">limits: none. No risk limit, default stop, trailing stop, time exit or drift guard "
               "was in "
               "force.</p>\n";
    }
    return out;
}

std::string figuresPart(const BacktestResult& result, const Figures& figures)
{
    std::string out = "<h2>Figures</h2>\n<table>\n";
    out += row("Final equity", moneyText(result.finalEquity) + ' ' + result.setup.currency);
    out += row("Fees", moneyText(result.fees) + ' ' + result.setup.currency);
    out += row("Trades ended / won / lost",
               fmt::format("{} / {} / {}", figures.trades.trades, figures.trades.wins, figures.trades.losses));
    out += row("Trades still open", std::to_string(figures.openTrades));
    for (const NamedFigure& figure : namedFigures(figures)) {
        out += row(figure.title, figureText(figure));
    }
    return out
        + fmt::format("</table>\n<p class=\"dim\">Ratios from {} daily returns, {:.0f} a year, without a risk-free "
                      "rate.</p>\n",
                      figures.days, figures.periodsPerYear);
}

std::string tradesPart(const BacktestResult& result)
{
    std::string out
        = "<h2>Trades</h2>\n<div class=\"scroll\"><table>\n<tr><th>Instrument</th><th>Side</th><th>Quantity</th>"
          "<th>Entry</th><th>at</th><th>Exit</th><th>at</th><th>Fees</th><th>Result</th><th>Return</th>"
          "<th>Why</th></tr>\n";
    const std::size_t count = std::min(result.trades.size(), mostTradesShown);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& trade = result.trades[i];
        const auto at = std::find_if(result.instruments.begin(), result.instruments.end(),
                                     [&trade](const auto& one) { return one.id == trade.instrument; });
        const auto priceText
            = [&](Money value) { return analytics::unitPriceText(*at, value, trade.size).value_or("–"); };
        out += fmt::format(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
            "<td>{}</td><td>{:.2f} %</td><td>{}</td></tr>\n",
            escaped(at->symbol), trade.side == Side::Buy ? "long" : "short", market::quantityText(*at, trade.size),
            timeText(trade.entered), priceText(trade.entryValue), trade.exited ? timeText(*trade.exited) : "open",
            priceText(trade.exitValue), moneyText(trade.fees), moneyText(trade.pnl), analytics::returnOf(trade) * 100,
            escaped(trade.reason.view()));
    }
    out += "</table></div>\n";
    if (count < result.trades.size()) {
        out += fmt::format("<p class=\"dim\">The first {} of {} trades; `--json` has them all.</p>\n", count,
                           result.trades.size());
    }
    return out;
}

std::string settingsPart(const BacktestResult& result, const ReportFrame& frame)
{
    const BacktestSetup& setup = result.setup;
    std::string out = "<h2>Settings</h2>\n<table>\n";
    for (const auto& spec : setup.strategies) {
        out += row("Strategy", spec);
    }
    out += row("Cash to begin with", moneyText(setup.cash) + ' ' + setup.currency);
    out += row("Commission", scaledText(setup.commissionE8, 6) + " % of the value of each fill");
    out += row("Slippage", scaledText(setup.slippage.shareE8, 4) + " bp of the price");
    out += row("Fills", fillText(setup.fill));
    out += row("Size", sizeText(setup));
    out += row("Limits", limitsText(setup));
    for (const auto& [name, value] : frame.limits) {
        out += row(name, value);
    }
    out += "</table>\n<h2>Data</h2>\n<table>\n";
    for (const auto& file : frame.files) {
        out += row(file.name, fmt::format("{} rows, {} to {}", file.rows, timeText(file.first), timeText(file.last)));
    }
    out += "</table>\n";
    for (const auto& note : frame.feedNotes) {
        out += fmt::format("<p class=\"dim\">{}</p>\n", escaped(note));
    }
    return out;
}

std::string refusalsPart(const BacktestResult& result)
{
    std::string out = fmt::format("<h2>Proposals</h2>\n<p>{} made, {} approved by rule, {} refused at once.</p>\n",
                                  result.proposals.made, result.proposals.approved, result.proposals.refused);
    if (!result.refusals.empty()) {
        out += "<table>\n";
        for (const auto& [rule, count] : result.refusals) {
            out += row(rule, std::to_string(count));
        }
        out += "</table>\n";
    }
    return out;
}

} // namespace

std::vector<std::string> warningsOf(const BacktestResult& result, const Figures& figures)
{
    std::vector<std::string> out = result.notes;
    const auto& trades = figures.trades;
    out.push_back(fmt::format("{} ended.{}", trades.trades == 1 ? "One trade" : fmt::format("{} trades", trades.trades),
                              trades.trades < 30 ? " So few tell next to nothing about the next ones." : ""));
    if (trades.sqn) {
        out.push_back(
            fmt::format("The mean result of a trade is {:.2f} standard errors {} zero{}.", std::fabs(*trades.sqn),
                        *trades.sqn < 0 ? "below" : "above",
                        std::fabs(*trades.sqn) < 2 ? ": by the usual bar of two it cannot be told from nothing" : ""));
    }
    if (result.setup.commissionE8 == 0 && result.setup.slippage.shareE8 == 0) {
        out.emplace_back("Trading cost nothing here: no commission, no slippage. It never does.");
    } else {
        out.push_back(fmt::format(
            "{}{}",
            figures.costShare ? fmt::format("Fees took {:.1f} % of the gain before fees.", *figures.costShare * 100)
                              : "There was no gain before fees for them to take a share of.",
            result.setup.slippage.shareE8 == 0 ? " Slippage was not modelled." : ""));
    }
    if (result.hasBars) {
        out.emplace_back("Volume is not looked at: each order filled whole, whatever was traded in its bar.");
        if (result.setup.fill == sim::BarFill::Close) {
            out.emplace_back("Orders filled at the close on which they were decided. No real order can.");
        }
    }
    out.emplace_back(
        "This is one run. How many others were tried before it is not known here, and the best of many tries "
        "looks good by luck alone.");
    return out;
}

std::string htmlOf(const BacktestResult& result, const Figures& figures, const ReportFrame& frame)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\"><title>Backtest</title>\n<style>";
    out += style;
    out += "</style></head><body>\n" + headOf(result, frame);
    out += "<h2>Equity</h2>\n" + equitySvg(result.equity) + "\n<h2>Drawdown</h2>\n" + drawdownSvg(result.equity) + '\n';
    out += "<h2>Beware</h2>\n<ul>\n";
    for (const auto& warning : warningsOf(result, figures)) {
        out += fmt::format("<li>{}</li>\n", escaped(warning));
    }
    out += "</ul>\n" + figuresPart(result, figures) + refusalsPart(result) + tradesPart(result);
    out += settingsPart(result, frame);
    out += fmt::format("<h2>Identity</h2>\n<p>The same settings and data give the same hash: <code>{}</code></p>\n"
                       "</body></html>\n",
                       hexText(result.hash));
    return out;
}

} // namespace omni::backtest
