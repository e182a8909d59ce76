#include "ui/panes/pane.h"
#include "ui/panes/ticket/view.h"

#include <QtGlobal>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new ticket::View(context, parent);
}

} // namespace

extern const PaneInfo ticket_info{"ticket", QT_TRANSLATE_NOOP("panes", "Order ticket"), Qt::RightDockWidgetArea, true,
                                  &make};

} // namespace omni::ui
