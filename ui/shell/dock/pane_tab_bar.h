// The tabs in the header of a stack of panes: names, badges, the front one underlined; dragged to move a pane.

#pragma once

#include <QPoint>
#include <QTabBar>

namespace omni::ui {

class Theme;

class PaneTabBar final : public QTabBar
{
    Q_OBJECT

public:
    static constexpr const char* mime = "application/x-omni-pane";

    PaneTabBar(Theme& theme, QWidget* parent);

    /// Below zero: no badge. `isAi`: filled with the colour of proposals.
    void setBadge(int tab, int number, bool isAi);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A tab was dragged far enough: the stack begins the drag.
    void dragged(int tab);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QString badgeText(int tab) const;
    void paintTab(QPainter& painter, int tab) const;

    Theme& m_theme;
    QPoint m_press;
    int m_pressed = -1;
};

} // namespace omni::ui
