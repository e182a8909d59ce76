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
            {QStringLiteral("text"), tr("Alert"), false, 420, true, false, 110},
            {QStringLiteral("level"), tr("Level"), false, 76},
            {QStringLiteral("symbol"), tr("Symbol"), false, 72}};
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
    case Level: {
        Cell cell = levelCell(row.level);
        cell.icon.clear(); // it stands at the text, which is seen in a narrow pane, too
        return cell;
    }
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case Text: {
        const Cell level = levelCell(row.level);
        Cell cell{row.text, row.isRead ? CellTone::Label : CellTone::Plain, level.icon, row.text};
        cell.iconTone = level.tone;
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
