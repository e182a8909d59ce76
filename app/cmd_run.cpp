#include "app/audit_key_option.h"
#include "app/broker_option.h"
#include "app/command.h"
#include "app/strategy_option.h"
#include "app/vault_option.h"

#include "core/base/decimal.h"
#include "core/host/config/load.h"
#include "core/host/config/schema.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/line_writer.h"
#include "core/host/runtime/stop_signals.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;
using runtime::RunRequest;

constexpr std::string_view syntheticStart = "synthetic:";

constexpr OptionSpec options[] = {
    {"--headless", "", "without a window; needed, since omnitrade without a command opens it"},
    {"--feed", "FILE…", "recorded data, merged by time, or synthetic:SEED for the built-in market", true, true},
    {"--broker", "NAME[:SYMBOL,…]",
     "a broker's paper account, as configured below [brokers.NAME]; the symbols stand for those configured. "
     "sandbox-binance and sandbox-alpaca: the paper exchange in this program, without keys, at made-up prices"},
    vaultOption,
    auditKeyOption,
    vaultSourceOption,
    vaultServiceOption,
    vaultAuthorityOption,
    vaultCredentialOption,
    {"--record", "DIR",
     "keeps what a broker tells of the market as files in this folder, which --feed and the window play back"},
    {"--history", "FILE…", "bars from before the feed, so that the strategies' indicators stand when it begins", true},
    {"--instrument", "VENUE:SYMBOL…", "what the files are of, if no side file says so"},
    {"--speed", "max|1x|Nx", "how fast market time passes (default max)"},
    {"--driver", "simulated|live",
     "live: with the threads of live trading, in the machine's time (default simulated); at --speed 1x, on synthetic:"},
    {"--strategy", "NAME[:key=value,…]", "a strategy on every instrument of the feed", true},
    {"--approve", "manual|all|FILE", "who answers proposals (default manual: nobody, they expire)"},
    {"--rearm", "REASON",
     "clears latches and breakers of earlier sessions and starts strategies that are off, on record with this reason"},
    {"--cash", "AMOUNT[:CUR]", "of a new profile (default 100000 in the feed's currency)"},
    {"--rate", "CUR/CUR=NUMBER",
     "what one of the first currency is worth in the second, for a day of market time; as often as wanted", true},
    {"--until", "end|DURATION",
     "market time after which it ends (default end; of the built-in market 16:00 in New York, of a broker never)"},
    {"--at-end", "keep|flatten",
     "what becomes of positions when it ends: they stay (default), or are closed at market as far as the feed reaches"},
    {"--json-lines", "", "streams events as JSON, one object a line, each once it is durable"},
    {"--live-every", "DURATION", "how often a paced run says how it stands (default 10s)"},
};

constexpr CommandSpec spec{
    "run",
    "",
    "A trading session without a window. Ends with a summary.",
    options,
    0,
    0,
    "A file of --approve has one answer a line: \"12 approve\", \"13 approve 5\" (lots), \"P-0014 "
    "decline\", \"* approve\".\n"
    "SIGINT or SIGTERM ends the session in order; another one a second or more later ends the program at once."};

/// What a broker's session has of its own: its market, its money, its time.
Outcome<void> readBroker(const Arguments& arguments, RunRequest& request)
{
    const auto text = *arguments.value("--broker");
    for (const auto* option : {"--feed", "--history", "--instrument", "--cash", "--driver"}) {
        if (arguments.value(option)) {
            return wrongUsage(std::string(option) + " is of markets in the house; a broker has its own",
                              "leave it out");
        }
    }
    if (arguments.value("--speed").value_or("1x") != "1x") {
        return wrongUsage("a broker runs in the machine's time, so that --speed can only be 1x", "leave it out");
    }
    auto wish = brokerWishFrom(text);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    request.broker = std::move(*wish);
    request.broker.record = arguments.value("--record").value_or("");
    request.driver = runtime::DriverKind::Live;
    request.speed = 1;
    return {};
}

