// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// New orders of which the answer does not come, comes as something else, or comes too late (F22 to F25): never sent
// twice (S4), never called refused without proof (S6), and booked as the venue has them in the end (S9).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

const sandbox::WebAnswer pages[] = {
    {502, "<html><body><h1>502 Bad Gateway</h1></body></html>", {}, "text/html"},
    {500, "", {}, "application/json"},
    {503, R"({"code":-1000,"msg":"Unknown error, please check your request or try again later."})", {}},
    {504, R"({"message":"Gateway Time-out"})", {}},
    {200, "", {}, "application/json"},
    {200, "<html><body>Please sign in to this network</body></html>", {}, "text/html"},
    {403, "<html><body>Request blocked.</body></html>", {}, "text/html"},
};

} // namespace

class TestBrokerLostWords : public QObject
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
    void aLineCutInTheMiddleOfAnOrder_data()
    {
        eachVenue();
    }
    /// F22: whether it has reached the venue is not known here, and so it is asked for; no other is sent.
    void aLineCutInTheMiddleOfAnOrder()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::CutRequest, 60);

        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Lost), desk.story().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Rejected), desk.story().c_str()); // "no such order", in due time
        QVERIFY(desk.isScriptDone() && desk.hasEnded(*order));
        QVERIFY2(desk.fault(1).isEmpty(), (desk.fault(1).toStdString() + desk.story()).c_str());
    }

    void theWholeOrderWentAndThenTheLineWasCut_data()
    {
        eachVenue();
    }
    /// F22 with all of its bytes through.
    void theWholeOrderWentAndThenTheLineWasCut()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::CutRequest, 1'000'000);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.isScriptDone() && !desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void theVenueTookItAndItsAnswerWasLost_data()
    {
        eachVenue();
    }
    /// F23, of one that rests: without a fill only a question tells.
    void theVenueTookItAndItsAnswerWasLost()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::LoseAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Lost), desk.story().c_str());
        QVERIFY2(desk.works(*order), desk.story().c_str());
        QVERIFY(desk.trigger(OrderKind::Limit, Side::Buy));
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.isScriptDone() && !desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aPageOfSomebodyInBetween_data()
    {
        QTest::addColumn<int>("venue");
        QTest::addColumn<int>("page");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            for (int page = 0; page < int(std::size(pages)); ++page) {
                QTest::addRow("%s, %d, page %d", allVenues[venue].name, pages[page].status, page) << venue << page;
            }
        }
    }
    /// F24: the venue has it, whatever the page says.
    void aPageOfSomebodyInBetween()
    {
        QFETCH(int, venue);
        QFETCH(int, page);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::ReplaceAnswer, 0, pages[page]);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.isScriptDone());
        QVERIFY2(!desk.wasSaid(*order, OrderEventKind::Rejected), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void theFillComesBeforeTheAnswer_data()
    {
        eachVenue();
    }
    /// F25.
    void theFillComesBeforeTheAnswer()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::HoldAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(1), desk.story().c_str());
        QVERIFY(desk.isHeldOnTheWire(1));
        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY2(desk.isSettled() && desk.hasEnded(*order), desk.story().c_str());
        QVERIFY(!desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerLostWords)
#include "tst_broker_lost_words.moc"
