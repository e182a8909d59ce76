#include "ui/panes/pane.h"
#include "ui/panes/watchlist/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new watchlist::View(context, parent);
}

} // namespace

extern const PaneInfo watchlist_info{"watchlist", QT_TRANSLATE_NOOP("panes", "Watchlist"), Qt::LeftDockWidgetArea,
                                     false, &make};

} // namespace omni::ui
