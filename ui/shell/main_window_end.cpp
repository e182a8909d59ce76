// How the window is closed, what it says of that and, in the log, of its run; and the order in which it ends.

#include "core/base/log.h"
#include "ui/shell/main_window.h"
#include "ui/shell/seat/lock_screen.h"
#include "ui/widgets/connection_words.h"

#include <QCloseEvent>
#include <QDialog>
#include <QThreadPool>

#include <string>
#include <utility>

namespace omni::ui {

namespace {

/// A log line may wait for the disk: not on this thread.
void tellLog(std::string line)
{
    QThreadPool::globalInstance()->start([line = std::move(line)] { logInfo("{}", line); });
}

} // namespace

void MainWindow::tellStart()
{
    if (!std::exchange(m_isStartTold, true)) {
        tellLog(m_engine.frames().startLine());
    }
}

/// What becomes of the session's orders when the program is closed.
QString MainWindow::endWords()
{
    const auto connection = m_engine.terminal().connection();
    const auto offers = m_engine.terminal().brokers();
    const auto* offer = offerOf(connection.get(), offers.get());
    return offer != nullptr && offer->isInHouse
        ? tr(
            "The session ends in order. The paper exchange ends with it, and with it all open orders, stops too. Money "
            "and positions are kept in this profile.")
        : tr("The session ends in order. Working entry orders are handled as the session's rules say; protective stops "
             "stay at the broker.");
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const runtime::Phase phase = m_engine.phase().phase;
    const bool runs = phase == runtime::Phase::Running || phase == runtime::Phase::Starting;
    if (m_isCovered && runs && !m_isLeaving) {
        event->ignore();
        m_lock->say(tr("A session runs. Unlock first: closing the program ends it."));
        return;
    }
    if (!runs || m_isLeaving) {
        keepLayouts();
        event->accept();
        if (!runs) {
            emit ended();
        }
        return;
    }
    event->ignore();
    ask({tr("Close OmniTrade AI?"), tr("Close OmniTrade AI?"), endWords(), tr("End session and close"), tr("Go on"),
         false},
        [this] {
            m_isLeaving = true;
            keepLayouts();
            m_engine.terminal().end();
        });
}

void MainWindow::leave()
{
    m_isLeaving = false;
    hide();
    emit ended();
}

MainWindow::~MainWindow()
{
    keepLayouts();
    tellStart();
    tellLog(m_engine.frames().runLine());
    // Panes and dialogs give up what they watch when they die: while the link to the engine lives, not behind it.
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDialog*>(Qt::FindDirectChildrenOnly));
}

} // namespace omni::ui
