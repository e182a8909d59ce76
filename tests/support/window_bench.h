// The main window over a fake terminal, open and active, for tests that press its keys and move its panes.

#pragma once

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"

#include <QTest>

#include <memory>

namespace omni::testing {

using namespace omni::ui;

struct WindowBench {
    FakeTerminal terminal;
    std::int64_t now = 0;
    std::unique_ptr<MainWindow> window;

    explicit WindowBench(bool hasDesk = true)
    {
        if (hasDesk) {
            terminal.show(aSnapshot());
            terminal.show(aHealth());
        }
        open();
    }
    void open()
    {
        window = std::make_unique<MainWindow>(
            terminal,
            ShellOptions{.startsDemo = false, .session = {}, .isQuiet = true, .clock = [this] { return now; }});
        window->resize(1'600, 1'000);
        window->show();
        window->engine().poll();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void run(const char* key)
    {
        QAction* action = window->commands().find(QString::fromLatin1(key));
        QVERIFY2(action != nullptr, key);
        action->trigger();
    }
    KillConfirm* question()
    {
        return window->findChild<KillConfirm*>();
    }
    WorkArea& area()
    {
        return window->workArea();
    }
};

inline void trip(WindowBench& bench)
{
    views::DeskSnapshot desk = aSnapshot();
    desk.latches = {aLatch()};
    bench.terminal.levelShown = risk::KillLevel::CancelEntries;
    bench.terminal.show(desk);
    bench.window->engine().poll();
}

} // namespace omni::testing
