#include "core/host/runtime/history_service.h"

#include "core/edge/storage/sqlite/sqlite_history.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostQuestions = 1'000;

} // namespace

HistoryOpener historyOf(const std::filesystem::path& profile)
{
    return [file = profile / "store.sqlite"] { return storage::readHistory(file); };
}

HistoryService::HistoryService(HistoryOpener open, std::function<void()> answered)
    : m_open(std::move(open))
    , m_answered(std::move(answered))
    , m_thread([this] { run(); })
{
}

HistoryService::~HistoryService()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_woken.notify_one();
    m_thread.join();
}

QueryId HistoryService::ask(views::HistoryQuery query)
{
    const std::scoped_lock lock(m_mutex);
    const QueryId id = ++m_last;
    if (m_questions.size() >= mostQuestions) {
        m_answers.push_back({id, failure(Errc::Full, "too many questions to the history wait")});
        return id;
    }
    m_questions.push_back({id, std::move(query)});
    m_woken.notify_one();
    return id;
}

void HistoryService::cancel(QueryId query)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_questions, [query](const Question& question) { return question.id == query; });
    std::erase_if(m_answers, [query](const Answer& answer) { return answer.query == query; });
    if (m_current == query) {
        m_current = 0;
    }
}

bool HistoryService::takeAnswer(Answer& out)
{
    const std::scoped_lock lock(m_mutex);
    if (m_answers.empty()) {
        return false;
    }
    out = std::move(m_answers.front());
    m_answers.pop_front();
    return true;
}

void HistoryService::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (m_questions.empty()) {
            if (m_store) {
                lock.unlock();
                m_store.reset();
                lock.lock();
                continue; // somebody may have asked meanwhile
            }
            m_woken.wait(lock, [this] { return m_isEnding || !m_questions.empty(); });
            continue;
        }
        const Question question = std::move(m_questions.front());
        m_questions.pop_front();
        m_current = question.id;
        lock.unlock();
        auto page = answer(question.query);
        lock.lock();
        const bool isWanted = m_current == question.id;
        m_current = 0;
        if (isWanted) {
            m_answers.push_back({question.id, std::move(page)});
            if (m_answered) {
                lock.unlock(); // it may take the answer at once
                m_answered();
                lock.lock();
            }
        }
    }
    lock.unlock();
    m_store.reset();
}

Result<views::HistoryPage> HistoryService::answer(const views::HistoryQuery& query)
{
    if (!m_store) {
        auto opened = m_open();
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        m_store = std::move(*opened);
    }
    auto page = m_store->query(query);
    if (!page && page.error().code != Errc::Invalid) {
        m_store.reset(); // the file may have been replaced
    }
    return page;
}

} // namespace omni::runtime
