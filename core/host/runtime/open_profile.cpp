#include "core/host/runtime/open_profile.h"

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/desk/journal/segment.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/config/load.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::FileFolder;

constexpr std::string_view installName = "install-id";
constexpr std::string_view configName = "config.toml";

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// 32 hexadecimal digits.
std::optional<journal::InstallId> installFrom(std::span<const std::byte> bytes)
{
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    journal::InstallId id{};
    if (text.size() < 2 * id.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < id.size(); ++i) {
        unsigned value = 0;
        const char* at = text.data() + 2 * i;
        if (const auto [end, error] = std::from_chars(at, at + 2, value, 16); error != std::errc() || end != at + 2) {
            return std::nullopt;
        }
        id[i] = static_cast<std::byte>(value);
    }
    return id;
}

Result<journal::InstallId> installOf(FileFolder& root)
{
    if (const auto file = root.read(installName)) {
        if (const auto id = installFrom((*file)->bytes())) {
            return *id;
        }
    } else if (file.error().code != Errc::NotFound) {
        return tl::unexpected(file.error());
    }
    // A damaged one gets a successor: ids of orders stay unique, because each start has a nonce of its own.
    journal::InstallId id{};
    if (!platform::fillWithRandom(id.data(), id.size())) {
        return failure(Errc::Unavailable, "the system gives no random numbers");
    }
    const auto written = root.replace(installName, bytesOf(hexText(id) + "\n"));
    return written ? Result<journal::InstallId>(id) : tl::unexpected(written.error());
}

Result<void> writeDefaultConfig(FileFolder& root, const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(path / configName, error))) {
        return {};
    }
    return root.replace(configName, bytesOf(config::defaultFileText()));
}

tl::unexpected<RunFailure> profileFailure(const std::filesystem::path& path, const Error& error)
{
    const bool isInUse = error.detail.find("is in use by") != std::string::npos;
    RunFailure why;
    why.kind = kindOf(error.code) == FailureKind::BadInput ? FailureKind::Refused : kindOf(error.code);
    why.code = isInUse ? "profile_in_use" : std::string(nameOf(error.code));
    why.file = path.string();
    why.message = isInUse ? error.detail + ", and only one program at a time may work on it; nothing was touched"
                          : "the profile " + path.string() + " cannot be used: " + error.detail;
    why.hint = isInUse ? "stop the other one, or give another folder with --profile" : hintFor(error.code);
    return tl::unexpected(why);
}

/// Whoever would go on by himself could not be told from whoever has looked (F8).
constexpr std::string_view tapeHint
    = "nothing was changed; only recorded market data are affected, and nothing that trades needs them: move "
      "tape-*.omt "
      "and clean-end.oms out of the folder journal to go on without them, and a replay says what it lacks";

} // namespace

tl::unexpected<RunFailure> journalFailure(std::string_view what, const std::filesystem::path& path, const Error& error)
{
    RunFailure why;
    why.kind = kindOf(error.code);
    why.code = "journal_" + std::string(nameOf(error.code));
    why.file = path.string();
    why.message = fmt::format("the journal cannot be {}: {}", what, error.detail);
    const bool isTapeAlone
        = error.code == Errc::Corrupt && error.detail.starts_with(journal::nameOf(journal::Stream::Tape));
    why.hint = isTapeAlone ? tapeHint : hintFor(error.code);
    return tl::unexpected(why);
}

Outcome<LockedProfile> lockProfile(const std::filesystem::path& path)
{
    if (const auto prepared = platform::prepareProfile(path); !prepared) {
        return profileFailure(path, prepared.error());
    }
    auto lock = platform::ProfileLock::take(path);
    if (!lock) {
        return profileFailure(path, lock.error());
    }
    auto root = FileFolder::open(path, FileFolder::Access::ReadWrite);
    if (!root) {
        return profileFailure(path, root.error());
    }
    const auto install = installOf(**root);
    if (!install) {
        return profileFailure(path, install.error());
    }
    if (const auto written = writeDefaultConfig(**root, path); !written) {
        return profileFailure(path, written.error());
    }
    const std::string user = platform::hostFacts().user;
    auto person = person::Person::ofOrUnkept(**root, user);
    return LockedProfile{path, std::move(*lock), std::move(*root), *install, std::move(person)};
}

Outcome<LockedProfile> holdProfile(const std::filesystem::path& path)
{
    const auto there = platform::checkProfile(path);
    auto lock = there ? platform::ProfileLock::take(path) : tl::unexpected(there.error());
    auto root = lock ? FileFolder::open(path, FileFolder::Access::ReadWrite) : tl::unexpected(lock.error());
    if (!root) {
        auto why = profileFailure(path, root.error());
        if (root.error().code == Errc::NotFound) {
            why.value().kind = FailureKind::BadInput;
            why.value().hint = "name the folder of a profile";
        }
        return why;
    }
    return LockedProfile{path, std::move(*lock), std::move(*root), {}, person::Person::unkept({})};
}

void keepCleanEnd(ports::LogFolder& folder, const journal::Recovery& recovery)
{
    if (recovery.wasCleanEnd && recovery.last.seq.value > 0) {
        static_cast<void>(journal::writeCleanEnd(folder)); // at worst the next start finds an end that was not clean
    }
}

bool hasSegments(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    return names && std::any_of(names->begin(), names->end(), [](const std::string& name) {
               return journal::segmentOf(name).has_value();
           });
}

Result<void> openLog(const std::filesystem::path& profile, LogLevel level)
{
    std::error_code error;
    const auto folder = profile / "logs";
    if (std::filesystem::create_directory(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    return setUpLog((folder / "omnitrade.log").string(), level);
}

Outcome<OpenJournal> openJournal(const LockedProfile& profile, const Reporter& reporter)
{
    const auto path = profile.path / "journal";
    auto folder = FileFolder::open(path, FileFolder::Access::ReadWrite);
    if (!folder) {
        return journalFailure("used", path, folder.error());
    }
    auto recovery = journal::recover(**folder);
    if (!recovery) {
        return journalFailure("used", path, recovery.error());
    }
    auto desk = driver::recoverDesk(**folder);
    if (!desk) {
        keepCleanEnd(**folder, *recovery);
        return journalFailure("used", path, desk.error());
    }
    if (!recovery->wasCleanEnd) {
        reporter.tell(
            "the last session did not come to its end: what is on record stands, and orders that were open are "
            "settled before anything new is opened");
    }
    if (!profile.person.isKept()) {
        reporter.tell("the profile takes no file for the name of its person: reasons and notes that are written now "
                      "cannot be read behind this session, and the record calls the person \"person-1\"");
    }
    for (const auto& note : recovery->notes) {
        reporter.tell(note);
    }
    for (const auto& note : desk->notes) {
        reporter.tell(note);
    }
    return OpenJournal{std::move(*folder), std::move(*recovery), std::move(*desk)};
}

Outcome<std::unique_ptr<FileFolder>> journalForReading(const std::filesystem::path& path)
{
    std::error_code error;
    const auto inner = path / "journal";
    const auto& used = std::filesystem::is_directory(inner, error) ? inner : path;
    auto folder = FileFolder::open(used, FileFolder::Access::ReadOnly);
    if (!folder) {
        return journalFailure("used", used, folder.error());
    }
    if (!hasSegments(**folder)) {
        return tl::unexpected(RunFailure{FailureKind::BadInput,
                                         "no_journal",
                                         "there is no journal in " + used.string(),
                                         "name the folder of a profile on which a session has run",
                                         {},
                                         0});
    }
    return std::move(*folder);
}

} // namespace omni::runtime
