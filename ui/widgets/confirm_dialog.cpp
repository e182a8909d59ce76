#include "ui/widgets/confirm_dialog.h"

#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui {

ConfirmDialog::ConfirmDialog(const Theme& theme, Words words, std::function<void()> then, QWidget* parent, Millis now)
    : QDialog(parent)
    , m_guard(std::move(now))
    , m_then(std::move(then))
    , m_question(plainLabel(words.question, TextRole::Big))
    , m_act(new QPushButton(words.act))
    , m_keep(new QPushButton(words.keep))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setAccessibleName(words.title);
    const QString meaning = words.note.isEmpty()
        ? words.question
        : tr("%1 %2", "a question, and what happens besides").arg(words.question, words.note);
    setAccessibleDescription(meaning);
    m_question->setWordWrap(true);
    auto* note = plainLabel(words.note, TextRole::Label);
    note->setWordWrap(true);
    note->setVisible(!words.note.isEmpty());
    setButtonKind(*m_act, words.isDanger ? ButtonKind::Danger : ButtonKind::Primary, true);
    setButtonKind(*m_keep, ButtonKind::Normal, true);
    for (QPushButton* button : {m_act, m_keep}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        button->setAccessibleDescription(meaning);
        button->installEventFilter(this);
    }
    m_keep->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_keep);
    buttons->addStretch(1);
    buttons->addSpacing(theme.px(24));
    buttons->addWidget(m_act);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* text = new QWidget;
    auto* lines = new QVBoxLayout(text);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    lines->addWidget(m_question);
    lines->addWidget(note);
    column->addWidget(new ScrolledBody(text), 1);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {400, 0});
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (m_guard.isAwake()) {
            accept();
            if (const auto deed = std::exchange(m_then, {})) {
                deed();
            }
        }
    });
}

QString ConfirmDialog::question() const
{
    return m_question->text();
}

void ConfirmDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_guard.opened();
    m_keep->setFocus();
}

bool ConfirmDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool counts = m_guard.takes(*key);
        const bool isPress = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space;
        if (isPress && !counts) {
            return true;
        }
        if (isPress && key->key() != Qt::Key_Space) {
            static_cast<QPushButton*>(watched)->click();
            return true;
        }
    } else if (event->type() == QEvent::KeyRelease) {
        m_guard.released(*static_cast<QKeyEvent*>(event));
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace omni::ui
