// A tower of summaries over a growing sequence: what holds of a stretch is found in a few dozen steps.
//
// The lowest level has one node for `leafSize` items, each higher one a node for four of the level below.

#pragma once

#include <bit>
#include <cstddef>
#include <vector>

namespace omni::ui {

/// `Node` is copied bytewise and has `void add(const Node&)`, which takes in what comes after it.
template<class Node, std::size_t leafShift> class Levels
{
public:
    static constexpr std::size_t leafSize = std::size_t{1} << leafShift;

    void clear() noexcept
    {
        for (auto& level : m_levels) {
            level.clear();
        }
    }
    /// Room for the leaves of `items`, when they come at once.
    void expect(std::size_t items)
    {
        // Growth by single leaves is left to the vector, which doubles.
        if (items / leafSize > 2 * m_levels[0].size()) {
            m_levels[0].reserve(items / leafSize);
        }
    }
    /// Forgets what speaks of items from `items` on.
    void cutTo(std::size_t items) noexcept
    {
        for (std::size_t level = 0; level < levelCount; ++level) {
            const std::size_t whole = items >> shiftOf(level);
            if (m_levels[level].size() > whole) {
                m_levels[level].resize(whole);
            }
        }
    }
    /// Items that the leaves speak of.
    [[nodiscard]] std::size_t covered() const noexcept
    {
        return m_levels[0].size() * leafSize;
    }
    /// The next `leafSize` items.
    void push(const Node& leaf)
    {
        m_levels[0].push_back(leaf);
        for (std::size_t level = 1; level < levelCount; ++level) {
            const std::vector<Node>& below = m_levels[level - 1];
            std::vector<Node>& nodes = m_levels[level];
            if (below.size() < (nodes.size() + 1) * fan) {
                return;
            }
            const Node* children = &below[nodes.size() * fan];
            Node sum = children[0];
            for (std::size_t i = 1; i < fan; ++i) {
                sum.add(children[i]);
            }
            nodes.push_back(sum);
        }
    }
    /// The most items that a node speaks of, of those that speak of at most `items`; 1: not even a leaf does. What
    /// begins and ends at multiples of it is read from one level, side by side.
    [[nodiscard]] static constexpr std::size_t stepWithin(double items) noexcept
    {
        std::size_t step = 1;
        for (std::size_t level = 0; level < levelCount; ++level) {
            const std::size_t one = std::size_t{1} << shiftOf(level);
            step = static_cast<double>(one) <= items ? one : step;
        }
        return step;
    }
    /// Covers [first, last) with as few calls as can be, in order: `node(const Node&)`, and `items(from, until)` where
    /// no node fits. Items of one call have one leaf.
    template<class OnNode, class OnItems>
    void visit(std::size_t first, std::size_t last, OnNode&& node, OnItems&& items) const
    {
        std::size_t at = first;
        const std::size_t row = first < last ? rowOf(first, last) : levelCount;
        if (row < levelCount) {
            const Node* const end = m_levels[row].data() + (last >> shiftOf(row));
            for (const Node* one = m_levels[row].data() + (first >> shiftOf(row)); one != end; ++one) {
                node(*one);
            }
            return;
        }
        while (at < last) {
            const std::size_t level = levelAt(at, last - at);
            if (level < levelCount) {
                node(m_levels[level][at >> shiftOf(level)]);
                at += std::size_t{1} << shiftOf(level);
                continue;
            }
            const std::size_t leafEnd = (at | (leafSize - 1)) + 1;
            const std::size_t until = leafEnd < last ? leafEnd : last;
            items(at, until);
            at = until;
        }
    }
    [[nodiscard]] std::size_t bytes() const noexcept
    {
        std::size_t sum = 0;
        for (const auto& level : m_levels) {
            sum += level.capacity() * sizeof(Node);
        }
        return sum;
    }

private:
    static constexpr std::size_t levelCount = 12; ///< A node of the last one speaks of tens of millions of items.
    static constexpr std::size_t fan = 4;
    static constexpr std::size_t mostInARow = 24;
    [[nodiscard]] static constexpr std::size_t shiftOf(std::size_t level) noexcept
    {
        return leafShift + 2 * level;
    }
    /// A level of which a few nodes, side by side, are [first, last); `levelCount`: there is none. Quicker than fewer
    /// nodes of several levels, which lie apart in memory.
    [[nodiscard]] std::size_t rowOf(std::size_t first, std::size_t last) const noexcept
    {
        const auto aligned = static_cast<std::size_t>(std::countr_zero(first | last));
        if (aligned < shiftOf(0)) {
            return levelCount;
        }
        const std::size_t highest = (aligned - shiftOf(0)) / 2;
        const std::size_t level = highest < levelCount ? highest : levelCount - 1;
        const std::size_t nodes = (last - first) >> shiftOf(level);
        return nodes <= mostInARow && (last >> shiftOf(level)) <= m_levels[level].size() ? level : levelCount;
    }
    /// The highest level with a node that begins at `at` and speaks of at most `room` items; `levelCount`: none has.
    [[nodiscard]] std::size_t levelAt(std::size_t at, std::size_t room) const noexcept
    {
        const auto aligned = static_cast<std::size_t>(at == 0 ? 63 : std::countr_zero(at));
        const auto longest = static_cast<std::size_t>(std::bit_width(room)) - 1;
        const std::size_t bits = aligned < longest ? aligned : longest;
        if (bits < shiftOf(0)) {
            return levelCount;
        }
        std::size_t level = (bits - shiftOf(0)) / 2;
        level = level < levelCount ? level : levelCount - 1;
        while ((at >> shiftOf(level)) >= m_levels[level].size()) {
            if (level == 0) {
                return levelCount;
            }
            --level;
        }
        return level;
    }

    std::vector<Node> m_levels[levelCount];
};

} // namespace omni::ui
