// Reads msgpack (github.com/msgpack/msgpack, spec.md), the timestamp extension included. Pure; allocates nothing.
//
// It never reads past its end. The first fault makes it bad, and it stays bad and gives nothing: ask `isSound` once, at
// the end.

#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace omni::brokers::alpaca {

struct MsgpackNil {
};
/// As many elements follow, of a map as many pairs.
struct MsgpackArray {
    std::size_t count = 0;
};
struct MsgpackMap {
    std::size_t count = 0;
};
/// An extension that we do not know.
struct MsgpackOther {
};
/// Numbers of both signs as int64; an unsigned one beyond that is a double.
using MsgpackValue = std::variant<MsgpackNil, bool, std::int64_t, double, std::string_view, MsgpackArray, MsgpackMap,
                                  Timestamp, MsgpackOther>;

/// As our own times can hold it, with room: 1970 to 2200. Nothing outside, and where the nanoseconds make a second.
[[nodiscard]] inline std::optional<Timestamp> msgpackTime(std::int64_t second, std::uint64_t nanosecond) noexcept
{
    if (second < 0 || second > 7'258'118'400 || nanosecond > 999'999'999) {
        return std::nullopt;
    }
    return Timestamp{second * 1'000'000'000 + static_cast<std::int64_t>(nanosecond)};
}

class MsgpackReader
{
public:
    explicit MsgpackReader(std::string_view bytes) noexcept
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] bool isSound() const noexcept
    {
        return m_isSound;
    }
    [[nodiscard]] bool isAtEnd() const noexcept
    {
        return m_bytes.empty();
    }
    /// What is not read yet.
    [[nodiscard]] std::string_view rest() const noexcept
    {
        return m_bytes;
    }
    /// Goes on behind the first `size` bytes of the rest; at most as many as there are.
    void pass(std::size_t size) noexcept
    {
        m_bytes.remove_prefix(size);
    }
    /// The next value; of an array or a map its head. Nil when bad.
    [[nodiscard]] MsgpackValue next();
    /// Passes over the next value with all that is in it, at most 32 deep.
    void skip(int depth = 32);
    /// Passes over what belongs to `value`, which `next` gave.
    void skipRestOf(const MsgpackValue& value, int depth = 32);

private:
    [[nodiscard]] std::uint64_t number(std::size_t size);
    [[nodiscard]] std::string_view take(std::size_t size);
    /// Of a head that says how many follow: each takes a byte at least.
    [[nodiscard]] std::size_t count(std::size_t told, std::size_t each);
    [[nodiscard]] MsgpackValue extension(std::size_t size);
    [[nodiscard]] MsgpackValue wide(std::uint8_t head);
    void fail() noexcept
    {
        m_isSound = false;
        m_bytes = {};
    }

    std::string_view m_bytes;
    bool m_isSound = true;
};

} // namespace omni::brokers::alpaca
