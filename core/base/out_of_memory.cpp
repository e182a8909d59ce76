#include "core/base/out_of_memory.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace omni {

namespace {

thread_local unsigned mayFail = 0;
thread_local bool isSpeaking = false;
std::atomic<LastWords> lastWords{nullptr};

/// Called by operator new, which tries again when this returns.
void end()
{
    if (mayFail > 0) {
        throw std::bad_alloc();
    }
    // One thread speaks; another one that has no memory either waits for the end.
    const LastWords words = lastWords.exchange(nullptr);
    if (words == nullptr && !isSpeaking) {
        lastWords.wait(nullptr);
    }
    if (words != nullptr) {
        isSpeaking = true;
        words();
    }
    std::abort();
}

} // namespace

MayRunOutOfMemory::MayRunOutOfMemory() noexcept
{
    ++mayFail;
}

MayRunOutOfMemory::~MayRunOutOfMemory()
{
    --mayFail;
}

void endWhenMemoryIsGone(LastWords words) noexcept
{
    lastWords = words;
    std::set_new_handler(end);
}

} // namespace omni
