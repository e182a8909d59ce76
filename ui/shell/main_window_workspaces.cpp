// Workspaces of the main window: going to one, making, naming and deleting a person's own.

#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_row.h"
#include "ui/shell/workspace_name.h"
#include "ui/shell/workspaces.h"

#include <QMenu>

namespace omni::ui {

namespace {

QString commandOf(const QString& workspace)
{
    return u"view.workspace."_qs + workspace;
}

/// As an action shows it: '&' stands for itself.
QString asAction(QString title)
{
    return title.replace(u'&', u"&&"_qs);
}

} // namespace

void MainWindow::addWorkspaceCommands()
{
    int number = 0;
    for (const WorkspaceInfo& info : allWorkspaces()) {
        const QString key = QString::fromLatin1(info.key);
        QAction* action = command(
            commandOf(key), [key] { return tr("Workspace %1").arg(workspaceTitle(key)); },
            QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)), [this, key] { showWorkspace(key); });
        action->setCheckable(true);
    }
    command(
        u"view.newWorkspace"_qs, [] { return tr("New workspace…"); }, {}, [this] { askForWorkspace(); });
    command(
        u"view.renameWorkspace"_qs, [] { return tr("Rename workspace…"); }, {}, [this] { askForWorkspaceName(); });
    command(
        u"view.deleteWorkspace"_qs, [] { return tr("Delete workspace…"); }, {}, [this] { askToDeleteWorkspace(); });
}

/// Own ones have commands as long as they are there.
void MainWindow::followOwnWorkspaces()
{
    for (const OwnWorkspace& own : m_layouts.document().own) {
        const QString key = own.key;
        if (QAction* there = m_commands.find(commandOf(key))) {
            there->setText(m_commands.spec(commandOf(key))->text());
            continue;
        }
        QAction* action = command(
            commandOf(key), [this, key] { return tr("Workspace %1").arg(asAction(m_layouts.titleOf(key))); }, {},
            [this, key] { showWorkspace(key); });
        action->setCheckable(true);
    }
    for (int number = 1; number <= mostOwnWorkspaces; ++number) {
        const QString key = ownWorkspaceKey(number);
        if (QAction* gone = m_layouts.isOwn(key) ? nullptr : m_commands.find(commandOf(key))) {
            gone->deleteLater(); // it may be what runs just now
            gone->setVisible(false);
            gone->setEnabled(false);
        }
    }
    updateCommands();
}

void MainWindow::showWorkspace(const QString& key)
{
    if (m_layoutTimer.isActive()) {
        noteLayout();
    }
    if (key != m_layouts.current()) {
        m_layouts.setCurrent(key);
        applyLayout(m_layouts.layout());
        followCommands(); // what can be done with one of one's own
    }
    focusWork();
}

void MainWindow::askForWorkspace()
{
    if (m_layouts.isFull()) {
        toast(
            ToastLevel::Info, u"workspaces"_qs,
            tr("There are %1 workspaces of your own, and no more are kept. Delete one first.").arg(mostOwnWorkspaces));
        return;
    }
    auto* dialog = new WorkspaceName(
        m_theme, {}, [this](const QString& text) { return m_layouts.faultOf(text); },
        [this](const QString& text) {
            noteLayout();
            if (!m_layouts.add(text).isEmpty()) {
                followOwnWorkspaces();
                applyLayout(m_layouts.layout());
            }
        },
        this);
    dialog->open();
}

void MainWindow::askForWorkspaceName()
{
    const QString key = m_layouts.current();
    auto* dialog = new WorkspaceName(
        m_theme, m_layouts.titleOf(key), [this, key](const QString& text) { return m_layouts.faultOf(text, key); },
        [this, key](const QString& text) {
            m_layouts.rename(key, text);
            followOwnWorkspaces();
            m_menu->setWorkspace(m_layouts.titleOf(m_layouts.current()));
        },
        this);
    dialog->open();
}

void MainWindow::askToDeleteWorkspace()
{
    const QString key = m_layouts.current();
    ask({tr("Delete workspace"), tr("Delete the workspace “%1”?").arg(m_layouts.titleOf(key)),
         tr("What its panes show is kept elsewhere; only where they stand is forgotten."), tr("Delete"), tr("Keep"),
         false},
        [this, key] {
            m_layouts.remove(key);
            followOwnWorkspaces();
            applyLayout(m_layouts.layout());
        });
}

void MainWindow::fillWorkspaces(QMenu& menu)
{
    menu.clear();
    for (const QString& key : m_layouts.keys()) {
        if (QAction* action = m_commands.find(commandOf(key))) {
            menu.addAction(action);
        }
    }
    const auto more = [this, &menu](std::initializer_list<const char*> keys) {
        menu.addSeparator();
        for (const char* key : keys) {
            if (QAction* action = m_commands.find(QString::fromLatin1(key))) {
                menu.addAction(action);
            }
        }
    };
    more({"view.newWorkspace", "view.renameWorkspace", "view.deleteWorkspace"});
    more({"view.undoLayout", "view.resetWorkspace"});
    updateCommands();
}

} // namespace omni::ui
