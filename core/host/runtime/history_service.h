// Answers the window's questions to the history, on a thread of its own and with a connection of its own.
//
// The connection is open while there is something to answer and closed when there is not, so that a session may end,
// or its database be made anew, at any time.

#pragma once

#include "core/base/error.h"
#include "core/desk/ports/history_store.h"
#include "core/desk/views/history.h"
#include "core/host/runtime/link.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace omni::runtime {

/// Opens the history for reading; called on the service's thread.
using HistoryOpener = std::function<Result<std::unique_ptr<ports::HistoryStore>>()>;

/// Of `profile`/store.sqlite.
[[nodiscard]] HistoryOpener historyOf(const std::filesystem::path& profile);

class HistoryService
{
public:
    /// Starts the thread. `answered`: called there when an answer is ready. Must not block. May be empty.
    explicit HistoryService(HistoryOpener open, std::function<void()> answered = {});
    /// Waits for the question that is being answered; the others get no answer.
    ~HistoryService();
    HistoryService(const HistoryService&) = delete;
    HistoryService& operator=(const HistoryService&) = delete;

    // --- the UI thread; nothing waits for a file. Questions are answered in their order. --------------------------

    /// From 1. Beyond 1'000 questions that wait the answer is Full.
    [[nodiscard]] QueryId ask(views::HistoryQuery query);
    /// It gets no answer any more, also if one lies ready.
    void cancel(QueryId query);
    /// False: none is ready.
    [[nodiscard]] bool takeAnswer(Answer& out);

private:
    struct Question {
        QueryId id = 0;
        views::HistoryQuery query;
    };
    void run();
    [[nodiscard]] Result<views::HistoryPage> answer(const views::HistoryQuery& query);

    HistoryOpener m_open;
    std::function<void()> m_answered;
    std::unique_ptr<ports::HistoryStore> m_store; ///< The thread's own.

    std::mutex m_mutex; ///< Held for some instructions only, never over a file.
    std::condition_variable m_woken;
    QueryId m_last = 0;
    QueryId m_current = 0; ///< Being answered; 0: none.
    std::deque<Question> m_questions;
    std::deque<Answer> m_answers;
    bool m_isEnding = false;
    std::thread m_thread; ///< Last: it starts when everything else is there.
};

} // namespace omni::runtime
