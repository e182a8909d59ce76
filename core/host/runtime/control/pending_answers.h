// Who waits for what the desk will make of a command. The command itself goes its own way; when it comes by as an input
// of the desk, the facts behind it are the answer, complete with the next thing that happens.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/host/runtime/control/control_target.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace omni::runtime {

class PendingAnswers
{
public:
    PendingAnswers() = default;
    ~PendingAnswers()
    {
        end();
    }
    PendingAnswers(const PendingAnswers&) = delete;
    PendingAnswers& operator=(const PendingAnswers&) = delete;

    // --- any thread ----------------------------------------------------------------------------------------------
    /// Before the command is handed over. An empty `answer` waits for nothing.
    void expect(const events::Command& command, ControlTarget::Answer answer)
    {
        if (!answer) {
            return;
        }
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_hasEnded) {
                m_waiting.push_back({command, std::move(answer)});
                m_count.store(m_waiting.size(), std::memory_order_release);
                return;
            }
        }
        answer(failure(Errc::Unavailable, "the session has ended"));
    }
    /// It could not be handed over.
    void refuse(const events::Command& command, const Error& why)
    {
        if (const auto answer = take(command)) {
            (*answer)(tl::unexpected(why));
        }
    }

    // --- the desk's thread ---------------------------------------------------------------------------------------
    void onInput(const Stamp& stamp, const events::Event& event)
    {
        finish();
        const auto* command = std::get_if<events::Command>(&event);
        // acquire: what was announced was put there before.
        if (command == nullptr || m_count.load(std::memory_order_acquire) == 0) {
            return;
        }
        if (auto answer = take(*command)) {
            m_current.emplace(Current{stamp.seq, std::move(*answer), {}});
        }
    }
    void onFact(const Stamp& stamp, const events::Fact& fact)
    {
        if (m_current && m_current->seq != stamp.seq) {
            finish();
        }
        if (m_current) {
            m_current->facts.push_back(fact);
        }
    }
    /// Between events: the desk has said all that it says of the command at hand.
    void finish()
    {
        if (m_current) {
            auto current = std::move(*m_current);
            m_current.reset();
            current.answer(std::move(current.facts));
        }
    }
    /// No session takes commands any more: all that wait are told.
    void end()
    {
        finish();
        std::deque<Waiting> left;
        {
            const std::scoped_lock lock(m_mutex);
            m_hasEnded = true;
            left.swap(m_waiting);
            m_count.store(0, std::memory_order_release);
        }
        const Error ended{Errc::Unavailable, "the session has ended"};
        for (const Waiting& one : left) {
            one.answer(tl::unexpected<Error>(ended));
        }
    }
    /// Another session takes commands.
    void begin()
    {
        const std::scoped_lock lock(m_mutex);
        m_hasEnded = false;
    }

private:
    struct Waiting {
        events::Command command;
        ControlTarget::Answer answer;
    };
    struct Current {
        Sequence seq;
        ControlTarget::Answer answer;
        std::vector<events::Fact> facts;
    };

    /// Of the first that waits for this command.
    std::optional<ControlTarget::Answer> take(const events::Command& command)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&command](const Waiting& one) { return one.command == command; });
        if (found == m_waiting.end()) {
            return std::nullopt;
        }
        auto answer = std::move(found->answer);
        m_waiting.erase(found);
        m_count.store(m_waiting.size(), std::memory_order_release);
        return answer;
    }

    std::mutex m_mutex; ///< Around m_waiting and m_hasEnded.
    std::deque<Waiting> m_waiting;
    bool m_hasEnded = false;
    std::atomic<std::size_t> m_count{0};
    std::optional<Current> m_current; ///< The desk's thread.
};

} // namespace omni::runtime
