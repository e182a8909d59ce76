// What takes longer than a page: verified by the code of the separate verifier, exported, anchored. Each stands in the
// record before it is done.

#include "core/host/audit_verify/anchor_file.h"
#include "core/host/audit_verify/folder_check.h"
#include "core/host/runtime/audit/audit_export.h"
#include "core/host/runtime/audit/audit_service.h"

#include "core/base/log.h"
#include "core/edge/platform/file_folder.h"

#include <cstdio>
#include <variant>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

std::string_view nameOf(views::AuditVerdict verdict) noexcept
{
    switch (verdict) {
    case views::AuditVerdict::Good:
        return "good";
    case views::AuditVerdict::Tampered:
        return "tampered";
    case views::AuditVerdict::Unreadable:
        return "unreadable";
    case views::AuditVerdict::Truncated:
        return "truncated";
    }
    return {};
}

std::string_view actionOf(const AuditTaskWish& wish) noexcept
{
    return std::holds_alternative<VerifyAudit>(wish) ? "record.verified"
        : std::holds_alternative<ExportAudit>(wish)  ? "record.exported"
                                                     : "record.anchored";
}

Result<audit_verify::Question> questionOf(const VerifyAudit& wish)
{
    audit_verify::Question question;
    if (!audit_verify::startProofs()) {
        return failure(Errc::Unavailable, "libsodium does not start");
    }
    if (!wish.anchorFile.empty()) {
        const auto text = audit_verify::textOfFile(wish.anchorFile);
        auto anchor = text ? audit_verify::anchorFromText(*text) : std::nullopt;
        if (!anchor) {
            return failure(Errc::Invalid, "this is no anchor that can be read");
        }
        question.anchors.push_back(std::move(*anchor));
    }
    if (!wish.keyFile.empty()) {
        const auto text = audit_verify::textOfFile(wish.keyFile);
        question.key = text ? audit_verify::keyFromText(*text) : std::nullopt;
        if (!question.key) {
            return failure(Errc::Invalid, "this is no verify key that can be read");
        }
    }
    return question;
}

std::string verdictWords(const views::AuditTask& task)
{
    return fmt::format("{}{}, {} sound records", nameOf(task.verdict),
                       task.firstBad > 0 ? fmt::format(" from record {} on", task.firstBad) : std::string(),
                       task.records);
}

} // namespace

void AuditService::carryOut(AuditTaskWish wish, views::AuditTask& task)
{
    const AuditedPerson by = m_who();
    const bool isOfAll = !std::holds_alternative<ExportAudit>(wish);
    const auto sight = sightOf(by);
    auto done = sight == views::AuditSight::All || (!isOfAll && sight == views::AuditSight::Own)
        ? std::visit([&](const auto& one) { return carryOut(one, by, task); }, wish)
        : Result<void>(failure(Errc::Denied, "whoever sits here has no right to do that"));
    if (!done && done.error().code == Errc::Denied) {
        const auto kept
            = m_keeper.keep(recordEntry(actionOf(wish), by, audit::AuditOutcome::Refused, "no right to do that"));
        if (!kept) {
            logWarn("the audit record does not tell of a refusal: {}", kept.error().detail);
        }
    }
    task.state = done ? views::AuditTaskState::Done
        : m_isGivenUp ? views::AuditTaskState::GivenUp
                      : views::AuditTaskState::Failed;
    task.text = done ? std::move(task.text) : done.error().detail;
}

Result<void> AuditService::carryOut(const VerifyAudit& wish, const AuditedPerson& by, views::AuditTask& task)
{
    auto question = questionOf(wish);
    if (!question) {
        return tl::unexpected(question.error());
    }
    // A record that takes nothing any more is just what has to be looked at.
    if (const auto kept = m_keeper.keep(recordEntry("record.verified", by, audit::AuditOutcome::Begun)); !kept) {
        logWarn("the audit record is verified, and cannot tell of it: {}", kept.error().detail);
    }
    task.anchors = question->anchors.size();
    const auto found
        = audit_verify::checkFolder(m_profile, std::move(*question), [&](std::size_t done, std::size_t all) {
              task.done = done;
              task.total = all;
              publish(task);
              return !m_isGivenUp;
          });
    if (found.isGivenUp) {
        return failure(Errc::Unavailable, "the verification was given up");
    }
    task.done = task.total;
    task.verdict = static_cast<views::AuditVerdict>(found.verdict.judgement);
    task.firstBad = found.verdict.firstBad;
    task.provenFrom = found.verdict.provenFrom;
    task.records = found.verdict.records;
    task.text = found.verdict.why;
    if (found.verdict.records > 0) {
        task.words = audit_verify::wordsFor(found.verdict.log, found.verdict.records, found.verdict.head);
    }
    static_cast<void>(m_keeper.keep(recordEntry("record.verified", by, audit::AuditOutcome::Done,
                                                verdictWords(task)))); // told in the window anyway
    return {};
}

Result<void> AuditService::carryOut(const ExportAudit& wish, const AuditedPerson& by, views::AuditTask& task)
{
    auto query = wish.query;
    query.below = views::AuditQuery().below;
    query.above = 0;
    const auto filter = filterFor(query, by);
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    const auto form = wish.form == views::AuditFileForm::Csv ? "CSV" : "JSON";
    if (auto kept = m_keeper.keep(recordEntry("record.exported", by, audit::AuditOutcome::Begun, form)); !kept) {
        return kept;
    }
    const auto folder = platform::FileFolder::open(m_profile / "audit", platform::FileFolder::Access::ReadOnly);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const auto written = exportAudit(**folder, *filter, wish.form, wish.file, [&](std::uint64_t count) {
        task.records = count;
        publish(task);
        return !m_isGivenUp;
    });
    if (!written) {
        return tl::unexpected(written.error());
    }
    task.records = *written;
    return {};
}

Result<void> AuditService::carryOut(const AnchorAudit& wish, const AuditedPerson& by, views::AuditTask& task)
{
    if (auto kept = m_keeper.keep(recordEntry("record.anchored", by, audit::AuditOutcome::Begun)); !kept) {
        return kept;
    }
    const auto book = m_keeper.book();
    if (!book) {
        return failure(Errc::Unavailable, book.error().message);
    }
    const auto anchor = (*book)->log().anchor();
    if (!anchor) {
        return tl::unexpected(anchor.error());
    }
    task.records = anchor->head.records;
    task.words = audit::shortWords(anchor->head);
    task.text = audit::anchorText(*anchor);
    return wish.file.empty() ? Result<void>() : writeForOwner(wish.file, task.text);
}

} // namespace omni::runtime
