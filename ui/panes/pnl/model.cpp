#include "ui/panes/pnl/model.h"

#include "ui/widgets/rates.h"

#include <utility>

namespace omni::ui::pnl {

namespace {

CellTone toneOf(Money amount)
{
    return amount.e8 > 0 ? CellTone::Up : amount.e8 < 0 ? CellTone::Down : CellTone::Plain;
}

SortKey keyOf(std::optional<double> figure)
{
    return figure ? SortKey::of(*figure) : SortKey{};
}

SortKey keyOf(Money amount)
{
    return SortKey::of(static_cast<double>(amount.e8));
}

} // namespace

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : RowsModel(theme, columnsInWords(Grouping::Day), parent)
    , m_formats(formats)
{
}

std::vector<Column> Model::columnsInWords(Grouping by)
{
    return {{QStringLiteral("name"), by == Grouping::Strategy ? tr("Strategy") : tr("Period"), false, 96},
            {QStringLiteral("trades"), tr("Trades"), true, 52},
            {QStringLiteral("won"), tr("Won"), true, 52},
            {QStringLiteral("net"), tr("Net"), true, 80},
            {QStringLiteral("profitFactor"), tr("Profit factor"), true, 78},
            {QStringLiteral("best"), tr("Best"), true, 80},
            {QStringLiteral("worst"), tr("Worst"), true, 80},
            {QStringLiteral("fees"), tr("Fees"), true, 72}};
}

void Model::show(const std::vector<Group>& groups, Grouping by, const QString& currency)
{
    if (by != m_by) {
        m_by = by;
        clear();
        setColumns(columnsInWords(by));
    }
    std::vector<Row> rows;
    rows.reserve(groups.size());
    for (const Group& group : groups) {
        rows.push_back({rows.size() + 1, group});
    }
    setRows(std::move(rows));
    for (const int column : {int{Net}, int{Best}, int{Worst}, int{Fees}}) {
        setUnit(column, currency);
    }
}

void Model::retranslate()
{
    setColumns(columnsInWords(m_by));
}

Cell Model::make(const Row& row, int column) const
{
    const Group& group = row.group;
    Cell cell;
    switch (column) {
    case Name:
        cell.text = group.name;
        cell.isStrong = true;
        break;
    case Trades:
        cell.text = m_formats.locale.toString(group.trades);
        break;
    case WinRate:
        cell.text = wonText(group.wins, group.trades, m_formats);
        break;
    case Net:
        cell = {m_formats.change(group.net), toneOf(group.net)};
        break;
    case ProfitFactor:
        cell.text = m_formats.number(ofEnough(group.profitFactor(), group.trades), 2);
        break;
    case Best:
        cell = {m_formats.change(group.best), toneOf(group.best)};
        break;
    case Worst:
        cell = {m_formats.change(group.worst), toneOf(group.worst)};
        break;
    case Fees:
        cell = {m_formats.money(group.fees), CellTone::Label};
        break;
    default:
        break;
    }
    return cell;
}

SortKey Model::keyFor(const Row& row, int column) const
{
    const Group& group = row.group;
    switch (column) {
    case Trades:
        return SortKey::of(group.trades);
    case WinRate:
        return keyOf(group.winRate());
    case Net:
        return keyOf(group.net);
    case ProfitFactor:
        return keyOf(ofEnough(group.profitFactor(), group.trades));
    case Best:
        return keyOf(group.best);
    case Worst:
        return keyOf(group.worst);
    case Fees:
        return keyOf(group.fees);
    default:
        return SortKey::of(group.name);
    }
}

} // namespace omni::ui::pnl
