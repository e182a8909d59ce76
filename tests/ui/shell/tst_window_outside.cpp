// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
// What is around the window: screens that go, a desktop without a tray, somebody who listens, a toolbar.
#include "tests/support/window_bench.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/notices/announcer.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/notices/tray.h"
#include "ui/shell/strip/account_strip.h"

#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

using Bench = WindowBench;

QString said(const Bench& bench)
{
    return bench.window->findChild<Announcer*>()->lastSaid();
}

} // namespace

class TestWindowOutside : public QObject
{
    Q_OBJECT

private slots:
    void movesOntoTheNearestScreenThatIsLeft()
    {
        Bench bench;
        bench.window->setGeometry(2'000, 50, 1'300, 800);
        bench.area().floatPane(u"positions"_qs);
        QCoreApplication::processEvents();
        QWidget* floating = bench.area().pane(u"positions"_qs)->window();
        floating->setGeometry(-900, 100, 500, 300);

        const QRect left(0, 0, 1'600, 1'000);
        bench.window->keepOnScreens({left});

        QVERIFY(left.contains(bench.window->geometry()));
        QCOMPARE(bench.window->size(), QSize(1'300, 800));
        QVERIFY(left.contains(floating->geometry()));
    }

    // 1180 × 720 at 200 % of the system: the least size of the design was twice the screen, and the kill switch past
    // it.
    void aScreenSmallerThanTheDesignStillHasTheKillSwitch()
    {
        Bench bench;
        const QRect small(0, 0, 590, 360);
        bench.window->keepOnScreens({small});
        QCoreApplication::processEvents();
        QCOMPARE(bench.window->size(), small.size());
        for (const QString& name : {u"killSwitch"_qs, u"environment"_qs, u"approvalMode"_qs}) {
            const auto* part = bench.window->findChild<QWidget*>(name);
            QVERIFY(part->isVisible());
            QVERIFY2(bench.window->rect().contains(QRect(part->mapTo(bench.window.get(), QPoint()), part->size())),
                     qPrintable(name));
        }
        bench.window->keepOnScreens({small, QRect(590, 0, 1'920, 1'080)}); // and with a larger one the design's again
        QCOMPARE(bench.window->minimumSize(), QSize(1'180, 720));
        QVERIFY(bench.window->width() >= 1'180 && bench.window->height() >= 720);
    }

    void staysWhereItIsWhenItsScreenStays()
    {
        Bench bench;
        bench.window->setGeometry(100, 60, 1'300, 800);
        bench.window->keepOnScreens({QRect(0, 0, 1'600, 1'000)});
        QCOMPARE(bench.window->geometry(), QRect(100, 60, 1'300, 800));
    }

    void worksWithoutATrayAndSaysSo()
    {
        if (QSystemTrayIcon::isSystemTrayAvailable()) {
            QSKIP("This desktop has a tray: what happens without one cannot be seen here.");
        }
        Bench bench;
        auto* tray = bench.window->findChild<Tray*>();
        QVERIFY(tray != nullptr);
        tray->tellOutside(u"An AI proposal waits for you."_qs, false);
        trip(bench);
        tray->retranslate();
        QVERIFY(!tray->toolTip().isEmpty());
        bench.run("tools.settings");
        auto* dialog = bench.window->findChild<settings::SettingsDialog*>();
        auto* words = dialog->findChild<QLabel*>(u"noTray"_qs);
        QVERIFY(words != nullptr && words->text().startsWith(u"This desktop has no notification area."_qs));
    }

    static QStringList linesOf(Tray& tray)
    {
        QStringList lines;
        for (const QAction* action : tray.menu().actions()) {
            if (!action->isSeparator()) {
                lines << action->text();
            }
        }
        return lines;
    }

    // What waits for a person is counted where the window is not seen; what it is worth is not told there.
    void theTrayCountsWhatWaits()
    {
        Bench bench;
        auto& tray = *bench.window->findChild<Tray*>();
        auto desk = aSnapshot();
        desk.proposals = {aProposal(), aProposal()};
        bench.terminal.show(desk);
        bench.window->engine().poll();
        tray.setUnread(3);
        const QStringList lines = linesOf(tray);
        QVERIFY2(lines[0].startsWith(u"2 proposal"_qs), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(u"3 unread alert"_qs), qPrintable(lines[1]));
        QCOMPARE(lines[2], u"Kill switch armed"_qs);
        QCOMPARE(tray.toolTip(), u"OmniTrade AI\n"_qs + lines[0] + u'\n' + lines[1]);

        desk.proposals.clear();
        ++desk.events;
        bench.terminal.show(desk);
        bench.window->engine().poll();
        tray.setUnread(0);
        QCOMPARE(tray.toolTip(), u"OmniTrade AI"_qs);
        QCOMPARE(linesOf(tray).mid(0, 2), (QStringList{u"No proposal waits"_qs, u"No unread alert"_qs}));
        QVERIFY(!tray.menu().actions()[0]->isEnabled());

        trip(bench);
        QVERIFY2(tray.toolTip().startsWith(u"OmniTrade AI\nTrading is stopped"_qs), qPrintable(tray.toolTip()));
        QVERIFY(tray.menu().actions()[2]->isEnabled());
    }

    void aLineOfTheTraysMenuLeadsToItsPane()
    {
        Bench bench;
        auto& tray = *bench.window->findChild<Tray*>();
        auto desk = aSnapshot();
        desk.proposals = {aProposal()};
        bench.terminal.show(desk);
        bench.window->engine().poll();
        bench.window->hide();

        tray.menu().actions()[0]->trigger();

        QVERIFY(bench.window->isVisible());
        QVERIFY(bench.area().pane(u"proposals"_qs) != nullptr);
        QVERIFY(bench.area().pane(u"proposals"_qs)->isVisible());
    }

    void hasAToolbarForWhoWantsIt()
    {
        Bench bench;
        auto* bar = bench.window->findChild<QToolBar*>();
        QVERIFY(!bar->isVisible());
        bench.run("view.toolbar");
        QVERIFY(bar->isVisible());
        for (QAction* action : bar->actions()) {
            QVERIFY(action->isSeparator() || bench.window->commands().find(action->objectName()) == action);
        }
        QVERIFY(bar->actions().size() >= 6);
        const UserChoices choices = bench.window->settings().choices();
        QVERIFY(choices.showsToolbar);
        bench.run("view.toolbar");
        QVERIFY(!bar->isVisible());
    }

    void tellsWhoListensOfANewProposal()
    {
        Bench bench;
        bench.terminal.notice(aSnapshot().at, events::Fact{aProposal().made});
        bench.window->engine().poll();
        QVERIFY2(said(bench).contains(u"BTCUSD"_qs), qPrintable(said(bench)));
        QCOMPARE(bench.window->findChild<Announcer*>()->accessibleName(), said(bench));
    }

    void tellsWhoListensWhatBecameOfAnOrder()
    {
        Bench bench;
        events::OrderReport report;
        report.order = {2};
        report.kind = orders::OrderEventKind::Cancelled;
        bench.terminal.notice(aSnapshot().at, events::Event{report});
        bench.window->engine().poll();
        QVERIFY2(said(bench).startsWith(u"Order 2: "_qs), qPrintable(said(bench)));
    }

    void tellsWhoListensOnceThatALimitIsNear()
    {
        Bench bench;
        QSignalSpy near(&bench.window->strip(), &AccountStrip::limitNear);
        views::DeskSnapshot desk = aSnapshot();
        desk.peak = Money{100'000'00000000};
        desk.equity = Money{95'000'00000000}; // 5 % below the peak, of 6
        desk.dayStart = desk.equity;
        for (int i = 0; i < 3; ++i) {
            bench.terminal.show(desk);
            bench.window->engine().poll();
        }
        QCOMPARE(near.count(), 1);
        QCOMPARE(said(bench), u"Drawdown from peak 5.00%, of 6.00%: near the limit."_qs);
    }

    void tellsWhoListensOfEveryNotice()
    {
        Bench bench;
        for (const ToastLevel level : {ToastLevel::Info, ToastLevel::Warning, ToastLevel::Critical}) {
            const QString text = u"Notice %1"_qs.arg(static_cast<int>(level));
            bench.window->toasts().push(level, {}, text);
            QCOMPARE(bench.window->toasts().accessibleName(), text);
        }
    }

    void readsThePricesWhenAsked()
    {
        Bench bench;
        QCOMPARE(bench.window->commands().find(u"view.readPrices"_qs)->shortcut(), QKeySequence(u"Ctrl+Alt+P"_qs));
        bench.run("view.readPrices");
        QCOMPARE(bench.window->toasts().accessibleName(), u"BTCUSD: bid 63,400, ask 63,402. Position 0.0315."_qs);
    }
};

QTEST_MAIN(TestWindowOutside)
#include "tst_window_outside.moc"