Outcome<void> readFeed(const Arguments& arguments, RunRequest& request)
{
    if (arguments.value("--broker")) {
        return readBroker(arguments, request);
    }
    if (arguments.value("--record")) {
        return wrongUsage("--record keeps what a broker tells of the market; there is no broker",
                          "give --broker NAME, or leave it out");
    }
    const auto feeds = arguments.values("--feed");
    if (feeds.empty()) {
        return wrongUsage("run needs --feed or --broker", "--feed FILE…, --feed synthetic:SEED or --broker NAME");
    }
    if (!feeds.front().starts_with(syntheticStart)) {
        for (const auto& feed : feeds) {
            if (feed.starts_with(syntheticStart)) {
                return wrongUsage("the built-in market cannot be merged with files", "give one or the other");
            }
        }
        request.market.files = feeds;
        request.market.history = arguments.values("--history");
        return {};
    }
    if (arguments.value("--history")) {
        return wrongUsage("--history is of recorded data; the built-in market knows what was before it",
                          "leave it out, or give files with --feed");
    }
    if (feeds.size() > 1) {
        return wrongUsage("the built-in market is one feed by itself: " + feeds[1] + " cannot be merged with it",
                          "give one or the other");
    }
    const std::string_view digits = std::string_view(feeds.front()).substr(syntheticStart.size());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), request.market.seed);
    if (arguments.value("--instrument")) {
        return wrongUsage("--instrument says what files are of; the built-in market has its own instruments",
                          "leave it out, or give files with --feed");
    }
    if (error != std::errc() || end != digits.data() + digits.size()) {
        return wrongUsage("--feed " + feeds.front() + ": the seed is a whole number", "as in --feed synthetic:42");
    }
    return {};
}

Outcome<void> readCash(const Arguments& arguments, RunRequest& request)
{
    const auto text = arguments.value("--cash");
    if (!text) {
        return {};
    }
    const auto colon = text->find(':');
    const auto amount = scaledFromText(text->substr(0, colon), 8);
    if (!amount || *amount <= 0) {
        return wrongUsage("--cash " + *text
                              + ": the amount is a decimal number above zero, with at most 8 decimals and at most 92 "
                                "thousand millions",
                          "as in --cash 100000:USDT");
    }
    request.cash = Money{*amount};
    if (colon != std::string::npos) {
        request.cashCurrency = text->substr(colon + 1);
        if (const auto fault = config::currencyFault(request.cashCurrency); !fault.empty()) {
            return wrongUsage("--cash " + *text + ": " + fault, "as in --cash 100000:USDT");
        }
    }
    return {};
}

Outcome<void> readRates(const Arguments& arguments, RunRequest& request)
{
    constexpr auto example = "as in --rate USDT/USD=0.9998";
    for (const auto& text : arguments.values("--rate")) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) {
            return wrongUsage("--rate " + text + " is not of the form CUR/CUR=NUMBER", example);
        }
        const auto pair = config::pairFromText(std::string_view(text).substr(0, equals));
        if (!pair) {
            return wrongUsage("--rate " + text + ": " + pair.error().detail, example);
        }
        const auto number = config::rateNumberFromText(std::string_view(text).substr(equals + 1));
        if (!number) {
            return wrongUsage("--rate " + text + ": " + number.error().detail, example);
        }
        request.rates.push_back({pair->from, pair->to, {*number, 100'000'000}, {}});
    }
    return {};
}

Outcome<void> readPace(const Arguments& arguments, RunRequest& request)
{
    const auto speed = arguments.value("--speed").value_or("max");
    if (speed != "max") {
        double factor = 0;
        const auto number = speed.ends_with('x') ? decimalFromText(std::string_view(speed).substr(0, speed.size() - 1))
                                                 : failure(Errc::Invalid, {});
        if (number) {
            factor = std::strtod(speed.c_str(), nullptr);
        }
        if (!number || factor <= 0 || factor > 1e6) {
            return wrongUsage("--speed " + speed + " is neither max nor a factor",
                              "1x is as it was, 10x ten times as fast");
        }
        request.speed = factor;
    }
    const auto until = arguments.value("--until").value_or("end");
    if (until != "end") {
        const auto length = durationOf("--until", until);
        if (!length) {
            return tl::unexpected(length.error());
        }
        request.length = *length;
    }
    if (const auto every = arguments.value("--live-every")) {
        const auto period = durationOf("--live-every", *every);
        if (!period) {
            return tl::unexpected(period.error());
        }
        request.liveEvery = *period;
    }
    return {};
}

Outcome<void> readEnd(const Arguments& arguments, RunRequest& request)
{
    const auto what = arguments.value("--at-end").value_or("keep");
    if (what != "keep" && what != "flatten") {
        return wrongUsage("--at-end " + what + " is neither keep nor flatten",
                          "flatten closes every position at market before the session ends");
    }
    request.atEnd = what == "flatten" ? driver::AtEnd::Flatten : driver::AtEnd::Keep;
    return {};
}

