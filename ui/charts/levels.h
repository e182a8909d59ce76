// A tower of summaries over a growing sequence: what holds of a stretch is found in a few dozen steps.
//
// The lowest level has one node for 16 items, each higher one a node for four of the level below.

#pragma once

#include <cstddef>
#include <vector>

namespace omni::ui {

/// `Node` is copied bytewise and has `void add(const Node&)`.
template<class Node> class Levels
{
public:
    static constexpr std::size_t leafSize = 16;

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
    /// The next 16 items.
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
    /// Covers [first, last) with as few calls as can be: `node(const Node&)` and `item(std::size_t)`, in order.
    template<class OnNode, class OnItem>
    void visit(std::size_t first, std::size_t last, OnNode&& node, OnItem&& item) const
    {
        std::size_t at = first;
        while (at < last) {
            // The largest node that begins here and ends within the stretch.
            std::size_t level = levelCount;
            for (std::size_t k = 0; k < levelCount; ++k) {
                const std::size_t span = std::size_t{1} << shiftOf(k);
                if ((at & (span - 1)) != 0 || at + span > last || (at >> shiftOf(k)) >= m_levels[k].size()) {
                    break;
                }
                level = k;
            }
            if (level == levelCount) {
                item(at);
                ++at;
                continue;
            }
            node(m_levels[level][at >> shiftOf(level)]);
            at += std::size_t{1} << shiftOf(level);
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
    static constexpr std::size_t levelCount = 12; ///< A node of the last one speaks of 2^26 items.
    static constexpr std::size_t fan = 4;
    [[nodiscard]] static constexpr std::size_t shiftOf(std::size_t level) noexcept
    {
        return 4 + 2 * level;
    }

    std::vector<Node> m_levels[levelCount];
};

} // namespace omni::ui
