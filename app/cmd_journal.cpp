#include "app/command.h"

#include "core/base/digest.h"
#include "core/base/json_text.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/journal/verify.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/export/export_journal.h"
#include "core/host/runtime/open_profile.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::LineKind;
using runtime::Outcome;

constexpr OptionSpec exportOptions[] = {
    {"--csv", "", "one kind as CSV with a header"},
    {"--kind", "KIND", "only proposal, decision, order, order_event, fill, cash, mode or alert (of --csv: fill)", true},
    {"--out", "DIR", "with --csv: a file for each kind, DIR/fill.csv and so on"},
};

constexpr CommandSpec verifySpec{
    "journal verify",
    "DIR",
    "Checks every byte of a profile's journal. Reads only, takes no lock. Exit 0 sound, 1 damaged, 2 unreadable,\n"
    "3 written by a newer version.",
    {},
    1,
    1,
    {}};
constexpr CommandSpec exportSpec{
    "journal export",
    "DIR",
    "Tells what a journal holds: one JSON object a line, or CSV. Reads only, takes no lock.",
    exportOptions,
    1,
    1,
    {}};
constexpr CommandSpec hashSpec{"journal state-hash",
                               "DIR",
                               "The hash of the durable state after the last record. Reads only, takes no lock.",
                               {},
                               1,
                               1,
                               {}};

std::string_view nameOf(journal::Verdict verdict)
{
    switch (verdict) {
    case journal::Verdict::Sound:
        return "sound";
    case journal::Verdict::Damaged:
        return "damaged";
    case journal::Verdict::Unreadable:
        return "unreadable";
    case journal::Verdict::Newer:
        return "newer";
    }
    return "unknown";
}

std::string jsonOf(const journal::Verification& found)
{
    JsonText json;
    json.object().member("verdict", nameOf(found.verdict)).member("clean_end", found.hasCleanEnd);
    json.member("bytes", found.bytes).member("records", found.records).member("segments", found.segments);
    json.member("checkpoints", found.checkpoints).member("last", found.last.seq.value).key("faults").array();
    for (const auto& fault : found.faults) {
        json.object().member("verdict", nameOf(fault.verdict)).member("file", fault.file);
        json.member("offset", fault.offset).member("record", fault.record).member("text", fault.text).end();
    }
    json.end().key("notes").array();
    for (const auto& note : found.notes) {
        json.text(note);
    }
    json.end().end();
    return json.take();
}

Outcome<int> runVerify(const Arguments& arguments)
{
    const auto folder = runtime::journalForReading(arguments.operands().front());
    if (!folder) {
        auto why = folder.error();
        why.kind = runtime::FailureKind::WrongUsage; // 2, which stands for "unreadable" here
        return tl::unexpected(why);
    }
    const auto found = journal::verify(**folder);
    if (arguments.wantsJson()) {
        say(jsonOf(found));
        return static_cast<int>(found.verdict);
    }
    for (const auto& fault : found.faults) {
        say(fault.text);
    }
    for (const auto& note : found.notes) {
        say("note: " + note);
    }
    say(fmt::format("{}: {} records in {} segments, {} bytes, last event {}, {}", nameOf(found.verdict), found.records,
                    found.segments, found.bytes, found.last.seq.value,
                    found.hasCleanEnd ? "ended cleanly" : "without a clean end"));
    return static_cast<int>(found.verdict);
}

/// Which kinds are wanted.
struct KindFilter {
    std::array<bool, runtime::lineKindCount> wanted{};
    [[nodiscard]] bool has(LineKind kind) const
    {
        return wanted[static_cast<std::size_t>(kind)];
    }
};

Outcome<KindFilter> kindsOf(const Arguments& arguments)
{
    KindFilter filter;
    const auto names = arguments.values("--kind");
    for (const auto& name : names) {
        const auto kind = runtime::lineKindFromName(name);
        if (!kind) {
            return wrongUsage("--kind " + name + " is none", std::string(exportOptions[1].meaning));
        }
        filter.wanted[static_cast<std::size_t>(*kind)] = true;
    }
    if (names.empty()) {
        filter.wanted.fill(true);
    }
    return filter;
}

