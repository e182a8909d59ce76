#include "ui/panes/orders/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new orders_pane::View(context, parent);
}

} // namespace

extern const PaneInfo orders_info{"orders", QT_TRANSLATE_NOOP("panes", "Orders"), Qt::BottomDockWidgetArea, true,
                                  &make};

} // namespace omni::ui
