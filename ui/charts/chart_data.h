// What a chart shows of a series: the bars, their pyramid and the curves of its indicators.
//
// Whatever takes longer than a frame is done by a worker with the immutable series in and finished values out; the UI
// thread adds single bars. UI thread.

#pragma once

#include "core/desk/views/chart_series.h"
#include "ui/charts/bar_pyramid.h"
#include "ui/charts/indicator_line.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <cstdint>
#include <memory>
#include <vector>

namespace omni::ui {

class ChartData : public QObject
{
    Q_OBJECT

public:
    explicit ChartData(QObject* parent = nullptr);
    ~ChartData() override;

    /// Null: nothing is shown. A series that would take long to read is shown once a worker has read it.
    void setSeries(std::shared_ptr<const views::BarSeries> series);
    /// Curves that are wanted, in the order of the legend; each once.
    void setIndicators(std::vector<IndicatorSpec> specs);

    /// Null: none, or not read yet.
    [[nodiscard]] const std::shared_ptr<const views::BarSeries>& series() const noexcept
    {
        return m_series;
    }
    [[nodiscard]] const BarPyramid& pyramid() const noexcept
    {
        return m_pyramid;
    }
    [[nodiscard]] const std::vector<IndicatorSpec>& indicators() const noexcept
    {
        return m_specs;
    }
    /// Those that have been computed, in the order of `indicators`.
    [[nodiscard]] const std::vector<IndicatorLine>& lines() const noexcept
    {
        return m_lines;
    }
    /// A worker is at it.
    [[nodiscard]] bool isWorking() const noexcept
    {
        return m_isWorking;
    }
    /// Rises when bars that were there before have become others: whatever was painted is void.
    [[nodiscard]] std::uint64_t epoch() const noexcept
    {
        return m_epoch;
    }

signals:
    /// A worker has finished: there is more to show.
    void ready();

private:
    struct Digest {
        std::uint64_t epoch = 0;
        std::shared_ptr<const views::BarSeries> series;
        bool withPyramid = false;
        BarPyramid pyramid;
        std::vector<IndicatorLine> lines;
    };
    using Job = std::shared_ptr<Digest>;

    [[nodiscard]] static bool continues(const views::BarSeries& before, const views::BarSeries& after) noexcept;
    void take(std::shared_ptr<const views::BarSeries> series);
    void followWithLines();
    void work();
    void finish();

    std::shared_ptr<const views::BarSeries> m_series; ///< As shown.
    std::shared_ptr<const views::BarSeries> m_waiting; ///< Too long to be read here.
    BarPyramid m_pyramid;
    std::vector<IndicatorSpec> m_specs;
    std::vector<IndicatorLine> m_lines;
    QFutureWatcher<Job> m_watcher;
    std::uint64_t m_epoch = 0;
    std::uint64_t m_wish = 0; ///< Rises when what a worker does now is of no use any more.
    bool m_isWorking = false;
};

} // namespace omni::ui
