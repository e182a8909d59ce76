// needs: ui/panes/positions tests/support/fake_terminal Qt6::Widgets
// What the positions show of a stop that the broker has not confirmed.
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/positions/view.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::positions;
using omni::testing::PaneBench;

class TestStopInDoubt : public QObject
{
    Q_OBJECT

private slots:
    // S17: in doubt it is neither called protected nor bare.
    void aStopOfWhichTheBrokerIsAskedIsNotCalledProtected()
    {
        auto doubted = omni::testing::aPosition();
        const Ticks trigger = *doubted.stop;
        doubted.stop.reset();
        doubted.stopOrder = {};
        doubted.protectedLots = Lots{0};
        auto desk = omni::testing::aSnapshot();
        desk.positions = {doubted};
        orders::OrderRecord record;
        record.ticket.id = OrderId{900};
        record.ticket.instrument = doubted.position.instrument;
        record.ticket.role = orders::OrderRole::Stop;
        record.ticket.side = Side::Sell;
        record.ticket.size = Lots{315};
        record.ticket.stop = trigger;
        record.state = orders::OrderState::Unknown;
        desk.openOrders = {record};
        PaneBench bench;
        bench.terminal.show(desk);

        const Cell asked = bench.open<View>().findChild<Model*>()->cell(0, Model::Stop);

        QCOMPARE(asked.text, QStringLiteral("asked"));
        QCOMPARE(asked.tone, CellTone::Warn);
        QVERIFY(asked.tip.contains(QStringLiteral("not protected")));

        desk.openOrders[0].state = orders::OrderState::Sent;
        PaneBench other;
        other.terminal.show(desk);
        const Cell sent = other.open<View>().findChild<Model*>()->cell(0, Model::Stop);
        QCOMPARE(sent.text, QStringLiteral("sent"));
        QVERIFY(!sent.tip.contains(QStringLiteral("Protected")));

        desk.openOrders[0].ticket.size = Lots{300}; // it may cover a part
        BareSince since;
        QVERIFY(rowsOf(desk, since).front().bareSince.ns != 0);
    }

    void whereAPartIsCoveredTheStopThatStandsIsStillTold()
    {
        auto half = omni::testing::aPosition();
        const Ticks trigger = *half.stop;
        half.protectedLots = Lots{200};
        auto desk = omni::testing::aSnapshot();
        desk.positions = {half};
        orders::OrderRecord standing;
        standing.ticket.id = half.stopOrder;
        standing.ticket.instrument = half.position.instrument;
        standing.ticket.role = orders::OrderRole::Stop;
        standing.ticket.side = Side::Sell;
        standing.ticket.size = Lots{200};
        standing.ticket.stop = trigger;
        standing.state = orders::OrderState::Working;
        orders::OrderRecord doubted = standing;
        doubted.ticket.id = OrderId{901};
        doubted.ticket.size = Lots{115};
        doubted.state = orders::OrderState::Unknown;
        desk.openOrders = {standing, doubted};
        PaneBench bench;
        bench.terminal.show(desk);

        const Cell cell = bench.open<View>().findChild<Model*>()->cell(0, Model::Stop);

        QVERIFY2(cell.text.endsWith(QStringLiteral(" + asked")) && cell.text.size() > 8, qUtf8Printable(cell.text));
        QCOMPARE(cell.tone, CellTone::Warn);
        QVERIFY2(cell.tip.startsWith(QStringLiteral("A stop over ")), qUtf8Printable(cell.tip));
        QVERIFY(cell.tip.contains(QStringLiteral("not protected")));
    }
};

QTEST_MAIN(TestStopInDoubt)
#include "tst_stop_in_doubt.moc"
