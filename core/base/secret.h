// A key, a token or a passphrase on its way to where it is used.

#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace omni {

/// Cannot be copied, compared, printed, formatted or converted by accident, and is wiped when it dies or is moved from.
/// Null and empty are the same.
class Secret
{
public:
    Secret() = default;
    /// Copies `text`; wiping the original is the caller's.
    explicit Secret(std::string_view text)
        : m_text(text.empty() ? nullptr : std::make_unique<char[]>(text.size()))
        , m_size(text.size())
    {
        std::copy(text.begin(), text.end(), m_text.get());
    }
    Secret(Secret&& other) noexcept
        : m_text(std::move(other.m_text))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    Secret& operator=(Secret&& other) noexcept
    {
        if (this != &other) {
            wipe();
            m_text = std::move(other.m_text);
            m_size = std::exchange(other.m_size, 0);
        }
        return *this;
    }
    ~Secret()
    {
        wipe();
    }
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_size == 0;
    }
    /// The text itself, good while this object lives. Easy to search for: each use wants a second look.
    [[nodiscard]] std::string_view exposed() const noexcept
    {
        return {m_text.get(), m_size};
    }

private:
    void wipe() noexcept
    {
        // volatile: the compiler may not leave out writes to memory that is freed next.
        volatile char* const at = m_text.get();
        for (std::size_t i = 0; i < m_size; ++i) {
            at[i] = 0;
        }
        m_text.reset();
        m_size = 0;
    }

    std::unique_ptr<char[]> m_text;
    std::size_t m_size = 0;
};

} // namespace omni
