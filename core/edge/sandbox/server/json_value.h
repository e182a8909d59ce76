// Reads the JSON that clients of the paper exchange send: small, strict (RFC 8259), numbers kept as they were written.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox {

struct JsonMember;

struct JsonValue {
    enum class Kind : std::uint8_t { Null, False, True, Number, Text, Array, Object } kind = Kind::Null;
    std::string text; ///< Of a Text: what it says, in UTF-8. Of a Number: as written.
    std::string raw; ///< As written, the outermost spaces left out.
    std::vector<JsonValue> items; ///< Of an Array.
    std::vector<JsonMember> members; ///< Of an Object, in the order they came; names differ.

    /// Null: there is no such member.
    [[nodiscard]] const JsonValue* member(std::string_view name) const noexcept;
    [[nodiscard]] bool isText() const noexcept
    {
        return kind == Kind::Text;
    }
};

struct JsonMember {
    std::string name;
    JsonValue value;
};

/// At most 16 levels deep and 10'000 values. Errc::Invalid names the line.
[[nodiscard]] Result<JsonValue> jsonFrom(std::string_view text);

} // namespace omni::sandbox
