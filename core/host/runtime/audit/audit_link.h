// What the window may see and wish of the audit record of its profile: rows by page, verified, exported, anchored.
//
// Implemented by `AuditService` (audit_service.h) and by fakes in tests. Every function returns at once and waits for
// no disk; all of them are for the UI thread.

#pragma once

#include "core/base/error.h"
#include "core/desk/views/audit_view.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace omni::runtime {

/// Checks all of it. An anchor shows what the chain alone does not, a key that it was not made anew
/// (docs/audit-format.md).
struct VerifyAudit {
    std::string anchorFile, keyFile; ///< Paths; empty: none is at hand.
};
/// Writes what the query finds, all pages of it, newest first; `below` and `most` are not looked at. That it is done
/// stands in the record before. A file that is there is replaced once the new one is whole. Who may read his own writes
/// his own.
struct ExportAudit {
    std::string file;
    views::AuditFileForm form = views::AuditFileForm::Csv;
    views::AuditQuery query;
};
/// An anchor of the record as it is now, to be kept outside of the machine; `AuditTask::text` is what its file holds.
struct AnchorAudit {
    std::string file; ///< Empty: none is written.
};
using AuditTaskWish = std::variant<VerifyAudit, ExportAudit, AnchorAudit>;

struct AuditAnswer {
    std::uint64_t query = 0;
    Result<views::AuditPage> page;
};

class AuditLink
{
public:
    virtual ~AuditLink() = default;

    /// Of whoever sits at the window now.
    [[nodiscard]] virtual views::AuditSight sight() const = 0;
    /// So many records are on the disk: another number, and there is something new to ask for. 0: none is open yet.
    [[nodiscard]] virtual std::uint64_t records() const = 0;

    /// The number of the question, from 1. Who may read his own gets his own. Denied: nothing; it is recorded.
    [[nodiscard]] virtual std::uint64_t ask(views::AuditQuery query) = 0;
    /// It gets no answer any more.
    virtual void cancel(std::uint64_t query) = 0;
    /// False: none is ready.
    [[nodiscard]] virtual bool takeAnswer(AuditAnswer& out) = 0;

    /// One at a time: a task that runs is not disturbed, and the answer is false.
    [[nodiscard]] virtual bool wish(AuditTaskWish wish) = 0;
    virtual void giveUp() = 0;
    /// The last one. Null: there was none.
    [[nodiscard]] virtual std::shared_ptr<const views::AuditTask> task() const = 0;
};

} // namespace omni::runtime
