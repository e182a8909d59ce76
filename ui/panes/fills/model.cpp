#include "ui/panes/fills/model.h"

#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

namespace omni::ui::fills {

namespace {

QString sourceOf(const views::FillRow& fill)
{
    orders::OrderTicket ticket;
    ticket.role = fill.role;
    ticket.strategy = fill.strategy;
    ticket.proposal = fill.proposal;
    ticket.origin = fill.strategy ? orders::Origin::Strategy : orders::Origin::Human;
    return Words::source(ticket);
}

} // namespace

std::optional<double> slippageOf(const orders::Fill& fill, std::optional<Ticks> reference) noexcept
{
    if (!reference || reference->count <= 0) {
        return std::nullopt;
    }
    const double worse = static_cast<double>(fill.price.count) - static_cast<double>(reference->count);
    return worse * static_cast<double>(signOf(fill.side)) / static_cast<double>(reference->count) * 10'000;
}

Row rowOf(const views::FillRow& fill, const views::DeskSnapshot& desk)
{
    Row row;
    row.key = fill.seq.value;
    row.fill = fill;
    row.symbol = Words::symbol(desk, fill.fill.instrument);
    row.source = sourceOf(fill);
    row.slippage = slippageOf(fill.fill, fill.reference);
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == fill.fill.instrument) {
            row.instrument = view.instrument;
            row.feeCurrency = QString::fromStdString(view.instrument.quoteCurrency);
        }
    }
    // Some venues take the fee of a coin's buyer in the coin.
    const std::uint64_t currency = fill.fill.feeCurrency.value;
    if (currency >= 1 && currency <= desk.cash.size()) {
        row.feeCurrency = outsideText(QString::fromStdString(desk.cash[currency - 1].currency), 16);
    }
    return row;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("time"), tr("Time"), false, 116},
            {QStringLiteral("symbol"), tr("Symbol"), false, 80},
            {QStringLiteral("side"), tr("Side"), false, 46},
            {QStringLiteral("quantity"), tr("Quantity"), true, 76},
            {QStringLiteral("price"), tr("Price"), true, 90},
            {QStringLiteral("value"), tr("Value"), true, 90},
            {QStringLiteral("fee"), tr("Fee"), true, 64},
            {QStringLiteral("slippage"), tr("Slippage bp"), true, 80},
            {QStringLiteral("liquidity"), tr("Liquidity"), false, 70},
            {QStringLiteral("source"), tr("Source"), false, 84},
            {QStringLiteral("order"), tr("Order"), true, 56},
            {QStringLiteral("venue"), tr("Venue"), false, 60}};
}

QString Model::rowName(int row) const
{
    const Row& shown = this->row(row);
    return tr("%1 %2, %3").arg(Words::of(shown.fill.fill.side), shown.symbol, m_formats.time(shown.fill.at));
}

Cell Model::timeCell(const Row& row) const
{
    if (row.fill.isBusted) {
        return {m_formats.timeMs(row.fill.at), CellTone::Danger, QStringLiteral("close"),
                tr("The venue took this execution back.")};
    }
    if (row.fill.isLate) {
        return {m_formats.timeMs(row.fill.at), CellTone::Warn, QStringLiteral("warning"),
                tr("Filled before the cancel reached the venue.")};
    }
    return {m_formats.timeMs(row.fill.at), CellTone::Label};
}

/// Money of the instrument's currency to the cent; of any other one exactly, with its name.
Cell Model::feeCell(const Row& row) const
{
    const Money fee = row.fill.fill.fee;
    const bool isQuoted = !row.instrument || row.feeCurrency == QString::fromStdString(row.instrument->quoteCurrency);
    QString text = m_formats.money(fee, isQuoted ? 2 : 8);
    if (!isQuoted) {
        const QString sign = m_formats.locale.decimalPoint();
        while (text.contains(sign) && (text.endsWith(m_formats.locale.zeroDigit()) || text.endsWith(sign))) {
            const bool isSign = text.endsWith(sign);
            text.chop(isSign ? sign.size() : 1);
            if (isSign) {
                break;
            }
        }
        text += QChar(0xa0) + row.feeCurrency;
    }
    return {text, CellTone::Label, {}, row.feeCurrency};
}

Cell Model::make(const Row& row, int column) const
{
    const orders::Fill& fill = row.fill.fill;
    const auto dash = [] { return Cell{missing(), CellTone::Quiet}; };
    switch (column) {
    case Time:
        return timeCell(row);
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case SideColumn:
        return {Words::of(fill.side), fill.side == Side::Buy ? CellTone::Up : CellTone::Down};
    case Quantity:
        return row.instrument ? Cell{m_formats.quantity(*row.instrument, fill.size)} : dash();
    case Price:
        return row.instrument ? Cell{m_formats.price(*row.instrument, fill.price)} : dash();
    case Value:
        return {m_formats.money(fill.value)};
    case Fee:
        return feeCell(row);
    case Slippage:
        return {m_formats.number(row.slippage, 1, true),
                row.slippage && *row.slippage > 0 ? CellTone::Down : CellTone::Label};
    case Liquidity:
        return {Words::of(fill.liquidity), CellTone::Label};
    case Source:
        return {row.source, CellTone::Label};
    case Order:
        return {QString::number(fill.order.value), CellTone::Label};
    case Venue:
        return {row.instrument ? outsideText(row.instrument->venue, 32) : missing(), CellTone::Label};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    const orders::Fill& fill = row.fill.fill;
    switch (column) {
    case Time:
        return SortKey::of(static_cast<double>(row.key));
    case Quantity:
        return row.instrument ? SortKey::of(market::quantityNumber(*row.instrument, fill.size)) : SortKey{};
    case Price:
        return row.instrument ? SortKey::of(market::priceNumber(*row.instrument, fill.price)) : SortKey{};
    case Value:
        return SortKey::of(static_cast<double>(fill.value.e8));
    case Fee:
        return SortKey::of(static_cast<double>(fill.fee.e8));
    case Slippage:
        return row.slippage ? SortKey::of(*row.slippage) : SortKey{};
    case Order:
        return SortKey::of(static_cast<double>(fill.order.value));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::fills
