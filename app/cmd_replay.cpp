#include "app/command.h"

#include "core/base/digest.h"
#include "core/base/json_text.h"
#include "core/desk/driver/replay.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/runtime/stop_signals.h"

#include <fmt/format.h>

namespace omni::app {

namespace {

constexpr CommandSpec spec{
    "replay",
    "DIR",
    "Runs a profile's journal and tape through the engine again and compares every decision and the\n"
    "state hash with what was written. Exit 1 on the first difference. Reads only, takes no lock.",
    {},
    1,
    1,
    {}};

std::string jsonOf(const driver::ReplayResult& result)
{
    JsonText json;
    json.object().member("identical", result.identical).member("events", result.events);
    json.member("decided", result.decided).member("state_hash", hexText(result.hash)).key("first_difference");
    if (result.firstDifference) {
        json.integer(result.firstDifference->value);
    } else {
        json.null();
    }
    json.key("difference");
    result.text.empty() ? json.null() : json.text(result.text);
    json.key("notes").array();
    for (const auto& note : result.notes) {
        json.text(note);
    }
    json.end().end();
    return json.take();
}

runtime::Outcome<int> run(const Arguments& arguments)
{
    const std::string& path = arguments.operands().front();
    const auto folder = runtime::journalForReading(path);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    StopFlag stop;
    runtime::StopSignals signals([&stop] { stop.requestStop(); });
    const auto result = driver::replayJournal(**folder, {}, &stop);
    if (signals.wasAsked()) {
        return interruptedCode;
    }
    if (!result) {
        return runtime::journalFailure("replayed", path, result.error());
    }
    for (const auto& note : result->notes) {
        tell("note: " + note);
    }
    if (arguments.wantsJson()) {
        say(jsonOf(*result));
    } else if (result->identical) {
        say(fmt::format("identical: {} events, state {}", result->events, hexText(result->hash)));
    } else {
        say(fmt::format("differs{}: {}",
                        result->firstDifference ? fmt::format(" at {}", result->firstDifference->value) : "",
                        result->text));
    }
    return result->identical ? doneCode : failedCode;
}

} // namespace

const Command replayCommand{&spec, run};

} // namespace omni::app
