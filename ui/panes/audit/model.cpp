#include "ui/panes/audit/model.h"

#include "ui/panes/audit/sentences.h"

namespace omni::ui::audit {

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("time"), tr("Time"), false, 176},
            {QStringLiteral("person"), tr("Who"), false, 110, true, false, 80},
            {QStringLiteral("text"), tr("What happened"), false, 640, true, false, 240},
            {QStringLiteral("way"), tr("From"), false, 100, true, false, 70},
            {QStringLiteral("number"), tr("Record"), true, 76},
            {QStringLiteral("mark"), tr("Link"), false, 84}};
}

QString Model::rowName(int row) const
{
    return sentenceOf(this->row(row).record, m_formats);
}

Cell Model::sentenceCell(const Row& row) const
{
    const QString text = sentenceOf(row.record, m_formats);
    const bool isBad = row.record.end == views::AuditEnd::Refused || row.record.end == views::AuditEnd::Failed;
    return {text, isBad ? CellTone::Warn : CellTone::Plain, {}, text};
}

Cell Model::make(const Row& row, int column) const
{
    switch (column) {
    case Time:
        return {m_formats.dateTime(row.record.at), CellTone::Label};
    case Person:
        return {personText(row.record.person, m_formats), CellTone::Label};
    case Text:
        return sentenceCell(row);
    case Way:
        return {wayText(row.record.way), CellTone::Label};
    case Number:
        return {m_formats.locale.toString(static_cast<qulonglong>(row.key)), CellTone::Quiet};
    case Mark:
        return {QStringLiteral("%1").arg(row.record.mark, 8, 16, QLatin1Char('0')),
                CellTone::Quiet,
                {},
                tr("The beginning of its hash. The next record holds it, so that none can be changed unseen.")};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case Time:
    case Number:
        return SortKey::of(static_cast<double>(row.key));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::audit
