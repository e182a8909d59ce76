// The tabs in the header of a stack of panes: names, badges, the front one underlined; dragged to move a pane.

#pragma once

#include <QHash>
#include <QPoint>
#include <QTabBar>

namespace omni::ui {

class Theme;

class PaneTabBar final : public QTabBar
{
    Q_OBJECT

public:
    PaneTabBar(Theme& theme, QWidget* parent);

    /// Below zero: no badge. `isAi`: filled with the colour of proposals.
    /// That all names need, with no more than the least room around them.
    [[nodiscard]] int wantedWidth() const;
    void setBadge(int tab, int number, bool isAi);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A pressed tab is drawn about, then let go. The pointer's place is that on the desktop.
    void dragged(int tab, QPoint place);
    void dropped(int tab, QPoint place);
    /// By Escape, or because the tab is gone.
    void dragCancelled();

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int nameWidth(int tab) const;
    [[nodiscard]] int badgeRoom(int tab) const;
    [[nodiscard]] bool showsBadge(int tab) const;
    [[nodiscard]] int spareEdge() const;
    [[nodiscard]] int spareRoom(int tab) const;
    [[nodiscard]] int widestName() const;
    [[nodiscard]] bool isCut(int tab) const;
    [[nodiscard]] QString badgeText(int tab) const;
    void paintTab(QPainter& painter, int tab) const;

    Theme& m_theme;
    mutable QHash<QString, int> m_nameWidths, m_badgeWidths; ///< Of texts seen, in pixels; few, and of this theme.
    QPoint m_press;
    int m_pressed = -1;
    bool m_isDragging = false;
};

} // namespace omni::ui
