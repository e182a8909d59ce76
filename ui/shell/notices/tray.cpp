#include "ui/shell/notices/tray.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QMenu>
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
    retranslate();
}

void Tray::retranslate()
{
    m_menu->clear();
    connect(m_menu->addAction(tr("Show window")), &QAction::triggered, this, &Tray::showAsked);
    connect(m_menu->addAction(Icons::icon(m_theme, u"kill"_qs, Token::Danger), tr("Stop all trading…")),
            &QAction::triggered, this, &Tray::stopAsked);
    refresh();
}

QString Tray::toolTip() const
{
    return isAllStopped(m_progress.stopped()) ? tr("OmniTrade AI: trading is stopped") : u"OmniTrade AI"_qs;
}

void Tray::refresh()
{
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
