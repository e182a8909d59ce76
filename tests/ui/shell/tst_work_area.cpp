// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/window_bench.h"
#include "ui/shell/banner/banner_line.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/workspaces.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMouseEvent>
#include <QSet>
#include <QTabBar>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

using Bench = WindowBench;

/// A move with the button held; QTest::mouseMove only sets the cursor.
void drag(QWidget* widget, QPoint place)
{
    QMouseEvent move(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(widget, &move);
}

} // namespace

class TestWorkArea : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatWasMovedOverARestart()
    {
        Bench bench;
        bench.area().closePane(u"log"_qs);
        bench.window->noteLayout();
        bench.window.reset();
        bench.open();
        QVERIFY(bench.area().pane(u"log"_qs) == nullptr);
        QVERIFY(bench.area().pane(u"chart"_qs) != nullptr);
    }

    void makesPanesBeforehandOneByOneAndOutOfSight()
    {
        Bench bench;
        const auto panes = [&] { return bench.area().findChildren<Pane*>().size(); };
        const WorkspaceLayout layout = bench.area().layout();
        const QStringList wanted{u"chart"_qs, u"journal"_qs, u"nothing of the kind"_qs, u"health"_qs};
        const auto before = panes();
        QVERIFY(bench.area().prepareOne(wanted));
        QCOMPARE(panes(), before + 1);
        QVERIFY(bench.area().prepareOne(wanted));
        QCOMPARE(panes(), before + 2);
        QVERIFY(!bench.area().prepareOne(wanted)); // the chart was there, and one is unknown
        QCOMPARE(bench.area().layout(), layout);
        QVERIFY(bench.area().pane(u"journal"_qs) == nullptr);
        QVERIFY(bench.area().showPane(u"journal"_qs)); // the one that was made
        QCOMPARE(panes(), before + 2);
        QTRY_VERIFY(bench.area().pane(u"journal"_qs)->isVisible());
    }

    /// The first look at a workspace makes no pane (a window that is busy would stand still for it).
    void aWindowThatIsOpenMakesThePanesOfItsOtherWorkspaces()
    {
        Bench bench;
        const auto panes = [&] { return bench.area().findChildren<Pane*>().size(); };
        QSet<QString> wanted;
        for (const WorkspaceInfo& info : allWorkspaces()) {
            for (const QString& id : paneIdsOf(bench.window->layouts().layoutOf(QString::fromLatin1(info.key)))) {
                wanted.insert(id);
            }
        }
        QVERIFY(panes() < wanted.size());
        QTRY_COMPARE_WITH_TIMEOUT(panes(), wanted.size(), 30'000);
        for (const WorkspaceInfo& info : allWorkspaces()) {
            bench.window->showWorkspace(QString::fromLatin1(info.key));
            QCOMPARE(panes(), wanted.size());
        }
    }

    void takesALayoutChangeBack()
    {
        Bench bench;
        const QStringList before = bench.area().ids();
        bench.area().closePane(u"log"_qs);
        QVERIFY(bench.area().ids() != before);
        bench.window->undoLayout();
        QCOMPARE(bench.area().ids(), before);
    }

    void movesPanesAndLosesNone()
    {
        Bench bench;
        QStringList before = bench.area().ids();
        for (const DropZone where : {DropZone::Left, DropZone::Right, DropZone::Top, DropZone::Bottom}) {
            bench.area().movePane(u"orders"_qs, where);
            bench.area().movePane(u"chart"_qs, where);
            bench.area().movePane(u"proposals"_qs, where);
        }
        QStringList after = bench.area().ids();
        before.sort();
        after.sort();
        QCOMPARE(after, before);
        QStringList inLayout = paneIdsOf(bench.area().layout());
        inLayout.sort();
        QCOMPARE(inLayout, before);
    }

    void movesAPaneByDrawingItsTab()
    {
        Bench bench;
        Pane* orders = bench.area().pane(u"orders"_qs);
        PaneStack* from = nullptr;
        for (QWidget* up = orders->parentWidget(); up != nullptr && from == nullptr; up = up->parentWidget()) {
            from = qobject_cast<PaneStack*>(up);
        }
        auto* tabs = from->findChild<QTabBar*>();
        const QPoint start = tabs->tabRect(static_cast<int>(from->ids().indexOf(u"orders"_qs))).center();
        QWidget* proposals = bench.area().pane(u"proposals"_qs);
        const QPoint end = tabs->mapFromGlobal(proposals->mapToGlobal(proposals->rect().center()));
        QTest::mousePress(tabs, Qt::LeftButton, {}, start);
        drag(tabs, start + QPoint(60, 0));
        drag(tabs, end);
        QTest::mouseRelease(tabs, Qt::LeftButton, {}, end);
        QTRY_VERIFY(!from->ids().contains(u"orders"_qs));
        QVERIFY(orders->isVisible());
        QVERIFY(bench.area().ids().contains(u"orders"_qs));
    }

    void floatsAPaneAndDocksItAgain()
    {
        Bench bench;
        bench.area().floatPane(u"positions"_qs);
        QCoreApplication::processEvents();
        QCOMPARE(bench.area().layout().floating.size(), std::size_t{1});
        QVERIFY(bench.area().pane(u"positions"_qs)->window() != bench.window.get());
        bench.area().floatPane(u"positions"_qs);
        QVERIFY(bench.area().pane(u"positions"_qs)->window() == bench.window.get());
        QVERIFY(bench.area().layout().floating.empty());
    }

    void repeatsTheSwitchInAFloatingWindow()
    {
        Bench bench;
        bench.area().floatPane(u"positions"_qs);
        QCoreApplication::processEvents();
        trip(bench);
        QWidget* floating = bench.area().pane(u"positions"_qs)->window();
        QVERIFY(floating->findChild<QWidget*>(u"killSwitch"_qs)->isVisible());
        QVERIFY(floating->findChild<KillBanner*>()->isVisible());
    }

    void leavesAStripWhereProposalsWereClosedWhileOneWaits()
    {
        Bench bench;
        auto* strip = bench.window->findChild<QAbstractButton*>(u"proposalStrip"_qs);
        QVERIFY(!strip->isVisible());
        bench.area().closePane(u"proposals"_qs);
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->width(), 40);
        QTRY_VERIFY(strip->height() > 600);
        QVERIFY(strip->accessibleDescription().contains(u"02:01"_qs));
        strip->click();
        QVERIFY(bench.area().pane(u"proposals"_qs) != nullptr);
        QVERIFY(!strip->isVisible());
    }

    // "Reduced size, 50%…" and "Reset by you…" stood above each other in a line of 28, each cut in half.
    void aLowLineOfTheBannerSaysBothInOneRow()
    {
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        BannerLine line(theme, false, nullptr);
        line.tell(BannerLine::Kind::Limited, u"Reduced size"_qs, u"Reset by you"_qs);
        line.resize(900, line.height());
        line.show();
        QCOMPARE(line.height(), theme.px(28));
        const auto labels = line.findChildren<QLabel*>();
        QCOMPARE(labels.size(), qsizetype{2});
        for (const QLabel* label : labels) {
            QVERIFY(line.rect().contains(label->geometry()));
            QVERIFY(label->height() >= label->fontMetrics().height());
            QVERIFY(label->width() >= label->fontMetrics().horizontalAdvance(label->text()));
        }
        QVERIFY(labels[0]->geometry().right() < labels[1]->geometry().left());

        line.tell(BannerLine::Kind::Everything, u"Global kill switch tripped"_qs, u"by owner"_qs);
        QCoreApplication::sendPostedEvents();
        QVERIFY(labels[0]->geometry().bottom() < labels[1]->geometry().top());
    }

    void opensWithADamagedLayoutFileAndSaysSo()
    {
        Bench bench;
        bench.window.reset();
        bench.terminal.files["layouts.json"] = {"{\"layouts\":"};
        bench.open();
        QVERIFY(bench.area().pane(u"chart"_qs) != nullptr);
        QVERIFY(!bench.window->toasts().queue().shown().empty());
        QVERIFY(bench.window->toasts().queue().shown().front().text.startsWith(u"Layout file damaged"_qs));

        // It was pushed before the window was there: it has to be seen all the same, above the panes, for its time.
        ToastArea& toasts = bench.window->toasts();
        QVERIFY(toasts.isVisible());
        const QWidget* ground = toasts.parentWidget();
        QVERIFY(ground->rect().contains(toasts.geometry()));
        QVERIFY(toasts.y() > ground->height() / 2);
        QVERIFY(toasts.height() >= toasts.sizeHint().height());
        QVERIFY(toasts.isAncestorOf(ground->childAt(toasts.geometry().center())));
        bench.now += ToastQueue::shownForMs;
        QTRY_VERIFY(!toasts.isVisible());
    }

    void goesThroughThePanesByF6()
    {
        Bench bench;
        bench.area().focusNext(1);
        PaneStack* first = bench.area().focused();
        QVERIFY(first != nullptr);
        bench.area().focusNext(1);
        QVERIFY(bench.area().focused() != nullptr && bench.area().focused() != first);
        bench.area().focusNext(-1);
        QCOMPARE(bench.area().focused(), first);
    }

    void showsOnePaneAloneAndAllAgain()
    {
        Bench bench;
        const auto before = bench.area().ids();
        bench.area().toggleFullScreen(u"chart"_qs);
        QVERIFY(!bench.area().pane(u"proposals"_qs)->isVisible());
        QVERIFY(bench.area().pane(u"chart"_qs)->isVisible());
        bench.area().toggleFullScreen(u"chart"_qs);
        QVERIFY(bench.area().pane(u"proposals"_qs)->isVisible());
        QCOMPARE(bench.area().ids(), before);
    }
};

QTEST_MAIN(TestWorkArea)
#include "tst_work_area.moc"
