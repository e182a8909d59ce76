// What stands beside the tabs of a stack, or below them: the front pane's own controls.

#include "ui/shell/dock/pane_stack.h"

#include "ui/shell/dock/pane_tab_bar.h"
#include "ui/style/theme.h"
#include "ui/widgets/menu_button.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QToolButton>

namespace omni::ui {

void PaneStack::onFront()
{
    const Held* held = front();
    if (held != nullptr) {
        m_body->setCurrentWidget(held->pane);
    }
    QWidget* extra = held != nullptr ? held->pane->headerWidget() : nullptr;
    if (extra != m_extra) {
        if (m_extra != nullptr) {
            removeExtra();
            m_extra->hide();
        }
        m_extra = extra;
        if (m_extra != nullptr) {
            m_header->insertWidget(2, m_extra);
            m_extra->show();
        }
    }
    updateLinkDot();
    arrangeHeader();
    emit frontChanged();
}

void PaneStack::removeExtra()
{
    m_header->removeWidget(m_extra);
    m_secondRow->removeWidget(m_extra);
    m_second->hide();
}

/// To the front pane, whose it is.
void PaneStack::giveExtraBack()
{
    removeExtra();
    for (const Held& held : m_held) {
        if (held.pane->headerWidget() == m_extra) {
            m_extra->setParent(held.pane);
        }
    }
    m_extra->hide();
    m_extra = nullptr;
}

/// At the scale of now.
void PaneStack::dressButtons()
{
    for (QToolButton* button :
         {static_cast<QToolButton*>(m_link), static_cast<QToolButton*>(m_menu), m_float, m_close}) {
        button->setIconSize({m_theme.px(12), m_theme.px(12)});
        button->setFixedSize(m_theme.px(24), m_theme.px(24));
    }
}

/// Where the names of the tabs would be cut, the buttons give way that the pane's menu has, too: link group, own
/// window, close.
void PaneStack::arrangeButtons()
{
    const int each = m_theme.px(24) + 2;
    const int tabs = m_tabs->isHidden() ? 0 : m_tabs->wantedWidth();
    int room = width() - 12 - each - tabs; // beside the menu
    for (QToolButton* button : {m_close, m_float, static_cast<QToolButton*>(m_link)}) {
        const bool fits = room >= each;
        room -= fits ? each : 0;
        if (button->isHidden() == fits) {
            button->setVisible(fits);
        }
    }
}

/// The front pane's own controls stand beside the tabs, or below them where both do not fit.
void PaneStack::arrangeHeader()
{
    arrangeButtons();
    if (m_extra == nullptr) {
        m_second->hide();
        m_tabs->show();
        return;
    }
    // A pane alone whose controls name it themselves needs no title beside them.
    const bool namesItself = m_held.size() == 1 && m_extra->property("namesPane").toBool();
    m_tabs->setVisible(!namesItself);
    const int tabs = namesItself ? 0 : m_tabs->sizeHint().width();
    const int buttons = 4 * (m_theme.px(24) + 2) + 12; // with the gaps between all and the frame
    const bool isBeside = namesItself || tabs + buttons + m_extra->sizeHint().width() <= width();
    if (isBeside != (m_header->indexOf(m_extra) >= 0)) {
        const bool hadKeys = m_extra->isAncestorOf(QApplication::focusWidget());
        QWidget* keys = hadKeys ? QApplication::focusWidget() : nullptr;
        if (isBeside) {
            m_secondRow->removeWidget(m_extra);
            m_header->insertWidget(2, m_extra);
        } else {
            m_header->removeWidget(m_extra);
            m_secondRow->addWidget(m_extra);
        }
        if (keys != nullptr) {
            keys->setFocus();
        }
    }
    // Words that are cut say less than none.
    const bool fits = isBeside || m_extra->minimumSizeHint().width() + 8 <= width();
    m_extra->setVisible(fits);
    m_second->setVisible(!isBeside && fits);
}

void PaneStack::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrangeHeader();
}

/// Tabs and controls have other widths than before.
bool PaneStack::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        arrangeHeader();
    }
    return QFrame::event(event);
}

} // namespace omni::ui
