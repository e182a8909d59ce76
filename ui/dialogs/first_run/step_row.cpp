#include "ui/dialogs/first_run/step_row.h"

#include "ui/style/icons.h"

#include <QPainter>
#include <QStyle>

namespace omni::ui::first_run {

StepRow::StepRow(const Theme& theme, int number, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_number(number)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setState(State::Waiting);
}

void StepRow::setState(State state)
{
    m_state = state;
    const QString word = state == State::Done ? tr("done") : state == State::Now ? tr("now") : tr("waiting");
    setAccessibleName(tr("Step %1: %2, %3").arg(m_number).arg(m_title, word));
    update();
}

QSize StepRow::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Body, QFont::Medium));
    return {metrics.horizontalAdvance(m_title) + m_theme.px(52 + 12), m_theme.px(38)};
}

void StepRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isNow = m_state == State::Now;
    if (isNow) {
        painter.fillRect(rect(), m_theme.color(Token::Sel));
    }
    const Token ink = m_state == State::Done ? Token::Ok : isNow ? Token::Accent : Token::Text3;
    const int size = m_theme.px(22);
    const QRect place
        = QStyle::visualRect(layoutDirection(), rect(), {m_theme.px(18), (height() - size) / 2, size, size});
    const QRectF ring = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(m_theme.color(ink), 1.5));
    painter.drawEllipse(ring);
    if (m_state == State::Done) {
        const qreal in = size * 0.25;
        Icons::paint(painter, ring.adjusted(in, in, -in, -in), m_theme, QStringLiteral("check"), ink);
    } else {
        painter.setFont(m_theme.numbers(TextSize::Caption));
        painter.drawText(ring, Qt::AlignCenter, QString::number(m_number));
    }
    painter.setFont(m_theme.font(TextSize::Body, isNow ? QFont::Medium : QFont::Normal));
    painter.setPen(m_theme.color(isNow ? Token::Text : m_state == State::Done ? Token::Text2 : Token::Text3));
    const QRect words
        = QStyle::visualRect(layoutDirection(), rect(), {m_theme.px(52), 0, width() - m_theme.px(52 + 6), height()});
    painter.drawText(words,
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, words.width()));
}

} // namespace omni::ui::first_run
