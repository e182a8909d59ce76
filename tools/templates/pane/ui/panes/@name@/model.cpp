#include "ui/panes/@name@/model.h"

namespace omni::ui::@name@ {

std::vector<Row> rowsOf(const views::DeskSnapshot& desk)
{
    std::vector<Row> rows;
    for (const views::StrategyView& strategy : desk.strategies) {
        rows.push_back({strategy.id.value, QString::fromStdString(strategy.spec), desk.proposalCount});
    }
    return rows;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("name"), tr("Name"), false, 200}, {QStringLiteral("count"), tr("Count"), true, 80}};
}

Cell Model::make(const Row& row, int column) const
{
    switch (column) {
    case Name:
        return {row.name, CellTone::Plain, {}, {}, true};
    case Count:
        return {m_formats.locale.toString(static_cast<qulonglong>(row.count))};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    return column == Count ? SortKey::of(static_cast<double>(row.count)) : SortKey::of(row.name);
}

} // namespace omni::ui::@name@
