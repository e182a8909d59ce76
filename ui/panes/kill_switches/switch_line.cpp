#include "ui/panes/kill_switches/switch_line.h"

#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace omni::ui::kill_switches {

QString iconOf(SwitchState state)
{
    switch (state) {
    case SwitchState::Armed:
        return u"check"_qs;
    case SwitchState::Stopping:
        return u"clock"_qs;
    case SwitchState::Tripped:
        return u"kill"_qs;
    case SwitchState::Held:
        return u"lock"_qs;
    }
    return {};
}

Token tokenOf(SwitchState state)
{
    switch (state) {
    case SwitchState::Armed:
        return Token::Ok;
    case SwitchState::Stopping:
        return Token::Warn;
    case SwitchState::Tripped:
        return Token::Danger;
    case SwitchState::Held:
        return Token::Text3;
    }
    return Token::Text3;
}

SwitchLine::SwitchLine(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_name(plainLabel({}, TextRole::Value, this))
    , m_note(plainLabel({}, TextRole::Caption, this))
    , m_state(plainLabel({}, TextRole::Label, this))
    , m_cause(plainLabel({}, TextRole::Label, this))
    , m_button(new QPushButton(this))
{
    setFixedHeight(theme.px(38));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(10), 0, theme.px(12), 0);
    row->setSpacing(theme.px(10));
    m_icon->setFixedWidth(theme.px(16));
    m_name->setFont(theme.font(TextSize::Body, QFont::Medium));
    auto* left = new QHBoxLayout;
    left->setSpacing(theme.px(6));
    left->addWidget(m_name);
    left->addWidget(m_note, 1);
    row->addWidget(m_icon);
    row->addLayout(left, 9);
    row->addWidget(m_state, 3);
    row->addWidget(m_cause, 8);
    row->addWidget(m_button);
    for (QLabel* label : {m_note, m_state, m_cause}) {
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setWordWrap(true); // two lines of it fit
    }
    m_state->setFont(theme.font(TextSize::Body, QFont::Medium));
    m_button->setMinimumWidth(theme.px(72));
    connect(m_button, &QPushButton::clicked, this, &SwitchLine::pressed);
}

void SwitchLine::show(const SwitchRow& row)
{
    m_row = row;
    m_icon->setPixmap(
        Icons::pixmap(m_theme, iconOf(row.state), tokenOf(row.state), m_theme.px(14), devicePixelRatioF()));
    showText(*m_name, row.name);
    showText(*m_note, row.note);
    m_note->setToolTip(tipText(row.note));
    showText(*m_state, row.stateText,
             row.state == SwitchState::Tripped        ? TextRole::Danger
                 : row.state == SwitchState::Stopping ? TextRole::Warn
                                                      : TextRole::Label);
    showText(*m_cause, row.cause);
    m_cause->setToolTip(tipText(row.cause));
    const bool isTripped = row.stopped.has_value();
    m_button->setText(isTripped ? tr("Reset…") : tr("Trip…"));
    m_button->setAccessibleName(isTripped ? tr("Reset %1").arg(row.name) : tr("Trip %1").arg(row.name));
    m_button->setAccessibleDescription(row.cause.isEmpty() ? row.stateText : row.stateText + u", "_qs + row.cause);
    setButtonKind(*m_button, isTripped ? ButtonKind::Danger : ButtonKind::Normal);
    update();
}

void SwitchLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_row.state == SwitchState::Tripped || m_row.state == SwitchState::Stopping) {
        painter.fillRect(rect(), m_theme.tint(tokenOf(m_row.state), 0.13));
    }
    painter.setPen(m_theme.color(Token::Grid));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace omni::ui::kill_switches
