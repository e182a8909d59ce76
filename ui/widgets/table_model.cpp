#include "ui/widgets/table_model.h"

#include "ui/widgets/outside_text.h"

namespace omni::ui {

TableModel::TableModel(const Theme& theme, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_columns(std::move(columns))
    , m_units(m_columns.size())
{
}

void TableModel::setUnit(int column, const QString& unit)
{
    QString& before = m_units.at(static_cast<std::size_t>(column));
    if (before != unit) {
        before = unit;
        emit headerDataChanged(Qt::Horizontal, column, column);
    }
}

QString TableModel::titleOf(int column) const
{
    const auto at = static_cast<std::size_t>(column);
    const QString& title = m_columns.at(at).title;
    return m_units[at].isEmpty() ? title
                                 : tr("%1 %2", "title of a column, unit of its figures").arg(title, m_units[at]);
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

Cell TableModel::tame(Cell cell)
{
    constexpr qsizetype most = 2'000;
    cell.text = withoutTurns(std::move(cell.text));
    cell.tip = withoutTurns(std::move(cell.tip));
    for (QString* text : {&cell.text, &cell.tip}) {
        if (text->size() > most) {
            *text = text->left(most - 1) + u'…';
        }
    }
    return cell;
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
        return tip.isEmpty() ? QVariant() : QVariant(tipText(tip));
    }
    case Qt::AccessibleTextRole:
        // A screen reader hears what the number is of.
        return QStringLiteral("%1 %2").arg(titleOf(index.column()), cell(index.row(), index.column()).text);
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
        return titleOf(section);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace omni::ui