Outcome<void> readDriver(const Arguments& arguments, RunRequest& request)
{
    if (!request.broker.broker.empty()) {
        return {};
    }
    const auto driver = arguments.value("--driver").value_or("simulated");
    if (driver != "simulated" && driver != "live") {
        return wrongUsage("--driver " + driver + " is neither simulated nor live");
    }
    if (driver == "simulated") {
        return {};
    }
    request.driver = runtime::DriverKind::Live;
    if (arguments.value("--speed").value_or("1x") != "1x") {
        return wrongUsage("--driver live runs in the machine's time, so that --speed can only be 1x");
    }
    if (!request.market.files.empty()) {
        return wrongUsage("--driver live trades on the built-in market only", "--feed synthetic:SEED");
    }
    request.speed = 1;
    return {};
}

Outcome<void> readApproval(const Arguments& arguments, RunRequest& request)
{
    const auto who = arguments.value("--approve").value_or("manual");
    if (who == "manual" || who == "all") {
        request.approval = who == "all" ? driver::ApprovalRule::All : driver::ApprovalRule::Manual;
        return {};
    }
    // The same care as with a configuration: an ordinary file of a sane size.
    const auto file = config::layerFrom(who);
    if (!file || !*file) {
        const std::string why = file ? "there is no such file" : file.error().what;
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput, "approvals", who + ": " + why,
                                                  "--approve takes manual, all, or a file of answers", who, 0});
    }
    request.approval = driver::ApprovalRule::List;
    request.approvals = (*file)->text;
    request.approvalsFile = who;
    return {};
}

Outcome<void> readRearm(const Arguments& arguments, RunRequest& request)
{
    request.rearm = arguments.value("--rearm").value_or("");
    if (arguments.value("--rearm") && (request.rearm.size() < 10 || request.rearm.size() > 95)) {
        return wrongUsage("--rearm takes the reason, in 10 to 95 characters",
                          "as in --rearm \"losses reviewed, limits unchanged\"");
    }
    return {};
}

Outcome<void> readStrategies(const Arguments& arguments, RunRequest& request)
{
    auto given = strategiesFrom(arguments);
    if (!given) {
        return tl::unexpected(given.error());
    }
    request.strategies = std::move(*given);
    return {};
}

Outcome<void> readLogLevel(const Arguments& arguments, RunRequest& request)
{
    const auto text = arguments.value("--log-level");
    if (!text) {
        return {};
    }
    const auto level = config::valueFromText(*config::keyOf("log.level"), *text);
    if (!level) {
        return wrongUsage("--log-level " + level.error().detail);
    }
    request.logLevel = static_cast<LogLevel>(*level);
    return {};
}

