#include "ui/panes/health/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new health::View(context, parent);
}

} // namespace

extern const PaneInfo health_info{"health", QT_TRANSLATE_NOOP("panes", "System health"), Qt::BottomDockWidgetArea, true,
                                  &make};

} // namespace omni::ui
