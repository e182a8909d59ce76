// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// The account's own stream repeats itself, leaves something out, comes late, or is cut (F26, F27, F34): each fill is
// booked once (S7), and in the end the books are the venue's (S9).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerStreamFaults : public QObject
{
    Q_OBJECT

    static FrameRule ofFills(const BrokerDesk& desk, FrameFault fault, std::size_t times = 1)
    {
        return {desk.venue->words().streamPath, desk.venue->words().fillText, fault, times};
    }
    static std::size_t streamsOpened(BrokerDesk& desk)
    {
        return desk.venue->get<std::size_t>([&] { return desk.venue->proxy->opened(desk.venue->words().streamPath); });
    }
    static void cutStream(BrokerDesk& desk)
    {
        desk.venue->call([&] { desk.venue->proxy->cut(desk.venue->words().streamPath); });
    }

private slots:
    void aFillThatIsToldTwice_data()
    {
        eachVenue();
    }
    /// F26: twice on the stream, and once more by the comparison behind a cut line.
    void aFillThatIsToldTwice()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.script(ofFills(desk, FrameFault::Double, 2));

        QVERIFY(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)));
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        auto exit = desk.ticket(OrderKind::Market, Side::Sell, 1);
        exit.reduceOnly = true;
        QVERIFY(desk.send(events::PlaceOrder{exit, {}, {}}));
        QVERIFY2(desk.holds(0) && desk.isSettled(), desk.story().c_str());

        QVERIFY(desk.isScriptDone());
        const std::size_t before = streamsOpened(desk);
        cutStream(desk);
        QVERIFY(becomesTrue([&] { return streamsOpened(desk) > before; }));
        QVERIFY(desk.isCompared());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aFillThatIsLeftOut_data()
    {
        eachVenue();
    }
    /// F34: what the stream has not told the comparison behind its end tells.
    void aFillThatIsLeftOut()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY(order && desk.works(*order));
        desk.script(ofFills(desk, FrameFault::Drop));

        QVERIFY(desk.trigger(OrderKind::Limit, Side::Buy));
        QVERIFY(desk.isScriptDone());
        cutStream(desk);

        QVERIFY2(desk.holds(1) && desk.isSettled() && desk.isCompared(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aFillThatComesBehindTheEndOfItsOrder_data()
    {
        eachVenue();
    }
    /// F27: the cancel comes too late, the question after it tells of the fill, and then the stream does.
    void aFillThatComesBehindTheEndOfItsOrder()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY(order && desk.works(*order));
        desk.script(ofFills(desk, FrameFault::Hold));
        QVERIFY(desk.trigger(OrderKind::Limit, Side::Buy));
        QVERIFY(desk.isHeldOnTheWire(1));

        QVERIFY(desk.send(events::CancelOrder{*order}));

        QVERIFY2(desk.holds(1) && desk.hasEnded(*order), desk.story().c_str());
        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY(desk.isHeldOnTheWire(0) && desk.isSettled());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void anOrderFillsWhileNobodyGetsThrough_data()
    {
        eachVenue();
    }
    /// F34: all lines are down, the order fills at the venue, and the lines come back.
    void anOrderFillsWhileNobodyGetsThrough()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY(order && desk.works(*order));

        desk.venue->call([&] { desk.venue->proxy->setReachable(false); });
        const Ticks below{desk.base().count - 2 * desk.step()};
        desk.venue->call([&] { desk.venue->moveTo(below); });
        QVERIFY(becomesTrue([&] { return desk.tradesThere() == 1; }));
        QCOMPARE(desk.held(), std::int64_t{0});
        desk.venue->call([&] { desk.venue->proxy->setReachable(true); });

        QVERIFY2(desk.holds(1) && desk.isSettled() && desk.isCompared(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void anExecutionThatIsTakenBack_data()
    {
        eachVenue();
    }
    /// F28: a reversal, once, however often it is told; before that a correction to a smaller size.
    void anExecutionThatIsTakenBack()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        const std::string stream = desk.venue->words().streamPath;
        QVERIFY(desk.open());
        QVERIFY(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 2)));
        QVERIFY2(desk.holds(2) && desk.isSettled(), desk.story().c_str());
        const auto told = desk.venue->get<std::string>(
            [&] { return desk.venue->proxy->lastSaid(stream, desk.venue->words().fillText); });
        QVERIFY(!told.empty());
        const std::string bust = desk.venue->bustOf(told);
        if (bust.empty()) {
            QSKIP("its protocol has no word for it");
        }
        const auto say
            = [&](const std::string& text) { desk.venue->call([&] { desk.venue->proxy->inject(stream, text); }); };
        const auto busts = [&] {
            desk.read();
            return std::count_if(desk.notices.begin(), desk.notices.end(), [](const auto& notice) {
                return BrokerDesk::eventIn<events::FillBusted>(notice) != nullptr;
            });
        };

        say(desk.venue->correctionOf(told, 1));
        QVERIFY2(desk.holds(1), desk.story().c_str());
        say(bust);
        say(bust);

        QVERIFY2(desk.holds(0), desk.story().c_str());
        QVERIFY(becomesTrue([&] { return busts() == 2; }));
        QVERIFY2(desk.holds(0), desk.story().c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerStreamFaults)
#include "tst_broker_stream_faults.moc"
