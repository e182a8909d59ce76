// A queue in one ring that grows when it must and then stays: steady use allocates nothing.

#pragma once

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace omni::sim {

template<class T> class Fifo
{
public:
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_size == 0;
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_size;
    }
    /// Not empty.
    [[nodiscard]] const T& front() const noexcept
    {
        assert(m_size > 0);
        return m_items[m_first];
    }
    void push(const T& item)
    {
        if (m_size == m_items.size()) {
            grow();
        }
        m_items[(m_first + m_size) & (m_items.size() - 1)] = item;
        ++m_size;
    }
    /// Not empty.
    void pop() noexcept
    {
        assert(m_size > 0);
        m_first = (m_first + 1) & (m_items.size() - 1);
        --m_size;
    }

private:
    void grow()
    {
        std::vector<T> larger(m_items.empty() ? 16 : 2 * m_items.size());
        for (std::size_t i = 0; i < m_size; ++i) {
            larger[i] = m_items[(m_first + i) & (m_items.size() - 1)];
        }
        m_items = std::move(larger);
        m_first = 0;
    }

    std::vector<T> m_items; ///< Its size is a power of two, or zero.
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

} // namespace omni::sim
