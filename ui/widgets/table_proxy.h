// Order and choice of a table's rows: sorted by what the model says, filtered by typed words.
//
// It never moves a row by itself: prices may move, the row under the pointer may not. Whoever shows the table calls
// `resort` when nobody is pointing at it.

#pragma once

#include "ui/widgets/cells.h"

#include <QSortFilterProxyModel>
#include <QStringList>

#include <functional>
#include <vector>

namespace omni::ui {

class TableModel;

class TableProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TableProxy(TableModel& model, QObject* parent);

    void sort(int column, Qt::SortOrder order) override;
    /// Anew by the column at hand, when something changed since.
    void resort();
    [[nodiscard]] bool isOutOfOrder() const noexcept
    {
        return m_isDirty;
    }
    /// Rows in which every word stands in some cell. Case does not matter.
    void setWords(const QString& typed);
    /// Rows of the model that are shown at all, whatever is typed; empty: all. Called by the sort, so that it is quick.
    void setRule(std::function<bool(int row)> rule);

signals:
    void outOfOrder();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void readKeys(int column);
    void makeDirty();

    TableModel& m_model;
    std::vector<SortKey> m_keys; ///< By source row, of the sorted column.
    QStringList m_words;
    std::function<bool(int row)> m_rule;
    bool m_isDirty = false;
};

} // namespace omni::ui
