// The pane Positions: Del closes, M moves the stop. Both ask in a full sentence.

#pragma once

#include "ui/panes/pane.h"
#include "ui/panes/positions/model.h"

class QAction;
class QLabel;
class QPushButton;

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::positions {

class StopBar;

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] int badge() const override;
    [[nodiscard]] QWidget* headerWidget() override;

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
    void moveStop();
    void confirmMove(const events::MoveStop& move);
    void showHead();
    [[nodiscard]] QString account() const;

    Model* m_model;
    PaneTable* m_table;
    StopBar* m_stopBar;
    QWidget* m_head;
    QLabel* m_unrealised;
    QLabel* m_realised;
    QPushButton* m_close;
    BareSince m_bare;
};

} // namespace omni::ui::positions
