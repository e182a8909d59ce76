#include "ui/shell/notices/tray.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QStringList>
#include <QSystemTrayIcon>
#include <QWidget>

namespace omni::ui {

Tray::Tray(EngineLink& engine, Theme& theme, QWidget* window)
    : QObject(window)
    , m_engine(engine)
    , m_theme(theme)
    , m_progress(StopProgress::of(engine))
    , m_menu(new QMenu(window))
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon = new QSystemTrayIcon(this);
        m_icon->setContextMenu(m_menu);
        m_icon->setIcon(Icons::icon(theme, u"logo"_qs, Token::Accent));
        connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger) {
                emit showAsked();
            }
        });
        m_icon->show();
    }
    connect(&m_progress, &StopProgress::changed, this, &Tray::refresh);
    connect(&engine, &EngineLink::frame, this, &Tray::count);
    connect(&engine, &EngineLink::restarted, this, &Tray::count);
    retranslate();
}

void Tray::retranslate()
{
    m_menu->clear();
    const auto leads = [this](const QString& key) {
        QAction* line = m_menu->addAction(QString());
        connect(line, &QAction::triggered, this, [this, key] { emit paneAsked(key); });
        return line;
    };
    m_proposalsLine = leads(u"proposals"_qs);
    m_alertsLine = leads(u"alerts"_qs);
    m_stopLine = leads(u"kill_switches"_qs);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Show window")), &QAction::triggered, this, &Tray::showAsked);
    connect(m_menu->addAction(Icons::icon(m_theme, u"kill"_qs, Token::Danger), tr("Stop all trading…")),
            &QAction::triggered, this, &Tray::stopAsked);
    refresh();
}

void Tray::setUnread(int alerts)
{
    if (alerts != m_alerts) {
        m_alerts = alerts;
        refresh();
    }
}

void Tray::count()
{
    const auto proposals = static_cast<int>(m_engine.desk().proposals.size());
    if (proposals != m_proposals) {
        m_proposals = proposals;
        refresh();
    }
}

QString Tray::proposalsText() const
{
    return m_proposals > 0 ? tr("%n proposal(s) waiting", nullptr, m_proposals) : tr("No proposal waits");
}

QString Tray::alertsText() const
{
    return m_alerts > 0 ? tr("%n unread alert(s)", nullptr, m_alerts) : tr("No unread alert");
}

QString Tray::stopText() const
{
    const auto& stopped = m_progress.stopped();
    if (isAllStopped(stopped)) {
        return tr("Trading is stopped");
    }
    return stopped.empty() ? tr("Kill switch armed")
                           : tr("%n part(s) of trading stopped", nullptr, static_cast<int>(stopped.size()));
}

QString Tray::toolTip() const
{
    QStringList lines{u"OmniTrade AI"_qs};
    if (!m_progress.stopped().empty()) {
        lines << stopText();
    }
    if (m_proposals > 0) {
        lines << proposalsText();
    }
    if (m_alerts > 0) {
        lines << alertsText();
    }
    return lines.join(u'\n');
}

void Tray::refresh()
{
    m_proposalsLine->setText(proposalsText());
    m_proposalsLine->setEnabled(m_proposals > 0);
    m_alertsLine->setText(alertsText());
    m_alertsLine->setEnabled(m_alerts > 0);
    m_stopLine->setText(stopText());
    m_stopLine->setEnabled(!m_progress.stopped().empty());
    const bool isRed = isAllStopped(m_progress.stopped());
    if (m_icon == nullptr) {
        return;
    }
    m_icon->setToolTip(toolTip());
    if (isRed != m_isRed) {
        m_isRed = isRed;
        m_icon->setIcon(Icons::icon(m_theme, isRed ? u"kill"_qs : u"logo"_qs, isRed ? Token::Danger : Token::Accent));
    }
}

void Tray::tellOutside(const QString& text, bool isCritical)
{
    if (QApplication::activeWindow() != nullptr) {
        return;
    }
    if (m_icon == nullptr) { // no notification area: the window asks for attention itself
        if (auto* window = qobject_cast<QWidget*>(parent())) {
            QApplication::alert(window);
        }
        return;
    }
    m_icon->showMessage(u"OmniTrade AI"_qs, text,
                        isCritical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
}

} // namespace omni::ui
