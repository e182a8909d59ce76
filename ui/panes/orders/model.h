// Orders: those that work, from the newest picture, and those that have ended, from the history. What nobody has
// confirmed looks unconfirmed.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <deque>
#include <optional>

namespace omni::ui::orders_pane {

struct Row {
    std::uint64_t key = 0; ///< The order's number; of somebody else's one beyond all of ours.
    orders::OrderRecord record;
    std::optional<market::Instrument> instrument;
    QString symbol, text;
    std::int64_t waitedSeconds = 0; ///< Since its last change; counted only while an answer is due.
    bool isExternal = false; ///< Somebody else's: shown, counted, and not to be touched but by a cancel.
    friend bool operator==(const Row& a, const Row& b)
    {
        return a.key == b.key && a.record == b.record && a.symbol == b.symbol && a.text == b.text
            && a.waitedSeconds == b.waitedSeconds && a.isExternal == b.isExternal;
    }
};

/// Asked for, not answered: Created, Sent, CancelSent, a replace on its way.
[[nodiscard]] bool isPending(const orders::OrderRecord& record) noexcept;
[[nodiscard]] bool isOpen(const orders::OrderRecord& record) noexcept;

/// Working orders of the picture, others' and ours, and ended ones of the history, each once; the picture wins.
[[nodiscard]] std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const std::deque<views::OrderRow>& ended);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex {
        Time,
        Symbol,
        SideColumn,
        Kind,
        Quantity,
        Filled,
        Price,
        Trigger,
        Force,
        State,
        VenueId,
        Source
    };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] Cell stateCell(const Row& row) const;
};

} // namespace omni::ui::orders_pane
