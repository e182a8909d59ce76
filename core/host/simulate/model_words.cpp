// Where words wait.

#include "core/host/simulate/model_venue_impl.h"

#include <algorithm>

namespace omni::simulate {

void Words::push(Timestamp due, const Word& word)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    m_slots[slot] = word;
    m_heap.push_back({due, m_said++, slot});
    std::push_heap(m_heap.begin(), m_heap.end());
}

void Words::pop(Word& out)
{
    std::pop_heap(m_heap.begin(), m_heap.end());
    const std::uint32_t slot = m_heap.back().slot;
    m_heap.pop_back();
    out = m_slots[slot];
    m_free.push_back(slot);
}

void Words::clear()
{
    m_heap.clear();
    m_slots.clear();
    m_free.clear();
}

void Words::hurry(Timestamp now)
{
    for (Key& key : m_heap) {
        key.due = std::min(key.due, now);
    }
    makeHeap();
}

void Words::sortBySaying()
{
    std::sort(m_heap.begin(), m_heap.end(), [](const Key& a, const Key& b) { return a.said < b.said; });
}

void Words::makeHeap()
{
    std::make_heap(m_heap.begin(), m_heap.end());
}

bool MarketWords::push(Timestamp at, const market::Tick& tick)
{
    if (m_size == mostMarketWords) {
        return false;
    }
    if (m_size == m_ring.size()) {
        std::vector<Item> larger(std::max<std::size_t>(64, 2 * m_ring.size()));
        for (std::size_t i = 0; i < m_size; ++i) {
            larger[i] = m_ring[(m_first + i) & (m_ring.size() - 1)];
        }
        m_ring = std::move(larger);
        m_first = 0;
    }
    m_ring[(m_first + m_size) & (m_ring.size() - 1)] = {at, tick};
    ++m_size;
    return true;
}

void MarketWords::pop(Timestamp& at, market::Tick& tick)
{
    const Item& item = m_ring[m_first];
    at = item.at;
    tick = item.tick;
    m_first = (m_first + 1) & (m_ring.size() - 1);
    --m_size;
}

} // namespace omni::simulate
