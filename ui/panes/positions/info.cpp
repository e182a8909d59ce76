#include "ui/panes/pane.h"
#include "ui/panes/positions/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new positions::View(context, parent);
}

} // namespace

extern const PaneInfo positions_info{"positions", QT_TRANSLATE_NOOP("panes", "Positions"), Qt::BottomDockWidgetArea,
                                     true, &make};

} // namespace omni::ui
