#include "ui/panes/@name@/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/widgets/pane_table.h"

#include <QEvent>
#include <QVBoxLayout>

namespace omni::ui::@name@ {

View::View(const PaneContext& context, QWidget* parent)
    : Pane(context, parent)
    , m_model(new Model(context.theme, context.formats, this))
    , m_table(new PaneTable(context.theme, *m_model, tr("@Words@"), this))
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

QJsonObject View::saveState() const
{
    return m_table->saveState();
}

void View::restoreState(const QJsonObject& state)
{
    m_table->restoreState(state);
}

void View::changeEvent(QEvent* event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_model->retranslate();
    }
}

} // namespace omni::ui::@name@
