// The bottom line: feeds with data age and order latency, what is tripped, alerts, the window's own load, market time.

#pragma once

#include "ui/style/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace omni::views {
struct DeskSnapshot;
struct Health;
} // namespace omni::views

namespace omni::ui {

class Cadence;
class EngineLink;
class LineLamps;
class MenuButton;
class StopProgress;
struct Formats;

/// "Demo market · orders 38 ms · data 0.2 s": a feed is never just "connected".
[[nodiscard]] QString feedText(const views::DeskSnapshot& desk, const views::Health& health, const Formats& formats);
/// "Tue 14 Oct 2025 10:42:18 New York (UTC−4)".
[[nodiscard]] QString marketTimeText(const views::DeskSnapshot& desk, const Formats& formats);

class StatusBar final : public QWidget
{
    Q_OBJECT

public:
    StatusBar(EngineLink& engine, Theme& theme, const Formats& formats, const Cadence& cadence, QWidget* parent);

    void refresh();
    void setUnread(int alerts);
    /// Who sits at the window; empty: nobody is asked for. `isIn`: signed in, so that it can be locked.
    void setSeat(const QString& person, const QString& detail, bool isIn);
    void retranslate();
    [[nodiscard]] QString text() const;

signals:
    void feedsAsked();
    void trippedAsked();
    void alertsAsked();
    void lockAsked();
    void signInAsked();
    void signOutAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* addButton();
    void fillSeatMenu(QMenu& menu);
    void refreshLines();

    EngineLink& m_engine;
    Theme& m_theme;
    const Formats& m_formats;
    const Cadence& m_cadence;
    StopProgress& m_progress;
    QToolButton* m_feed;
    LineLamps* m_lines; ///< Of a session with a broker.
    QToolButton* m_parts;
    QToolButton* m_tripped;
    QToolButton* m_alerts;
    MenuButton* m_seat;
    QLabel* m_slowed;
    QLabel* m_load;
    QLabel* m_time;
    QTimer m_timer;
    int m_unread = 0;
    bool m_isIn = false;
};

} // namespace omni::ui
