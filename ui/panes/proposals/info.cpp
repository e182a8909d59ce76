#include "ui/panes/pane.h"
#include "ui/panes/proposals/view.h"

#include <QtGlobal>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new proposals::View(context, parent);
}

} // namespace

extern const PaneInfo proposals_info{"proposals", QT_TRANSLATE_NOOP("panes", "AI proposals"), Qt::RightDockWidgetArea,
                                     true, &make};

} // namespace omni::ui
