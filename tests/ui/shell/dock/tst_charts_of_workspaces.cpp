// needs: ui/shell ui/panes/chart tests/support/fake_terminal Qt6::Widgets
// Second charts in several workspaces: each keeps its own symbol, interval and group.
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/window_bench.h"
#include "ui/panes/chart/view.h"

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

constexpr InstrumentId bitcoin{1};
constexpr InstrumentId ether{2};

struct Bench : WindowBench {
    Bench()
    {
        views::DeskSnapshot desk = aSnapshot();
        views::InstrumentView second = anInstrumentView();
        second.instrument.id = ether;
        second.instrument.symbol = "ETHUSD";
        desk.instruments.push_back(second);
        terminal.show(desk);
        frame();
    }
    void frame()
    {
        terminal.show(views::DeskSnapshot(*terminal.snapshotShown));
        window->engine().poll();
        QCoreApplication::processEvents();
    }
    void restart()
    {
        window.reset();
        open();
        frame();
    }
    void another()
    {
        run("window.another.chart");
        QCoreApplication::processEvents();
    }
    ChartPane& chart(int number)
    {
        return *static_cast<ChartPane*>(area().pane(paneIdOf(u"chart"_qs, number)));
    }
    bool has(int number)
    {
        return area().ids().contains(paneIdOf(u"chart"_qs, number));
    }
    QString intervalOf(int number)
    {
        return chart(number).saveState()[u"interval"_qs].toString();
    }
};

} // namespace

class TestChartsOfWorkspaces : public QObject
{
    Q_OBJECT

private slots:
    // One widget serves the second chart of every workspace, but not one state: each finds what was chosen in it.
    void theSecondChartOfEachWorkspaceKeepsItsOwnChoice()
    {
        Bench bench;
        bench.another();
        bench.chart(2).setGroup(LinkGroup::None);
        bench.chart(2).setInstrument(ether);
        bench.chart(2).setInterval(minutes(5));
        bench.run("view.workspace.review");
        if (!bench.has(1)) {
            QVERIFY(bench.area().showPane(u"chart"_qs));
        }
        bench.another();
        QVERIFY(bench.has(2));
        bench.chart(2).setGroup(LinkGroup::None);
        bench.chart(2).setInstrument(bitcoin);
        bench.chart(2).setInterval(minutes(15));

        for (int round = 0; round < 2; ++round) { // the second time from the file
            bench.run("view.workspace.trading");
            QCOMPARE(bench.intervalOf(2), u"5m"_qs);
            QCOMPARE(bench.chart(2).instrument(), ether);
            QCOMPARE(bench.chart(2).group(), LinkGroup::None);
            bench.run("view.workspace.review");
            QCOMPARE(bench.intervalOf(2), u"15m"_qs);
            QCOMPARE(bench.chart(2).instrument(), bitcoin);
            bench.restart();
        }
    }
};

QTEST_MAIN(TestChartsOfWorkspaces)
#include "tst_charts_of_workspaces.moc"
