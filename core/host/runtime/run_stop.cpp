// The way by which others end a run.

#include "core/host/runtime/headless_run.h"

#include <utility>

namespace omni::runtime {

void RunStop::request()
{
    m_flag.requestStop();
    wake();
}

void RunStop::wake()
{
    const std::scoped_lock lock(m_mutex);
    if (m_wake) {
        m_wake();
    }
}

void RunStop::setWake(std::function<void()> wake)
{
    const std::scoped_lock lock(m_mutex);
    m_wake = std::move(wake);
}

} // namespace omni::runtime
