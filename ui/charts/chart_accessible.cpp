#include "ui/charts/chart_accessible.h"

#include "ui/charts/chart_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QPointer>

#include <vector>

namespace omni::ui {

namespace {

/// One line of an order or a position: where its label stands, and that it can be taken there.
class LineAccessible final : public QAccessibleInterface
{
public:
    LineAccessible(ChartView* view, std::size_t line)
        : m_view(view)
        , m_line(line)
    {
    }
    bool isValid() const override
    {
        return m_view != nullptr && m_line < m_view->scene().lines.size();
    }
    QObject* object() const override
    {
        return nullptr;
    }
    QWindow* window() const override
    {
        return m_view != nullptr ? m_view->window()->windowHandle() : nullptr;
    }
    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    QAccessibleInterface* child(int) const override
    {
        return nullptr;
    }
    QAccessibleInterface* childAt(int, int) const override
    {
        return nullptr;
    }
    int childCount() const override
    {
        return 0;
    }
    int indexOfChild(const QAccessibleInterface*) const override
    {
        return -1;
    }
    QAccessible::Role role() const override
    {
        return QAccessible::ListItem;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invisible = !isValid() || !m_view->isVisible();
        state.offscreen = !isValid() || m_view->live().labelOf(m_line).isEmpty();
        state.movable = isValid() && m_view->scene().lines[m_line].canDrag;
        state.readOnly = !state.movable;
        return state;
    }
    QString text(QAccessible::Text kind) const override
    {
        if (!isValid()) {
            return {};
        }
        const ChartLine& line = m_view->scene().lines[m_line];
        switch (kind) {
        case QAccessible::Name:
            return line.label;
        case QAccessible::Description:
            return line.canDrag ? QCoreApplication::translate("charts",
                                                              "Can be moved by dragging, or with Ctrl+M and "
                                                              "the arrow keys. It asks before it is sent.")
                                : QString();
        default:
            return {};
        }
    }
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override
    {
        if (!isValid()) {
            return {};
        }
        const QRect box = m_view->live().labelOf(m_line).toAlignedRect();
        return {m_view->mapToGlobal(box.topLeft()), box.size()};
    }

private:
    QPointer<ChartView> m_view;
    std::size_t m_line;
};

class ChartAccessible final : public QAccessibleWidget
{
public:
    explicit ChartAccessible(ChartView* view)
        : QAccessibleWidget(view, QAccessible::Chart)
    {
    }
    ~ChartAccessible() override
    {
        for (const QAccessible::Id id : m_lines) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }
    QString text(QAccessible::Text kind) const override
    {
        switch (kind) {
        case QAccessible::Name:
            return view().summary();
        case QAccessible::Value:
            return view().readout().text();
        default:
            return QAccessibleWidget::text(kind);
        }
    }
    int childCount() const override
    {
        return QAccessibleWidget::childCount() + static_cast<int>(view().scene().lines.size());
    }
    QAccessibleInterface* child(int index) const override
    {
        const int widgets = QAccessibleWidget::childCount();
        if (index < widgets) {
            return QAccessibleWidget::child(index);
        }
        const auto line = static_cast<std::size_t>(index - widgets);
        return line < view().scene().lines.size() ? lineAt(line) : nullptr;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const auto line = view().live().lineAt(view().mapFromGlobal(QPoint(x, y)));
        return line && *line < view().scene().lines.size() ? lineAt(*line) : QAccessibleWidget::childAt(x, y);
    }
    int indexOfChild(const QAccessibleInterface* one) const override
    {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (QAccessible::accessibleInterface(m_lines[i]) == one) {
                return QAccessibleWidget::childCount() + static_cast<int>(i);
            }
        }
        return QAccessibleWidget::indexOfChild(one);
    }

private:
    [[nodiscard]] ChartView& view() const
    {
        return *static_cast<ChartView*>(widget());
    }
    [[nodiscard]] QAccessibleInterface* lineAt(std::size_t line) const
    {
        while (m_lines.size() <= line) {
            m_lines.push_back(QAccessible::registerAccessibleInterface(new LineAccessible(&view(), m_lines.size())));
        }
        return QAccessible::accessibleInterface(m_lines[line]);
    }

    mutable std::vector<QAccessible::Id> m_lines; ///< Made when they are asked for; kept while the chart lives.
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
