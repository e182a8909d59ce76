#include "ui/panes/what_the_stop_did/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/panes/what_the_stop_did/model.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/pane_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

namespace omni::ui::what_the_stop_did {

View::View(const PaneContext& context, QWidget* parent)
    : Pane(context, parent)
    , m_progress(StopProgress::of(context.engine))
    , m_model(new Model(context.theme, context.formats, this))
    , m_table(new PaneTable(context.theme, *m_model, tr("What the stop did"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    m_table->view().findChild<ColumnRoom*>()->leave();
    m_table->view().horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch); // what happened
    connect(&m_progress, &StopProgress::changed, this, [this] {
        if (isVisible()) {
            onFrame();
        }
    });
}

QJsonObject View::saveState() const
{
    return m_table->saveState();
}

void View::restoreState(const QJsonObject& state)
{
    m_table->restoreState(state);
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_progress, m_context.engine.desk(), m_context.formats));
    if (m_model->rowCount() == 0) {
        const bool isOlder = !m_progress.stopped().empty();
        setState(PaneState::Empty,
                 isOlder ? tr("What stands was stopped before this session began; its steps are not shown here. The "
                              "record holds them.")
                         : tr("Nothing was stopped in this session. Ctrl+Shift+K stops everything."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
}

void View::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model->setColumns(columns());
        onFrame();
    }
    Pane::changeEvent(event);
}

} // namespace omni::ui::what_the_stop_did
