#include "ui/shell/ask.h"

#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

Ask::Ask(Theme& theme, const Question& question, QWidget* parent, Millis now)
    : QDialog(parent)
    , m_guard(std::move(now))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    setAccessibleName(question.title);
    setMinimumWidth(theme.px(400));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14));
    column->setSpacing(theme.px(10));
    auto* title = new QLabel(question.title, this);
    setTextRole(*title, TextRole::Section);
    auto* sentence = new QLabel(question.sentence, this);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(sentence);
    auto* buttons = new QHBoxLayout;
    auto* keep = new QPushButton(question.keep, this);
    auto* act = new QPushButton(question.verb, this);
    keep->setAccessibleName(question.keep);
    act->setAccessibleName(question.verb);
    act->setAccessibleDescription(question.sentence);
    setButtonKind(*act, question.isDangerous ? ButtonKind::Danger : ButtonKind::Primary, true);
    setButtonKind(*keep, ButtonKind::Normal, true);
    keep->setDefault(true);
    act->setAutoDefault(false);
    buttons->addWidget(keep);
    buttons->addStretch(1);
    buttons->addWidget(act);
    column->addLayout(buttons);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(act, &QPushButton::clicked, this, [this] {
        if (m_guard.isAwake()) {
            accept();
        }
    });
    keep->setFocus();
}

void Ask::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_guard.opened();
}

} // namespace omni::ui
