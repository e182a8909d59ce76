#include "ui/dialogs/symbols/symbol_model.h"

#include "ui/widgets/outside_text.h"

namespace omni::ui::symbols {

std::vector<Row> rowsOf(const views::BrokerListing& listing, const QSet<QString>& chosen)
{
    std::vector<Row> rows;
    rows.reserve(listing.symbols.size());
    for (const views::ListedSymbol& one : listing.symbols) {
        Row row;
        row.key = rows.size() + 1;
        row.symbol = outsideText(one.symbol, 40);
        row.name = outsideText(one.name, 80);
        row.quote = outsideText(one.quoteCurrency, 12);
        row.isTradable = one.isTradable;
        row.isChosen = chosen.contains(row.symbol);
        rows.push_back(std::move(row));
    }
    return rows;
}

SymbolModel::SymbolModel(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &SymbolModel::columnsInWords, parent)
{
}

std::vector<Column> SymbolModel::columnsInWords()
{
    return {{QStringLiteral("chosen"), tr("Chosen"), false, 76},
            {QStringLiteral("symbol"), tr("Symbol"), false, 120},
            {QStringLiteral("name"), tr("Name"), false, 260},
            {QStringLiteral("quote"), tr("In", "the currency of its price"), false, 64},
            {QStringLiteral("state"), tr("State"), false, 130}};
}

QString SymbolModel::rowName(int row) const
{
    const Row& shown = this->row(row);
    return shown.isChosen ? tr("%1, chosen", "a symbol").arg(shown.symbol) : shown.symbol;
}

Cell SymbolModel::make(const Row& row, int column) const
{
    switch (column) {
    case Chosen:
        return row.isChosen ? Cell{tr("yes"), CellTone::Ok, QStringLiteral("check")} : Cell{};
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case Name:
        return {row.name, CellTone::Label};
    case Quote:
        return {row.quote, CellTone::Label};
    case State:
        return row.isTradable ? Cell{tr("traded"), CellTone::Label}
                              : Cell{tr("not traded now"), CellTone::Warn, QStringLiteral("warning")};
    default:
        return {};
    }
}

SortKey SymbolModel::keyFor(const Row& row, int column) const
{
    return column == Chosen ? SortKey::of(row.isChosen ? 0.0 : 1.0) : SortKey::of(make(row, column).text);
}

} // namespace omni::ui::symbols
