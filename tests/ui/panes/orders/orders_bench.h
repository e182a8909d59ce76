// What the tests of the pane Orders share: a working order, a desk that has it, its row.

#pragma once

#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/orders/view.h"
#include "ui/widgets/pane_table.h"

#include <QTableView>
#include <QTest>

#include <utility>
#include <vector>

namespace omni::ui::orders_pane {

/// A working limit order to buy 0.0100 at 63'000.
inline orders::OrderRecord anEntry(std::uint64_t id = 7)
{
    orders::OrderRecord record = omni::testing::anOrder();
    record.ticket.id = OrderId{id};
    record.ticket.role = orders::OrderRole::Entry;
    record.ticket.kind = orders::OrderKind::Limit;
    record.ticket.limit = Ticks{63'000};
    record.ticket.stop.reset();
    record.ticket.side = Side::Buy;
    record.ticket.size = Lots{100};
    record.state = orders::OrderState::Working;
    return record;
}

inline views::DeskSnapshot deskWith(std::vector<orders::OrderRecord> open)
{
    auto desk = omni::testing::aSnapshot();
    desk.openOrders = std::move(open);
    return desk;
}

inline void chooseRowOf(View& view, std::uint64_t order)
{
    auto* table = view.findChild<QTableView*>();
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        const auto rows = view.findChild<PaneTable*>()->selectedRows();
        if (!rows.isEmpty() && view.findChild<Model*>()->row(rows.front()).key == order) {
            return;
        }
    }
    QFAIL("no such row");
}

} // namespace omni::ui::orders_pane
