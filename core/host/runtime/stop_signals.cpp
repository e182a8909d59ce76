#include "core/host/runtime/stop_signals.h"

#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/stop_wishes.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {
constexpr int interruptedCode = 130;
}

#ifdef _WIN32

namespace {
std::atomic<bool> isAsked{false};
std::function<void()> onFirst;
std::mutex wishMutex; ///< Around both below.
StopWishes wishes;
platform::SystemClock wishClock;

void onSignal(int signal)
{
    std::signal(signal, onSignal);
    const std::scoped_lock lock(wishMutex); // Windows calls handlers on threads of their own
    switch (wishes.next(wishClock.mono())) {
    case StopWish::InOrder:
        isAsked.store(true);
        onFirst();
        return;
    case StopWish::Echo:
        return;
    case StopWish::AtOnce:
        std::_Exit(interruptedCode);
    }
}
} // namespace

struct StopSignals::Parts {
};

StopSignals::StopSignals(std::function<void()> first)
    : m_parts(std::make_unique<Parts>())
{
    onFirst = std::move(first);
    isAsked.store(false);
    wishes = {};
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
    return isAsked.load();
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
    platform::SystemClock clock;
    StopWishes wishes;
    std::atomic<bool> isAsked{false};
    std::atomic<bool> ends{false};
    sigset_t before{};
    std::thread thread;

    void obey(StopWish wish)
    {
        switch (wish) {
        case StopWish::InOrder:
            isAsked.store(true);
            first();
            return;
        case StopWish::Echo:
            return;
        case StopWish::AtOnce:
            std::_Exit(interruptedCode);
        }
    }

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
            obey(wishes.next(clock.mono()));
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
    return m_parts->isAsked.load();
}

#endif

} // namespace omni::runtime
