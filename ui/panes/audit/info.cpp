#include "ui/panes/audit/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new audit::View(context, parent);
}

} // namespace

extern const PaneInfo audit_info{"audit", QT_TRANSLATE_NOOP("panes", "Audit"), Qt::BottomDockWidgetArea, true, &make};

} // namespace omni::ui
