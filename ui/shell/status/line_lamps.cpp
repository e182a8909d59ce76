#include "ui/shell/status/line_lamps.h"

#include "ui/style/icons.h"
#include "ui/widgets/connection_words.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace omni::ui {

LineLamps::LineLamps(Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_formats(formats)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme.px(4));
    for (auto& lamp : m_lamps) {
        lamp = new QToolButton(this);
        lamp->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        lamp->setFocusPolicy(Qt::TabFocus);
        lamp->setAutoRaise(true);
        connect(lamp, &QToolButton::clicked, this, &LineLamps::asked);
        row->addWidget(lamp);
    }
    retranslate();
}

void LineLamps::retranslate()
{
    for (std::size_t i = 0; i < m_lamps.size(); ++i) {
        m_lamps.at(i)->setIconSize({m_theme.px(12), m_theme.px(12)});
        m_lamps.at(i)->setFont(m_theme.font(TextSize::Caption));
        m_lamps.at(i)->setMaximumHeight(m_theme.px(24));
        m_lamps.at(i)->setAccessibleName(
            tr("Line: %1", "market data, orders, account").arg(lineName(static_cast<views::LineKind>(i))));
    }
}

void LineLamps::show(const views::Connection& connection, const QString& broker, Timestamp now)
{
    for (std::size_t i = 0; i < m_lamps.size(); ++i) {
        const views::Line& line = connection.lines.at(i);
        const auto kind = static_cast<views::LineKind>(i);
        const StateLook look = lookOf(line.state);
        QString text = tr("%1 %2 · %3", "line, its state, the age of its last proof")
                           .arg(lineName(kind), look.word, proofText(line, now, m_formats));
        if (i == 0) {
            text = tr("%1 · %2", "broker, its first line").arg(broker, text);
        }
        QString tip
            = tr("%1 at %2, %3: %4", "broker, host, line, how it is")
                  .arg(broker, outsideText(connection.host, 80), lineName(kind), lineSentence(line, now, m_formats));
        if (kind == views::LineKind::Orders) {
            tip = tr("%1. Orders are answered in %2, the median of the last.")
                      .arg(tip, latencyText(connection.orderLatency, m_formats));
        }
        QToolButton* lamp = m_lamps.at(i);
        lamp->setIcon(Icons::icon(m_theme, look.icon, look.token));
        lamp->setText(text);
        lamp->setToolTip(tipText(tip));
        lamp->setAccessibleDescription(tip);
    }
}

QString LineLamps::text() const
{
    QStringList parts;
    for (const QToolButton* lamp : m_lamps) {
        parts.append(lamp->text());
    }
    return parts.join(u" | "_qs);
}

QString brokerTitle(const views::Connection& connection, const views::BrokerOffers* offers)
{
    const views::BrokerOffer* offer = offerOf(&connection, offers);
    return offer != nullptr ? brokerName(*offer) : outsideText(connection.broker, 40);
}

} // namespace omni::ui
