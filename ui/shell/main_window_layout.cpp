// Layouts of the main window: how its panes stand, where it stands, symbols of the link groups.

#include "ui/commands/palette.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_row.h"

#include <QApplication>
#include <QDateTime>
#include <QScreen>

#include <algorithm>

namespace omni::ui {

QString MainWindow::zoneTime(std::int64_t seconds) const
{
    return m_formats.hourMinute(Timestamp{seconds * 1'000'000'000});
}

void MainWindow::loadLayouts()
{
    const QStringList notes = m_layouts.load([this](std::int64_t seconds) { return zoneTime(seconds); });
    placeWindow();
    m_palette->setRecent(m_layouts.document().recent);
    followOwnWorkspaces();
    applyLayout(m_layouts.layout());
    for (const QString& note : notes) {
        toast(ToastLevel::Warning, {}, note);
    }
}

void MainWindow::placeWindow()
{
    QList<QRect> screens;
    for (const QScreen* screen : QApplication::screens()) {
        screens.append(screen->availableGeometry());
    }
    fitLeastSize(screens);
    const LayoutDocument& document = m_layouts.document();
    if (document.window.isValid() && !document.window.isEmpty()) {
        setGeometry(ontoScreens(document.window, screens, minimumSize()));
    } else {
        const QSize room = screens.isEmpty() ? QSize(1'600, 1'000) : screens.front().size();
        resize(QSize(1'600, 1'000).boundedTo(room).expandedTo(minimumSize()));
    }
    if (document.isMaximized) {
        setWindowState(windowState() | Qt::WindowMaximized);
    }
}

void MainWindow::noteWindow()
{
    if (m_isReady && isVisible()) {
        m_layouts.noteWindow(isMaximized() ? normalGeometry() : geometry(), isMaximized());
    }
}

void MainWindow::moveEvent(QMoveEvent* event)
{
    QMainWindow::moveEvent(event);
    noteWindow();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    noteWindow();
}

void MainWindow::applyLayout(const WorkspaceLayout& layout)
{
    m_layoutTimer.stop();
    m_area->setLayout(layout);
    QStringList elsewhere;
    for (const auto& [key, other] : m_layouts.document().workspaces) {
        elsewhere.append(paneIdsOf(other));
    }
    m_area->dropBut(elsewhere);
    nameOpenPanes();
    m_menu->setWorkspace(m_layouts.titleOf(m_layouts.current()));
    updateStrip();
}

/// The first look at a workspace would wait for all of its panes; made one by one beforehand they hold up nobody.
void MainWindow::preparePanes()
{
    constexpr int first = 1'500; // ms; the start has other things to do
    constexpr int next = 100;
    m_paneTimer.setInterval(first);
    connect(&m_paneTimer, &QTimer::timeout, this, [this] {
        m_paneTimer.setInterval(next);
        QStringList ids;
        for (const QString& key : m_layouts.keys()) {
            ids.append(paneIdsOf(m_layouts.layoutOf(key)));
        }
        if (!m_area->prepareOne(ids)) {
            m_paneTimer.stop();
        }
    });
    m_paneTimer.start();
}

void MainWindow::noteLayout()
{
    m_layoutTimer.stop();
    if (m_area->isFullScreen()) { // where panes stand does not show
        m_layouts.noteChoices(m_area->layout());
    } else {
        m_layouts.note(m_area->layout());
    }
}

/// What has not been noted yet is, and is kept.
void MainWindow::keepLayouts()
{
    if (m_layoutTimer.isActive()) {
        noteLayout();
    }
    m_layouts.flush();
}

void MainWindow::undoLayout()
{
    if (m_layoutTimer.isActive()) {
        noteLayout();
    }
    if (const auto earlier = m_layouts.undo()) {
        applyLayout(*earlier);
    }
}

/// What the groups showed last, by name; else the first instrument in all of them.
/// A profile knows the instruments of all its sessions; this one trades those that have a price. The symbol that was
/// kept is shown if it is one of them, and until that is known: others may have been quoted a moment earlier.
void MainWindow::restoreSymbols()
{
    constexpr Duration patience = seconds(2);
    const auto& instruments = m_engine.desk().instruments;
    if (instruments.empty()) {
        return;
    }
    const auto isTraded = [](const views::InstrumentView& view) { return view.quote || view.reference || view.age; };
    const auto traded = std::find_if(instruments.begin(), instruments.end(), isTraded);
    if (traded != instruments.end() && !m_tradedSince) {
        m_tradedSince = m_engine.now();
    }
    m_hasSymbols = m_tradedSince && m_engine.now() - *m_tradedSince >= patience;
    const InstrumentId usual = traded != instruments.end() ? traded->instrument.id : instruments.front().instrument.id;
    const std::map<QString, QString> symbols = m_layouts.document().symbols;
    for (const LinkGroup group : {LinkGroup::A, LinkGroup::B, LinkGroup::C}) {
        const auto kept = symbols.find(QString(QChar(u'@' + static_cast<int>(group))));
        const auto found = std::find_if(instruments.begin(), instruments.end(), [&](const auto& view) {
            return kept != symbols.end() && kept->second == QString::fromStdString(view.instrument.name());
        });
        const bool isKept = found != instruments.end() && (isTraded(*found) || !m_hasSymbols);
        m_groups.select(group, isKept ? found->instrument.id : usual);
    }
}

} // namespace omni::ui
