#include "ui/panes/pane.h"
#include "ui/panes/what_the_stop_did/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new what_the_stop_did::View(context, parent);
}

} // namespace

extern const PaneInfo what_the_stop_did_info{"what_the_stop_did", QT_TRANSLATE_NOOP("panes", "What the stop did"),
                                             Qt::RightDockWidgetArea, true, &make};

} // namespace omni::ui
