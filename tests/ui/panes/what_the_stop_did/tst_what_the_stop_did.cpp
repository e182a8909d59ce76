// needs: ui/panes/what_the_stop_did tests/support/fake_terminal Qt6::Widgets
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/what_the_stop_did/model.h"
#include "ui/panes/what_the_stop_did/view.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::what_the_stop_did;
using namespace omni::testing;

namespace {

struct Bench {
    FakeTerminal terminal;
    EngineLink engine{terminal};
    CommandRegistry commands;
    Theme theme;
    Formats formats;
    LinkGroups groups;
    PaneRequests requests;
    Stamp stamp;

    Bench()
    {
        static_cast<void>(StopProgress::of(engine));
        views::DeskSnapshot desk = aSnapshot();
        desk.latches.clear();
        stamp = desk.at;
        stamp.seq.value += 1;
        orders::OrderRecord entry = anOrder();
        entry.ticket.id = {11};
        entry.ticket.role = orders::OrderRole::Entry;
        entry.ticket.reduceOnly = false;
        desk.openOrders.push_back(entry);
        terminal.show(desk);
        engine.poll();
    }
    void stop()
    {
        terminal.notice(stamp,
                        events::Event{events::KillLatched{{}, risk::KillLevel::CancelEntries, events::owner, {}}});
        terminal.notice(stamp, events::Fact{events::CancelAsked{{11}, events::Cause::Kill, events::owner}});
        stamp.wall = stamp.wall + milliseconds(234);
        stamp.mono = stamp.mono + milliseconds(234);
        stamp.seq.value += 1;
        events::OrderReport report;
        report.order = {11};
        report.kind = orders::OrderEventKind::Cancelled;
        terminal.notice(stamp, events::Event{report});
        engine.poll();
    }
};

} // namespace

class TestWhatTheStopDid : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyBeforeAStop()
    {
        Bench bench;
        View view({bench.engine, bench.commands, bench.theme, bench.formats, bench.groups, bench.requests}, nullptr);
        view.show();
        QCOMPARE(view.state(), PaneState::Empty);
    }

    void tellsEachStepWithTheTimeSinceTheTrip()
    {
        Bench bench;
        bench.stop();
        Model model(bench.theme, bench.formats, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rowsOf(StopProgress::of(bench.engine), bench.engine.desk(), bench.formats));
        QVERIFY(model.rowCount() >= 3);
        QCOMPARE(model.cell(0, 1).text, u"Global switch tripped by you"_qs);
        QCOMPARE(model.cell(0, 2).text, QString());
        QCOMPARE(model.cell(1, 1).text, u"Order gateway closed to new orders"_qs);
        QCOMPARE(model.cell(1, 2).text, u"0 ms"_qs);
        QCOMPARE(model.cell(2, 1).text, u"Entry order 11, BTCUSD, cancelled"_qs);
        QCOMPARE(model.cell(2, 2).text, u"234 ms"_qs);
    }

    void tellsThatPositionsAndStopsAgreeWhenAllIsQuiet()
    {
        Bench bench;
        bench.stop();
        views::DeskSnapshot desk = aSnapshot();
        desk.at = bench.stamp;
        desk.latches = {aLatch()};
        bench.terminal.show(desk);
        bench.terminal.levelShown = risk::KillLevel::CancelEntries;
        bench.engine.poll();
        const auto rows = rowsOf(StopProgress::of(bench.engine), bench.engine.desk(), bench.formats);
        QCOMPARE(rows[rows.size() - 2].text, u"Positions reconciled with the account, 1 of 1"_qs);
        QCOMPARE(rows.back().text, u"Protective stops live: 1 of 1 position(s)"_qs);
    }

    void fillsTheWidthOfItsPane()
    {
        Bench bench;
        View view({bench.engine, bench.commands, bench.theme, bench.formats, bench.groups, bench.requests}, nullptr);
        view.resize(900, 300);
        view.show();
        bench.stop();
        const QTableView* table = view.findChild<QTableView*>();
        QCOMPARE(table->horizontalHeader()->length(), table->viewport()->width());
    }

    void tellsSecondsFromOneSecondOn()
    {
        const Formats formats;
        StopLine line;
        line.kind = StopLine::Kind::Reconciled;
        line.since = milliseconds(999);
        QCOMPARE(sinceText(line, formats), u"999 ms"_qs);
        line.since = milliseconds(1'200);
        QCOMPARE(sinceText(line, formats), u"1.2 s"_qs);
    }
};

QTEST_MAIN(TestWhatTheStopDid)
#include "tst_what_the_stop_did.moc"
