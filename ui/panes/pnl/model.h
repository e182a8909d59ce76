// The table of the pane P&L: one row a group, cached texts.

#pragma once

#include "ui/panes/pnl/figures.h"
#include "ui/widgets/formats.h"

#include <QAbstractTableModel>

#include <vector>

namespace omni::ui::pnl {

class Model final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Trades, WinRate, Net, ProfitFactor, Best, Worst, Fees, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<Group> groups, Grouping by, const Formats& formats);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const Group& group, int column) const;

    std::vector<Group> m_groups;
    Grouping m_by = Grouping::Day;
    Formats m_formats;
};

} // namespace omni::ui::pnl
