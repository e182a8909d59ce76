// The pane Orders. Cancelling an entry order is one action; taking a protective stop away, or all of them, asks.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/orders/model.h"
#include "ui/panes/table_pane.h"

#include <vector>

class QAction;

namespace omni::ui {
class HistoryFoot;
}

namespace omni::ui::orders_pane {

class AmendBar;

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;

private:
    void addCommands();
    void showRows();
    void showHistory();
    void amend();
    void sendAmended(const events::ReplaceOrder& wish);
    void cancelChosen();
    void askToCancelOther(const Row& row);
    void cancelEntries();
    void ask(const QString& question, const QString& yes, const QString& no, std::function<void()> then);

    AmendBar* m_amend;
    HistoryFoot* m_foot;
    PagedHistory<views::OrderRow> m_history;
    Sequence m_newest; ///< Of the latest change that was told.
    std::vector<Row> m_open; ///< As last shown.
    std::vector<market::Instrument> m_instruments; ///< In whose words and units rows are shown.
    bool m_isNewHistory = true;
};

} // namespace omni::ui::orders_pane
