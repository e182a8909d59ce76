// Which world the program itself has died in: an assertion of the library, an invalid access. A promise that is broken
// is told when all worlds are over; of a death nothing would be told at all.

#pragma once

#include <cstdint>

namespace omni::simulate {

/// This thread runs the world of that seed from now on, with so many steps drawn.
void enterWorld(std::uint64_t seed, std::uint64_t steps) noexcept;

/// While it lives, a thread that dies of SIGABRT, SIGSEGV, SIGFPE or SIGILL in a world tells its seed on stderr, and
/// the command that shows it again. Then the program dies as it would have. One at a time in a program.
class DeathNote
{
public:
    DeathNote() noexcept;
    ~DeathNote();
    DeathNote(const DeathNote&) = delete;
    DeathNote& operator=(const DeathNote&) = delete;
};

} // namespace omni::simulate
