// The pane @words@ on the screen: a table, or a sentence while there is nothing to show.

#pragma once

#include "ui/panes/@name@/model.h"
#include "ui/panes/pane.h"

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::@name@ {

/// No logic: what it shows is in the model.
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
    Model* m_model;
    PaneTable* m_table;
};

} // namespace omni::ui::@name@
