// needs: ui/shell ui/dialogs/review tests/support/fake_terminal Qt6::Widgets
// What goes wrong under the whole window while somebody looks at it: prices stop, a symbol halts, the engine begins
// anew. Every part says it, none shows an empty table as if nothing were held, and nothing can be approved.
#include "tests/support/window_bench.h"
#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/panes/pane.h"

#include <QPointer>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

struct Bench : WindowBench {
    Bench()
    {
        terminal.show(bitcoinBars());
        show(withWork());
    }
    static views::DeskSnapshot withWork()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.positions = {aPosition()};
        desk.proposals = {aProposal()};
        return desk;
    }
    void show(const views::DeskSnapshot& desk)
    {
        terminal.show(desk);
        window->engine().poll();
        QCoreApplication::processEvents();
    }
    PaneState stateOf(const char* key)
    {
        run((QByteArray("window.pane.") + key).constData());
        window->engine().poll();
        QCoreApplication::processEvents();
        return area().pane(QString::fromLatin1(key))->state();
    }
    QString textOf(const char* key)
    {
        return area().pane(QString::fromLatin1(key))->stateText();
    }
    review::ReviewDialog* openReview()
    {
        run("proposals.review");
        QCoreApplication::processEvents();
        for (auto* dialog : window->findChildren<review::ReviewDialog*>()) {
            if (dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestWindowTroubles : public QObject
{
    Q_OBJECT

private slots:
    // Ten seconds without a price: that is said in each place where somebody would act on it (the spec's 5.6).
    void aFeedThatIsSilentForTenSecondsIsSaidEverywhere()
    {
        Bench bench;
        QCOMPARE(bench.stateOf("chart"), PaneState::Normal);
        views::DeskSnapshot desk = Bench::withWork();
        for (views::InstrumentView& view : desk.instruments) {
            view.age = seconds(10);
        }
        bench.show(desk);

        for (const char* key : {"chart", "watchlist", "ticket"}) {
            QCOMPARE(bench.stateOf(key), PaneState::Stale);
            QVERIFY2(!bench.textOf(key).isEmpty(), key);
        }
        QVERIFY(bench.textOf("ticket").contains(u"No order can be sent"_qs));
        QCOMPARE(bench.area().pane(u"positions"_qs)->badge(), 1); // what is held is held
        bench.show(Bench::withWork()); // they return
        QCOMPARE(bench.stateOf("chart"), PaneState::Normal);
        QCOMPARE(bench.stateOf("ticket"), PaneState::Normal);
    }

    void aSymbolThatHaltsIsNoSilentFeed()
    {
        Bench bench;
        views::DeskSnapshot desk = Bench::withWork();
        desk.instruments[0].trading = market::TradingState::Halted;
        desk.instruments[0].age = minutes(5);
        bench.show(desk);

        QCOMPARE(bench.stateOf("chart"), PaneState::Normal);
        QVERIFY(bench.stateOf("ticket") != PaneState::Stale);
        QCOMPARE(bench.area().pane(u"positions"_qs)->badge(), 1);
    }

    // The engine is another one from one frame to the next: what the earlier one said is gone, at once and everywhere,
    // a review of its proposal can approve nothing, and the new one is shown whole.
    void anEngineThatBeginsAnewUnderTheWindow()
    {
        Bench bench;
        for (const char* key : {"positions", "orders", "fills", "strategies", "log", "ticket", "proposals"}) {
            static_cast<void>(bench.stateOf(key));
        }
        QCOMPARE(bench.area().pane(u"proposals"_qs)->badge(), 1);
        const QPointer<review::ReviewDialog> dialog = bench.openReview();
        QVERIFY(dialog != nullptr);

        for (int round = 0; round < 3; ++round) {
            bench.terminal.restart();
            bench.window->engine().poll();
            QCoreApplication::processEvents();
            QVERIFY(bench.area().pane(u"proposals"_qs)->badge() <= 0);
            QVERIFY(bench.area().pane(u"positions"_qs)->badge() <= 0);
            const auto before = bench.terminal.sent.size();
            if (dialog != nullptr && dialog->isVisible()) {
                QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
            }
            bench.window->engine().poll();
            QCOMPARE(bench.terminal.sent.size(), before); // nothing was approved
            const auto* kill = bench.window->findChild<QWidget*>(u"killSwitch"_qs);
            QVERIFY(kill->isVisible());

            bench.show(Bench::withWork());
            QCOMPARE(bench.area().pane(u"proposals"_qs)->badge(), 1);
            QCOMPARE(bench.area().pane(u"positions"_qs)->badge(), 1);
        }
    }
};

QTEST_MAIN(TestWindowTroubles)
#include "tst_window_troubles.moc"
