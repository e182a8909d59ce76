// The pane Strategies: Space switches the chosen one off (at once) or on (a reason is kept).

#pragma once

#include "ui/panes/pane.h"
#include "ui/panes/strategies/model.h"

#include <map>

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::strategies {

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void askAnew();
    void toggle();
    void showRows();

    Model* m_model;
    PaneTable* m_table;
    QAction* m_toggle;
    std::map<StrategyId, Done> m_done;
    std::map<StrategyId, Timestamp> m_signals;
    bool m_hasHistory = false;
    bool m_isDirty = true;
};

} // namespace omni::ui::strategies
