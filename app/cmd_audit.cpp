// The audit record from a shell: begun, checked, anchored, and set aside when it can no longer be used.

#include "app/audit_key_option.h"
#include "app/command.h"

#include "core/base/json_text.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/audit_verify/verify_command.h"
#include "core/host/runtime/audit/audit_export.h"
#include "core/host/runtime/standard_streams.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::AuditBook;
using runtime::AuditWish;
using runtime::Outcome;

constexpr std::string_view keyOption = "--key-fd";
constexpr std::size_t leastReason = 10;

constexpr OptionSpec keyOutSpec{keyOption, "N",
                                "the verify key goes to this file descriptor; without it, to standard output"};
constexpr OptionSpec verifyOptions[] = {
    {"--anchor", "FILE", "the record must hold this anchor; again for more of them", true},
    {"--extends", "FILE", "proves that the record goes on from this older anchor", true},
    {"--key", "FILE", "the verify key of the record's beginning, or of a later segment"},
    {keyOption, "N", "the same, read from this file descriptor"},
    {"--words", "WORDS", "the record must hold a head with these five words"},
};
constexpr OptionSpec beginOptions[] = {keyOutSpec};
constexpr OptionSpec renewOptions[] = {
    {"--reason", "TEXT", "for the new record, 10 to 200 bytes; needed"},
    keyOutSpec,
};

constexpr CommandSpec verifySpec{"audit verify",
                                 "DIR",
                                 "Checks the audit record of a profile, as omnitrade-audit-verify does.",
                                 verifyOptions,
                                 1,
                                 1,
                                 "Exit 0 good, 1 tampered (the first bad record is named), 2 unreadable, 3 truncated "
                                 "against an anchor."};
constexpr CommandSpec beginSpec{
    "audit begin",
    "",
    "Begins the audit record of a profile that has none, and hands its verify key out, this once.",
    beginOptions,
    0,
    0,
    "Whoever has the key can check every record, and could forge every one: it belongs on paper or on a stick, not on\n"
    "this machine. A session on a profile without a record begins one, too (run --audit-key-fd N)."};
constexpr CommandSpec renewSpec{
    "audit renew",
    "",
    "Sets an audit record that cannot be used any more aside, as it is, and begins another.",
    renewOptions,
    0,
    0,
    "The new record begins with who did that, why, and where the old one lies. The program must not run on this "
    "profile."};
constexpr CommandSpec anchorSpec{
    "audit anchor",
    "",
    "Prints an anchor of the audit record, to be kept outside of this machine.",
    {},
    0,
    0,
    "It shows later whether the record's end was cut off or an old copy put back: audit verify --anchor FILE. The "
    "program\nmust not run on this profile."};

constexpr OptionSpec auditExportOptions[] = {
    {"--out", "FILE", "where it goes; needed. A file that is there is replaced"},
    {"--format", "csv|json", "csv unless it says otherwise"},
    {"--person", "WHO", "as it stands in the record: owner, person:101, script:NAME"},
    {"--kind", "BEGIN", "how the action begins: order., vault., person.sign_in; again for more of them", true},
    {"--text", "WORDS", "part of the sentence"},
};
constexpr CommandSpec auditExportSpec{
    "audit export",
    "",
    "Writes the audit record into a file for a spreadsheet or a script, newest first.",
    auditExportOptions,
    0,
    0,
    "It stands in the record before it is done. The program must not run on this profile; "
    "in its window the pane Audit\n"
    "does the same."};

Outcome<int> verify(const Arguments& arguments)
{
    std::vector<std::string> words{arguments.operands().front()};
    for (const auto& option : verifyOptions) {
        for (const auto& value : arguments.values(option.name)) {
            words.emplace_back(option.name);
            words.push_back(value);
        }
    }
    if (arguments.wantsJson()) {
        words.emplace_back("--json");
    }
    const auto answer = audit_verify::answerTo(words);
    const auto withoutEnd = [](const std::string& text) { return text.substr(0, text.find_last_not_of('\n') + 1); };
    if (!answer.errors.empty()) {
        tell(withoutEnd(answer.errors));
    }
    for (std::size_t at = 0; at < answer.out.size();) {
        const auto end = answer.out.find('\n', at);
        say(answer.out.substr(at, end - at));
        at = end == std::string::npos ? answer.out.size() : end + 1;
    }
    return answer.code;
}

/// Shown once, straight from guarded memory.
Result<void> showKey(const platform::SecretBytes& key)
{
    const auto all = key.exposed();
    std::string_view text(reinterpret_cast<const char*>(all.data()), all.size());
    while (!text.empty()) {
        const auto done = runtime::writeSome(runtime::OutputStream::Out, text);
        if (done.written == 0) {
            return failure(Errc::Unavailable, "the key could not be written out, and nothing was begun");
        }
        text.remove_prefix(done.written);
    }
    return {};
}

/// The profile, and the way for the key of a record that begins.
struct Beginning {
    AuditWish wish;
    runtime::LockedProfile profile;
};

Outcome<Beginning> beginningOf(const Arguments& arguments)
{
    auto wish = auditWishOf(arguments, keyOption);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    if (!wish->giveKey) {
        wish->giveKey = showKey;
    }
    const auto path = profileOf(arguments);
    auto profile = path ? runtime::lockProfile(*path) : tl::unexpected(path.error());
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    return Beginning{std::move(*wish), std::move(*profile)};
}

