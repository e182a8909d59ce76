// Answers the window's questions to the audit record, and carries out what takes longer: a verification, an export, an
// anchor. Two threads of its own: a page does not wait for a verification of millions of records.
//
// Rights are judged here, at each question, by who sits at the window at that moment (safety 4.4): Auditor, Risk and
// Admin read all, Trader and Strategist what is their own; a refusal is itself recorded. Verifying and anchoring are of
// the whole record and are for those who may read all of it.

#pragma once

#include "core/base/latest.h"
#include "core/edge/security/audit/audit_reader.h"
#include "core/host/runtime/audit/audit_keeper.h"
#include "core/host/runtime/audit/audit_link.h"
#include "core/host/runtime/audit/seat_entries.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace omni::runtime {

/// Who sits at the window. Asked from several threads; returns at once. Nobody who may read: number zero, no roles.
using WhoReads = std::function<AuditedPerson()>;

/// What the table of rights lets such a person read.
[[nodiscard]] views::AuditSight sightOf(const AuditedPerson& reader) noexcept;

/// The question as the record is asked, as far as `reader` may. Denied: not at all.
[[nodiscard]] Result<audit::AuditFilter> filterFor(const views::AuditQuery& query, const AuditedPerson& reader);

class AuditService final : public AuditLink
{
public:
    static constexpr std::size_t mostQuestions = 100, mostTold = 1'000;

    /// `profile`: the folder. `keeper` outlives it. Starts the threads.
    AuditService(std::filesystem::path profile, AuditKeeper& keeper, WhoReads who);
    /// Gives up what is under way; what was told is written.
    ~AuditService() override;
    AuditService(const AuditService&) = delete;
    AuditService& operator=(const AuditService&) = delete;

    /// Hands over what has happened and cannot wait for the disk. Any thread. Beyond `mostTold` that wait the newest
    /// are left out, and the log says so.
    void tell(const audit::AuditEntry& entry);

    [[nodiscard]] views::AuditSight sight() const override;
    [[nodiscard]] std::uint64_t records() const override
    {
        return m_keeper.records();
    }
    [[nodiscard]] std::uint64_t ask(views::AuditQuery query) override;
    void cancel(std::uint64_t query) override;
    [[nodiscard]] bool takeAnswer(AuditAnswer& out) override;
    [[nodiscard]] bool wish(AuditTaskWish wish) override;
    void giveUp() override;
    [[nodiscard]] std::shared_ptr<const views::AuditTask> task() const override
    {
        return m_tasks.read();
    }

private:
    struct Question {
        std::uint64_t id = 0;
        views::AuditQuery query;
    };
    void runQuestions();
    void writeTold(std::unique_lock<std::mutex>& lock);
    void runTasks();
    [[nodiscard]] Result<views::AuditPage> answer(const views::AuditQuery& query);
    void noteRefusal(const AuditedPerson& reader);
    void carryOut(AuditTaskWish wish, views::AuditTask& task);
    [[nodiscard]] Result<void> carryOut(const VerifyAudit& wish, const AuditedPerson& by, views::AuditTask& task);
    [[nodiscard]] Result<void> carryOut(const ExportAudit& wish, const AuditedPerson& by, views::AuditTask& task);
    [[nodiscard]] Result<void> carryOut(const AnchorAudit& wish, const AuditedPerson& by, views::AuditTask& task);
    void publish(const views::AuditTask& task);

    const std::filesystem::path m_profile;
    AuditKeeper& m_keeper;
    const WhoReads m_who;
    Latest<views::AuditTask> m_tasks; ///< Published under the mutex.
    std::optional<PrincipalId> m_refused; ///< Of the questions' thread: who was told no last.

    mutable std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::uint64_t m_last = 0; ///< Question.
    std::deque<Question> m_questions;
    std::deque<audit::AuditEntry> m_told;
    std::deque<AuditAnswer> m_answers;
    std::optional<AuditTaskWish> m_wish;
    std::uint64_t m_lastTask = 0;
    bool m_isWorking = false; ///< A task is under way or waits.
    bool m_isEnding = false;
    std::atomic<std::uint64_t> m_current{0}; ///< The question being answered; 0: none, or nobody wants it any more.
    std::atomic<bool> m_isGivenUp{false}; ///< The task.
    std::thread m_questionThread, m_taskThread; ///< Last: they start when everything else is there.
};

} // namespace omni::runtime
