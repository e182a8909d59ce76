#include "core/host/config/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace omni::config {

namespace {

constexpr std::size_t longestWord = 64; // beyond it nobody has mistyped a name of ours

/// How many letters must be changed, added, left out, or swapped with their neighbour (optimal string alignment).
std::size_t distanceOf(std::string_view a, std::string_view b)
{
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> before(width), row(width), next(width);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                next[j] = std::min(next[j], before[j - 2] + 1);
            }
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[b.size()];
}

} // namespace

std::string_view nearestOf(std::string_view word, std::span<const std::string_view> known)
{
    if (word.empty() || word.size() > longestWord) {
        return {};
    }
    std::string_view nearest;
    std::size_t least = word.size() / 2 + 1;
    for (const std::string_view candidate : known) {
        const std::size_t distance = distanceOf(word, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace omni::config
