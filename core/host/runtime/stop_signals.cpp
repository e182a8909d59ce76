#include "core/host/runtime/stop_signals.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {
constexpr int interruptedCode = 130;
}

#ifdef _WIN32

namespace {
std::atomic<int> signalsSeen{0};
std::function<void()> onFirst;

void onSignal(int signal)
{
    std::signal(signal, onSignal);
    if (signalsSeen.fetch_add(1) > 0) {
        std::_Exit(interruptedCode);
    }
    onFirst(); // Windows calls handlers on a thread of their own
}
} // namespace

struct StopSignals::Parts {
};

StopSignals::StopSignals(std::function<void()> first)
    : m_parts(std::make_unique<Parts>())
{
    onFirst = std::move(first);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

StopSignals::~StopSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool StopSignals::wasAsked() const noexcept
{
    return signalsSeen.load() > 0;
}

#else

namespace {

/// Sent by the destructor to its own thread.
constexpr int endSignal = SIGUSR1;

sigset_t watchedSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, endSignal);
    return set;
}

} // namespace

struct StopSignals::Parts {
    std::function<void()> first;
    std::atomic<int> seen{0};
    std::atomic<bool> ends{false};
    sigset_t before{};
    std::thread thread;

    void watch()
    {
        const sigset_t set = watchedSignals();
        while (true) {
            int signal = 0;
            if (sigwait(&set, &signal) != 0) {
                continue;
            }
            if (ends.load()) {
                return;
            }
            if (signal == endSignal) {
                continue;
            }
            if (seen.fetch_add(1) > 0) {
                std::_Exit(interruptedCode);
            }
            first();
        }
    }
};

StopSignals::StopSignals(std::function<void()> first)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->first = std::move(first);
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t set = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &set, &m_parts->before);
    m_parts->thread = std::thread([parts = m_parts.get()] { parts->watch(); });
}

StopSignals::~StopSignals()
{
    m_parts->ends.store(true);
    pthread_kill(m_parts->thread.native_handle(), endSignal);
    m_parts->thread.join();
    pthread_sigmask(SIG_SETMASK, &m_parts->before, nullptr);
}

bool StopSignals::wasAsked() const noexcept
{
    return m_parts->seen.load() > 0;
}

#endif

} // namespace omni::runtime
