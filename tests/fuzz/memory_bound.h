// A parser takes no more memory than a small multiple of its input, and a fixed part for what it keeps ready: what a
// peer sends is not multiplied. Four times where values are read out of the text. A tree of an answer takes more by
// what the library reserves for the worst text of that length: a copy (1), four bytes of index, eight of tree and 5/3
// of strings for each byte: sixteen times.
//
// Counts what is allocated on the way, through the hooks of the sanitizer's own allocator.

#pragma once

#include "tests/fuzz/fuzz.h"

#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace omni::fuzz {

class MemoryBound
{
public:
    static constexpr std::int64_t kept = 32 * 1'024; ///< Bytes, whatever the input.
    static constexpr std::int64_t values = 4, tree = 16; ///< Times the input.

    explicit MemoryBound(std::size_t input, std::int64_t times = values) noexcept
        : m_most(times * static_cast<std::int64_t>(input) + kept)
    {
        static const bool isHooked = __sanitizer_install_malloc_and_free_hooks(&onTake, &onGive) != 0;
        require(isHooked, "nobody counts the memory");
        s_now = s_most = 0;
        s_isCounting = true;
    }
    ~MemoryBound()
    {
        s_isCounting = false;
        if (!std::exchange(s_isReady, true)) {
            return; // what is made once and stays
        }
        if (s_most > m_most) {
            std::fprintf(stderr, "%lld bytes taken, %lld allowed\n", static_cast<long long>(s_most),
                         static_cast<long long>(m_most));
        }
        require(s_most <= m_most, "more memory than the input allows");
    }
    MemoryBound(const MemoryBound&) = delete;
    MemoryBound& operator=(const MemoryBound&) = delete;

private:
    static void onTake(const volatile void*, std::size_t size)
    {
        if (s_isCounting) {
            s_now += static_cast<std::int64_t>(size);
            s_most = std::max(s_most, s_now);
        }
    }
    static void onGive(const volatile void* place)
    {
        if (s_isCounting && place != nullptr) {
            s_now -= static_cast<std::int64_t>(__sanitizer_get_allocated_size(place));
        }
    }

    static inline thread_local bool s_isCounting = false; // libFuzzer's own threads allocate, too
    static inline thread_local std::int64_t s_now = 0, s_most = 0;
    static inline bool s_isReady = false;
    std::int64_t m_most;
};

} // namespace omni::fuzz
