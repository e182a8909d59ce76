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

// `used`: nobody here calls these two. Each fuzzer is one source file.
//
// What an input has given back is kept from use for as long as some tens of inputs, each of which takes some hundred
// kilobytes: whoever reads behind its own end is found. With the usual 256 MiB a third of the time went into touching
// fresh pages. `ASAN_OPTIONS` counts before it.
extern "C" [[gnu::used]] inline const char* __asan_default_options() // NOLINT(bugprone-reserved-identifier)
{
    return "quarantine_size_mb=8";
}

extern "C" [[gnu::used]] inline int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return omni::fuzz::run(std::as_bytes(std::span(data, size)));
}
