#include "ui/panes/kill_reset/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new kill_reset::View(context, parent);
}

} // namespace

extern const PaneInfo kill_reset_info{"kill_reset", QT_TRANSLATE_NOOP("panes", "Reset a switch"),
                                      Qt::RightDockWidgetArea, true, &make};

} // namespace omni::ui
