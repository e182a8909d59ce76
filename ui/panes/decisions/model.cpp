#include "ui/panes/decisions/model.h"

#include "ui/widgets/words.h"

namespace omni::ui::decisions {

Row rowOf(const Tally& tally, const views::DeskSnapshot& desk)
{
    Row row;
    row.key = (static_cast<std::uint64_t>(tally.month) << 32U) | (tally.strategy.value & 0xFFFF'FFFFU);
    row.order = tally.month;
    row.month = QStringLiteral("%1-%2").arg(tally.month / 12).arg(tally.month % 12 + 1, 2, 10, QLatin1Char('0'));
    row.strategy = Words::strategy(desk, tally.strategy);
    row.proposals = tally.proposals;
    row.approved = tally.approved;
    row.rejected = tally.rejected;
    row.withoutPerson = tally.withoutPerson;
    row.expired = tally.expired;
    row.withdrawn = tally.withdrawn;
    row.agreement = tally.agreement();
    row.decided = tally.decided();
    row.median = tally.median;
    row.isStamp = tally.isStamp();
    return row;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("month"), tr("Month"), false, 120},
            {QStringLiteral("strategy"), tr("Strategy"), false, 150},
            {QStringLiteral("proposals"), tr("Proposals"), true, 80},
            {QStringLiteral("approved"), tr("Approved"), true, 80},
            {QStringLiteral("rejected"), tr("Rejected"), true, 80},
            {QStringLiteral("expired"), tr("Not answered"), true, 100},
            {QStringLiteral("agreement"), tr("Agreement"), true, 110},
            {QStringLiteral("median"), tr("Time taken"), true, 90},
            {QStringLiteral("without_person"), tr("Without you"), true, 90},
            {QStringLiteral("withdrawn"), tr("Withdrawn"), true, 80}};
}

QString Model::rowName(int row) const
{
    return tr("%1, %2", "strategy, month").arg(this->row(row).strategy, this->row(row).month);
}

Cell Model::make(const Row& row, int column) const
{
    const auto count = [this](int number) { return m_formats.locale.toString(number); };
    switch (column) {
    case Month:
        return {row.month, CellTone::Label};
    case Strategy:
        return {row.strategy, CellTone::Plain, {}, {}, true};
    case Proposals:
        return {count(row.proposals)};
    case Approved:
        return {count(row.approved)};
    case Rejected:
        return {count(row.rejected)};
    case Expired:
        return {count(row.expired), row.expired > 0 ? CellTone::Warn : CellTone::Plain};
    case Agreement: {
        Cell cell{row.agreement
                      ? tr("%1 of %2", "share, number").arg(m_formats.percent(row.agreement, 0), count(row.decided))
                      : tr("– of %1", "number of decisions").arg(count(row.decided)),
                  row.isStamp ? CellTone::Warn : CellTone::Plain};
        cell.tip = row.agreement ? tr("Approved of all that a person approved or rejected.")
                                 : tr("Of fewer than %1 decisions a share says nothing.").arg(leastForShare);
        return cell;
    }
    case Median:
        return {row.median ? m_formats.age(*row.median) : missing(), row.isStamp ? CellTone::Warn : CellTone::Plain};
    case WithoutPerson:
        return {count(row.withoutPerson), CellTone::Label};
    case Withdrawn:
        return {count(row.withdrawn), CellTone::Label};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case Month:
        return SortKey::of(row.order);
    case Strategy:
        return SortKey::of(row.strategy);
    case Proposals:
        return SortKey::of(row.proposals);
    case Approved:
        return SortKey::of(row.approved);
    case Rejected:
        return SortKey::of(row.rejected);
    case Expired:
        return SortKey::of(row.expired);
    case Agreement:
        return row.agreement ? SortKey::of(*row.agreement) : SortKey{};
    case Median:
        return row.median ? SortKey::of(static_cast<double>(row.median->ns)) : SortKey{};
    case WithoutPerson:
        return SortKey::of(row.withoutPerson);
    case Withdrawn:
        return SortKey::of(row.withdrawn);
    default:
        return {};
    }
}

} // namespace omni::ui::decisions
