#include "ui/panes/alerts/model.h"

#include "ui/widgets/level_cell.h"

namespace omni::ui::alerts {

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("time"), tr("Time"), false, 64},
            {QStringLiteral("level"), tr("Level"), false, 76},
            {QStringLiteral("symbol"), tr("Symbol"), false, 72},
            {QStringLiteral("text"), tr("Alert"), false, 420}};
}

QString Model::rowName(int row) const
{
    return this->row(row).text;
}

Cell Model::make(const Row& row, int column) const
{
    switch (column) {
    case Time:
        return {m_formats.time(row.at), CellTone::Label};
    case Level:
        return levelCell(row.level);
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case Text: {
        Cell cell{row.text, row.isRead ? CellTone::Label : CellTone::Plain, {}, row.text};
        cell.isStrong = !row.isRead;
        return cell;
    }
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case Time:
        return SortKey::of(static_cast<double>(row.key));
    case Level:
        return SortKey::of(static_cast<double>(row.level));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::alerts
