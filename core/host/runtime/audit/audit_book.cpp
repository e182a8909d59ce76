#include "core/host/runtime/audit/audit_book.h"

#include "core/base/log.h"
#include "core/edge/platform/system_clock.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using audit::AuditLog;
using audit::AuditWriter;
using platform::FileFolder;

constexpr std::string_view auditFolderName = "audit";
constexpr std::string_view auditKeyName = "audit-key"; // as FolderKeyStore calls it
constexpr std::chrono::milliseconds waitWhileFull{2};

tl::unexpected<RunFailure> auditFailure(const LockedProfile& profile, const Error& error)
{
    RunFailure why;
    // Another record's key and missing segments are data that do not fit, as damage is.
    why.kind = error.code == Errc::Conflict ? FailureKind::BadInput : kindOf(error.code);
    why.code = "audit_" + std::string(nameOf(error.code));
    why.file = (profile.path / auditFolderName).string();
    why.message = "the audit record cannot be used: " + error.detail;
    why.hint = error.code == Errc::Corrupt || error.code == Errc::Conflict
        ? "nothing was changed; omnitrade audit verify tells what is wrong; omnitrade audit renew --reason TEXT sets "
          "it "
          "aside, which is told in the new record, and begins anew"
        : hintFor(error.code);
    return tl::unexpected(why);
}

Result<AuditWriter> newRecord(FileFolder& folder, audit::AuditKeyStore& keys, audit::AuditMoment now,
                              const audit::AuditWriterOptions& options, const AuditWish& wish)
{
    auto key = audit::newVerifyKey();
    const auto log = audit::newLogId();
    if (!key || !log) {
        return tl::unexpected(key ? log.error() : key.error());
    }
    audit::SegmentKey first{*log, 1, std::move(*key)};
    if (wish.giveKey) {
        const auto text = audit::verifyKeyText(first);
        if (!text) {
            return tl::unexpected(text.error());
        }
        if (auto given = wish.giveKey(*text); !given) {
            return tl::unexpected(given.error());
        }
    }
    return AuditWriter::begin(folder, keys, std::move(first), now, options);
}

} // namespace

AuditBook::AuditBook(std::unique_ptr<FileFolder> folder, FileFolder& root)
    : m_folder(std::move(folder))
    , m_keys(root)
    , m_reserve(root)
{
}

AuditBook::~AuditBook() = default;

Outcome<std::unique_ptr<AuditBook>> AuditBook::open(const LockedProfile& profile, Clock& clock,
                                                    const Reporter& reporter, AuditWish wish)
{
    auto folder = FileFolder::open(profile.path / auditFolderName, FileFolder::Access::ReadWrite);
    if (!folder) {
        return auditFailure(profile, folder.error());
    }
    std::unique_ptr<AuditBook> book(new AuditBook(std::move(*folder), *profile.root));
    audit::AuditWriterOptions options;
    if (!platform::fillWithRandom(options.boot.data(), options.boot.size())) {
        return auditFailure(profile, {Errc::Unavailable, "the system gives no random numbers"});
    }
    if (wish.keepsReserve) {
        if (const auto kept = book->m_reserve.prepare(); !kept) {
            return auditFailure(profile, kept.error());
        }
        options.reserve = &book->m_reserve;
    }
    const audit::AuditMoment now{clock.wall(), clock.mono()};
    const bool isNew = !hasAuditRecord(profile);
    auto writer = isNew ? newRecord(*book->m_folder, book->m_keys, now, options, wish)
                        : AuditWriter::open(*book->m_folder, book->m_keys, now, options);
    if (!writer) {
        return auditFailure(profile, writer.error());
    }
    if (isNew && !wish.giveKey) {
        reporter.tell("the audit record begins, and nobody holds its verify key: its chain can be checked, and not "
                      "that all of it was made anew (omnitrade audit begin --key-fd N hands the key out)");
    }
    if (writer->cutBytes() > 0) {
        reporter.tell(fmt::format("the end of the audit record was torn by a crash: {} bytes that were no whole record "
                                  "were cut, and the record says so",
                                  writer->cutBytes()));
    }
    book->m_last = writer->last();
    book->m_log = AuditLog::start(
        std::move(*writer), clock,
        {.moved = [told = std::make_shared<bool>(false), moved = std::move(wish.moved), &book = *book] {
            if (book.hasFailed() && !std::exchange(*told, true)) {
                logError("{}: nothing that adds exposure leaves any more; exits, cancels and the kill switch do",
                         book.failure()->detail);
            }
            if (moved) {
                moved();
            }
        }});
    for (const auto& entry : wish.before) {
        if (auto kept = book->keep(entry); !kept) {
            return auditFailure(profile, kept.error());
        }
    }
    return book;
}

std::optional<std::uint64_t> AuditBook::note(const audit::AuditEntry& entry)
{
    const auto place = handOver(entry, audit::Room::Usual);
    return place ? std::optional(*place) : std::nullopt;
}

