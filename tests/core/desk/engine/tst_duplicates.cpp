// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

/// S16: the same order again within the window is a slip of a hand or of a program.
class TestDuplicates : public QObject
{
    Q_OBJECT

private slots:
    void theSameOrderTwiceWithinTenSecondsIsRefused()
    {
        auto desk = TestDesk::armed();
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
        desk.pass(seconds(1));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Duplicate);
        desk.pass(seconds(9));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
    }

    // Another amount is another order, in lots, and in money where the venue counts the lots.
    void theSameOrderForAnotherAmountIsNoDuplicate()
    {
        auto desk = TestDesk::armed();
        events::PlaceOrder byValue;
        byValue.ticket.instrument = InstrumentId{1};
        byValue.ticket.notional = Money{500 * oneDollar};
        byValue.stop = Ticks{9'900};
        QVERIFY(desk.placed(byValue));
        QVERIFY(!desk.placed(byValue));
        QVERIFY(desk.refusal() == risk::Rule::Duplicate);
        byValue.ticket.notional = Money{400 * oneDollar};
        QVERIFY(desk.placed(byValue));
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.place(Side::Buy, 2, 9'900));
        QVERIFY(!desk.place(Side::Buy, 2, 9'900));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Its price is where it follows the market from, and how far behind.
    void theSameOrderAtAnotherDistanceIsNoDuplicate()
    {
        auto desk = TestDesk::armed();
        events::PlaceOrder trailing;
        trailing.ticket.instrument = InstrumentId{1};
        trailing.ticket.kind = orders::OrderKind::TrailingStop;
        trailing.ticket.size = Lots{1};
        trailing.ticket.stop = Ticks{10'050};
        trailing.ticket.trail = Ticks{20};
        trailing.stop = Ticks{9'900};
        QVERIFY(desk.placed(trailing));
        QVERIFY(!desk.placed(trailing));
        QVERIFY(desk.refusal() == risk::Rule::Duplicate);
        trailing.ticket.trail = Ticks{30};
        QVERIFY(desk.placed(trailing));
    }
};

QTEST_APPLESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
