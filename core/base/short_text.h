// Text of bounded length held in place: trivially copyable, so that it travels through rings and records.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace omni {

/// At most `N` bytes. What is longer is refused by `fits`, never cut in silence.
template<std::size_t N> class ShortText
{
    static_assert(N <= 255);

public:
    constexpr ShortText() noexcept = default;
    /// `text` fits (see `fits`); a longer one is a programmer's mistake and leaves the value empty.
    constexpr explicit ShortText(std::string_view text) noexcept
    {
        if (fits(text)) {
            std::copy(text.begin(), text.end(), m_bytes.begin());
            m_size = static_cast<std::uint8_t>(text.size());
        }
    }
    [[nodiscard]] static constexpr bool fits(std::string_view text) noexcept
    {
        return text.size() <= N;
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept
    {
        return {m_bytes.data(), m_size};
    }
    [[nodiscard]] constexpr bool empty() const noexcept
    {
        return m_size == 0;
    }
    friend constexpr bool operator==(const ShortText& a, const ShortText& b) noexcept
    {
        return a.view() == b.view();
    }
    friend constexpr auto operator<=>(const ShortText& a, const ShortText& b) noexcept
    {
        return a.view() <=> b.view();
    }

private:
    std::array<char, N> m_bytes{};
    std::uint8_t m_size = 0;
};

} // namespace omni
