// What becomes of the program when there is no memory left.
//
// It ends where it stands: an allocation that fails is not unwound through code that is half done. What is on the disk
// is then a prefix of what happened, as after any crash, and the next start begins from it. Only what is done in the
// name of somebody who may fail alone, such as a strategy, gets std::bad_alloc and is given up.

#pragma once

namespace omni {

/// While one lives, what runs on its thread may run out of memory: std::bad_alloc is thrown, and whoever made this
/// object catches it and trusts nothing of what was begun. They nest.
class MayRunOutOfMemory
{
public:
    MayRunOutOfMemory() noexcept;
    ~MayRunOutOfMemory();
    MayRunOutOfMemory(const MayRunOutOfMemory&) = delete;
    MayRunOutOfMemory& operator=(const MayRunOutOfMemory&) = delete;
};

/// Says what there is to say. Takes no memory. Any thread.
using LastWords = void (*)() noexcept;

/// From now on the program says `words` and aborts when there is no memory left. Once, before other threads begin.
void endWhenMemoryIsGone(LastWords words) noexcept;

} // namespace omni
