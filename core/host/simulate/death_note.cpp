#include "core/host/simulate/death_note.h"

#include <array>
#include <csignal>
#include <cstdio>

namespace omni::simulate {

namespace {

constexpr std::array signals{SIGABRT, SIGSEGV, SIGFPE, SIGILL};

struct InHand {
    std::uint64_t seed = 0, steps = 0;
    bool isIn = false;
};
thread_local InHand inHand;

/// Nothing of it allocates: the heap may be what is broken.
extern "C" void tellTheWorld(int signal)
{
    if (inHand.isIn) {
        std::array<char, 192> text{};
        static_cast<void>(std::snprintf(text.data(), text.size(),
                                        "the program died in world %llu\n"
                                        "  replay it: omnitrade simulate --seed %llu --seeds 1 --steps %llu\n",
                                        static_cast<unsigned long long>(inHand.seed),
                                        static_cast<unsigned long long>(inHand.seed),
                                        static_cast<unsigned long long>(inHand.steps)));
        static_cast<void>(std::fputs(text.data(), stderr));
    }
    static_cast<void>(std::signal(signal, SIG_DFL));
    static_cast<void>(std::raise(signal));
}

} // namespace

void enterWorld(std::uint64_t seed, std::uint64_t steps) noexcept
{
    inHand = {seed, steps, true};
}

DeathNote::DeathNote() noexcept
{
    for (const int signal : signals) {
        static_cast<void>(std::signal(signal, tellTheWorld));
    }
}

DeathNote::~DeathNote()
{
    for (const int signal : signals) {
        static_cast<void>(std::signal(signal, SIG_DFL));
    }
}

} // namespace omni::simulate
