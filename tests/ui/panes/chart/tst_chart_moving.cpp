// needs: ui/panes/chart ui/charts ui/commands ui/style ui/widgets tests/support/fake_terminal Qt6::Widgets
#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/bridge/user_settings.h"
#include "ui/panes/chart/model.h"

#include <QTest>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

class TestChartMoving : public QObject
{
    Q_OBJECT

private slots:
    // 20 ticks lower: 0.0315 x 1'286 = 40.509.
    void looseningAStopAsksWithTheMoneyAndSendsOnce()
    {
        ShownChart shown;
        shown.moveStop(-20);
        QVERIFY(shown.pane->question().isVisible());
        QCOMPARE(shown.pane->question().sentence(), QStringLiteral("Move stop 62,134 → 62,114, risk −39.88 → −40.51."));
        QVERIFY(shown.terminal.sent.empty());
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
        const auto* moved = shown.terminal.lastWish<events::MoveStop>();
        QVERIFY(moved);
        QCOMPARE(*moved, (events::MoveStop{OrderId{2}, Ticks{62'114}}));
        QVERIFY(!shown.pane->question().isVisible());
        QVERIFY(!shown.chart().drag());
    }

    // An entry that filled in two parts has a stop for each; on the chart they are one, and one hand moves both. 0.0315
    // x 1'286 = 40.509, whichever of them covers what.
    void theStopsOfAnEntryThatFilledInPartsMoveTogether()
    {
        auto desk = aSnapshot();
        desk.openOrders = {anOrder(), anOrder()};
        desk.openOrders[0].ticket.size = Lots{115};
        desk.openOrders[1].ticket.id = OrderId{3};
        desk.openOrders[1].ticket.size = Lots{200};
        desk.openOrders[0].ticket.parent = desk.openOrders[1].ticket.parent = OrderId{1};
        ShownChart shown(desk);
        shown.moveStop(-20);
        QCOMPARE(shown.pane->question().sentence(),
                 QStringLiteral("Move stop 62,134 → 62,114, risk −39.88 → −40.51. Its 2 orders move together."));
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        std::vector<events::MoveStop> moved;
        for (const auto& sent : shown.terminal.sent) {
            moved.push_back(std::get<events::MoveStop>(sent.what));
        }
        QCOMPARE(
            moved,
            (std::vector{events::MoveStop{OrderId{2}, Ticks{62'114}}, events::MoveStop{OrderId{3}, Ticks{62'114}}}));
    }

    /// One of them has filled since the line was taken: two stops at two prices would be nobody's wish.
    void ofSeveralStopsAllMoveOrNone()
    {
        auto desk = aSnapshot();
        desk.openOrders = {anOrder(), anOrder()};
        desk.openOrders[1].ticket.id = OrderId{3};
        desk.openOrders[0].ticket.parent = desk.openOrders[1].ticket.parent = OrderId{1};
        ShownChart shown(desk);
        shown.moveStop(20); // tightening asks, too, for it is several
        QVERIFY(shown.pane->question().isVisible());
        desk.openOrders[1].state = orders::OrderState::Unknown;
        shown.terminal.show(desk);
        shown.engine->poll();
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
    }

    void stopsOfTwoEntriesHaveNoCommonGrip()
    {
        auto desk = aSnapshot();
        desk.openOrders = {anOrder(), anOrder()};
        desk.openOrders[1].ticket.id = OrderId{3};
        desk.openOrders[0].ticket.parent = OrderId{1};
        desk.openOrders[1].ticket.parent = OrderId{4};
        const ShownChart shown(desk);
        QVERIFY(!shown.lineOf(LineKind::Stop)->canDrag);
    }

    // Before its trigger is met a stop-limit's limit is nowhere: the line is the trigger, and the limit follows it.
    void aStopLimitIsDrawnAtItsTriggerAndMovesWhole()
    {
        auto desk = aSnapshot();
        auto entry = anOrder();
        entry.ticket.id = OrderId{7};
        entry.ticket.role = orders::OrderRole::Entry;
        entry.ticket.kind = orders::OrderKind::StopLimit;
        entry.ticket.side = Side::Buy;
        entry.ticket.stop = Ticks{63'500};
        entry.ticket.limit = Ticks{63'520};
        entry.ticket.parent = {};
        desk.openOrders.push_back(entry);
        ShownChart shown(desk);
        const ChartLine* line = shown.lineOf(LineKind::Order);
        QVERIFY(line);
        QCOMPARE(line->price, Ticks{63'500});
        QVERIFY2(line->label.contains(QStringLiteral("stop 63,500, limit 63,520")), qUtf8Printable(line->label));

        emit shown.chart().lineDropped(*line, Ticks{63'490});
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);
        const auto* wish = shown.terminal.lastWish<events::ReplaceOrder>();
        QVERIFY(wish);
        QCOMPARE(wish->stop, std::optional(Ticks{63'490}));
        QCOMPARE(wish->limit, std::optional(Ticks{63'510}));
    }

    void escapeKeepsTheStopAndSendsNothing()
    {
        ShownChart shown;
        shown.moveStop(-20);
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Escape);
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
        QVERIFY(!shown.chart().drag());
    }

    void aKeyWithinTheFirstMomentMovesNothing()
    {
        ShownChart shown;
        shown.moveStop(-20);
        shown.now += 299;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
        QVERIFY(shown.pane->question().isVisible());
    }

    void tighteningMayMoveWithoutAsking()
    {
        ShownChart shown;
        shown.moveStop(20);
        QVERIFY(shown.pane->question().isVisible()); // the default asks
        QTest::keyClick(&shown.pane->question(), Qt::Key_Escape);

        UserSettings settings(*shown.engine);
        UserChoices choices = settings.choices();
        choices.asksBeforeTightening = false;
        settings.set(choices);
        shown.moveStop(20);
        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
        QCOMPARE(*shown.terminal.lastWish<events::MoveStop>(), (events::MoveStop{OrderId{2}, Ticks{62'154}}));

        shown.moveStop(-20); // loosening asks whatever is set
        QVERIFY(shown.pane->question().isVisible());
        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
    }

    void aWorkingLimitIsReplaced()
    {
        auto desk = aSnapshot();
        desk.positions.clear();
        desk.openOrders = {aWorkingLimit()};
        ShownChart shown(desk);
        shown.chart().pickNextLine();
        QTest::keyClick(&shown.chart(), Qt::Key_Down);
        QTest::keyClick(&shown.chart(), Qt::Key_Return);
        QCOMPARE(shown.pane->question().sentence(), QStringLiteral("Move buy order 63,300 → 63,299."));
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Enter);

        const auto* replaced = shown.terminal.lastWish<events::ReplaceOrder>();
        QVERIFY(replaced);
        QCOMPARE(replaced->order, OrderId{9});
        QCOMPARE(replaced->limit, std::optional(Ticks{63'299}));
        QVERIFY(!replaced->stop && !replaced->size);
    }

    void anOrderThatFilledMeanwhileIsNotMoved()
    {
        ShownChart shown;
        shown.moveStop(-20);
        auto desk = aSnapshot();
        desk.openOrders.clear();
        shown.show(desk);
        QVERIFY(!shown.pane->question().isVisible());
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
    }

    void anotherInstrumentDropsTheQuestion()
    {
        ShownChart shown;
        shown.moveStop(-20);
        shown.groups.select(LinkGroup::A, InstrumentId{2});

        QVERIFY(!shown.pane->question().isVisible());
        QVERIFY(!shown.chart().drag());
    }

    void aNewSessionForgetsTheOldOne()
    {
        ShownChart shown;
        shown.moveStop(-20);
        shown.terminal.restart();
        shown.engine->poll();

        QVERIFY(!shown.chart().data().series());
        QVERIFY(shown.chart().scene().lines.empty());
        QVERIFY(!shown.pane->question().isVisible());
    }

    // A stop against a short: 0.0315 sold at 63'400, stop at 64'000 loses 18.90.
    void aShortLosesAboveItsPrice()
    {
        auto desk = aSnapshot();
        desk.positions[0].position.lots = Lots{-315};
        ChartLine stop;
        stop.kind = LineKind::Stop;
        stop.side = Side::Buy;
        stop.order = OrderId{2};

        QCOMPARE(resultAt(desk, stop, InstrumentId{1}, Ticks{64'000}), std::optional(Money{-1'890'000'000}));
    }

    // An entry of 0.0315 at 63'400 that filled as 0.0115 and 0.0200 has two stops: at 63'000 they lose 4.60 and 8.00.
    void aStopLosesWhatItCovers()
    {
        auto desk = aSnapshot();
        desk.openOrders = {anOrder(), anOrder()};
        desk.openOrders[0].ticket.size = Lots{115};
        desk.openOrders[1].ticket.size = Lots{250};
        desk.openOrders[1].filled = Lots{50};
        desk.openOrders[1].ticket.id = OrderId{3};
        ChartLine stop;
        stop.kind = LineKind::Stop;
        stop.side = Side::Sell;
        stop.order = OrderId{2};
        QCOMPARE(resultAt(desk, stop, InstrumentId{1}, Ticks{63'000}), std::optional(Money{-460'000'000}));
        stop.order = OrderId{3};
        QCOMPARE(resultAt(desk, stop, InstrumentId{1}, Ticks{63'000}), std::optional(Money{-800'000'000}));
    }
};

QTEST_MAIN(TestChartMoving)
#include "tst_chart_moving.moc"
