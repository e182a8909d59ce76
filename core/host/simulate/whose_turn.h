// Whether what runs is the program or the world around it, both on one thread.
//
// A test that lets memory run out does so to the program alone: disk, venue, people and checks are somebody else's.

#pragma once

namespace omni::simulate {

/// Of this thread.
inline thread_local bool isProgramsTurn = false;

template<bool program> class Turn
{
public:
    Turn() noexcept
        : m_before(isProgramsTurn)
    {
        isProgramsTurn = program;
    }
    ~Turn()
    {
        isProgramsTurn = m_before;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    bool m_before;
};

using InTheProgram = Turn<true>;
using BesideTheProgram = Turn<false>;

} // namespace omni::simulate
