// The pane System health: figures of the whole program above, one row a part below.

#pragma once

#include "ui/panes/health/model.h"
#include "ui/panes/table_pane.h"

class QLabel;

namespace omni::ui::health {

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
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QString figures() const;
    [[nodiscard]] QString smoothness() const;

    QLabel* m_figures;
};

} // namespace omni::ui::health
