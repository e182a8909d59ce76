#include "ui/charts/bar_pyramid.h"

#include <cassert>

namespace omni::ui {

using views::BarBlock;
using views::BarSeries;

std::size_t settledCount(const BarSeries& series) noexcept
{
    return series.count() - (series.isForming && !series.tail.empty() ? 1 : 0);
}

void BarPyramid::clear() noexcept
{
    m_levels.clear();
    m_blocks = 0;
    m_isEmpty = true;
}

bool BarPyramid::continues(const BarSeries& series) const noexcept
{
    return !m_isEmpty && m_key == series.key && m_rewritten == series.rewritten && m_blocks <= series.blocks.size();
}

std::size_t BarPyramid::unread(const BarSeries& series) const noexcept
{
    return series.count() - (continues(series) ? m_blocks * BarBlock::size : 0);
}

void BarPyramid::update(const BarSeries& series)
{
    if (!continues(series)) {
        clear();
    }
    m_key = series.key;
    m_rewritten = series.rewritten;
    m_isEmpty = false;
    m_levels.cutTo(m_blocks * BarBlock::size);
    m_blocks = series.blocks.size();

    constexpr std::size_t leaf = Tower::leafSize;
    const std::size_t settled = settledCount(series);
    m_levels.expect(settled);
    for (std::size_t at = m_levels.covered(); at + leaf <= settled; at += leaf) {
        const market::Bar* bars = &series.at(at); // a leaf never crosses the end of a block
        Node node = nodeOf(*bars);
        for (std::size_t i = 1; i < leaf; ++i) {
            node.add(nodeOf(bars[i]));
        }
        m_levels.push(node);
    }
}

Bucket BarPyramid::over(const BarSeries& series, std::size_t first, std::size_t last) const noexcept
{
    assert(last <= series.count());
    if (first >= last) {
        return {};
    }
    Node sum;
    bool isFirst = true;
    const auto add = [&sum, &isFirst](const Node& node) {
        if (isFirst) {
            sum = node;
            isFirst = false;
        } else {
            sum.add(node);
        }
    };
    m_levels.visit(first, last, add, [&add, &series](std::size_t from, std::size_t until) {
        const market::Bar* bars = &series.at(from); // a leaf never crosses the end of a block
        for (std::size_t i = 0; i < until - from; ++i) {
            add(nodeOf(bars[i]));
        }
    });
    return {sum.open, sum.high, sum.low, sum.close, sum.volume, last - first};
}

} // namespace omni::ui
