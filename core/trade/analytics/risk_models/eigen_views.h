// Our tables as Eigen sees them, without a copy. For the sources of this module alone.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"

#include <Eigen/Dense>

namespace omni::analytics {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

inline Eigen::Index indexOf(std::size_t count) noexcept
{
    return static_cast<Eigen::Index>(count);
}

inline Eigen::Map<const RowMajor> viewOf(const ReturnPanel& panel)
{
    return {panel.values().data(), indexOf(panel.periods()), indexOf(panel.assets())};
}

inline Eigen::Map<const RowMajor> viewOf(const PairTable& table)
{
    return {table.values().data(), indexOf(table.assets()), indexOf(table.assets())};
}

inline Eigen::Map<const Eigen::VectorXd> viewOf(std::span<const double> values)
{
    return {values.data(), indexOf(values.size())};
}

inline PairTable tableOf(const RowMajor& matrix)
{
    PairTable table(static_cast<std::size_t>(matrix.rows()));
    Eigen::Map<RowMajor>(table.values().data(), matrix.rows(), matrix.cols()) = matrix;
    return table;
}

} // namespace omni::analytics
