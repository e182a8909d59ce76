#include "ui/panes/chart/view.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

Pane* make(const PaneContext& context, QWidget* parent)
{
    return new ChartPane(context, parent);
}

} // namespace

extern const PaneInfo chart_info;
const PaneInfo chart_info{"chart", QT_TRANSLATE_NOOP("panes", "Chart"), Qt::TopDockWidgetArea, false, &make};

} // namespace omni::ui
