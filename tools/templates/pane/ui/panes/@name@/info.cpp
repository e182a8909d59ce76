#include "ui/panes/@name@/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new @name@::View(context, parent);
}

} // namespace

extern const PaneInfo @name@_info{"@name@", QT_TRANSLATE_NOOP("panes", "@Words@"), Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
