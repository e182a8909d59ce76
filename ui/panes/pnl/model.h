// The table of the pane P&L: one row a group.

#pragma once

#include "ui/panes/pnl/figures.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <vector>

namespace omni::ui::pnl {

struct Row {
    std::uint64_t key = 0; ///< Place among the groups.
    Group group;
    friend bool operator==(const Row&, const Row&) = default;
};

class Model final : public RowsModel<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Name, Trades, WinRate, Net, ProfitFactor, Best, Worst, Fees };

    Model(const Theme& theme, const Formats& formats, QObject* parent);

    /// In their order. Another grouping begins anew.
    /// `currency`: that of all amounts; empty: not known.
    void show(const std::vector<Group>& groups, Grouping by, const QString& currency = {});
    void retranslate();

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords(Grouping by);

    const Formats& m_formats;
    Grouping m_by = Grouping::Day;
};

} // namespace omni::ui::pnl
