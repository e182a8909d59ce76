// A result that comes once, and the coroutine that waits for it.

#pragma once

#include <QAbstractEventDispatcher>

#include <coroutine>
#include <optional>
#include <utility>

namespace omni::net {

/// One thread with an event loop; one waiter. Outlives the wait: the waiting coroutine shares its ownership.
template<class T> class Once
{
public:
    [[nodiscard]] bool isSet() const noexcept
    {
        return m_result.has_value();
    }
    /// The first result counts; false for a later one. The coroutine goes on from the event loop, not from here: it may
    /// destroy the object whose slot is running.
    bool set(T result)
    {
        if (m_result) {
            return false;
        }
        m_result = std::move(result);
        if (const auto waiter = std::exchange(m_waiter, {})) {
            QMetaObject::invokeMethod(
                QAbstractEventDispatcher::instance(), [waiter] { waiter.resume(); }, Qt::QueuedConnection);
        }
        return true;
    }

    /// For co_await, by name: g++ 12 destroys what is made within a co_await expression twice.
    class Awaiter
    {
    public:
        explicit Awaiter(Once& once) noexcept
            : m_once(once)
        {
        }
        [[nodiscard]] bool await_ready() const noexcept
        {
            return m_once.isSet();
        }
        void await_suspend(std::coroutine_handle<> waiter) noexcept
        {
            m_once.m_waiter = waiter;
        }
        [[nodiscard]] T await_resume()
        {
            return std::move(*m_once.m_result);
        }

    private:
        Once& m_once;
    };

private:
    std::optional<T> m_result;
    std::coroutine_handle<> m_waiter;
};

} // namespace omni::net
