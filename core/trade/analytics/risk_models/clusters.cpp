#include "core/trade/analytics/risk_models/clusters.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace omni::analytics {

namespace {

constexpr double farthest = 1;

double distanceOf(double correlation) noexcept
{
    return std::isfinite(correlation) ? std::sqrt(std::max(0.0, (1 - correlation) / 2)) : farthest;
}

struct Pair {
    double distance = 0;
    std::size_t one = 0, other = 0;
};

/// Groups that grow together.
class Groups
{
public:
    explicit Groups(std::size_t count)
        : m_above(count)
    {
        std::iota(m_above.begin(), m_above.end(), std::size_t{0});
    }
    [[nodiscard]] std::size_t of(std::size_t asset) noexcept
    {
        while (m_above[asset] != asset) {
            asset = m_above[asset] = m_above[m_above[asset]];
        }
        return asset;
    }
    void join(std::size_t one, std::size_t other) noexcept
    {
        m_above[of(other)] = of(one);
    }

private:
    std::vector<std::size_t> m_above;
};

std::vector<Pair> pairsOf(const PairTable& correlation)
{
    std::vector<Pair> pairs;
    for (std::size_t one = 0; one < correlation.assets(); ++one) {
        for (std::size_t other = one + 1; other < correlation.assets(); ++other) {
            pairs.push_back({distanceOf(correlation.at(one, other)), one, other});
        }
    }
    std::ranges::stable_sort(pairs, {}, &Pair::distance);
    return pairs;
}

} // namespace

std::vector<Joining> joiningsOf(const PairTable& correlation)
{
    const std::size_t assets = correlation.assets();
    Groups groups(assets);
    std::vector<std::size_t> number(assets);
    std::iota(number.begin(), number.end(), std::size_t{0});
    std::vector<Joining> joinings;
    for (const Pair& pair : pairsOf(correlation)) {
        const std::size_t one = groups.of(pair.one), other = groups.of(pair.other);
        if (one == other) {
            continue;
        }
        const auto [lower, higher] = std::minmax(number[one], number[other]);
        joinings.push_back({lower, higher, pair.distance});
        groups.join(one, other);
        number[groups.of(one)] = assets + joinings.size() - 1;
    }
    return joinings;
}

std::vector<std::size_t> clusterOrder(const PairTable& correlation)
{
    const std::size_t assets = correlation.assets();
    std::vector<std::vector<std::size_t>> members(assets);
    for (std::size_t asset = 0; asset < assets; ++asset) {
        members[asset] = {asset};
    }
    for (const Joining& joining : joiningsOf(correlation)) {
        std::vector<std::size_t> both = std::move(members[joining.one]);
        both.insert(both.end(), members[joining.other].begin(), members[joining.other].end());
        members.push_back(std::move(both));
    }
    return members.empty() ? std::vector<std::size_t>() : members.back();
}

std::vector<std::size_t> groupsAbove(const PairTable& correlation, double least)
{
    const std::size_t assets = correlation.assets();
    Groups groups(assets);
    for (std::size_t one = 0; one < assets; ++one) {
        for (std::size_t other = one + 1; other < assets; ++other) {
            if (correlation.at(one, other) >= least) {
                groups.join(one, other);
            }
        }
    }
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> numbers(assets), named(assets, none);
    std::size_t next = 0;
    for (std::size_t asset = 0; asset < assets; ++asset) {
        std::size_t& name = named[groups.of(asset)];
        name = name == none ? next++ : name;
        numbers[asset] = name;
    }
    return numbers;
}

} // namespace omni::analytics
