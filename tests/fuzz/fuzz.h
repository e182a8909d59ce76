// What every fuzzer shares: the entry that libFuzzer calls, and a failure that it sees.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace omni::fuzz {

/// Written by each fuzzer. Returns 0.
int run(std::span<const std::byte> input);

/// Ends the program, so that the input is kept.
inline void require(bool holds, const char* what)
{
    if (!holds) {
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
}

} // namespace omni::fuzz

// `used`: nobody here calls it. Each fuzzer is one source file.
extern "C" [[gnu::used]] inline int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return omni::fuzz::run(std::as_bytes(std::span(data, size)));
}
