// What became of a request that has no answer, and whether it may be sent once more.

#pragma once

#include <cstdint>
#include <string_view>

namespace omni::net {

/// How far a request came.
enum class Fate : std::uint8_t {
    NeverSent, ///< Not one byte of it was handed to the connection: it never happened.
    MaybeSent, ///< It was on its way: it may have happened. For an order: Unknown.
    Answered, ///< A whole answer came.
};

/// What the sender of a request says about doing it twice.
enum class Repeat : std::uint8_t {
    Never, ///< New orders: whoever wants one again first asks the venue what became of it.
    IfNeverSent, ///< Changes something, and is known by no id of ours.
    Always, ///< Reads, and what has the same effect when done twice: cancels by id.
};

/// A stable, untranslated name, "maybe_sent" for instance.
[[nodiscard]] constexpr std::string_view nameOf(Fate fate) noexcept
{
    switch (fate) {
    case Fate::NeverSent:
        return "never_sent";
    case Fate::MaybeSent:
        return "maybe_sent";
    case Fate::Answered:
        return "answered";
    }
    return "unknown";
}

/// For a request that failed, not for one that was answered with "no".
[[nodiscard]] constexpr bool mayRepeat(Repeat repeat, Fate fate) noexcept
{
    switch (repeat) {
    case Repeat::Never:
        return false;
    case Repeat::IfNeverSent:
        return fate == Fate::NeverSent;
    case Repeat::Always:
        return true;
    }
    return false;
}

} // namespace omni::net
