// Money over time: the curve of equity with its drawdown and the line at which the desk halts, and what was traded in
// groups, as a table or as the bars of a report.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/pane.h"
#include "ui/panes/pnl/figures.h"

#include <QElapsedTimer>

#include <optional>
#include <vector>

class QButtonGroup;
class QCPAxisRect;
class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::pnl {

class Model;
class ReportChart;

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void addGroupings(QLayout* into);
    void makePlot();
    void colour();
    void note(const events::Event& event, Sequence seq);
    void takeTrips();
    void askCurve();
    void showState();
    void showCurve();
    void showGroups();
    void showHead();
    [[nodiscard]] QString tradesText() const;
    void showReport(bool isOn);
    void nameReport();

    Model* m_model;
    QLabel* m_head;
    PaneTable* m_table;
    QButtonGroup* m_groupings;
    QToolButton* m_asBars;
    QStackedWidget* m_figures; ///< The table; above it the report, once somebody has asked for it.
    ReportChart* m_report = nullptr;
    QCustomPlot* m_plot;
    QCPAxisRect* m_lower = nullptr;
    QCPGraph* m_equity = nullptr;
    QCPGraph* m_drawdown = nullptr;
    QCPItemStraightLine* m_halt = nullptr;
    Grouping m_by = Grouping::Day;
    PagedHistory<views::RoundTripRow> m_trips;
    Group m_total; ///< Of the trades that are shown: the first page, then all.
    Sequence m_newest; ///< The latest fill that was told.
    std::vector<views::EquityRow> m_rows;
    SharpeFigure m_sharpe; ///< Of `m_rows`, their days by the clock of `m_sharpeZone`.
    std::optional<QTimeZone> m_sharpeZone; ///< None: the rows are others.
    std::optional<Error> m_curveFault;
    QElapsedTimer m_asked;
    bool m_isDirty = true; ///< Something was filled since we asked for the curve.
};

} // namespace omni::ui::pnl
