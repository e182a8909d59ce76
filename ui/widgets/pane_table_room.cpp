// Which columns of a table are left away where it has no room for them, and which rows by a rule.

#include "ui/widgets/column_room.h"
#include "ui/widgets/pane_table.h"
#include "ui/widgets/table_proxy.h"

#include <QTableView>

#include <utility>

namespace omni::ui {

void PaneTable::setRule(std::function<bool(int row)> rule)
{
    m_proxy->setRule(std::move(rule));
}

void PaneTable::giveWay(const QList<int>& columns)
{
    const QList<int> before = std::exchange(m_givingWay, {});
    for (const int column : before) {
        if (!columns.contains(column)) {
            m_view->setColumnHidden(column, false);
        }
    }
    for (const int column : columns) {
        // One that somebody has hidden is not ours to bring back.
        if (before.contains(column) || !m_view->isColumnHidden(column)) {
            m_view->setColumnHidden(column, true);
            m_givingWay.push_back(column);
        }
    }
    if (before != m_givingWay) {
        m_room->share();
    }
}

} // namespace omni::ui
