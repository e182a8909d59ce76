// What the window says of its end and, in the log, of its run; and the order in which it ends.

#include "core/base/log.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/connection_words.h"

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
