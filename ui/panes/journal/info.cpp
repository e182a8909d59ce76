#include "ui/panes/journal/view.h"
#include "ui/panes/pane.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new journal::View(context, parent);
}

} // namespace

extern const PaneInfo journal_info{"journal", QT_TRANSLATE_NOOP("panes", "Trade journal"), Qt::BottomDockWidgetArea,
                                   true, &make};

} // namespace omni::ui
