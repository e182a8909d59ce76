#include "ui/charts/chart_accessible.h"

#include "ui/charts/chart_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace omni::ui {

namespace {

class ChartAccessible final : public QAccessibleWidget
{
public:
    explicit ChartAccessible(ChartView* view)
        : QAccessibleWidget(view, QAccessible::Chart)
    {
    }
    QString text(QAccessible::Text kind) const override
    {
        const auto* view = static_cast<const ChartView*>(widget());
        switch (kind) {
        case QAccessible::Name:
            return view->summary();
        case QAccessible::Value:
            return view->readout().text();
        default:
            return QAccessibleWidget::text(kind);
        }
    }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<ChartView*>(object);
    return view ? new ChartAccessible(view) : nullptr;
}

} // namespace

void installChartAccessible()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    static_cast<void>(isInstalled);
}

} // namespace omni::ui
