// Closed trades, from flat to flat, as they were really made: newest first.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <optional>
#include <string>

namespace omni::ui::journal {

struct Row {
    std::uint64_t key = 0; ///< Sequence of the last fill.
    QString symbol, strategy;
    InstrumentId instrument;
    ProposalId proposal;
    Side side = Side::Buy;
    Timestamp opened, closed;
    QString quantity;
    Money net, fees, entryValue;
    std::optional<double> multiple; ///< Net by the loss at the stop as proposed (R).
    int notes = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

[[nodiscard]] Row rowOf(const views::RoundTripRow& trip, const views::DeskSnapshot& desk, const Formats& formats);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    /// The result stands where a narrow pane still shows it.
    enum ColumnIndex { Closed, Symbol, SideColumn, Net, Result, Quantity, Value, Fees, Held, Strategy, Notes };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
};

} // namespace omni::ui::journal
