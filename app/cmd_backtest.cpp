#include "app/command.h"

#include "core/base/decimal.h"
#include "core/base/stop_flag.h"
#include "core/desk/backtest/report_html.h"
#include "core/desk/backtest/result_json.h"
#include "core/desk/backtest/run.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/config/load.h"
#include "core/host/config/schema.h"
#include "core/host/runtime/session_market.h"
#include "core/host/runtime/stop_signals.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace omni::app {

namespace {

using backtest::BacktestResult;
using backtest::BacktestSetup;
using backtest::SizeRule;
using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;

constexpr OptionSpec options[] = {
    {"--strategy", "NAME[:key=value,…]", "what is tested"},
    {"--data", "FILE…", "bars, trades or quotes, merged by time", true, true},
    {"--instrument", "VENUE:SYMBOL…", "what the files are of, if no side file says so"},
    {"--cash", "AMOUNT[:CUR]", "to begin with (default 100000 in the data's currency)"},
    {"--commission", "RATE", "of the value of each fill, 0.001 is 0.1 % (default 0)"},
    {"--slippage", "BP", "how much worse than seen a market order fills, within its bar (default 0)"},
    {"--fill", "next-open|close", "where a market order fills in bars (default next-open)"},
    {"--size", "fixed:N|all-in|risk:PCT", "replaces the strategy's own sizing"},
    {"--limits", "FILE|default|none", "none where --size is given, else default"},
    {"--report", "FILE.html", "a page with curves, figures, trades and settings"},
};

constexpr CommandSpec spec{
    "backtest",
    "",
    "One backtest: statistics, trades, equity. Touches no profile.",
    options,
    0,
    0,
    "The strategy decides at a bar's close and is approved by rule. Times of trades and of equity are the bars' own. "
    "What is\n"
    "still open at the end is marked at the last close and has no exit_time.\n"
    "--limits none also turns off default stops, trailing, time exit and drift guard, and the report says so."};

struct Request {
    BacktestSetup setup;
    bool isCurrencyGiven = false;
    std::vector<std::string> files;
    std::string instrument;
    std::string report; ///< Empty: none.
};

/// Files as the desk reads them: an instrument without trades and bars has its bars from mids.
class FileSource final : public ports::TickSource
{
public:
    explicit FileSource(feeds::FileFeed& feed) noexcept
        : m_feed(feed)
    {
    }
    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return m_feed.instruments();
    }
    [[nodiscard]] bool hasPrints(InstrumentId instrument) const override
    {
        const auto files = m_feed.files();
        return std::any_of(files.begin(), files.end(), [instrument](const feeds::FeedFile& file) {
            return file.instrument == instrument
                && (file.kind == feeds::FileKind::Trades || file.kind == feeds::FileKind::Bars);
        });
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override
    {
        return m_feed.next();
    }

private:
    feeds::FileFeed& m_feed;
};

Outcome<void> readStrategy(const Arguments& arguments, Request& request)
{
    const auto text = arguments.value("--strategy");
    if (!text) {
        return wrongUsage("backtest needs --strategy", "as in --strategy sma_cross:fast=20,slow=60");
    }
    const auto known = strategy::specFromText(*text);
    if (!known) {
        return wrongUsage("--strategy " + *text + ": " + known.error().detail,
                          "as in --strategy sma_cross:fast=20,slow=60");
    }
    request.setup.strategies = {known->text()};
    return {};
}

Outcome<void> readData(const Arguments& arguments, Request& request)
{
    request.files = arguments.values("--data");
    request.instrument = arguments.value("--instrument").value_or("");
    if (request.files.empty()) {
        return wrongUsage("backtest needs --data", "--data FILE…, as in --data bars.csv");
    }
    return {};
}

Outcome<void> readCash(const Arguments& arguments, Request& request)
{
    const auto text = arguments.value("--cash");
    if (!text) {
        return {};
    }
    constexpr auto example = "as in --cash 100000:USDT";
    const auto colon = text->find(':');
    const auto amount = scaledFromText(text->substr(0, colon), 8);
    if (!amount || *amount <= 0) {
        return wrongUsage("--cash " + *text
                              + ": the amount is a decimal number above zero, with at most 8 decimals and at most 92 "
                                "thousand millions",
                          example);
    }
    request.setup.cash = Money{*amount};
    if (colon != std::string::npos) {
        request.setup.currency = text->substr(colon + 1);
        request.isCurrencyGiven = true;
        if (const auto fault = config::currencyFault(request.setup.currency); !fault.empty()) {
            return wrongUsage("--cash " + *text + ": " + fault, example);
        }
    }
    return {};
}

Outcome<void> readCosts(const Arguments& arguments, Request& request)
{
    constexpr std::int64_t whole = 100'000'000;
    if (const auto text = arguments.value("--commission")) {
        const auto rate = scaledFromText(*text, 8);
        if (!rate || *rate < 0 || *rate > whole) {
            return wrongUsage("--commission " + *text + ": the rate is a number from 0 to 1 with at most 8 decimals",
                              "0.001 is 0.1 % of the value");
        }
        request.setup.commissionE8 = *rate;
    }
    if (const auto text = arguments.value("--slippage")) {
        const auto share = scaledFromText(*text, 4);
        if (!share || *share < 0 || *share > whole) {
            return wrongUsage("--slippage " + *text
                                  + ": basis points are a number from 0 to 10000 with at most 4 decimals",
                              "5 is 0.05 % of the price");
        }
        request.setup.slippage.shareE8 = *share;
    }
    const auto fill = arguments.value("--fill").value_or("next-open");
    if (fill != "next-open" && fill != "close") {
        return wrongUsage("--fill " + fill + " is neither next-open nor close");
    }
    request.setup.fill = fill == "close" ? sim::BarFill::Close : sim::BarFill::NextOpen;
    return {};
}

Outcome<void> readSize(const Arguments& arguments, Request& request)
{
    const auto text = arguments.value("--size");
    if (!text) {
        return {};
    }
    const std::string_view size = *text;
    constexpr std::string_view fixed = "fixed:";
    constexpr std::string_view risk = "risk:";
    if (size == "all-in") {
        request.setup.size = SizeRule::AllIn;
        return {};
    }
    if (size.starts_with(fixed)) {
        const auto quantity = scaledFromText(size.substr(fixed.size()), 8);
        if (!quantity || *quantity <= 0) {
            return wrongUsage("--size " + *text + ": the quantity is a decimal number above zero",
                              "as in --size fixed:100");
        }
        request.setup.size = SizeRule::Fixed;
        request.setup.quantityE8 = *quantity;
        return {};
    }
    if (size.starts_with(risk)) {
        const auto digits = size.substr(risk.size(), size.find_last_not_of(" %") + 1 - risk.size());
        const auto share = scaledFromText(digits, 2);
        if (!share || *share < 1 || *share > 1'000) {
            return wrongUsage("--size " + *text + ": the share is 0.01 to 10 per cent of equity",
                              "as in --size risk:1");
        }
        request.setup.size = SizeRule::Risk;
        request.setup.risk = BasisPoints{static_cast<std::int32_t>(*share)};
        return {};
    }
    return wrongUsage("--size " + *text + " is none of fixed:N, all-in and risk:PCT");
}

tl::unexpected<RunFailure> badConfiguration(const config::Faults& faults)
{
    RunFailure why{FailureKind::BadInput, "configuration",     {},
                   faults.front().hint,   faults.front().file, faults.front().line};
    for (const auto& fault : faults) {
        why.message += (why.message.empty() ? "" : "\n") + fault.text();
    }
    return tl::unexpected(why);
}

/// From a file in the form of the configuration, and single settings over it.
Outcome<risk::Limits> limitsFrom(const std::vector<std::string>& files, const std::vector<std::string>& sets)
{
    std::vector<config::Layer> layers;
    for (const std::string& file : files) {
        const auto layer = config::layerFrom(file);
        if (!layer) {
            return badConfiguration({layer.error()});
        }
        if (!*layer) {
            return badConfiguration({{file, 0, {}, "there is no such file", "--limits takes a file, default or none"}});
        }
        layers.push_back(**layer);
    }
    const auto loaded = config::load(layers, sets);
    if (!loaded) {
        return badConfiguration(loaded.error());
    }
    for (const auto key : loaded->named) {
        if (!key.starts_with("risk.")) {
            tell(fmt::format("note: {} means nothing to a backtest and was passed over", key));
        }
    }
    return loaded->settings.limits;
}

Outcome<void> readLimits(const Arguments& arguments, Request& request)
{
    const auto which = arguments.value("--limits").value_or(arguments.has("--size") ? "none" : "default");
    const auto sets = arguments.values("--set");
    auto files = arguments.values("--config");
    if (which == "none") {
        if (!sets.empty() || !files.empty()) {
            return wrongUsage("--set and --config change limits, and --limits none has none",
                              "give --limits default to have them");
        }
        request.setup.limits.enforced = false;
        return {};
    }
    if (which != "default") {
        files.insert(files.begin(), which);
    }
    const auto limits = limitsFrom(files, sets);
    if (!limits) {
        return tl::unexpected(limits.error());
    }
    request.setup.limits = *limits;
    return {};
}

Outcome<void> readReport(const Arguments& arguments, Request& request)
{
    request.report = arguments.value("--report").value_or("");
    if (request.report.ends_with(".pdf")) {
        return wrongUsage("a report as .pdf is not part of this version yet", "give a name that ends in .html");
    }
    if (!request.report.empty() && !request.report.ends_with(".html")) {
        return wrongUsage("--report " + request.report + ": the name of a report ends in .html");
    }
    return {};
}

Outcome<Request> requestOf(const Arguments& arguments)
{
    Request request;
    for (const auto read : {readStrategy, readData, readCash, readCosts, readSize, readReport, readLimits}) {
        if (auto done = read(arguments, request); !done) {
            return tl::unexpected(done.error());
        }
    }
    return request;
}

std::string nameOfFile(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

backtest::ReportFrame frameOf(const BacktestSetup& setup, const feeds::FileFeed& feed)
{
    backtest::ReportFrame frame;
    frame.program = programVersion();
    for (const auto& file : feed.files()) {
        frame.files.push_back({nameOfFile(file.path), file.rows, file.first, file.last});
    }
    frame.feedNotes.assign(feed.notes().begin(), feed.notes().end());
    if (setup.limits.enforced) {
        config::Settings settings;
        settings.limits = setup.limits;
        for (const config::Key& key : config::allKeys()) {
            if (key.table() == "risk") {
                frame.limits.emplace_back(key.path, config::textOf(key, key.get(settings)));
            }
        }
    }
    return frame;
}

Outcome<void> writeReport(const std::string& path, const std::string& page)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << page;
    file.close();
    if (!file) {
        return tl::unexpected(RunFailure{FailureKind::Failed, "report_not_written",
                                         path + ": the report cannot be written", "its folder must exist and have room",
                                         path, 0});
    }
    return {};
}

void sayFigures(const BacktestResult& result, const backtest::Figures& figures, Duration took)
{
    const BacktestSetup& setup = result.setup;
    say(fmt::format("{} over {} bars: {} {} became {} ({:.2f} s)", fmt::join(setup.strategies, " + "), result.bars,
                    scaledText(setup.cash.e8, 8, 2), setup.currency, scaledText(result.finalEquity.e8, 8, 2),
                    static_cast<double>(took.ns) / 1e9));
    say(fmt::format("fills {}, size {}, commission {}, slippage {} bp, limits: {}", backtest::fillText(setup.fill),
                    backtest::sizeText(setup), scaledText(setup.commissionE8, 8), scaledText(setup.slippage.shareE8, 4),
                    setup.limits.enforced ? backtest::limitsText(setup) : "NONE"));
    say(fmt::format("{:<40} {:>12}", "Trades ended / won / lost",
                    fmt::format("{} / {} / {}", figures.trades.trades, figures.trades.wins, figures.trades.losses)));
    for (const auto& figure : backtest::namedFigures(figures)) {
        const std::string value = !figure.value ? "-"
            : figure.isShare                    ? fmt::format("{:.2f} %", *figure.value * 100)
                                                : fmt::format("{:.3f}", *figure.value);
        say(fmt::format("{:<40} {:>12}", figure.title, value));
    }
    for (const auto& [rule, count] : result.refusals) {
        say(fmt::format("refused by {}: {}", rule, count));
    }
    for (const auto& warning : backtest::warningsOf(result, figures)) {
        say("- " + warning);
    }
    say("result hash " + hexText(result.hash));
}

tl::unexpected<RunFailure> failureOfRun(const feeds::FileFeed& feed, const Error& error)
{
    if (feed.fault()) {
        return tl::unexpected(runtime::failureOf(*feed.fault()));
    }
    return tl::unexpected(
        RunFailure{runtime::kindOf(error.code), std::string(nameOf(error.code)), error.detail, {}, {}, 0});
}

Outcome<int> runRequest(Request request, bool asJson)
{
    platform::SystemClock clock;
    StopFlag stop;
    const runtime::StopSignals signals([&stop] { stop.requestStop(); });
    const auto opened = feeds::FileFeed::open(
        request.files, {.instrument = request.instrument, .quoteCurrency = request.setup.currency, .readAhead = true});
    if (!opened) {
        return tl::unexpected(runtime::failureOf(opened.error()));
    }
    feeds::FileFeed& feed = **opened;
    for (const auto& note : feed.notes()) {
        tell("note: " + note);
    }
    if (!request.isCurrencyGiven) {
        request.setup.currency = feed.instruments().front().quoteCurrency;
    }
    FileSource source(feed);
    const Monotonic began = clock.mono();
    const auto result = backtest::run(request.setup, source, &stop);
    const Duration took = clock.mono() - began;
    if (!result) {
        return signals.wasAsked() ? Outcome<int>(interruptedCode) : failureOfRun(feed, result.error());
    }
    const auto figures = backtest::figuresOf(*result);
    if (!request.report.empty()) {
        const auto page = backtest::htmlOf(*result, figures, frameOf(request.setup, feed));
        if (auto written = writeReport(request.report, page); !written) {
            return tl::unexpected(written.error());
        }
        tell("note: the report is " + request.report);
    }
    if (!request.setup.limits.enforced) {
        tell("note: limits: NONE");
    }
    if (asJson) {
        say(backtest::jsonOf(*result, figures, took));
    } else {
        sayFigures(*result, figures, took);
    }
    return doneCode;
}

Outcome<int> run(const Arguments& arguments)
{
    auto request = requestOf(arguments);
    if (!request) {
        return tl::unexpected(request.error());
    }
    return runRequest(std::move(*request), arguments.wantsJson());
}

} // namespace

const Command backtestCommand{&spec, run};

} // namespace omni::app
