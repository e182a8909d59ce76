#include "ui/panes/alerts/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new alerts::View(context, parent);
}

} // namespace

extern const PaneInfo alerts_info{"alerts", QT_TRANSLATE_NOOP("panes", "Alerts"), Qt::BottomDockWidgetArea, true,
                                  &make};

} // namespace omni::ui
