// Errors as values: what can be expected to fail returns a Result.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace omni {

/// What kind of failure it is. Callers may branch on it; they never branch on `Error::detail`.
enum class Errc : std::uint8_t {
    Invalid, ///< The input is wrong; the same input will fail again.
    NotFound, ///< What was named does not exist.
    Denied, ///< A right is missing, or a latch, a mode or a lock stands against it.
    Unavailable, ///< A service, a file or a device cannot be reached now.
    TimedOut, ///< No answer in time. What was asked may or may not have happened.
    RateLimited, ///< Asked too often.
    Corrupt, ///< Stored data is damaged.
    Conflict, ///< Contradicts what already stands.
    Overflow, ///< A number does not fit its type.
    Newer, ///< Written by a newer version of this program.
    Full, ///< No room: disk, queue or cap.
};

/// A stable, untranslated name, "not_found" for instance.
[[nodiscard]] std::string_view nameOf(Errc code) noexcept;

struct Error {
    Errc code = Errc::Invalid;
    std::string detail; ///< For the log and for the person who can mend it; never for a decision.
};

template<class T> using Result = tl::expected<T, Error>;

/// Shorthand for `tl::unexpected(Error{…})`.
[[nodiscard]] inline tl::unexpected<Error> failure(Errc code, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

/// `text` in quotes for a detail, cut after 40 bytes. Not made harmless: the log does that.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace omni
