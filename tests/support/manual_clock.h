// A clock that goes on when a test says so. Any thread.

#pragma once

#include "core/base/time.h"

#include <atomic>

namespace omni::test {

class ManualClock final : public Clock
{
public:
    explicit ManualClock(Timestamp start)
        : m_wall(start.ns)
    {
    }
    Timestamp wall() override
    {
        return Timestamp{m_wall.load()};
    }
    Monotonic mono() override
    {
        return Monotonic{m_mono.load()};
    }
    void pass(Duration span)
    {
        m_wall.fetch_add(span.ns);
        m_mono.fetch_add(span.ns);
    }
    /// The wall clock alone is set.
    void setWall(Duration by)
    {
        m_wall.fetch_add(by.ns);
    }

private:
    std::atomic<std::int64_t> m_wall;
    std::atomic<std::int64_t> m_mono{0};
};

} // namespace omni::test
