// What the window says of its run in the log, and the order in which it ends.

#include "core/base/log.h"
#include "ui/shell/main_window.h"

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
