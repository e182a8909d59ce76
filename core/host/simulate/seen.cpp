#include "core/host/simulate/seen.h"

#include <cassert>

namespace omni::simulate {

Seen::Seen(const std::vector<CounterGroup>& groups)
{
    assert(groups.size() <= mostGroups);
    std::size_t size = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        m_firstOf[i] = size;
        size += groups[i].keys.size();
    }
    m_counts.resize(size);
}

void Seen::add(const Seen& other) noexcept
{
    assert(m_counts.size() == other.m_counts.size());
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        m_counts[i] += other.m_counts[i];
    }
}

} // namespace omni::simulate
