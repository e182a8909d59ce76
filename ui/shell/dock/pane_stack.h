// Panes on top of each other below one header of 28: tabs at the left, the front pane's own controls, then link dot,
// menu, float and close. Controls that have no room beside the tabs stand in a row of their own below them.
//
// Does nothing by itself about where panes stand: it asks, the work area acts.

#pragma once

#include "ui/panes/pane.h"

#include <QFrame>
#include <QPointer>
#include <QStringList>

#include <cstdint>
#include <vector>

class QHBoxLayout;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace omni::ui {

class MenuButton;
class PaneTabBar;
class Theme;

enum class DropZone : std::uint8_t { Centre, Left, Right, Top, Bottom };

class PaneStack final : public QFrame
{
    Q_OBJECT

public:
    struct Held {
        QString id;
        const PaneInfo* info = nullptr;
        Pane* pane = nullptr;
    };

    PaneStack(Theme& theme, QWidget* parent);

    /// The pane becomes a child. `at` below zero: behind the others.
    void insert(const Held& held, int at = -1);
    /// Several behind the others, `front` before all: as `insert` for each, but laid out once.
    void fill(const std::vector<Held>& panes, int front);
    /// Of a stack that is about to go: its panes stay hidden children of it until another stack takes them or somebody
    /// gives them a parent.
    void letAllGo();
    /// Gives the pane out of its hands, without a parent. Null: not here.
    [[nodiscard]] Pane* take(const QString& id);
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] const std::vector<Held>& held() const noexcept
    {
        return m_held;
    }
    [[nodiscard]] const Held* front() const;
    [[nodiscard]] int frontIndex() const;
    void setFront(const QString& id);
    void setFront(int index);
    void nextTab(int step);
    /// The keyboard goes to the front pane, or to its tab where it has nothing to focus.
    void focusFront();
    /// In a window of its own the float button docks.
    void setFloating(bool isFloating);
    void retranslate();

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void closeAsked(const QString& id);
    void floatAsked(const QString& id);
    void fullScreenAsked(const QString& id);
    /// One more pane of its kind.
    void anotherAsked(const QString& id);
    /// To the next stack in that direction, or beside this one where there is none.
    void moveAsked(const QString& id, omni::ui::DropZone where);
    void dropped(const QString& id, omni::ui::DropZone where);
    void frontChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    QWidget* makeSecond();
    template<class Button> Button* addButton(const QString& icon);
    void updateBadge(const Held& held);
    void nameTab(int at);
    void put(const Held& held, int place);
    void giveExtraBack();
    void onFront();
    void removeExtra();
    void arrangeHeader();
    void arrangeButtons();
    void dressButtons();
    void updateLinkDot();
    void fillMenu(QMenu& menu);
    void fillLinkMenu(QMenu& menu);
    void aim(QPoint place);
    void letGo(int tab, QPoint place);
    [[nodiscard]] DropZone zoneAt(QPoint place) const;

    Theme& m_theme;
    std::vector<Held> m_held;
    PaneTabBar* m_tabs = nullptr;
    QHBoxLayout* m_header = nullptr;
    QWidget* m_second = nullptr; ///< Below the tabs.
    QHBoxLayout* m_secondRow = nullptr;
    QStackedLayout* m_body = nullptr;
    MenuButton *m_link = nullptr, *m_menu = nullptr;
    QToolButton *m_float = nullptr, *m_close = nullptr;
    QWidget* m_extra = nullptr; ///< The front pane's own.
    QWidget* m_shade; ///< Shows where a dragged pane would go.
    QPointer<PaneStack> m_target; ///< Over which a pane of this one is dragged.
    bool m_isFloating = false;
};

/// Its title as the user reads it; of a second one of a kind with its number: "Chart 2".
[[nodiscard]] QString paneTitle(const PaneInfo& info, const QString& id = {});

} // namespace omni::ui
