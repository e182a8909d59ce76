#include "ui/shell/proposal_strip.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/icons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QPainter>

#include <algorithm>

namespace omni::ui {

ProposalStrip::ProposalStrip(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent)
    : QAbstractButton(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
{
    setObjectName(u"proposalStrip"_qs);
    setFocusPolicy(Qt::TabFocus);
    setFixedWidth(theme.px(40));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setCursor(Qt::PointingHandCursor);
    hide();
}

void ProposalStrip::refresh()
{
    const auto& proposals = m_engine.desk().proposals;
    m_count = static_cast<int>(proposals.size());
    const auto first = std::min_element(proposals.begin(), proposals.end(),
                                        [](const auto& a, const auto& b) { return a.left < b.left; });
    m_left = first == proposals.end() ? QString() : m_formats.countdown(first->left);
    setAccessibleName(tr("AI proposals"));
    setAccessibleDescription(tr("%n wait(s), the first for %1. Opens the pane.", nullptr, m_count).arg(m_left));
    setToolTip(tipText(accessibleDescription()));
    update();
}

void ProposalStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.color(underMouse() ? Token::Hover : Token::Panel));
    painter.setPen(m_theme.color(Token::Ai));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 4.5, -4.5, -4.5), 3, 3);
    const int middle = (width() - 4) / 2;
    const int icon = m_theme.px(14);
    Icons::paint(painter, QRectF(middle - icon / 2.0, m_theme.px(14), icon, icon), m_theme, u"ai"_qs, Token::Ai);
    painter.setFont(m_theme.font(TextSize::Caption, QFont::Medium));
    const QRectF pill(middle - m_theme.px(9), m_theme.px(36), m_theme.px(18), m_theme.px(18));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Ai));
    painter.drawEllipse(pill);
    painter.setPen(m_theme.color(Token::OnFill));
    painter.drawText(pill, Qt::AlignCenter, QString::number(m_count));
    painter.setPen(m_theme.color(Token::Text));
    painter.setFont(m_theme.numbers(TextSize::Caption));
    painter.drawText(QRect(0, m_theme.px(60), width() - 4, m_theme.px(16)), Qt::AlignCenter, m_left);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.focus(), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 6, -6, -6), 3, 3);
    }
}

} // namespace omni::ui
