#include "ui/panes/fills/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new fills::View(context, parent);
}

} // namespace

extern const PaneInfo fills_info{"fills", QT_TRANSLATE_NOOP("panes", "Fills"), Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
