#include "ui/panes/decisions/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new decisions::View(context, parent);
}

} // namespace

extern const PaneInfo decisions_info{"decisions", QT_TRANSLATE_NOOP("panes", "Your decisions"),
                                     Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
