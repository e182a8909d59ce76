#include "ui/widgets/table_model.h"

namespace omni::ui {

TableModel::TableModel(const Theme& theme, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_columns(std::move(columns))
{
}

void TableModel::setColumns(std::vector<Column> columns)
{
    Q_ASSERT(columns.size() == m_columns.size());
    m_columns = std::move(columns);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    refresh();
}

int TableModel::columnOf(const QString& key) const noexcept
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].key == key) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

QString TableModel::rowName(int row) const
{
    return cell(row, 0).text;
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
        return {};
    }
    const Column& column = m_columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column()).text;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        const QString& tip = cell(index.row(), index.column()).tip;
        return tip.isEmpty() ? QVariant() : QVariant(tip);
    }
    case Qt::AccessibleTextRole:
        // A screen reader hears what the number is of.
        return QStringLiteral("%1 %2").arg(column.title, cell(index.row(), index.column()).text);
    case Qt::AccessibleDescriptionRole:
        return cell(index.row(), index.column()).tip;
    case CellDataRole:
        return QVariant::fromValue(cell(index.row(), index.column()));
    case CellMarkRole:
        return isMarked(index.row(), index.column());
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace omni::ui
