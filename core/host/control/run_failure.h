// Why a command of the program could not do its work, in a form that a person and a script can use.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace omni::runtime {

/// Also the exit code.
enum class FailureKind : std::uint8_t {
    Failed = 1, ///< A check failed, or the work ended with a failure.
    WrongUsage = 2,
    BadInput = 3, ///< File, configuration, data, a journal that cannot be read.
    Refused = 4, ///< A locked profile, a missing right, a latched state.
    Unreachable = 5, ///< A needed service is not reachable.
};

struct RunFailure {
    FailureKind kind = FailureKind::Failed;
    std::string code; ///< Stable: "profile_in_use".
    std::string message; ///< What happened and what it means.
    std::string hint; ///< What to do; may be empty.
    std::string file; ///< May be empty.
    std::uint64_t line = 0; ///< 0: none.
};

template<class T> using Outcome = tl::expected<T, RunFailure>;

/// An error of the house with the words around it. `when` is what was being done: "opening the journal".
[[nodiscard]] inline tl::unexpected<RunFailure> failureOf(FailureKind kind, std::string_view when, const Error& error,
                                                          std::string hint = {})
{
    return tl::unexpected(RunFailure{
        kind, std::string(nameOf(error.code)), std::string(when) + ": " + error.detail, std::move(hint), {}, 0});
}

/// What a stored thing that cannot be read or written means for the exit code.
[[nodiscard]] constexpr FailureKind kindOf(Errc code) noexcept
{
    switch (code) {
    case Errc::Denied:
        return FailureKind::Refused;
    case Errc::Invalid:
    case Errc::NotFound:
    case Errc::Corrupt:
    case Errc::Newer:
        return FailureKind::BadInput;
    case Errc::Unavailable:
    case Errc::TimedOut:
    case Errc::RateLimited:
    case Errc::Conflict:
    case Errc::Overflow:
    case Errc::Full:
        return FailureKind::Failed;
    }
    return FailureKind::Failed;
}

/// What a person can do about a journal or a profile that cannot be used.
[[nodiscard]] inline std::string hintFor(Errc code)
{
    switch (code) {
    case Errc::Denied:
        return "the profile must be a folder of your own that you may write and nobody else may";
    case Errc::Corrupt:
        return "nothing was changed; `omnitrade journal verify` shows every fault; go on with a backup or a new "
               "profile";
    case Errc::Newer:
        return "use the newer version of omnitrade that wrote it; nothing was changed";
    case Errc::Full:
        return "make room on the disk and start again; what was durable is kept";
    case Errc::Invalid:
    case Errc::NotFound:
    case Errc::Unavailable:
    case Errc::TimedOut:
    case Errc::RateLimited:
    case Errc::Conflict:
    case Errc::Overflow:
        return {};
    }
    return {};
}

} // namespace omni::runtime
