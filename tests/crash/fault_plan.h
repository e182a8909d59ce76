// The plan of the fault shim: what it was told by the environment, how often each class of call has come, and what is
// done to the one that is meant. System calls are made directly: what is wrapped is never called from here.

#pragma once

#include "tests/crash/fault_trace.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace omni::crash {

enum Class : std::size_t { Sync, Write, Name, Send, Receive, None };
inline constexpr std::string_view classNames[] = {"sync", "write", "name", "send", "recv"};
static_assert(std::size(classNames) == omni::crash::classCount);

enum class Deed { Nothing, Kill, KillAfter, Tear, Eio, Enospc, Full, Short, ShortFull, Delay };
inline constexpr std::string_view deedNames[]
    = {"", "kill", "killafter", "tear", "eio", "enospc", "full", "short", "shortfull", "delay"};

/// A file of the profile behind a descriptor.
struct Known {
    std::string path; ///< Relative to the profile; "." is the profile itself. Empty: none of ours.
    dev_t device = 0;
    ino_t node = 0;
};

struct Shim {
    Shim();
    std::string folder;
    Class planned = None;
    std::uint64_t at = 0;
    Deed deed = Deed::Nothing;
    long delayMs = 0;
    Report* report = nullptr;
    int trace = -1;
    std::atomic<bool> isFull{false};
    std::atomic<std::int64_t> room{0}; ///< Bytes that were given back since it is full.
    std::mutex mutex; ///< Of `known` and, while something is traced, of the order of things.
    std::vector<Known> known;
};

/// Never destroyed: threads may write while the program ends.
inline Shim& shim()
{
    static Shim& one = *new Shim; // NOLINT
    return one;
}

[[noreturn]] inline void die()
{
    ::syscall(SYS_kill, ::getpid(), SIGKILL);
    for (;;) {
        ::pause();
    }
}

inline Shim::Shim()
{
    const auto text
        = [](const char* name) { return std::string(std::getenv(name) != nullptr ? std::getenv(name) : ""); };
    folder = text("OMNI_FAULT_FOLDER");
    const std::string plan = text("OMNI_FAULT_PLAN");
    const auto first = plan.find(':');
    const auto second = first == std::string::npos ? first : plan.find(':', first + 1);
    if (second != std::string::npos) {
        for (std::size_t i = 0; i < std::size(classNames); ++i) {
            planned = plan.compare(0, first, classNames[i]) == 0 ? static_cast<Class>(i) : planned;
        }
        at = std::strtoull(plan.c_str() + first + 1, nullptr, 10);
        const std::string wanted = plan.substr(second + 1, plan.find('=', second) - second - 1);
        for (std::size_t i = 1; i < std::size(deedNames); ++i) {
            deed = wanted == deedNames[i] ? static_cast<Deed>(i) : deed;
        }
        const auto equals = plan.find('=');
        delayMs = equals == std::string::npos ? 0 : std::strtol(plan.c_str() + equals + 1, nullptr, 10);
    }
    if (const auto file = text("OMNI_FAULT_REPORT"); !file.empty()) {
        const auto fd
            = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (fd >= 0 && ::syscall(SYS_ftruncate, fd, sizeof(Report)) == 0) {
            void* at = ::mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            report = at != MAP_FAILED ? new (at) Report : nullptr;
        }
        ::syscall(SYS_close, fd);
    }
    if (const auto file = text("OMNI_FAULT_TRACE"); !file.empty()) {
        trace = static_cast<int>(
            ::syscall(SYS_openat, AT_FDCWD, file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    }
}

// --- the plan --------------------------------------------------------------------------------------------------------

/// Of the file that the calling thread's next call is about; empty: none of the profile.
/// Nothing that must be destroyed: threads write while they end.
inline thread_local char concerned[sizeof(Report::path)] = {};

inline void concern(std::string_view path)
{
    concerned[path.copy(concerned, sizeof concerned - 1)] = '\0';
}

/// Counts one call; what is to be done to it. Kills and waits by itself.
inline Deed meet(Class kind, std::size_t bytes = 0)
{
    Shim& s = shim();
    if (s.report == nullptr) {
        return Deed::Nothing;
    }
    const std::uint64_t count = s.report->counts[kind].fetch_add(1) + 1;
    if (kind != s.planned || count != s.at) {
        const auto size = static_cast<std::int64_t>(bytes);
        return kind == Write && s.isFull && s.room.fetch_sub(size) < size ? Deed::Enospc : Deed::Nothing;
    }
    timespec now = {};
    ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    s.report->at.store(now.tv_sec * 1'000'000'000L + now.tv_nsec);
    std::memcpy(s.report->path, concerned, sizeof concerned);
    s.report->fired.store(1);
    if (s.deed == Deed::Kill) {
        die();
    }
    if (s.deed == Deed::Delay) {
        timespec span{s.delayMs / 1000, s.delayMs % 1000 * 1'000'000};
        while (::syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &span, &span) != 0) { }
    }
    s.isFull = s.isFull || s.deed == Deed::Full || s.deed == Deed::ShortFull;
    return s.deed;
}

/// The call with the deed done to it. `call(share)` does it, with half of its bytes for a share of 2.
template<class Call> auto withDeed(Class kind, const Call& call, std::size_t bytes = 0) -> decltype(call(1))
{
    using Number = decltype(call(1));
    switch (meet(kind, bytes)) {
    case Deed::Eio:
        errno = EIO;
        return Number{-1};
    case Deed::Enospc:
    case Deed::Full:
        errno = ENOSPC;
        return Number{-1};
    case Deed::Short:
    case Deed::ShortFull:
        return call(2);
    case Deed::Tear:
        (void)call(2);
        die();
    case Deed::KillAfter:
        (void)call(1);
        die();
    case Deed::Nothing:
    case Deed::Kill:
    case Deed::Delay:
        break;
    }
    return call(1);
}

} // namespace omni::crash
