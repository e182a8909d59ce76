// What the risk models work on: returns of several assets over the same periods, and tables of one number for each pair
// of them.

#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace omni::analytics {

/// Simple returns as fractions, period after period in the order of time; each period has all assets.
class ReturnPanel
{
public:
    ReturnPanel() = default;
    /// `values.size()` is a multiple of `assets`, which is above zero; what is over is cut off.
    ReturnPanel(std::size_t assets, std::vector<double> values)
        : m_assets(assets)
        , m_values(std::move(values))
    {
        m_values.resize(assets == 0 ? 0 : m_values.size() / assets * assets);
    }
    [[nodiscard]] std::size_t assets() const noexcept
    {
        return m_assets;
    }
    [[nodiscard]] std::size_t periods() const noexcept
    {
        return m_assets == 0 ? 0 : m_values.size() / m_assets;
    }
    [[nodiscard]] std::span<const double> period(std::size_t at) const noexcept
    {
        return std::span(m_values).subspan(at * m_assets, m_assets);
    }
    [[nodiscard]] std::span<const double> values() const noexcept
    {
        return m_values;
    }
    /// Of one asset, in the order of time.
    [[nodiscard]] std::vector<double> asset(std::size_t which) const;
    /// Of a portfolio that holds `weights` of its worth anew in each period; one for each asset.
    [[nodiscard]] std::vector<double> portfolio(std::span<const double> weights) const;
    /// No period, or one that is not finite.
    [[nodiscard]] bool isUnusable() const noexcept;

private:
    std::size_t m_assets = 0;
    std::vector<double> m_values;
};

/// One number for each pair of assets, the same both ways.
class PairTable
{
public:
    PairTable() = default;
    explicit PairTable(std::size_t assets)
        : m_assets(assets)
        , m_values(assets * assets)
    {
    }
    [[nodiscard]] std::size_t assets() const noexcept
    {
        return m_assets;
    }
    [[nodiscard]] double at(std::size_t one, std::size_t other) const noexcept
    {
        return m_values[one * m_assets + other];
    }
    [[nodiscard]] double& at(std::size_t one, std::size_t other) noexcept
    {
        return m_values[one * m_assets + other];
    }
    [[nodiscard]] std::span<const double> values() const noexcept
    {
        return m_values;
    }
    [[nodiscard]] std::span<double> values() noexcept
    {
        return m_values;
    }
    friend bool operator==(const PairTable&, const PairTable&) = default;

private:
    std::size_t m_assets = 0;
    std::vector<double> m_values;
};

} // namespace omni::analytics
