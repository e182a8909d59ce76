#include "ui/panes/pane.h"
#include "ui/panes/reconcile/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new reconcile::View(context, parent);
}

} // namespace

extern const PaneInfo reconcile_info{"reconcile", QT_TRANSLATE_NOOP("panes", "Account differences"),
                                     Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
