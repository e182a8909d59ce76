// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Cancels that meet fills on the way (F29), with answers that come, are lost or are something else:
// what fills and what is taken back is never more than was meant (S8), and both sides agree in the end (S9).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

struct Answer {
    const char* name;
    std::optional<RequestFault> fault;
};
const Answer answers[] = {
    {"answered", std::nullopt},
    {"answer lost", RequestFault::LoseAnswer},
    {"answer replaced", RequestFault::ReplaceAnswer},
    {"never arrived", RequestFault::CutRequest},
};

} // namespace

class TestBrokerRaces : public QObject
{
    Q_OBJECT

private slots:
    void aCancelOfWhatHasFilledInPart_data()
    {
        eachVenueAnd("answer", answers);
    }
    void aCancelOfWhatHasFilledInPart()
    {
        QFETCH(int, venue);
        QFETCH(int, answer);
        BrokerDesk desk(allVenues[venue]);
        if (answers[answer].fault) {
            OMNI_NEEDS_WIRE(*desk.venue);
        }
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());
        desk.scriptRequest("DELETE", desk.venue->words().orderPath, answers[answer].fault);

        QVERIFY(desk.send(events::CancelOrder{*order}));

        QVERIFY(!desk.venue->whyNoWire().empty() || desk.isScriptDone());
        QVERIFY2(desk.hasEnded(*order), desk.story().c_str());
        desk.take(Side::Buy, 1); // nobody of ours stands there any more
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str()); // what has filled is covered (S34)
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void whatFillsInPartsIsCoveredInTheEnd_data()
    {
        QTest::addColumn<int>("venue");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            QTest::addRow("%s", allVenues[venue].name) << venue;
        }
    }
    /// F31, S34. Where the venue takes no stop while the rest of its entry works, a person is told; with the last fill
    /// it is set again, in the size of all.
    void whatFillsInPartsIsCoveredInTheEnd()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());
        const OrderId stop{order->value + 1};
        // Where it holds the stop itself, that stop waits for the whole entry.
        if (desk.venue->mayAddBesideStop() && desk.venue->legs().empty()) {
            QVERIFY2(desk.works(stop), desk.story().c_str());
        } else {
            QVERIFY2(desk.hears(stop, OrderEventKind::Rejected), desk.story().c_str());
            QVERIFY2(becomesTrue([&] { return desk.story().find("position.unprotected") != std::string::npos; }),
                     desk.story().c_str());
        }
        desk.take(Side::Buy, 2);
        QVERIFY2(desk.holds(3) && desk.hasEnded(*order), desk.story().c_str());
        QVERIFY2(desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aCancelThatComesTooLate_data()
    {
        eachVenueAnd("answer", answers);
    }
    /// The rest fills before the cancel gets there; the fill is not told on the stream until all is over.
    void aCancelThatComesTooLate()
    {
        QFETCH(int, venue);
        QFETCH(int, answer);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 2));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());
        desk.script(FrameRule{desk.venue->words().streamPath, desk.venue->words().fillText, FrameFault::Hold, 1});
        desk.take(Side::Buy, 1);
        QVERIFY(desk.isHeldOnTheWire(1));
        desk.scriptRequest("DELETE", desk.venue->words().orderPath, answers[answer].fault);

        QVERIFY(desk.send(events::CancelOrder{*order}));

        QVERIFY2(desk.holds(2) && desk.hasEnded(*order), desk.story().c_str());
        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY2(desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerRaces)
#include "tst_broker_races.moc"
