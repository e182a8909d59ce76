#include "ui/panes/log/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new log::View(context, parent);
}

} // namespace

extern const PaneInfo log_info{"log", QT_TRANSLATE_NOOP("panes", "Log"), Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
