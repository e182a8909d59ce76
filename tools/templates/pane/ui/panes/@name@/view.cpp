#include "ui/panes/@name@/view.h"

#include "ui/bridge/engine_link.h"

#include <QVBoxLayout>

namespace omni::ui::@name@ {

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("@Words@"), parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_context.engine.desk()));
    if (m_model->rowCount() == 0) {
        setState(PaneState::Empty, tr("Nothing to show yet."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
}

} // namespace omni::ui::@name@
