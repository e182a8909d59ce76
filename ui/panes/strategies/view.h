// The pane Strategies: Space switches the chosen one off (at once) or on (a reason is kept).

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/strategies/model.h"
#include "ui/panes/table_pane.h"

#include <map>

class QLabel;

namespace omni::ui::strategies {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;

private:
    void sum();
    void toggle();
    void showRows();
    void showBasis();
    [[nodiscard]] bool isTold() const;

    QAction* m_toggle;
    std::map<StrategyId, Done> m_done;
    std::map<StrategyId, Timestamp> m_signals;
    PagedHistory<views::RoundTripRow> m_trips;
    QLabel* m_basis; ///< What the results are of, where they are not of all trades.
    Sequence m_newest; ///< The latest fill that this window was told of.
};

} // namespace omni::ui::strategies
