// What the fault shim leaves behind for the driver of the crash matrix: counts of calls, and the trace of changes.
//
// The trace is a file of entries in the order in which they happened: a line of words, then as many bytes as its last
// word says where the entry has bytes. Files are named by their inode, so that a rename changes nothing of them.
//
//   make NODE PATH · folder PATH · cut NODE SIZE · room · rename FROM TO · link FROM TO · remove PATH
//   write NODE OFFSET SIZE + bytes      they are with the system
//   sync file NODE · sync folder PATH   has begun; what was written in front of it …
//   synced file NODE · synced folder PATH   … is on the disk; `unsynced`: it failed
//   send SIZE + bytes                   begins to leave to a venue
//   told SIZE + bytes                   begins to leave to standard output
//   command SIZE + bytes                by the driver: a command has ended with 0 and has said this
//
// Paths are relative to the profile and hold no blank.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace omni::crash {

inline constexpr std::size_t classCount = 5;

/// As it lies in the report's file: 64-bit numbers in the machine's order, and a path.
struct Report {
    std::atomic<std::uint64_t> fired{0}; ///< 1: the planned call came, and the deed was done.
    std::atomic<std::uint64_t> counts[classCount]{}; ///< sync, write, name, send, recv.
    std::atomic<std::int64_t> at{0}; ///< When it fired, ns since 1970.
    char path[64]{}; ///< The file that it was done to, relative to the profile; empty: none.
};
static_assert(sizeof(Report) == 8 * (2 + classCount) + 64);

} // namespace omni::crash