Outcome<RunRequest> requestOf(const Arguments& arguments)
{
    RunRequest request;
    if (!arguments.has("--headless")) {
        return wrongUsage("run works without a window only: it needs --headless",
                          "omnitrade run --headless --feed synthetic:1; the window: omnitrade");
    }
    for (const auto read : {readFeed, readCash, readRates, readPace, readEnd, readDriver, readApproval, readRearm,
                            readStrategies, readLogLevel}) {
        if (auto done = read(arguments, request); !done) {
            return tl::unexpected(done.error());
        }
    }
    const auto profile = profileOf(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    request.profile = *profile;
    if (const auto file = arguments.value("--config")) {
        request.extraConfig = *file;
    }
    request.sets = arguments.values("--set");
    request.market.instrument = arguments.value("--instrument").value_or("");
    request.program = programVersion();
    return request;
}

runtime::LineWeight weightOf(runtime::LineKind kind)
{
    const bool isTrade
        = kind == runtime::LineKind::Order || kind == runtime::LineKind::OrderEvent || kind == runtime::LineKind::Fill;
    return isTrade ? runtime::LineWeight::Kept : runtime::LineWeight::Usual;
}

/// Both streams of a run, each with a thread of its own: whoever does not read them holds nobody up.
class RunStreams
{
public:
    explicit RunStreams(const Arguments& arguments)
        : m_asLines(arguments.has("--json-lines"))
        , m_isMachine(m_asLines || arguments.has("--json"))
        , m_error(sinkOf(runtime::OutputStream::Error), {.leftOutLine = leftOut, .isSlow = {}})
        , m_out(sinkOf(runtime::OutputStream::Out),
                {.leftOutLine = m_asLines ? leftOutJson : leftOut, .isSlow = [this] {
                     note("the output is not read fast enough: lines are left out from now on, and counted; "
                          "omnitrade journal export has them all");
                 }})
    {
    }

    runtime::RunOutput output()
    {
        runtime::RunOutput output;
        output.form = m_asLines ? runtime::LineForm::Json
            : m_isMachine       ? runtime::LineForm::None
                                : runtime::LineForm::Text;
        output.line = [this](runtime::LineKind kind, const std::string& line) { m_out.put(weightOf(kind), line); };
        output.live = [this](const std::string& line) {
            (m_isMachine ? m_error : m_out).put(runtime::LineWeight::Newest, line);
        };
        output.isBehind = [this] { return m_out.isBehind(); };
        output.reporter.step = [this](const runtime::StepReport& report) {
            m_error.put(runtime::LineWeight::Usual,
                        fmt::format("{:<14} {:>8.1f} ms  {}", nameOf(report.step),
                                    static_cast<double>(report.took.ns) / 1e6, report.detail));
        };
        output.reporter.note = [this](const std::string& text) { note(text); };
        return output;
    }
    void note(const std::string& text)
    {
        m_error.put(runtime::LineWeight::Usual, "note: " + text);
    }
    void last(std::string text)
    {
        m_out.put(runtime::LineWeight::Last, std::move(text));
    }
    /// Everything is written, or after a signal and some patience what could be.
    void finish(const runtime::StopSignals& stopSignals)
    {
        const auto isHurried = [&stopSignals] { return stopSignals.wasAsked(); };
        if (!m_out.finish(isHurried, patience)) {
            note("nobody has read the end of the output");
        }
        static_cast<void>(m_error.finish(isHurried, patience));
        noteLostOutput(m_out.error());
    }

private:
    static constexpr Duration patience = seconds(3);
    static runtime::LineWriter::Sink sinkOf(runtime::OutputStream stream)
    {
        return [stream](std::string_view bytes) { return runtime::writeSome(stream, bytes); };
    }
    static std::string leftOut(std::uint64_t lines)
    {
        return fmt::format("-- {} lines are left out here: they were not read in time", lines);
    }
    static std::string leftOutJson(std::uint64_t lines)
    {
        return fmt::format(R"({{"kind":"left_out","lines":{}}})", lines);
    }

    const bool m_asLines, m_isMachine;
    runtime::LineWriter m_error, m_out;
};

Outcome<int> run(const Arguments& arguments)
{
    auto request = requestOf(arguments);
    if (!request) {
        return tl::unexpected(request.error());
    }
    auto audit = auditWishOf(arguments, auditKeyOption.name);
    if (!audit) {
        return tl::unexpected(audit.error());
    }
    request->audit = std::move(*audit);
    const auto keys = vaultKeysFrom(arguments, request->profile.string(), &request->people);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    request->keys = keys->get();
    // A broker's loop wants one to be there; it need not run.
    static char name[] = "omnitrade";
    static char* words[] = {name, nullptr};
    static int count = 1;
    std::optional<QCoreApplication> application;
    if (!request->broker.broker.empty()) {
        application.emplace(count, words);
    }
    runtime::RunStop stop;
    runtime::StopSignals stopSignals([&stop] { stop.request(); });
    RunStreams streams(arguments);
    const auto ended = runtime::runHeadless(*request, streams.output(), stop);
    if (!ended && stopSignals.wasAsked() && ended.error().code == "interrupted") {
        streams.note(ended.error().message);
        streams.finish(stopSignals);
        return interruptedCode;
    }
    if (!ended) {
        streams.finish(stopSignals);
        return tl::unexpected(ended.error());
    }
    streams.last(arguments.wantsJson() ? runtime::jsonOf(ended->summary, arguments.has("--json-lines"))
                                       : runtime::textOf(ended->summary));
    for (const auto& pause : ended->pauses) {
        streams.note(fmt::format("nothing new could be opened in this run: {}; clear it with --rearm REASON", pause));
    }
    streams.finish(stopSignals);
    return stopSignals.wasAsked() ? interruptedCode : doneCode;
}

} // namespace

const Command runCommand{&spec, run};

} // namespace omni::app
