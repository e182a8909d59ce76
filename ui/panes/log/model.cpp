#include "ui/panes/log/model.h"

#include "ui/widgets/level_cell.h"

namespace omni::ui::log {

events::AlertLevel levelOf(const events::Fact& fact) noexcept
{
    using events::AlertLevel;
    if (const auto* alert = std::get_if<events::AlertRaised>(&fact)) {
        return alert->level;
    }
    if (std::holds_alternative<events::Latched>(fact) || std::holds_alternative<events::BreakerTripped>(fact)) {
        return AlertLevel::Critical;
    }
    if (std::holds_alternative<events::OrderRefused>(fact) || std::holds_alternative<events::CommandDenied>(fact)
        || std::holds_alternative<events::ProposalDrifted>(fact)) {
        return AlertLevel::Warning;
    }
    return AlertLevel::Info;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("time"), tr("Time"), false, 92},
            {QStringLiteral("level"), tr("Level"), false, 80},
            {QStringLiteral("part"), tr("Part"), false, 80},
            {QStringLiteral("text"), tr("What happened"), false, 640, true, false, 240},
            {QStringLiteral("number"), tr("Record"), true, 76}};
}

const QString& Model::textOf(const Row& row) const
{
    return m_formats.hasPrivacy ? row.veiled : row.text;
}

QString Model::rowName(int row) const
{
    return textOf(this->row(row));
}

Cell Model::make(const Row& row, int column) const
{
    switch (column) {
    case Time:
        return {m_formats.timeMs(row.at), CellTone::Label};
    case Level:
        return levelCell(row.level);
    case Part:
        return {row.isDecision ? tr("decided here") : tr("came in"), CellTone::Label};
    case Text:
        return {textOf(row), CellTone::Plain, {}, textOf(row)};
    case Number:
        return {m_formats.locale.toString(static_cast<qulonglong>(row.seq)), CellTone::Quiet};
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
    case Level:
        return SortKey::of(static_cast<double>(row.level));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::log
