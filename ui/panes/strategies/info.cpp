#include "ui/panes/pane.h"
#include "ui/panes/strategies/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new strategies::View(context, parent);
}

} // namespace

extern const PaneInfo strategies_info{"strategies", QT_TRANSLATE_NOOP("panes", "Strategies"), Qt::BottomDockWidgetArea,
                                      true, &make};

} // namespace omni::ui