/// Of the profile that `path` is, or whose journal it is. None: its name stays what the record calls it.
std::optional<person::Person> personOf(const std::string& path)
{
    std::error_code error;
    const std::filesystem::path given(path);
    const bool isProfile = std::filesystem::is_directory(given / "journal", error);
    const auto whole = std::filesystem::absolute(given, error).lexically_normal();
    const auto above = (whole.has_filename() ? whole : whole.parent_path()).parent_path();
    const auto root = platform::FileFolder::open(isProfile ? given : above, platform::FileFolder::Access::ReadOnly);
    const auto person = root ? person::Person::read(**root) : Result<std::optional<person::Person>>(std::nullopt);
    return person ? *person : std::nullopt;
}

Outcome<int> exportToFiles(const ports::LogFolder& folder, const KindFilter& kinds, const std::string& target,
                           const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(target, error);
    std::array<std::ofstream, runtime::lineKindCount> files;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto kind = static_cast<LineKind>(i);
        if (kinds.has(kind)) {
            files[i].open(std::filesystem::path(target) / (std::string(runtime::nameOf(kind)) + ".csv"));
            files[i] << runtime::csvHeader(kind) << '\n';
        }
    }
    const auto person = personOf(path);
    const auto done = runtime::exportJournal(folder, [&](const runtime::RecordLine& line) {
        auto& file = files[static_cast<std::size_t>(line.kind())];
        if (file.is_open()) {
            file << named(line, person ? &*person : nullptr).toCsv() << '\n';
        }
        return true;
    });
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i].flush();
        if (kinds.has(static_cast<LineKind>(i)) && !files[i]) {
            return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Failed, "cannot_write",
                                                      target + " cannot be written", "is there room, and the right?",
                                                      target, 0});
        }
    }
    return done ? Outcome<int>(doneCode) : runtime::journalFailure("read", path, done.error());
}

Outcome<int> runExport(const Arguments& arguments)
{
    auto kinds = kindsOf(arguments);
    if (!kinds) {
        return tl::unexpected(kinds.error());
    }
    const bool asCsv = arguments.has("--csv");
    if (asCsv && arguments.has("--json")) {
        return wrongUsage("--csv and --json exclude each other");
    }
    if (arguments.has("--out") && !asCsv) {
        return wrongUsage("--out needs --csv");
    }
    const std::string& path = arguments.operands().front();
    const auto folder = runtime::journalForReading(path);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    if (const auto target = arguments.value("--out")) {
        return exportToFiles(**folder, *kinds, *target, path);
    }
    if (asCsv) {
        const auto named = arguments.values("--kind");
        if (named.size() > 1) {
            return wrongUsage("--csv shows one kind at a time", "--out DIR writes a file for each");
        }
        const auto kind = *runtime::lineKindFromName(named.empty() ? "fill" : named.front());
        kinds->wanted.fill(false);
        kinds->wanted[static_cast<std::size_t>(kind)] = true;
        say(runtime::csvHeader(kind));
    }
    const auto person = personOf(path);
    const auto done = runtime::exportJournal(**folder, [&](const runtime::RecordLine& line) {
        if (!kinds->has(line.kind())) {
            return true;
        }
        const auto shown = named(line, person ? &*person : nullptr);
        return put(asCsv ? shown.toCsv() : shown.toJson());
    });
    return done ? Outcome<int>(doneCode) : runtime::journalFailure("read", path, done.error());
}

Outcome<int> runHash(const Arguments& arguments)
{
    const std::string& path = arguments.operands().front();
    const auto folder = runtime::journalForReading(path);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const auto desk = driver::recoverDesk(**folder);
    if (!desk) {
        return runtime::journalFailure("read", path, desk.error());
    }
    const std::string hash = hexText(desk->state.hash());
    if (arguments.wantsJson()) {
        JsonText json;
        json.object().member("state_hash", hash).member("last", desk->last.value).end();
        say(json.view());
    } else {
        say(hash);
    }
    return doneCode;
}

} // namespace

const Command journalVerifyCommand{&verifySpec, runVerify};
const Command journalExportCommand{&exportSpec, runExport};
const Command journalHashCommand{&hashSpec, runHash};

} // namespace omni::app