void AuditBook::noteDecided(const audit::AuditEntry& entry)
{
    const auto place = handOver(entry, audit::Room::Last);
    if (!place && place.error().code == Errc::Full && !m_lacks.exchange(true)) {
        logError(
            "the audit record lacks {}: {}. Nothing that adds exposure leaves any more; exits, cancels and the kill "
            "switch do",
            entry.action, place.error().detail);
    }
}

Result<std::uint64_t> AuditBook::handOver(const audit::AuditEntry& entry, audit::Room room)
{
    const auto place = m_log->append(entry, room);
    if (!place) {
        if (place.error().code == Errc::Invalid) { // a text that does not fit: a fault of ours
            logError("the audit record does not take {}: {}", entry.action, place.error().detail);
        }
        return place;
    }
    for (auto last = m_last.load(); last < *place && !m_last.compare_exchange_weak(last, *place);) { }
    return *place;
}

bool AuditBook::isDurable(std::uint64_t place) const noexcept
{
    return m_log->isDurable(place);
}

bool AuditBook::hasFailed() const noexcept
{
    return m_lacks.load() || m_log->hasFailed() || m_log->isOnReserve();
}

Result<void> AuditBook::keep(const audit::AuditEntry& entry)
{
    for (;;) {
        const auto place = m_log->append(entry);
        if (place) {
            return m_log->waitDurable(*place) ? Result<void>{} : tl::unexpected(*failure());
        }
        if (place.error().code != Errc::Full || hasFailed()) {
            return tl::unexpected(place.error());
        }
        std::this_thread::sleep_for(waitWhileFull);
    }
}

Result<void> AuditBook::makeDurable()
{
    if (m_log->waitDurable(m_last.load())) {
        return {};
    }
    const auto why = failure();
    return tl::unexpected(why ? *why : Error{Errc::Unavailable, "the audit record has ended"});
}

Result<audit::Anchor> AuditBook::end()
{
    return m_log->end();
}

std::optional<Error> AuditBook::failure() const
{
    if (auto why = m_log->failed()) {
        return why;
    }
    if (m_log->isOnReserve()) {
        return Error{Errc::Full, "the disk is full, and the audit record goes on in the room that was kept for it"};
    }
    return m_lacks.load() ? std::optional(Error{Errc::Full, "the disk did not keep up with the audit record"})
                          : std::nullopt;
}

bool hasAuditRecord(const LockedProfile& profile)
{
    std::error_code error;
    if (!std::filesystem::is_directory(profile.path / auditFolderName, error)) {
        return false;
    }
    const auto folder = FileFolder::open(profile.path / auditFolderName, FileFolder::Access::ReadOnly);
    const auto names = folder ? (*folder)->names() : tl::unexpected(folder.error());
    // What cannot be read is there: the opening says why it cannot be.
    return !names || std::ranges::any_of(*names, [](const std::string& name) {
        return audit::auditSegmentNumber(name).has_value();
    });
}

Outcome<std::string> setAsideAudit(const LockedProfile& profile, Timestamp now)
{
    std::string digits;
    for (const char each : isoText(now).substr(0, 19)) {
        if (each >= '0' && each <= '9') {
            digits += each;
        }
    }
    const std::string name = "audit-set-aside-" + digits.substr(0, 8) + '-' + digits.substr(8);
    const auto folder = profile.path / auditFolderName, aside = profile.path / name, key = profile.path / auditKeyName;
    std::error_code error;
    const bool hasKey = std::filesystem::exists(key, error);
    if (!hasAuditRecord(profile) && !hasKey) {
        return tl::unexpected(RunFailure{FailureKind::Refused, "no_audit_record", "there is no audit record here",
                                         "the next session begins one", folder.string(), 0});
    }
    if (std::filesystem::exists(std::filesystem::symlink_status(aside, error))) {
        return tl::unexpected(RunFailure{FailureKind::Refused, "audit_set_aside", name + " is there already",
                                         "wait for a second and try again", aside.string(), 0});
    }
    // The record first: a key without one still refuses to begin another in silence.
    error.clear();
    if (hasAuditRecord(profile)) {
        std::filesystem::rename(folder, aside, error);
    } else {
        std::filesystem::create_directory(aside, error);
        std::filesystem::permissions(aside, std::filesystem::perms::owner_all, error);
    }
    if (!error && hasKey) {
        std::filesystem::rename(key, aside / auditKeyName, error);
    }
    if (error) {
        return tl::unexpected(RunFailure{FailureKind::Failed, "audit_set_aside",
                                         "the audit record cannot be moved: " + error.message(),
                                         "try again: what has been moved stays so", folder.string(), 0});
    }
    return name;
}

Outcome<void> auditOnce(const LockedProfile& profile, audit::AuditEntry entry, const Reporter& reporter, AuditWish wish)
{
    platform::SystemClock clock;
    wish.before.push_back(std::move(entry));
    auto book = AuditBook::open(profile, clock, reporter, std::move(wish));
    if (!book) {
        return tl::unexpected(book.error());
    }
    if (const auto ended = (*book)->end(); !ended) {
        return auditFailure(profile, ended.error());
    }
    return {};
}

} // namespace omni::runtime
