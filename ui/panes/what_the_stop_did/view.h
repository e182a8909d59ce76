// The pane What the stop did: every step of the last stop, as the venue confirmed it.

#pragma once

#include "ui/panes/pane.h"

namespace omni::ui {
class PaneTable;
class StopProgress;
} // namespace omni::ui

namespace omni::ui::what_the_stop_did {

class Model;

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

protected:
    void onFrame() override;
    void changeEvent(QEvent* event) override;

private:
    StopProgress& m_progress;
    Model* m_model;
    PaneTable* m_table;
};

} // namespace omni::ui::what_the_stop_did
