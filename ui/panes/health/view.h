// The pane System health: figures of the whole program above, one row a part below.

#pragma once

#include "ui/panes/health/model.h"
#include "ui/panes/pane.h"

class QLabel;

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::health {

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
    [[nodiscard]] QString figures() const;

    Model* m_model;
    PaneTable* m_table;
    QLabel* m_figures;
};

} // namespace omni::ui::health
