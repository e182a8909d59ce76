// Bars of before from a broker, as a data file.

#include "app/command.h"

#include "core/base/json_text.h"
#include "core/edge/feeds/files/data_report.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/broker/bar_download.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/stop_signals.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr OptionSpec options[] = {
    {"--broker", "NAME:SYMBOL", "whose bars, as the broker writes the symbol; its key as for a session; needed"},
    {"--from", "TIME", "the first bar's opening, UTC: 2025-01-01 or 2025-01-01T14:30:00Z; needed"},
    {"--until", "TIME", "where the bars end, excluded (default: now)"},
    {"--interval", "DURATION", "of a bar (default 1m)"},
    {"--out", "FILE", "a CSV that is not there yet; what the instrument is stands beside it; needed"},
};

constexpr CommandSpec spec{"data fetch",
                           "",
                           "Bars of before from a broker into a data file, with a report of what is missing in it.",
                           options,
                           0,
                           0,
                           "Stopped or cut off half way, the same command goes on. No order can be sent by it."};

Outcome<std::string> needed(const Arguments& arguments, std::string_view option)
{
    if (auto text = arguments.value(option)) {
        return std::move(*text);
    }
    return wrongUsage(fmt::format("{} is needed", option),
                      "as in data fetch --broker binance:BTCUSDT --from 2025-01-01 --out btc.csv");
}

Outcome<Timestamp> timeOf(std::string_view option, const std::string& text)
{
    const auto time = timestampFromIso(text);
    if (!time) {
        return wrongUsage(fmt::format("{} {}: {}", option, text, time.error().detail), "as in 2025-01-01T14:30:00Z");
    }
    return *time;
}

Outcome<runtime::BarWish> wishOf(const Arguments& arguments, Timestamp now)
{
    runtime::BarWish wish;
    const auto broker = needed(arguments, "--broker");
    const auto from = needed(arguments, "--from");
    const auto out = needed(arguments, "--out");
    for (const auto* given : {&broker, &from, &out}) {
        if (!*given) {
            return tl::unexpected(given->error());
        }
    }
    const auto colon = broker->find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == broker->size()) {
        return wrongUsage("--broker " + *broker + " names no symbol", "as in --broker binance:BTCUSDT");
    }
    wish.broker = broker->substr(0, colon);
    wish.symbol = broker->substr(colon + 1);
    wish.out = *out;
    const auto begin = timeOf("--from", *from);
    const auto end
        = arguments.value("--until") ? timeOf("--until", *arguments.value("--until")) : Outcome<Timestamp>(now);
    const auto interval = durationOf("--interval", arguments.value("--interval").value_or("1m"));
    if (!begin || !end) {
        return tl::unexpected(begin ? end.error() : begin.error());
    }
    if (!interval) {
        return tl::unexpected(interval.error());
    }
    wish.from = *begin;
    wish.until = *end;
    wish.interval = *interval;
    return wish;
}

Outcome<int> tellEnd(const runtime::BarWish& wish, const runtime::BarDownload& done, bool asJson)
{
    if (!done.isWhole) {
        tell(fmt::format("stopped: {} bars are in {}.part; the same command goes on", done.bars, wish.out.string()));
        return interruptedCode;
    }
    const auto report = feeds::reportOn(std::vector{wish.out.string()}, {});
    say(asJson ? feeds::reportJson(report) : feeds::reportText(report));
    return done.bars == 0 || report.isSound() ? doneCode : static_cast<int>(runtime::FailureKind::BadInput);
}

Outcome<int> run(const Arguments& arguments)
{
    platform::SystemClock clock;
    const auto wish = wishOf(arguments, clock.wall());
    const auto profile = profileOf(arguments);
    if (!wish || !profile) {
        return tl::unexpected(wish ? profile.error() : wish.error());
    }
    runtime::RunRequest request;
    request.profile = *profile;
    if (const auto file = arguments.value("--config")) {
        request.extraConfig = *file;
    }
    request.sets = arguments.values("--set");
    const auto loaded = runtime::loadConfiguration(request);
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    // A broker's loop wants one to be there; it need not run.
    static char name[] = "omnitrade";
    static char* words[] = {name, nullptr};
    static int count = 1;
    StopFlag stop;
    const runtime::StopSignals stopSignals([&stop] { stop.requestStop(); });
    const QCoreApplication application(count, words);
    const engine::DeskState nothing;
    const runtime::Reporter reporter{{}, [](const std::string& note) { tell("note: " + note); }};
    const auto done = runtime::downloadBars(
        *wish, {loaded->settings, request.brokers, nothing, clock, stop, reporter, nullptr, request.profile},
        [](Timestamp reached, std::uint64_t bars) { tell(fmt::format("{} bars, up to {}", bars, isoText(reached))); });
    if (!done && stop.isStopRequested()) {
        tell("stopped before anything came");
        return interruptedCode;
    }
    return done ? tellEnd(*wish, *done, arguments.wantsJson()) : tl::unexpected(done.error());
}

} // namespace

const Command dataFetchCommand{&spec, run};

} // namespace omni::app
