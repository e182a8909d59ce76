// Commands that show a pane or open one more of its kind; those of second panes come and go with them. How often panes
// are given a picture.

#include "ui/shell/dock/another_words.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"

namespace omni::ui {

namespace {

QString keyOf(const PaneInfo& info)
{
    return QString::fromLatin1(info.key.data(), static_cast<qsizetype>(info.key.size()));
}

} // namespace

void MainWindow::addPaneCommands()
{
    for (const PaneInfo* info : allPanes()) {
        addPaneCommand(*info, keyOf(*info));
        if (!anotherWords(*info).isEmpty()) {
            command(
                u"window.another."_qs + keyOf(*info), [info] { return anotherWords(*info); }, {},
                [this, info] { openAnother(*info, {}); });
        }
    }
}

QAction* MainWindow::addPaneCommand(const PaneInfo& info, const QString& id)
{
    return command(
        u"window.pane."_qs + id, [&info, id] { return paneTitle(info, id).replace(u'&', u"&&"_qs); }, {},
        [this, id] { m_area->showPane(id); });
}

void MainWindow::connectKinds()
{
    connect(m_area, &WorkArea::changing, this, [this] { // a change of its own, to be taken back alone
        if (m_layoutTimer.isActive()) {
            noteLayout();
        }
    });
    connect(m_area, &WorkArea::changed, this, &MainWindow::nameOpenPanes);
    connect(m_area, &WorkArea::anotherAsked, this, [this](const QString& id) {
        for (const PaneInfo* info : allPanes()) {
            if (keyOf(*info) == paneKeyOf(id)) {
                openAnother(*info, id);
            }
        }
    });
}

void MainWindow::openAnother(const PaneInfo& info, const QString& beside)
{
    if (!m_area->openAnother(keyOf(info), beside)) {
        toast(ToastLevel::Info, u"no more "_qs + keyOf(info), noMoreWords(info));
    }
}

/// "Chart 2" is a command while it is open.
void MainWindow::nameOpenPanes()
{
    const QStringList open = m_area->ids();
    for (auto it = m_paneCommands.begin(); it != m_paneCommands.end();) {
        if (open.contains(it->first)) {
            ++it;
            continue;
        }
        it->second->deleteLater(); // it may be what runs
        it = m_paneCommands.erase(it);
    }
    for (const PaneInfo* info : allPanes()) {
        for (const QString& id : open) {
            if (paneKeyOf(id) == keyOf(*info) && paneNumberOf(id) != 1 && !m_paneCommands.contains(id)) {
                m_paneCommands[id] = addPaneCommand(*info, id);
            }
        }
    }
}

/// The link itself keeps the wish: who decides, orders or stops sees each picture.
void MainWindow::followCadence()
{
    m_engine.setFrameRate(m_cadence.rate(Slows::Never));
    for (const Slows what : {Slows::First, Slows::Next}) {
        m_engine.setRate(what, m_cadence.rate(what));
    }
}

} // namespace omni::ui
