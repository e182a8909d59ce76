// The pane Fills: the newest of the history, and those that come while it is open.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/fills/model.h"
#include "ui/panes/table_pane.h"

namespace omni::ui {
class HistoryFoot;
}

namespace omni::ui::fills {

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
    void showRows();
    void showUnits();
    void showHistory();

    HistoryFoot* m_foot;
    PagedHistory<views::FillRow> m_history;
    Sequence m_newest; ///< Of the newest fill that was told.
};

} // namespace omni::ui::fills
