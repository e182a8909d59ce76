// The report beside the table: what each period or strategy came to, as bars. Few and small data: Qt Charts draws it.

#pragma once

#include "ui/panes/pnl/figures.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QChartView>
#include <QStringList>

#include <vector>

class QBarCategoryAxis;
class QBarSet;
class QCategoryAxis;
class QStackedBarSeries;

namespace omni::ui::pnl {

/// What the bars show: gains and losses stand in sets of their own, one colour each; which way a bar goes says the
/// same.
struct ReportBars {
    QStringList names; ///< Oldest first; strategies by name.
    std::vector<double> gains, losses; ///< Net of each, in base currency: one of the two, the other is 0.
    int leftOut = 0; ///< Older periods that have no room.
    friend bool operator==(const ReportBars&, const ReportBars&) = default;
};

inline constexpr std::size_t mostReportBars = 24;

/// `groups` as `groupsOf` gives them.
[[nodiscard]] ReportBars reportBarsOf(const std::vector<Group>& groups, Grouping by);

/// Bounds and ticks that are multiples of 1, 2 or 5 times a power of ten, zero among them.
struct ReportAxis {
    double low = 0, high = 1, step = 1;
    friend bool operator==(const ReportAxis&, const ReportAxis&) = default;
};
[[nodiscard]] ReportAxis reportAxisFor(const ReportBars& bars);

class ReportChart final : public QChartView
{
    Q_OBJECT

public:
    ReportChart(const Theme& theme, const Formats& formats, QWidget* parent = nullptr);

    void show(const std::vector<Group>& groups, Grouping by);
    [[nodiscard]] const ReportBars& bars() const noexcept
    {
        return m_bars;
    }
    /// The theme, the language or the formats have changed.
    void restyle();

private:
    void fill();
    void describe();

    const Theme& m_theme;
    const Formats& m_formats;
    ReportBars m_bars;
    Grouping m_by = Grouping::Day;
    QBarSet *m_gains, *m_losses;
    QStackedBarSeries* m_series;
    QBarCategoryAxis* m_names;
    QCategoryAxis* m_amounts;
};

} // namespace omni::ui::pnl
