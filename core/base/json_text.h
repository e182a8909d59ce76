// Builds JSON text (RFC 8259), the same for the same calls: keys in the order given, no spaces, no locale.
//
// Amounts go in as decimal strings; a number with a point is for statistics only. What is no valid UTF-8 becomes
// U+FFFD, so that the text always reads back.

#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace omni {

/// The text with quotes around it and everything escaped that must be.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

/// Members and elements in the order of the calls. Every `object` and `array` needs its `end`; a member of an object
/// is `key` and then one value. Breaking that order is a programmer's mistake.
class JsonText
{
public:
    JsonText& object();
    JsonText& array();
    /// Closes the innermost object or array.
    JsonText& end();
    JsonText& key(std::string_view name);

    JsonText& text(std::string_view value);
    JsonText& boolean(bool value);
    JsonText& null();
    JsonText& integer(std::int64_t value);
    JsonText& integer(std::uint64_t value);
    template<std::integral Integer>
    requires(!std::same_as<Integer, bool>) JsonText& integer(Integer value)
    {
        if constexpr (std::is_signed_v<Integer>) {
            return integer(static_cast<std::int64_t>(value));
        } else {
            return integer(static_cast<std::uint64_t>(value));
        }
    }
    /// The shortest text that reads back as the same double; null for NaN and infinities, which JSON has not.
    JsonText& number(double value);
    /// A finished JSON value, put in as it is.
    JsonText& raw(std::string_view json);

    /// `key` and the value in one.
    JsonText& member(std::string_view name, std::string_view value);
    JsonText& member(std::string_view name, const char* value)
    {
        return member(name, std::string_view(value));
    }
    JsonText& member(std::string_view name, double value);
    template<std::integral Integer> JsonText& member(std::string_view name, Integer value)
    {
        key(name);
        if constexpr (std::same_as<Integer, bool>) {
            return boolean(value);
        } else {
            return integer(value);
        }
    }

    /// The text so far; whole when everything is closed.
    [[nodiscard]] const std::string& view() const noexcept
    {
        return m_out;
    }
    [[nodiscard]] std::string take() noexcept;

private:
    void begin(char bracket, char closing);
    void separate();
    std::string m_out;
    std::string m_open; ///< The closing brackets that are due, the innermost last.
    bool m_needsComma = false;
};

} // namespace omni
