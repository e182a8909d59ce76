// The panes between strip and status bar: stacks in rows and columns with gaps of 4, and windows of their own.
//
// Makes panes as a layout names them, keeps those that stay, tells what it looks like. Who decides what may be closed,
// what is undone and what is kept is the window.

#pragma once

#include "ui/panes/pane.h"
#include "ui/shell/dock/pane_stack.h"
#include "ui/shell/layout_document.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <map>
#include <optional>
#include <vector>

class QLabel;
class QSplitter;
class QVBoxLayout;

namespace omni::ui {

class FloatingWindow;

class WorkArea final : public QWidget
{
    Q_OBJECT

public:
    /// Makes the top line of a floating window.
    using MakeTopLine = std::function<QWidget*(QWidget* parent)>;
    /// Asked before a pane is closed; false keeps it.
    using MayClose = std::function<bool(const QString& id)>;

    WorkArea(const PaneContext& context, QWidget* parent);
    ~WorkArea() override;

    void setTopLine(MakeTopLine make)
    {
        m_makeTopLine = std::move(make);
    }
    void setMayClose(MayClose may)
    {
        m_mayClose = std::move(may);
    }

    /// Panes that it does not show live on out of sight: they go on hearing what happens. Floating windows are put onto
    /// the screens there are.
    void setLayout(const WorkspaceLayout& layout);
    [[nodiscard]] WorkspaceLayout layout() const;
    /// Makes one of these panes, out of sight, so that the layout that shows it first need not. False: all are there.
    bool prepareOne(const QStringList& ids);
    /// Second panes of a kind that neither it shows nor `others` name live no longer.
    void dropBut(const QStringList& others);

    /// To the front, made where it is missing: at home, beside what stands there. False: there is no such pane.
    bool showPane(const QString& key);
    /// The same, of several the one in the link group of the pane that is used, which asks for it.
    bool showLinked(const QString& key);
    /// One more pane of the kind, beside the one that was used last or `beside` where both have room, else in front of
    /// it; with the same symbol and what is chosen there, in the first link group that no pane has. The first of its
    /// kind is shown as by `showPane`. Its id; none: there are `mostOfAKind`, or the kind is single.
    std::optional<QString> openAnother(const QString& key, const QString& beside = {});
    /// The pane of the kind that was used last, of those in the layout; empty: none is.
    [[nodiscard]] QString lastUsed(const QString& key) const;
    /// By id, else the first of the key; null: it is not in the layout.
    [[nodiscard]] Pane* pane(const QString& idOrKey) const;
    /// In front of its stack, and seen.
    [[nodiscard]] bool isInSight(const QString& key) const;
    [[nodiscard]] QStringList ids() const;
    void closePane(const QString& id);
    void floatPane(const QString& id);
    void movePane(const QString& id, DropZone where);
    /// Only this pane; again or another layout: all of them.
    void toggleFullScreen(const QString& id);
    /// The keyboard goes to the stack that holds the pane, or to the first in reading order where none does.
    void focusPane(const QString& key);
    /// To the next pane in reading order, or the one before.
    void focusNext(int step);
    /// The next tab of the stack that has the keyboard.
    void nextTab(int step);
    [[nodiscard]] PaneStack* focused() const;
    /// Floating windows that lie off these screens move onto the nearest.
    void keepOnScreens(const QList<QRect>& screens);
    void retranslate();
    [[nodiscard]] bool isFullScreen() const noexcept
    {
        return m_isFullScreen;
    }

signals:
    /// A person moved, closed, floated or sized something, or chose something that a layout keeps.
    void changed();
    /// One more pane, or one less, at once.
    void changing();
    void anotherAsked(const QString& id);

private:
    using Held = PaneStack::Held;
    [[nodiscard]] Held made(const PanePlace& place);
    [[nodiscard]] InstrumentId instrumentOf(const QString& name) const;
    [[nodiscard]] QString nameOf(InstrumentId instrument) const;
    /// Stacks that stand where they belong and are still to be filled.
    using Unfilled = std::vector<std::pair<PaneStack*, const LayoutNode*>>;
    QWidget* widgetOf(const LayoutNode& node, Unfilled& unfilled);
    void fill(PaneStack& stack, const LayoutNode& node);
    void setSizes(QWidget* widget, const LayoutNode& node);
    [[nodiscard]] QList<int> scaled(QList<int> sizes) const;
    void followScale();
    void listen(PaneStack* stack);
    void addFloating(const FloatingPlace& place);
    void dropOn(PaneStack* target, const QString& id, DropZone where);
    void splitBeside(PaneStack* target, const Held& held, DropZone where);
    void followUse();
    void noteUsed(const QString& id);
    [[nodiscard]] LinkGroup freeGroup(const QString& id) const;
    void placeBeside(PaneStack* target, const Held& held);
    void sweep();
    QWidget* swept(QWidget* widget);
    void setRoot(QWidget* root);
    [[nodiscard]] LayoutNode nodeOf(const QWidget* widget) const;
    [[nodiscard]] LayoutNode stackNode(const PaneStack& stack) const;
    [[nodiscard]] std::vector<PaneStack*> stacks() const;
    [[nodiscard]] PaneStack* stackWith(const QString& id) const;
    [[nodiscard]] PaneStack* homeOf(const PaneInfo& info) const;
    bool hideBut(QWidget* widget, const PaneStack* stack);

    PaneContext m_context;
    MakeTopLine m_makeTopLine;
    MayClose m_mayClose;
    QWidget* m_root = nullptr; ///< A splitter or a stack; null: nothing is open.
    QWidget* m_nursery; ///< Holds panes between two layouts, and those that are closed until they die.
    QLabel* m_empty;
    QVBoxLayout* m_column;
    int m_scale; ///< Percent, of the sizes as they are.
    std::vector<FloatingWindow*> m_floating;
    std::map<QString, Held> m_panes;
    QStringList m_used; ///< Ids of `m_panes`, the one that was used last first.
    std::map<QString, QString> m_waitingSymbols; ///< Of panes whose instrument the session has not defined yet.
    bool m_isFullScreen = false, m_isBuilding = false;
};

} // namespace omni::ui