/// With the entries that `wish` brings.
Outcome<void> beginAndEnd(Beginning& beginning)
{
    platform::SystemClock clock;
    auto book = AuditBook::open(beginning.profile, clock, {}, std::move(beginning.wish));
    if (!book) {
        return tl::unexpected(book.error());
    }
    if (const auto ended = (*book)->end(); !ended) {
        return runtime::failureOf(runtime::FailureKind::Failed, "closing the audit record", ended.error());
    }
    return {};
}

Outcome<int> begin(const Arguments& arguments)
{
    auto beginning = beginningOf(arguments);
    if (!beginning) {
        return tl::unexpected(beginning.error());
    }
    if (runtime::hasAuditRecord(beginning->profile)) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Refused, "audit_exists",
                                                  "this profile has an audit record already",
                                                  "its verify key was handed out when it began; omnitrade audit renew "
                                                  "sets the record aside and begins another",
                                                  beginning->profile.path.string(), 0});
    }
    if (auto done = beginAndEnd(*beginning); !done) {
        return tl::unexpected(done.error());
    }
    tell("The audit record has begun. Keep the key away from this machine.");
    return doneCode;
}

Outcome<int> renew(const Arguments& arguments)
{
    const auto reason = arguments.value("--reason").value_or("");
    if (reason.size() < leastReason || reason.size() > 200) {
        return wrongUsage("--reason is needed, in 10 to 200 bytes", "it is the first thing that the new record tells");
    }
    auto beginning = beginningOf(arguments);
    if (!beginning) {
        return tl::unexpected(beginning.error());
    }
    const auto aside = runtime::setAsideAudit(beginning->profile, platform::SystemClock().wall());
    if (!aside) {
        return tl::unexpected(aside.error());
    }
    beginning->wish.before.push_back(shellEntry("record.set_aside", *aside, audit::AuditOutcome::Done, reason));
    if (auto done = beginAndEnd(*beginning); !done) {
        return tl::unexpected(done.error());
    }
    tell("The old record lies in " + *aside + "; the new one has begun and says so.");
    return doneCode;
}

/// The profile, which nobody else has and which has a record.
Outcome<runtime::LockedProfile> withRecord(const Arguments& arguments)
{
    const auto path = profileOf(arguments);
    auto profile = path ? runtime::lockProfile(*path) : tl::unexpected(path.error());
    if (profile && !runtime::hasAuditRecord(*profile)) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput, "no_audit_record",
                                                  "this profile has no audit record yet", "the next session begins one",
                                                  profile->path.string(), 0});
    }
    return profile;
}

Outcome<int> exportAuditRecord(const Arguments& arguments)
{
    const auto file = arguments.value("--out");
    const auto format = arguments.value("--format").value_or("csv");
    if (!file || (format != "csv" && format != "json")) {
        return wrongUsage(file ? "--format is csv or json" : "--out is needed", "audit export --out audit.csv");
    }
    const auto profile = withRecord(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    if (auto kept = keepOnAudit(*profile, shellEntry("record.exported", {}, audit::AuditOutcome::Begun, format));
        !kept) {
        return tl::unexpected(kept.error());
    }
    audit::AuditFilter filter;
    filter.actor = arguments.value("--person").value_or("");
    filter.actions = arguments.values("--kind");
    filter.text = arguments.value("--text").value_or("");
    const auto folder = platform::FileFolder::open(profile->path / "audit", platform::FileFolder::Access::ReadOnly);
    const auto written = folder
        ? runtime::exportAudit(**folder, std::move(filter),
                               format == "csv" ? views::AuditFileForm::Csv : views::AuditFileForm::Json, *file)
        : Result<std::uint64_t>(tl::unexpected(folder.error()));
    if (!written) {
        return runtime::failureOf(runtime::kindOf(written.error().code), "exporting the audit record", written.error());
    }
    say(arguments.wantsJson() ? fmt::format("{{\"records\":{}}}", *written)
                              : fmt::format("{} records are in {}", *written, *file));
    return doneCode;
}

Outcome<int> anchor(const Arguments& arguments)
{
    const auto profile = withRecord(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    platform::SystemClock clock;
    AuditWish wish;
    wish.before.push_back(shellEntry("record.anchored", {}, audit::AuditOutcome::Begun));
    auto book = AuditBook::open(*profile, clock, {}, std::move(wish));
    if (!book) {
        return tl::unexpected(book.error());
    }
    const auto last = (*book)->end();
    if (!last) {
        return runtime::failureOf(runtime::FailureKind::Failed, "taking an anchor", last.error());
    }
    const auto text = audit::anchorText(*last);
    if (arguments.wantsJson()) {
        JsonText json;
        json.object().member("anchor", text).member("words", audit::shortWords(last->head)).end();
        say(json.view());
        return doneCode;
    }
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        say(text.substr(at, end - at));
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return doneCode;
}

} // namespace

const Command auditExportCommand{&auditExportSpec, exportAuditRecord};
const Command auditVerifyCommand{&verifySpec, verify};
const Command auditBeginCommand{&beginSpec, begin};
const Command auditRenewCommand{&renewSpec, renew};
const Command auditAnchorCommand{&anchorSpec, anchor};

} // namespace omni::app
