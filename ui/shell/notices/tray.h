// The icon beside the clock: the program's sign, or a red octagon while everything is stopped. Its tip and its menu
// count what waits for a person: proposals, unread alerts, what is stopped. Never money: others may see it. Works
// without a tray.

#pragma once

#include <QObject>

class QAction;
class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace omni::ui {

class EngineLink;
class StopProgress;
class Theme;

class Tray final : public QObject
{
    Q_OBJECT

public:
    Tray(EngineLink& engine, Theme& theme, QWidget* window);

    void retranslate();
    /// Alerts that nobody has read.
    void setUnread(int alerts);
    /// Only when no window of ours has the keyboard. Says nothing about money: others may see it.
    void tellOutside(const QString& text, bool isCritical);
    /// The program's name, then a line for each thing that waits.
    [[nodiscard]] QString toolTip() const;
    [[nodiscard]] QMenu& menu() noexcept
    {
        return *m_menu;
    }

signals:
    void showAsked();
    /// The window is to come up with that pane in front.
    void paneAsked(const QString& key);
    void stopAsked();

private:
    void refresh();
    void count();
    [[nodiscard]] QString proposalsText() const;
    [[nodiscard]] QString alertsText() const;
    [[nodiscard]] QString stopText() const;

    EngineLink& m_engine;
    Theme& m_theme;
    StopProgress& m_progress;
    QMenu* m_menu;
    QSystemTrayIcon* m_icon = nullptr; ///< Null: there is no tray.
    QAction *m_proposalsLine = nullptr, *m_alertsLine = nullptr, *m_stopLine = nullptr; ///< In the menu.
    int m_proposals = 0, m_alerts = 0;
    bool m_isRed = false;
};

} // namespace omni::ui
