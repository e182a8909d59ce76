// What a broker lists, a row each, with a tick at those that are chosen.

#pragma once

#include "core/desk/views/broker_listing.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <QSet>
#include <QString>

#include <vector>

namespace omni::ui::symbols {

struct Row {
    std::uint64_t key = 0; ///< Its place in the list.
    QString symbol, name, quote;
    bool isTradable = true;
    bool isChosen = false;
    friend bool operator==(const Row&, const Row&) = default;
};

/// Outside text, made fit to be shown.
[[nodiscard]] std::vector<Row> rowsOf(const views::BrokerListing& listing, const QSet<QString>& chosen);

class SymbolModel final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Chosen, Symbol, Name, Quote, State };

    SymbolModel(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
};

} // namespace omni::ui::symbols
