#include "ui/panes/kill_reset/step_line.h"

#include "ui/style/icons.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace omni::ui::kill_reset {

namespace {

Token tokenOf(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return Token::Text3;
    case StepState::Now:
        return Token::Accent;
    case StepState::Done:
        return Token::Ok;
    case StepState::Failed:
        return Token::Danger;
    }
    return Token::Text3;
}

QString wordOf(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return StepLine::tr("waiting");
    case StepState::Now:
        return StepLine::tr("now");
    case StepState::Done:
        return StepLine::tr("done");
    case StepState::Failed:
        return StepLine::tr("failed");
    }
    return {};
}

} // namespace

StepLine::StepLine(Theme& theme, int number, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_number(number)
    , m_title(plainLabel({}, TextRole::Value, this))
    , m_text(plainLabel({}, TextRole::Label, this))
    , m_word(plainLabel({}, TextRole::Caption, this))
    , m_column(new QVBoxLayout(this))
{
    mirror();
    m_column->setSpacing(theme.px(3));
    auto* head = new QHBoxLayout;
    m_title->setFont(theme.font(TextSize::Body, QFont::Medium));
    head->addWidget(m_title, 1);
    head->addWidget(m_word);
    m_text->setWordWrap(true);
    m_column->addLayout(head);
    m_column->addWidget(m_text);
}

void StepLine::mirror()
{
    const int ringSide = m_theme.px(50), other = m_theme.px(14), edge = m_theme.px(10);
    isRightToLeft() ? m_column->setContentsMargins(other, edge, ringSide, edge)
                    : m_column->setContentsMargins(ringSide, edge, other, edge);
}

void StepLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange) {
        mirror();
    }
    QFrame::changeEvent(event);
}

void StepLine::addContent(QWidget* content)
{
    m_column->addSpacing(m_theme.px(5));
    m_column->addWidget(content);
}

void StepLine::show(StepState state, const QString& title, const QString& text)
{
    m_state = state;
    showText(*m_title, title, state == StepState::Waiting ? TextRole::Label : TextRole::Value);
    showText(*m_text, text, state == StepState::Failed ? TextRole::Danger : TextRole::Label);
    showText(*m_word, wordOf(state),
             state == StepState::Done         ? TextRole::Ok
                 : state == StepState::Failed ? TextRole::Danger
                                              : TextRole::Caption);
    setAccessibleName(tr("Step %1: %2, %3").arg(m_number).arg(title, wordOf(state)));
    update();
}

QString StepLine::text() const
{
    return m_title->text() + u" | "_qs + m_text->text() + u" | "_qs + m_word->text();
}

void StepLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_state == StepState::Now) {
        painter.fillRect(rect(), m_theme.tint(Token::Accent, 0.10));
    }
    painter.setPen(m_theme.color(Token::Grid));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const int size = m_theme.px(22);
    const QRect place = QStyle::visualRect(layoutDirection(), rect(), {m_theme.px(14), m_theme.px(11), size, size});
    const QRectF ring = QRectF(place).translated(0.5, 0.5);
    painter.setPen(QPen(m_theme.color(tokenOf(m_state)), 1.5));
    painter.drawEllipse(ring);
    if (m_state == StepState::Done || m_state == StepState::Failed) {
        const qreal in = size * 0.25;
        Icons::paint(painter, ring.adjusted(in, in, -in, -in), m_theme,
                     m_state == StepState::Done ? u"check"_qs : u"cross"_qs, tokenOf(m_state));
        return;
    }
    painter.setFont(m_theme.numbers(TextSize::Body));
    painter.drawText(ring, Qt::AlignCenter, QString::number(m_number));
}

} // namespace omni::ui::kill_reset
