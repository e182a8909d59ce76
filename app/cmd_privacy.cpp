// `omnitrade privacy export|erase`: what the program keeps of a person, handed over or gone (docs/personal-data.md).

#include "app/audit_key_option.h"
#include "app/command.h"
#include "core/base/json_text.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/export/personal_data.h"

#include <filesystem>
#include <span>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr std::string_view sentence = "erase person-1";

constexpr OptionSpec privacyExportOptions[] = {
    {"--out", "DIR", "a folder that is not there yet: personal-data.json, notes.csv and a README.txt that explains"},
};
constexpr OptionSpec privacyEraseOptions[] = {
    {"--confirm", "SENTENCE", "\"erase person-1\": it cannot be taken back"},
};
constexpr CommandSpec privacyExportSpec{
    "privacy export",
    "",
    "All that the profile keeps of its person: name, notes, the window's files, logs. Without --out the JSON document\n"
    "is printed. Refused while a program works on the profile; that it was done stands in the audit record.",
    privacyExportOptions,
    0,
    0,
    {}};
constexpr CommandSpec privacyEraseSpec{
    "privacy erase",
    "",
    "Destroys the person's key, so that nobody reads name and notes any more, here and in copies without that key;\n"
    "removes the window's files and the logs. Orders, fills and decisions stay, as person-1's. Refused while a\n"
    "program works on the profile.",
    privacyEraseOptions,
    0,
    0,
    "The vault, config.toml and copies that hold the file person-1 are for you to remove."};

constexpr std::string_view readme
    = "Personal data of one profile of OmniTrade AI.\n\n"
      "personal-data.json  everything: name, notes, files of the window, logs\n"
      "notes.csv           the notes alone, for a spreadsheet\n\n"
      "Orders, fills, approvals and the reasons of safety acts are no part of it: they name person-1 alone and are\n"
      "told by: omnitrade journal export DIR\n";

Outcome<void> writeTo(const std::string& target, const runtime::PersonalData& data)
{
    using platform::FileFolder;
    const auto failed = [&target](const std::string& why) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Failed, "cannot_write",
                                                  target + " cannot be written: " + why,
                                                  "is there room, and the right?", target, 0});
    };
    std::error_code error;
    if (std::filesystem::exists(target, error)) {
        return failed("it is there already");
    }
    const auto folder = FileFolder::open(target, FileFolder::Access::ReadWrite); // for its owner alone
    if (!folder) {
        return failed(folder.error().detail);
    }
    const auto put = [&](std::string_view name, std::string_view text) {
        return (*folder)->replace(name, std::as_bytes(std::span(text.data(), text.size())));
    };
    for (const auto& [name, text] : {std::pair<std::string_view, std::string>{"personal-data.json", jsonOf(data)},
                                     {"notes.csv", csvOf(data)},
                                     {"README.txt", std::string(readme)}}) {
        if (const auto written = put(name, text); !written) {
            return failed(written.error().detail);
        }
    }
    return {};
}

/// The profile, which nobody else has. Nothing is made in it: somebody who was erased does not come back by this.
Outcome<runtime::LockedProfile> heldFor(const Arguments& arguments)
{
    const auto profile = profileOf(arguments);
    return profile ? runtime::holdProfile(*profile) : tl::unexpected(profile.error());
}

/// Into the file of erasures, as ever, and into the audit record, as a tombstone.
class AuditedErasure final : public runtime::ErasureRecord
{
public:
    AuditedErasure(const runtime::LockedProfile& profile, Timestamp now)
        : m_profile(profile)
        , m_file(profile.path, now)
    {
    }
    [[nodiscard]] Result<void> note(const runtime::Erasure& erasure) override
    {
        const auto kept = tell(erasure, audit::AuditOutcome::Begun);
        return kept ? m_file.note(erasure) : failure(Errc::Unavailable, kept.error().message);
    }
    [[nodiscard]] Outcome<void> tell(const runtime::Erasure& erasure, audit::AuditOutcome outcome) const
    {
        return keepOnAudit(m_profile,
                           shellEntry("privacy.erase", std::string(erasure.person), outcome,
                                      fmt::format("{} notes, {} files", erasure.notes, erasure.files)));
    }

private:
    const runtime::LockedProfile& m_profile;
    runtime::ErasureFile m_file;
};

Outcome<int> runPrivacyExport(const Arguments& arguments)
{
    const auto held = heldFor(arguments);
    if (!held) {
        return tl::unexpected(held.error());
    }
    const auto data = runtime::personalDataOf(held->path);
    if (!data) {
        return tl::unexpected(data.error());
    }
    if (auto kept
        = keepOnAudit(*held, shellEntry("privacy.export", std::string(person::pseudonym), audit::AuditOutcome::Begun));
        !kept) {
        return tl::unexpected(kept.error());
    }
    const auto target = arguments.value("--out");
    if (!target) {
        say(jsonOf(*data));
        return doneCode;
    }
    if (const auto written = writeTo(*target, *data); !written) {
        return tl::unexpected(written.error());
    }
    if (arguments.wantsJson()) {
        JsonText json;
        json.object().member("folder", *target).member("empty", data->isEmpty());
        json.member("notes", std::uint64_t{data->notes.size()})
            .member("files", std::uint64_t{data->files.size()})
            .end();
        say(json.view());
    } else {
        say(data->isEmpty()
                ? "there is nothing of a person in this profile; the documents in " + *target + " say so"
                : fmt::format("{} notes and {} files are in {}", data->notes.size(), data->files.size(), *target));
    }
    return doneCode;
}

Outcome<int> runPrivacyErase(const Arguments& arguments)
{
    if (arguments.value("--confirm").value_or("") != sentence) {
        return tl::unexpected(
            runtime::RunFailure{runtime::FailureKind::Refused,
                                "not_confirmed",
                                "erasing cannot be taken back, so it wants a sentence",
                                fmt::format("export first if you want a copy; then --confirm \"{}\"", sentence),
                                {},
                                0});
    }
    const auto held = heldFor(arguments);
    if (!held) {
        return tl::unexpected(held.error());
    }
    AuditedErasure record(*held, platform::SystemClock().wall());
    const auto done = runtime::erasePersonalData(*held, record);
    if (!done) {
        return tl::unexpected(done.error());
    }
    if (auto kept = record.tell(*done, audit::AuditOutcome::Done); !kept) {
        return tl::unexpected(kept.error());
    }
    if (arguments.wantsJson()) {
        JsonText json;
        json.object().member("person", done->person).member("notes", done->notes).member("files", done->files).end();
        say(json.view());
    } else {
        say(fmt::format("gone: the name and {} notes of {}, {} files; orders, fills and decisions stay. Remove copies "
                        "of the file person-1 from your backups as well",
                        done->notes, done->person, done->files));
    }
    return doneCode;
}

} // namespace

const Command privacyExportCommand{&privacyExportSpec, runPrivacyExport};
const Command privacyEraseCommand{&privacyEraseSpec, runPrivacyErase};

} // namespace omni::app
