// Executions: what was really bought and sold, newest first, with what each cost against the price that was meant.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <optional>

namespace omni::ui::fills {

struct Row {
    std::uint64_t key = 0; ///< Sequence of the journal.
    views::FillRow fill;
    std::optional<market::Instrument> instrument;
    QString symbol, source, feeCurrency;
    std::optional<double> slippage; ///< Basis points against `fill.reference`; above zero: worse than meant.
    friend bool operator==(const Row& a, const Row& b)
    {
        return a.key == b.key && a.fill.fill == b.fill.fill && a.fill.isLate == b.fill.isLate
            && a.fill.isBusted == b.fill.isBusted && a.symbol == b.symbol && a.source == b.source
            && a.slippage == b.slippage;
    }
};

/// None without a reference above zero.
[[nodiscard]] std::optional<double> slippageOf(const orders::Fill& fill, std::optional<Ticks> reference) noexcept;

[[nodiscard]] Row rowOf(const views::FillRow& fill, const views::DeskSnapshot& desk);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex {
        Time,
        Symbol,
        SideColumn,
        Quantity,
        Price,
        Value,
        Fee,
        Slippage,
        Liquidity,
        Source,
        Order,
        Venue
    };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] Cell timeCell(const Row& row) const;
    [[nodiscard]] Cell feeCell(const Row& row) const;
};

} // namespace omni::ui::fills
