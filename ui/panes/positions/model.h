// What is held: size, value and result of each position, and whether a stop stands behind it.
//
// Positions come from our own fills; where the broker says another size, the row says so.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/stop_doubt.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <map>
#include <optional>
#include <string>

namespace omni::ui::positions {

struct Row {
    std::uint64_t key = 0; ///< Of the instrument.
    views::PositionView view;
    std::optional<market::Instrument> instrument;
    std::optional<Money> equity; ///< Base currency.
    std::optional<Duration> stale; ///< How old the price is, when that is too old.
    QString strategy, broker;
    std::int64_t heldSeconds = 0; ///< To the minute from an hour on.
    std::optional<views::StopInDoubt> doubt; ///< A stop that may cover what none is known to cover.
    Timestamp bareSince; ///< Since when no stop covers all of it. Zero: one does, or may.
    friend bool operator==(const Row& a, const Row& b);
};

/// Since when a position has been without a whole stop, by instrument.
using BareSince = std::map<InstrumentId, Timestamp>;

/// Not zero, or only the broker has it.
[[nodiscard]] bool isShown(const views::PositionView& view) noexcept;

/// Positions that are not zero, and those that only the broker has. Keeps `bare` up to date.
[[nodiscard]] std::vector<Row> rowsOf(const views::DeskSnapshot& desk, BareSince& bare);

/// Half of it, rounded down to what the venue takes. None: one of the two halves would be smaller than its smallest
/// order, or the instrument is not known.
[[nodiscard]] std::optional<Lots> halfOf(const Row& row) noexcept;

/// What the open lots cost each, to the nearest tick. None: it does not fit, or nothing is held.
[[nodiscard]] std::optional<Ticks> averagePrice(const market::Instrument& instrument,
                                                const portfolio::Position& position) noexcept;

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex {
        Symbol,
        SideColumn,
        Quantity,
        Average,
        Last,
        Value,
        Share,
        Profit,
        ProfitShare,
        Stop,
        ToStop,
        Strategy,
        Broker,
        Age
    };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] Cell quantityCell(const Row& row) const;
    [[nodiscard]] Cell stopCell(const Row& row) const;
    [[nodiscard]] Cell brokerCell(const Row& row) const;
};

} // namespace omni::ui::positions
