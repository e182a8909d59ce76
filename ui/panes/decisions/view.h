// The pane Your decisions: how often and how fast a person said yes and no, and what nobody answered.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/decisions/model.h"
#include "ui/panes/table_pane.h"

class QLabel;

namespace omni::ui {
class HistoryFoot;
}

namespace omni::ui::decisions {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void showRows();
    void showHistory();
    void showWarning();

    QLabel* m_warning; ///< Above the table; hidden while there is nothing to say.
    HistoryFoot* m_foot;
    PagedHistory<views::ProposalRow> m_proposals;
    Sequence m_newest; ///< End of a proposal that was told.
    QTimeZone m_zone; ///< By which the months were counted.
};

} // namespace omni::ui::decisions
