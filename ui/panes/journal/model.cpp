#include "ui/panes/journal/model.h"

#include "core/desk/events/principals.h"
#include "ui/widgets/words.h"

namespace omni::ui::journal {

Row rowOf(const views::RoundTripRow& trip, const views::DeskSnapshot& desk, const Formats& formats)
{
    Row row;
    row.key = trip.seq.value;
    row.symbol = Words::symbol(desk, trip.instrument);
    row.strategy = trip.strategy ? Words::strategy(desk, trip.strategy) : Words::principal(desk, events::owner);
    row.instrument = trip.instrument;
    row.proposal = trip.proposal;
    row.side = trip.side;
    row.opened = trip.opened;
    row.closed = trip.closed;
    row.quantity = missing();
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == trip.instrument) {
            row.quantity = formats.quantity(view.instrument, trip.lots);
        }
    }
    row.net = trip.net;
    row.fees = trip.fees;
    row.entryValue = trip.entryValue;
    if (trip.risk && trip.risk->e8 > 0) {
        row.multiple = static_cast<double>(trip.net.e8) / static_cast<double>(trip.risk->e8);
    }
    return row;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {
        {QStringLiteral("closed"), tr("Closed"), false, 172}, {QStringLiteral("symbol"), tr("Symbol"), false, 80},
        {QStringLiteral("side"), tr("Side"), false, 56},      {QStringLiteral("net"), tr("Net"), true, 80},
        {QStringLiteral("result"), tr("R"), true, 64},        {QStringLiteral("quantity"), tr("Quantity"), true, 80},
        {QStringLiteral("value"), tr("Value"), true, 90},     {QStringLiteral("fees"), tr("Fees"), true, 64},
        {QStringLiteral("held"), tr("Held"), true, 76},       {QStringLiteral("strategy"), tr("Strategy"), false, 150},
        {QStringLiteral("notes"), tr("Notes"), true, 50}};
}

QString Model::rowName(int row) const
{
    return tr("%1, closed %2").arg(this->row(row).symbol, m_formats.dateTime(this->row(row).closed));
}

Cell Model::make(const Row& row, int column) const
{
    const CellTone tone = row.net.e8 > 0 ? CellTone::Up : row.net.e8 < 0 ? CellTone::Down : CellTone::Plain;
    switch (column) {
    case Closed:
        return {m_formats.dateTime(row.closed), CellTone::Label};
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case SideColumn:
        return {Words::positionSide(Lots{row.side == Side::Buy ? 1 : -1}),
                row.side == Side::Buy ? CellTone::Up : CellTone::Down};
    case Quantity:
        return {row.quantity};
    case Value:
        return {m_formats.money(row.entryValue)};
    case Net:
        return {m_formats.change(row.net), tone, {}, {}, true};
    case Result:
        return {row.multiple ? tr("%1 R").arg(m_formats.number(row.multiple, 2, true)) : missing(), tone};
    case Fees:
        return {m_formats.money(row.fees), CellTone::Label};
    case Held:
        return {m_formats.age(row.closed - row.opened), CellTone::Label};
    case Strategy:
        return {row.strategy, CellTone::Label};
    case Notes:
        return {row.notes > 0 ? m_formats.locale.toString(row.notes) : QString(), CellTone::Label};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case Closed:
        return SortKey::of(static_cast<double>(row.closed.ns));
    case Value:
        return SortKey::of(static_cast<double>(row.entryValue.e8));
    case Net:
        return SortKey::of(static_cast<double>(row.net.e8));
    case Result:
        return row.multiple ? SortKey::of(*row.multiple) : SortKey{};
    case Fees:
        return SortKey::of(static_cast<double>(row.fees.e8));
    case Held:
        return SortKey::of(static_cast<double>((row.closed - row.opened).ns));
    case Notes:
        return SortKey::of(row.notes);
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::journal
