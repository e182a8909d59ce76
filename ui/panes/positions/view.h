// The pane Positions: Del closes, M moves the stop. Both ask in a full sentence.

#pragma once

#include "ui/panes/positions/model.h"
#include "ui/panes/table_pane.h"

class QAction;
class QLabel;
class QPushButton;

namespace omni::ui::positions {

class StopBar;

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;
    [[nodiscard]] QWidget* headerWidget() override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;
    void onInstrument(InstrumentId instrument) override;
    void changeEvent(QEvent* event) override;

private:
    void addCommands();
    void makeHead();
    void retell();
    void closeChosen();
    void closeHalf();
    void moveStop();
    void confirmMove(const events::MoveStop& move);
    void showUnits();
    void showHead();
    [[nodiscard]] QString account() const;
    [[nodiscard]] HistoryState toldState() const;

    StopBar* m_stopBar;
    QWidget* m_head;
    QLabel* m_unrealised;
    QLabel* m_realised;
    QPushButton* m_close;
    BareSince m_bare;
};

} // namespace omni::ui::positions
