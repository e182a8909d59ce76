// S26: how many orders a ledger holds.

#include "tests/core/trade/orders/typical_order.h"

#include <QTest>

using namespace omni;
using namespace omni::orders;

class TestLedgerBounds : public QObject
{
    Q_OBJECT

private slots:
    void oneOpenOrderTooManyIsRefusedUntilOneEnds()
    {
        Ledger ledger;
        for (std::uint64_t id = 1; id <= mostOpenOrders; ++id) {
            QVERIFY(ledger.add(aTypicalBuy(id), noon));
        }
        const auto refused = ledger.add(aTypicalBuy(mostOpenOrders + 1), noon);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Full);
        QCOMPARE(static_cast<std::size_t>(ledger.openCount()), mostOpenOrders);

        QVERIFY(ledger.apply({7}, OrderEventKind::Cancelled, noon));
        QVERIFY(ledger.add(aTypicalBuy(mostOpenOrders + 1), noon));
    }

    void anInstrumentBeyondTheLastIsRefusedAndTakesNoRoom()
    {
        Ledger ledger;
        auto ticket = aTypicalBuy(1);
        ticket.instrument = InstrumentId{mostInstruments + 1};
        const auto refused = ledger.add(ticket, noon);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Full);
        QCOMPARE(ledger.openCount(), 0);
    }
};

QTEST_APPLESS_MAIN(TestLedgerBounds)
#include "tst_ledger_bounds.moc"
