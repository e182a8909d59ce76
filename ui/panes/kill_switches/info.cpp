#include "ui/panes/kill_switches/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new kill_switches::View(context, parent);
}

} // namespace

extern const PaneInfo kill_switches_info{"kill_switches", QT_TRANSLATE_NOOP("panes", "Kill switches"),
                                         Qt::LeftDockWidgetArea, true, &make};

} // namespace omni::ui
