#include "ui/panes/pane.h"
#include "ui/panes/pnl/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new pnl::View(context, parent);
}

} // namespace

extern const PaneInfo pnl_info{"pnl", QT_TRANSLATE_NOOP("panes", "P&L"), Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
