#include "ui/panes/pnl/model.h"

#include <utility>

namespace omni::ui::pnl {

void Model::show(std::vector<Group> groups, Grouping by, const Formats& formats)
{
    if (groups == m_groups && by == m_by && formats.locale == m_formats.locale
        && formats.hasPrivacy == m_formats.hasPrivacy) {
        return;
    }
    beginResetModel();
    m_groups = std::move(groups);
    m_by = by;
    m_formats = formats;
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int Model::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}

int Model::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString Model::text(const Group& group, int column) const
{
    switch (column) {
    case Name:
        return group.name;
    case Trades:
        return m_formats.locale.toString(group.trades);
    case WinRate:
        return m_formats.percent(group.winRate(), 0);
    case Net:
        return m_formats.change(group.net);
    case ProfitFactor:
        return m_formats.number(group.profitFactor(), 2);
    case Best:
        return m_formats.change(group.best);
    case Worst:
        return m_formats.change(group.worst);
    case Fees:
        return m_formats.money(group.fees);
    default:
        return {};
    }
}

QVariant Model::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return text(m_groups[static_cast<std::size_t>(index.row())], index.column());
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(index.column() == Name ? Qt::AlignLeft | Qt::AlignVCenter
                                                          : Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

QVariant Model::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(section == Name ? Qt::AlignLeft | Qt::AlignVCenter
                                                   : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return m_by == Grouping::Strategy ? tr("Strategy") : tr("Period");
    case Trades:
        return tr("Trades");
    case WinRate:
        return tr("Won");
    case Net:
        return tr("Net");
    case ProfitFactor:
        return tr("Profit factor");
    case Best:
        return tr("Best");
    case Worst:
        return tr("Worst");
    case Fees:
        return tr("Fees");
    default:
        return {};
    }
}

} // namespace omni::ui::pnl
