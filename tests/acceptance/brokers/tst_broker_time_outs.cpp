// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Time-outs: the venue takes an order, or a cancel, and says nothing (F23). What takes long stands here, apart.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerTimeOuts : public QObject
{
    Q_OBJECT

    static void eachVenue()
    {
        QTest::addColumn<int>("venue");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            QTest::addRow("%s", allVenues[venue].name) << venue;
        }
    }

private slots:
    void theVenueTookItAndSaidNothing_data()
    {
        eachVenue();
    }
    /// F23: a time-out.
    void theVenueTookItAndSaidNothing()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::WithholdAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Lost), desk.story().c_str());
        QVERIFY2(desk.works(*order), desk.story().c_str());
        QVERIFY(desk.isScriptDone() && !desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerTimeOuts)
#include "tst_broker_time_outs.moc"
