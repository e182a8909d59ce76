#include "app/command.h"

#include "core/base/json_text.h"
#include "core/edge/feeds/files/data_report.h"
#include "core/edge/feeds/files/import_files.h"
#include "core/edge/platform/profile.h"
#include "core/host/runtime/session_market.h"

#include <filesystem>
#include <limits>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr std::size_t anyNumber = std::numeric_limits<std::size_t>::max();

constexpr OptionSpec lookOptions[] = {
    {"--instrument", "VENUE:SYMBOL…", "what the files are of, if no side file says so"},
    {"--currency", "CUR", "what an instrument is quoted in that nobody describes (default USD)"},
    {"--silence", "DURATION", "ticks further apart are a gap (default 60s)"},
};
constexpr OptionSpec importOptions[] = {
    {"--instrument", "VENUE:SYMBOL…", "what the files are of, if no side file says so"},
    {"--currency", "CUR", "what an instrument is quoted in that nobody describes (default USD)"},
    {"--to", "DIR", "where the archives are kept (default: data in the profile)"},
};

constexpr CommandSpec importSpec{"data import",
                                 "FILE…",
                                 "Reads and checks data files and keeps them as archives, all of them or none.",
                                 importOptions,
                                 1,
                                 anyNumber,
                                 {}};
constexpr CommandSpec infoSpec{"data info", "FILE…", "What is in data files. Touches no profile.", lookOptions, 1,
                               anyNumber,   {}};
constexpr CommandSpec verifySpec{
    "data verify",
    "FILE…",
    "Looks at every row of data files and reports gaps, duplicates, crossed quotes and faults by line. Exit 3 when a\n"
    "session would refuse them.",
    lookOptions,
    1,
    anyNumber,
    {}};

feeds::FeedOptions feedOptions(const Arguments& arguments)
{
    feeds::FeedOptions options;
    options.instrument = arguments.value("--instrument").value_or("");
    options.quoteCurrency = arguments.value("--currency").value_or("USD");
    return options;
}

Outcome<int> runLook(const Arguments& arguments)
{
    feeds::ReportOptions options;
    options.feed = feedOptions(arguments);
    if (const auto text = arguments.value("--silence")) {
        const auto silence = durationOf("--silence", *text);
        if (!silence) {
            return tl::unexpected(silence.error());
        }
        options.silence = *silence;
    }
    const auto report = feeds::reportOn(arguments.operands(), options);
    say(arguments.wantsJson() ? feeds::reportJson(report) : feeds::reportText(report));
    if (report.isSound()) {
        return doneCode;
    }
    for (const auto& file : report.files) {
        for (const auto& fault : file.faults) {
            tell("omnitrade: " + fault.text());
        }
    }
    return static_cast<int>(runtime::FailureKind::BadInput);
}

std::string jsonOf(const feeds::Import& import)
{
    JsonText json;
    json.object().key("files").array();
    for (const auto& file : import.files) {
        json.object().member("from", file.from).member("to", file.to).member("bytes", file.bytes).end();
    }
    json.end().key("notes").array();
    for (const auto& note : import.notes) {
        json.text(note);
    }
    json.end().end();
    return json.take();
}

Outcome<int> runImport(const Arguments& arguments)
{
    std::string target = arguments.value("--to").value_or("");
    if (target.empty()) {
        const auto profile = profileOf(arguments);
        if (!profile) {
            return tl::unexpected(profile.error());
        }
        if (const auto made = platform::prepareProfile(*profile); !made) {
            return runtime::failureOf(runtime::FailureKind::Refused, "the profile " + *profile, made.error(),
                                      "give a folder with --to or another --profile");
        }
        target = (std::filesystem::path(*profile) / "data").string();
    }
    const auto done = feeds::importFiles(arguments.operands(), target, feedOptions(arguments));
    if (!done) {
        auto why = runtime::failureOf(done.error());
        if (done.error().code == feeds::FaultCode::CannotWrite) {
            why.kind = runtime::FailureKind::Failed;
        }
        return tl::unexpected(why);
    }
    for (const auto& note : done->notes) {
        tell("note: " + note);
    }
    if (arguments.wantsJson()) {
        say(jsonOf(*done));
        return doneCode;
    }
    for (const auto& file : done->files) {
        say(fmt::format("{} -> {} ({} bytes)", file.from, file.to, file.bytes));
    }
    return doneCode;
}

} // namespace

const Command dataImportCommand{&importSpec, runImport};
const Command dataInfoCommand{&infoSpec, runLook};
const Command dataVerifyCommand{&verifySpec, runLook};

} // namespace omni::app
