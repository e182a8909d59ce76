// The icon beside the clock: the program's sign, or a red octagon while everything is stopped. Works without a tray.

#pragma once

#include <QObject>

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
    /// Only when no window of ours has the keyboard. Says nothing about money: others may see it.
    void tellOutside(const QString& text, bool isCritical);
    [[nodiscard]] QString toolTip() const;

signals:
    void showAsked();
    void stopAsked();

private:
    void refresh();

    EngineLink& m_engine;
    Theme& m_theme;
    StopProgress& m_progress;
    QMenu* m_menu;
    QSystemTrayIcon* m_icon = nullptr; ///< Null: there is no tray.
    bool m_isRed = false;
};

} // namespace omni::ui
