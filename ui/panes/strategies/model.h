// The strategies of the session: what they are, whether they run, what they hold and what they have earned.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace omni::ui::strategies {

struct Row {
    std::uint64_t key = 0; ///< Of the strategy.
    std::string spec;
    bool on = true, automatic = false;
    bool isHeld = false; ///< A latch or the mode keeps it from entering.
    int positions = 0, waiting = 0, trades = 0, wins = 0;
    std::optional<Money> net; ///< Of its closed trades; none: they are not told yet.
    Timestamp lastSignal; ///< Zero: none yet.
    friend bool operator==(const Row&, const Row&) = default;
};

/// Counts of what a strategy has done, gathered from notices and the history.
struct Done {
    int trades = 0, wins = 0;
    Money net;
    Timestamp lastSignal;
};

[[nodiscard]] std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const std::map<StrategyId, Done>& done,
                                      bool hasHistory);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Name, Parameters, State, Positions, Waiting, Trades, Won, Net, LastSignal };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] static Cell stateCell(const Row& row);
};

} // namespace omni::ui::strategies
