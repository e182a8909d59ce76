#include "ui/widgets/confirm_bar.h"

#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

#include <utility>

namespace omni::ui {

ConfirmBar::ConfirmBar(const Theme& theme, QWidget* parent, Millis now)
    : QFrame(parent)
    , m_theme(theme)
    , m_guard(std::move(now))
    , m_sentence(plainLabel({}, TextRole::Value))
    , m_act(new QPushButton)
    , m_keep(new QPushButton)
{
    setSurface(*this, Surface::Raised);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Confirm"));
    m_sentence->setWordWrap(true);
    // Enter and Esc belong to the bar; its buttons are for the pointer and for screen readers.
    m_act->setFocusPolicy(Qt::NoFocus);
    m_keep->setFocusPolicy(Qt::NoFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4));
    row->addWidget(m_sentence, 1);
    row->addWidget(m_act);
    row->addWidget(m_keep);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (m_guard.isAwake()) {
            accept();
        }
    });
    connect(m_keep, &QPushButton::clicked, this, &ConfirmBar::dismiss);
    hide();
}

void ConfirmBar::ask(const QString& sentence, const QString& act, const QString& keep, std::function<void()> then,
                     bool isDanger)
{
    m_then = std::move(then);
    m_sentence->setText(sentence);
    m_act->setText(tr("%1 [Enter]", "a button and its key").arg(act));
    m_keep->setText(tr("%1 [Esc]", "a button and its key").arg(keep));
    m_act->setAccessibleName(act);
    m_keep->setAccessibleName(keep);
    setButtonKind(*m_act, isDanger ? ButtonKind::Danger : ButtonKind::Primary);
    setAccessibleDescription(sentence);
    m_guard.opened();
    show();
    setFocus();
}

QString ConfirmBar::sentence() const
{
    return m_sentence->text();
}

void ConfirmBar::accept()
{
    hide();
    if (const auto then = std::exchange(m_then, {})) {
        then();
    }
}

void ConfirmBar::dismiss()
{
    m_then = {};
    hide();
    emit dismissed();
}

void ConfirmBar::keyPressEvent(QKeyEvent* event)
{
    const bool counts = m_guard.takes(*event);
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (counts) {
            accept();
        }
        return;
    }
    QFrame::keyPressEvent(event);
}

void ConfirmBar::keyReleaseEvent(QKeyEvent* event)
{
    m_guard.released(*event);
    QFrame::keyReleaseEvent(event);
}

} // namespace omni::ui
