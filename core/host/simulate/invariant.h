// The promises that the simulator holds the desk to, by their number in docs/safety-coverage.md, and what a broken one
// looks like.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::simulate {

/// S1 … S35: `docs/safety-coverage.md` states each.
struct Invariant {
    int number = 0; ///< In [1, 35].
    friend bool operator==(const Invariant&, const Invariant&) = default;
};

/// "S17".
[[nodiscard]] inline std::string nameOf(Invariant invariant)
{
    return "S" + std::to_string(invariant.number);
}

/// In a few words, as the table in `docs/safety-coverage.md` has it: "nothing that adds exposure after a kill". Empty
/// for a number that is none.
[[nodiscard]] std::string_view promiseOf(Invariant invariant) noexcept;

/// A promise was not kept.
struct Broken {
    Invariant invariant;
    std::uint64_t step = 0; ///< Of the seed, from 1; 0: while the session was opened.
    std::string what; ///< What was seen, what should have been.
};

} // namespace omni::simulate
