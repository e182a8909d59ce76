#include "ui/shell/dock/floating_window.h"

#include "ui/shell/dock/pane_stack.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QCloseEvent>
#include <QVBoxLayout>

namespace omni::ui {

FloatingWindow::FloatingWindow(Theme& theme, QWidget* topLine, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_stack(new PaneStack(theme, this))
{
    setSurface(*this, Surface::Window);
    setMinimumSize(theme.px(280), theme.px(200));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 4, 4);
    column->setSpacing(4);
    if (topLine != nullptr) {
        topLine->setParent(this);
        column->addWidget(topLine);
    }
    column->addWidget(m_stack, 1);
    m_stack->setFloating(true);
    connect(m_stack, &PaneStack::frontChanged, this, &FloatingWindow::retranslate);
    retranslate();
}

void FloatingWindow::retranslate()
{
    const PaneStack::Held* front = m_stack->front();
    setWindowTitle(front != nullptr ? tr("%1 — OmniTrade AI").arg(paneTitle(*front->info, front->id))
                                    : u"OmniTrade AI"_qs);
}

void FloatingWindow::closeEvent(QCloseEvent* event)
{
    event->ignore();
    emit leaving();
}

void FloatingWindow::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    emit moved();
}

void FloatingWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    emit moved();
}

} // namespace omni::ui
