#include "ui/widgets/table_proxy.h"

#include "ui/widgets/formats.h"

#include "ui/widgets/table_model.h"

#include <algorithm>

namespace omni::ui {

TableProxy::TableProxy(TableModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setDynamicSortFilter(false);
    setSourceModel(&model);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        const int column = sortColumn();
        if (column >= first.column() && column <= last.column()) {
            makeDirty();
        }
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { makeDirty(); });
}

void TableProxy::makeDirty()
{
    if ((sortColumn() < 0 && m_words.isEmpty()) || m_isDirty) {
        return;
    }
    m_isDirty = true;
    emit outOfOrder();
}

void TableProxy::sort(int column, Qt::SortOrder order)
{
    readKeys(column);
    m_isDirty = false;
    QSortFilterProxyModel::sort(column, order);
}

void TableProxy::resort()
{
    if (!m_isDirty) {
        return;
    }
    m_isDirty = false;
    if (!m_words.isEmpty()) {
        readKeys(sortColumn());
        invalidate();
        return;
    }
    const int rows = m_model.rowCount();
    if (sortColumn() < 0) {
        return;
    }
    readKeys(sortColumn());
    // Most often it is in order still; then nobody is told of a new layout.
    for (int i = 1; i < std::min(rows, rowCount()); ++i) {
        const QModelIndex above = mapToSource(index(i - 1, sortColumn()));
        const QModelIndex here = mapToSource(index(i, sortColumn()));
        const bool isWrong = sortOrder() == Qt::AscendingOrder ? lessThan(here, above) : lessThan(above, here);
        if (isWrong) {
            invalidate();
            return;
        }
    }
}

void TableProxy::setWords(const QString& typed)
{
    m_words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    readKeys(sortColumn());
    invalidate();
}

void TableProxy::setRule(std::function<bool(int row)> rule)
{
    m_rule = std::move(rule);
    readKeys(sortColumn());
    invalidate();
}

bool TableProxy::filterAcceptsRow(int row, const QModelIndex&) const
{
    if (m_rule && !m_rule(row)) {
        return false;
    }
    for (const QString& word : m_words) {
        bool isFound = false;
        for (int c = 0; !isFound && c < m_model.columnCount(); ++c) {
            isFound = withoutIsolates(m_model.cell(row, c).text).contains(word, Qt::CaseInsensitive);
        }
        if (!isFound) {
            return false;
        }
    }
    return true;
}

bool TableProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto keyOf = [this](const QModelIndex& at) {
        const auto row = static_cast<std::size_t>(at.row());
        return row < m_keys.size() ? m_keys[row] : m_model.sortKey(at.row(), at.column());
    };
    const SortKey a = keyOf(left);
    const SortKey b = keyOf(right);
    const bool isUp = sortOrder() == Qt::AscendingOrder;
    const bool isMissingA = a.kind == SortKey::Kind::Missing;
    const bool isMissingB = b.kind == SortKey::Kind::Missing;
    if (isMissingA || isMissingB) {
        return isMissingA != isMissingB && (isUp ? isMissingB : isMissingA);
    }
    if (a.kind != b.kind) {
        return a.kind < b.kind;
    }
    return a.kind == SortKey::Kind::Number ? a.number < b.number : a.text.localeAwareCompare(b.text) < 0;
}

void TableProxy::readKeys(int column)
{
    m_keys.clear();
    if (column < 0) {
        return;
    }
    const int rows = m_model.rowCount();
    m_keys.reserve(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row) {
        m_keys.push_back(m_model.sortKey(row, column));
    }
}

} // namespace omni::ui
