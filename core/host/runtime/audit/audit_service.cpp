#include "core/host/runtime/audit/audit_service.h"

#include "core/base/log.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/audit/audit_export.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

using platform::FileFolder;

Result<std::unique_ptr<FileFolder>> folderOf(const std::filesystem::path& profile)
{
    return FileFolder::open(profile / "audit", FileFolder::Access::ReadOnly);
}

Result<views::AuditPage> pageOf(const std::filesystem::path& profile, const audit::AuditFilter& filter,
                                const std::function<bool()>& goesOn)
{
    const auto folder = folderOf(profile);
    const auto records = folder ? readAudit(**folder, filter, goesOn) : tl::unexpected(folder.error());
    if (!records) {
        return tl::unexpected(records.error());
    }
    views::AuditPage page;
    page.rows.reserve(records->size());
    std::ranges::transform(*records, std::back_inserter(page.rows), rowOf);
    page.more = page.rows.size() == filter.most;
    return page;
}

} // namespace

views::AuditSight sightOf(const AuditedPerson& reader) noexcept
{
    const auto may = [&reader](bool isOwn) {
        return risk::authority(reader.roles, risk::Action::ReadAudit, risk::EntryPath::Gui, {.own = isOwn})
            == risk::Answer::Allow;
    };
    return may(false) ? views::AuditSight::All : may(true) ? views::AuditSight::Own : views::AuditSight::Nothing;
}

Result<audit::AuditFilter> filterFor(const views::AuditQuery& query, const AuditedPerson& reader)
{
    const auto sight = sightOf(reader);
    if (sight == views::AuditSight::Nothing) {
        return failure(Errc::Denied, "whoever sits here may not read the audit record");
    }
    audit::AuditFilter filter;
    filter.actor = query.person;
    filter.actions = query.kinds;
    filter.text = query.text;
    filter.from = query.from;
    filter.until = query.until;
    filter.below = query.below;
    filter.above = query.above;
    filter.most = std::clamp<std::uint32_t>(query.most, 1, 10'000);
    if (sight == views::AuditSight::Own) {
        const std::string own = auditNameOf(reader.number);
        if (!query.person.empty() && query.person != own) {
            return failure(Errc::Denied, "whoever sits here may read what is his own");
        }
        filter.actor = own;
    }
    return filter;
}

AuditService::AuditService(std::filesystem::path profile, AuditKeeper& keeper, WhoReads who)
    : m_profile(std::move(profile))
    , m_keeper(keeper)
    , m_who(std::move(who))
    , m_questionThread([this] { runQuestions(); })
    , m_taskThread([this] { runTasks(); })
{
}

AuditService::~AuditService()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_questions.clear();
        m_wish.reset();
        m_current = 0;
        m_isGivenUp = true;
    }
    m_news.notify_all();
    m_questionThread.join();
    m_taskThread.join();
}

views::AuditSight AuditService::sight() const
{
    return sightOf(m_who());
}

std::uint64_t AuditService::ask(views::AuditQuery query)
{
    std::uint64_t id = 0;
    {
        const std::scoped_lock lock(m_mutex);
        id = ++m_last;
        if (m_questions.size() >= mostQuestions) {
            m_answers.push_back({id, failure(Errc::Full, "too many questions to the audit record wait")});
            return id;
        }
        m_questions.push_back({id, std::move(query)});
    }
    m_news.notify_all();
    return id;
}

void AuditService::cancel(std::uint64_t query)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_questions, [query](const Question& question) { return question.id == query; });
    std::erase_if(m_answers, [query](const AuditAnswer& answer) { return answer.query == query; });
    m_current.compare_exchange_strong(query, 0);
}

bool AuditService::takeAnswer(AuditAnswer& out)
{
    const std::scoped_lock lock(m_mutex);
    if (m_answers.empty()) {
        return false;
    }
    out = std::move(m_answers.front());
    m_answers.pop_front();
    return true;
}

void AuditService::tell(const audit::AuditEntry& entry)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_told.size() >= mostTold) {
            logError("the audit record lacks {}: too much waits to be written", entry.action);
            return;
        }
        m_told.push_back(entry);
    }
    m_news.notify_all();
}

void AuditService::writeTold(std::unique_lock<std::mutex>& lock)
{
    const auto told = std::exchange(m_told, {});
    lock.unlock();
    for (const auto& entry : told) {
        if (const auto kept = m_keeper.keep(entry); !kept) {
            logError("the audit record lacks {}: {}", entry.action, kept.error().detail);
        }
    }
    lock.lock();
}

void AuditService::runQuestions()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return m_isEnding || !m_questions.empty() || !m_told.empty(); });
        if (!m_told.empty()) {
            writeTold(lock);
            continue;
        }
        if (m_isEnding) {
            return;
        }
        const Question question = std::move(m_questions.front());
        m_questions.pop_front();
        m_current = question.id;
        lock.unlock();
        auto page = answer(question.query);
        lock.lock();
        if (m_current.exchange(0) == question.id) {
            m_answers.push_back({question.id, std::move(page)});
        }
    }
}

Result<views::AuditPage> AuditService::answer(const views::AuditQuery& query)
{
    const AuditedPerson reader = m_who();
    const auto filter = filterFor(query, reader);
    if (!filter) {
        noteRefusal(reader);
        return tl::unexpected(filter.error());
    }
    m_refused.reset();
    return pageOf(m_profile, *filter, [this] { return m_current.load() != 0; });
}

/// Once for each person who tries, however often his window asks.
void AuditService::noteRefusal(const AuditedPerson& reader)
{
    if (m_refused == reader.number) {
        return;
    }
    m_refused = reader.number;
    const auto entry = recordEntry("record.read", reader, audit::AuditOutcome::Refused, "no right to read it");
    if (const auto kept = m_keeper.keep(entry); !kept) {
        logWarn("the audit record does not tell of a refusal: {}", kept.error().detail);
    }
}

bool AuditService::wish(AuditTaskWish wish)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isWorking || m_isEnding) {
            return false;
        }
        m_isWorking = true;
        m_isGivenUp = false;
        m_wish = std::move(wish);
        views::AuditTask task;
        task.number = ++m_lastTask;
        task.kind = static_cast<views::AuditTaskKind>(m_wish->index());
        m_tasks.publish(std::make_shared<const views::AuditTask>(std::move(task)));
    }
    m_news.notify_all();
    return true;
}

void AuditService::giveUp()
{
    m_isGivenUp = true;
}

void AuditService::publish(const views::AuditTask& task)
{
    const std::scoped_lock lock(m_mutex);
    m_tasks.publish(std::make_shared<const views::AuditTask>(task));
}

void AuditService::runTasks()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return m_isEnding || m_wish; });
        if (m_isEnding) {
            return;
        }
        AuditTaskWish wish = *std::exchange(m_wish, std::nullopt);
        views::AuditTask task = *m_tasks.read();
        lock.unlock();
        carryOut(std::move(wish), task);
        lock.lock();
        m_isWorking = false; // before its end can be seen: who sees it may wish again
        m_tasks.publish(std::make_shared<const views::AuditTask>(std::move(task)));
    }
}

} // namespace omni::runtime
