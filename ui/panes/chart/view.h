// The chart pane: one instrument in one interval, with what the desk has in it; lines may be moved.
//
// Moving a line sends one command after one answer, and none without. UI thread.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/charts/bar_table_model.h"
#include "ui/charts/chart_view.h"
#include "ui/panes/pane.h"
#include "ui/panes/pane_choices.h"
#include "ui/widgets/confirm_bar.h"

#include <optional>
#include <vector>

class QMenu;
class QStackedWidget;
class QTableView;

namespace omni::ui {

class ChartHeader;
class SymbolSearch;

class ChartPane final : public Pane
{
    Q_OBJECT

public:
    /// `now` is the clock of the question's first 300 ms; tests bring their own.
    explicit ChartPane(const PaneContext& context, QWidget* parent = nullptr, Millis now = steadyMillis());
    ~ChartPane() override;

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

    [[nodiscard]] ChartView& chart() noexcept
    {
        return *m_chart;
    }
    [[nodiscard]] ConfirmBar& question() noexcept
    {
        return *m_question;
    }
    [[nodiscard]] ChartHeader& header() noexcept
    {
        return *m_header;
    }
    [[nodiscard]] SymbolSearch& search() noexcept
    {
        return *m_search;
    }
    /// What a right click there offers. It deletes itself when it is closed.
    [[nodiscard]] QMenu* makeMenu(QPoint at);
    [[nodiscard]] QTableView& table() noexcept
    {
        return *m_table;
    }
    /// None while it cannot be seen.
    [[nodiscard]] views::SeriesKey watched() const noexcept
    {
        return m_watched.value_or(views::SeriesKey{});
    }
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::First;
    }

public slots:
    void setInterval(omni::Duration interval);
    void toggleTable();
    void openSearch(const QString& typed);

protected:
    void onFrame() override;
    void onInstrument(InstrumentId instrument) override;
    void onRestart() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Asked {
        ChartLine line;
        Ticks to;
    };
    void connectChart();
    void connectHeader();
    void addCommands();
    void frameIfSeen();
    void watchSeries();
    void unwatchSeries();
    void askForFills();
    void takeNotice(const runtime::Notice& notice);
    void showState();
    void showHeader();
    void fillTable();
    void fitTable();
    void lineDropped(const ChartLine& line, Ticks to);
    void ask(const Asked& move);
    /// Without a trace: nothing is asked any more, the line is back.
    void dropQuestion();
    void send(const Asked& move);
    void sendOne(const Asked& move, const orders::OrderTicket& ticket);
    void setIndicators(std::vector<IndicatorSpec> specs);
    void setLook(const ChartLook& look);
    [[nodiscard]] bool isLatched() const;

    PaneChoices* m_choices;
    ChartHeader* m_header;
    QStackedWidget* m_stack;
    ChartView* m_chart;
    QTableView* m_table;
    BarTableModel m_bars;
    ConfirmBar* m_question;
    SymbolSearch* m_search;
    Duration m_interval;
    std::vector<IndicatorSpec> m_specs;
    std::optional<views::SeriesKey> m_chosen; ///< What is to be seen; its bars are at most those of the chart.
    std::optional<views::SeriesKey> m_watched; ///< What the history keeps up for it: the same, or none.
    std::optional<market::Instrument> m_shown; ///< As the chart was told.
    std::vector<TradeMark> m_marks;
    std::optional<runtime::QueryId> m_query;
    std::optional<Asked> m_asked; ///< A person is being asked about it.
    QString m_wanted; ///< Instrument of the saved state, until the session knows it.
};

} // namespace omni::ui
