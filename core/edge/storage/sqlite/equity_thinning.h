// Fewer points of a curve that still show how high and how low it went.

#pragma once

#include "core/desk/views/history.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace omni::storage {

/// Of every stretch of the curve the lowest and the highest point stay, in their order, besides the first and the last.
/// At most `most` points come out, or two where `most` is less than four and the curve is longer.
class EquityThinning
{
public:
    EquityThinning(std::size_t count, std::size_t most)
        : m_count(count)
        , m_isWhole(count <= most)
    {
        // First and last stand for themselves; the rest is cut into stretches of two points each.
        const std::size_t stretches = most < 4 ? 0 : (most - 2) / 2;
        m_hasStretches = stretches > 0;
        m_stretch = m_hasStretches ? (count + stretches - 1) / stretches : count;
    }

    void add(const views::EquityRow& row)
    {
        const std::size_t at = m_seen++;
        if (m_isWhole || at == 0 || at + 1 == m_count) {
            finishStretch();
            m_points.push_back(row);
            return;
        }
        if (at / m_stretch != m_number) {
            finishStretch();
            m_number = at / m_stretch;
        }
        if (!m_low || row.equity < m_low->second.equity) {
            m_low = {at, row};
        }
        if (!m_high || row.equity > m_high->second.equity) {
            m_high = {at, row};
        }
    }
    [[nodiscard]] std::vector<views::EquityRow> take()
    {
        finishStretch();
        return std::move(m_points);
    }

private:
    void finishStretch()
    {
        if (m_low && m_hasStretches) {
            const auto& [first, second]
                = std::minmax(*m_low, *m_high, [](const auto& a, const auto& b) { return a.first < b.first; });
            m_points.push_back(first.second);
            if (second.first != first.first) {
                m_points.push_back(second.second);
            }
        }
        m_low.reset();
        m_high.reset();
    }

    std::size_t m_count;
    bool m_isWhole;
    bool m_hasStretches = false;
    std::size_t m_stretch = 1;
    std::size_t m_seen = 0;
    std::size_t m_number = 0; ///< Of the stretch at hand.
    std::optional<std::pair<std::size_t, views::EquityRow>> m_low, m_high;
    std::vector<views::EquityRow> m_points;
};

} // namespace omni::storage
