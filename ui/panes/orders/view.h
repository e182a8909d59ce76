// The pane Orders. Cancelling an entry order is one action; taking a protective stop away, or all of them, asks.

#pragma once

#include "ui/panes/orders/model.h"
#include "ui/panes/table_pane.h"

#include <QElapsedTimer>

#include <vector>

class QAction;

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
    void askAnew();
    void amend();
    void cancelChosen();
    void askToCancelOther(const Row& row);
    void cancelEntries();
    void ask(const QString& question, const QString& yes, const QString& no, std::function<void()> then);

    AmendBar* m_amend;
    std::vector<views::OrderRow> m_ended;
    QElapsedTimer m_asked;
    std::uint64_t m_newest = 0, m_upTo = 0;
    bool m_isWaiting = false, m_hasHistory = false;
};

} // namespace omni::ui::orders_pane
