// The table of all panes: sorting, columns, filter, selection, copy and export, alike everywhere.
//
// Rows are those of a `TableModel`; all numbers of rows at this interface are the model's, not the view's.

#pragma once

#include "ui/widgets/state_cover.h"
#include "ui/widgets/table_model.h"

#include <QJsonObject>
#include <QList>
#include <QTableView>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLineEdit;

namespace omni::ui {

class ColumnRoom;
class TableProxy;

class PaneTable final : public QWidget
{
    Q_OBJECT

public:
    /// `name`: what a screen reader calls it ("Positions"). `model` outlives it or is its child.
    PaneTable(const Theme& theme, TableModel& model, const QString& name, QWidget* parent);
    ~PaneTable() override;

    [[nodiscard]] QTableView& view() noexcept
    {
        return *m_view;
    }
    [[nodiscard]] StateCover& cover() noexcept
    {
        return *m_cover;
    }
    /// In the order seen.
    [[nodiscard]] QList<int> selectedRows() const;
    /// Below zero: none.
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);
    [[nodiscard]] int shownRows() const;

    void showFilter();
    void setFilter(const QString& typed);
    /// The same without the bar: whoever calls has a field of its own.
    void narrow(const QString& typed);
    /// Rows of the model that are shown at all, beside what is typed; empty: all.
    void setRule(std::function<bool(int row)> rule);
    /// Columns that give way where the pane has no room for them. They come back with the room, and a layout keeps them
    /// as shown.
    void giveWay(const QList<int>& columns);
    /// How many lines of a text a row has room for, from 1.
    void setRowLines(int lines);
    /// Actions above those of every table in the context menu.
    void setRowActions(QList<QAction*> actions);

    /// Header and selected rows, or all rows when none is selected, as tab-separated text.
    [[nodiscard]] QString copiedText() const;
    using GiveText = std::function<void(const QString&)>;
    /// All rows as seen, as CSV (RFC 4180). Made in small pieces between frames; `then` runs once, later, unless
    /// another export or the end of the table comes first. Text that a spreadsheet would run is quoted with '.
    void exportCsv(GiveText then);

    /// {"columns": [{"key", "width", "shown"}…], "sort": key, "down": bool}. Unknown keys are ignored. Widths only when
    /// somebody has drawn them: else the columns share the room that there is.
    [[nodiscard]] QJsonObject saveState() const;
    void restoreState(const QJsonObject& state);

signals:
    void activated(int row); ///< Enter or double click.
    void currentChanged(int row);
    void selectionChanged();
    /// The user asked for a file: "Export CSV…".
    void exportAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpView();
    void setUpFilter();
    void applyMeasures();
    /// Columns of numbers become as wide as the widest one that can be seen: a figure is never cut. They do not shrink.
    void measureNumbers();
    [[nodiscard]] int widthOf(int column, int plain) const;
    [[nodiscard]] int rowHeight() const;
    void columnMenu(const QPoint& at);
    void rowMenu(const QPoint& at);
    void addTableActions(class QMenu& menu);
    void copy();
    void exportSome();
    [[nodiscard]] QList<int> shownColumns() const;

    const Theme& m_theme;
    TableModel& m_model;
    TableProxy* m_proxy;
    QTableView* m_view;
    ColumnRoom* m_room = nullptr;
    QLineEdit* m_filter;
    QWidget* m_filterBar;
    StateCover* m_cover;
    QList<int> m_givingWay;
    int m_lines = 1;
    int m_scale; ///< At which widths that are kept were drawn.
    QList<QAction*> m_rowActions;
    QTimer m_orderTimer, m_exportTimer, m_measureTimer;
    std::vector<int> m_numberWidths; ///< By column; 0: nothing was seen.
    GiveText m_giveText;
    QString m_exported;
    int m_exportRow = 0;
};

} // namespace omni::ui
