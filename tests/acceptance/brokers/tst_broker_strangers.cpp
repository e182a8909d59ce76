// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Somebody else works on the same account (F15): his orders are shown and counted, never touched unless a person says
// so, what they fill is booked (S9); and words about orders that nobody knows are cleared up or counted.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerStrangers : public QObject
{
    Q_OBJECT

    static bool showsOthers(BrokerDesk& desk, std::size_t count)
    {
        return desk.shows([count](const auto& shown) { return shown.externalOrders.size() == count; });
    }
    static std::string placeOther(BrokerDesk& desk, Side side, std::int64_t lots, std::optional<Ticks> limit)
    {
        return desk.venue->askAsStranger(desk.venue->strangersOrder(side, lots, limit));
    }
    static bool standsThere(BrokerDesk& desk, const orders::VenueOrderId& id)
    {
        return desk.venue->askAsStranger(desk.venue->strangersQuestion()).find(std::string(id.view()))
            != std::string::npos;
    }
    /// Compared, and the other's order is the one difference between the account and the books.
    static bool isComparedBut(BrokerDesk& desk, std::size_t others)
    {
        return desk.shows([others](const auto& shown) {
            return shown.isReconciled && shown.externalOrders.size() == others && shown.differences.size() == others
                && std::all_of(shown.differences.begin(), shown.differences.end(),
                               [](const auto& one) { return !(one.what.venueOrderId == orders::VenueOrderId()); });
        });
    }
    /// A person does it; the comparison behind it finds nothing that differs.
    static bool endsTheOther(BrokerDesk& desk)
    {
        const auto shown = desk.terminal->snapshot()->externalOrders.front();
        return desk.send(events::CancelExternalOrder{shown.instrument, shown.venueOrderId}) && showsOthers(desk, 0)
            && !standsThere(desk, shown.venueOrderId) && isComparedBut(desk, 0);
    }
    static Ticks farBelow(const BrokerDesk& desk)
    {
        return Ticks{desk.base().count - 5 * desk.step()};
    }

private slots:
    void anOrderOfSomebodyElse_data()
    {
        eachVenue();
    }
    /// Shown with its figures, counted in what is open, left alone by a person's "cancel all"; and ended when a person
    /// names it.
    void anOrderOfSomebodyElse()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto own = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(own && desk.works(*own), desk.story().c_str());

        const auto answer = placeOther(desk, Side::Buy, 2, farBelow(desk));
        QVERIFY2(showsOthers(desk, 1), answer.c_str());

        const auto shown = desk.terminal->snapshot()->externalOrders.front();
        const Lots lots{2 * desk.venue->usualQuantity() / desk.unit()};
        QCOMPARE(shown.left, lots);
        QCOMPARE(shown.side, Side::Buy);
        QVERIFY(shown.limit == farBelow(desk));
        const auto& risk = desk.terminal->snapshot()->risk;
        QCOMPARE(risk.openOrders, 2);
        QCOMPARE(risk.instruments.front().external.openBuys, lots);

        QVERIFY(desk.cancelAll());
        QVERIFY(showsOthers(desk, 1) && standsThere(desk, shown.venueOrderId));

        QVERIFY2(endsTheOther(desk), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void anOrderOfSomebodyElseFills_data()
    {
        eachVenue();
    }
    /// The account holds what he has bought: booked as the venue has it, and as nobody's order here. Placed while no
    /// line was up it is found by the comparison.
    void anOrderOfSomebodyElseFills()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());

        static_cast<void>(placeOther(desk, Side::Buy, 2, std::nullopt)); // told by the stream
        QVERIFY2(desk.holds(2), desk.story().c_str());

        desk.venue->call([&] { desk.venue->proxy->setReachable(false); });
        static_cast<void>(placeOther(desk, Side::Sell, 1, std::nullopt)); // found by the comparison
        static_cast<void>(placeOther(desk, Side::Buy, 1, farBelow(desk)));
        desk.venue->call([&] { desk.venue->proxy->setReachable(true); });

        QVERIFY2(desk.holds(1) && isComparedBut(desk, 1), desk.story().c_str());
        QVERIFY2(endsTheOther(desk), desk.story().c_str());
        QVERIFY(!desk.hasOpenOrders());
        desk.read();
        const bool allAreOthers = std::all_of(desk.notices.begin(), desk.notices.end(), [](const auto& notice) {
            const auto* fill = BrokerDesk::eventIn<orders::Fill>(notice);
            return fill == nullptr || fill->order == OrderId{};
        });
        QVERIFY2(allAreOthers, desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aWordOnAnOrderThatNobodyKnows_data()
    {
        eachVenue();
    }
    /// It counts as somebody else's until the account is compared: what the venue does not have is gone then (F32). A
    /// word of a kind that does not exist is counted, and nothing follows from it.
    void aWordOnAnOrderThatNobodyKnows()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        const std::string stream = desk.venue->words().streamPath;
        QVERIFY(desk.open());
        static_cast<void>(placeOther(desk, Side::Buy, 1, farBelow(desk)));
        QVERIFY(showsOthers(desk, 1));
        const auto told = desk.venue->get<std::string>(
            [&] { return desk.venue->proxy->lastSaid(stream, desk.venue->words().newText); });
        QVERIFY(!told.empty());

        desk.venue->call([&] { desk.venue->proxy->inject(stream, desk.venue->asIfOfNobody(told)); });
        QVERIFY2(showsOthers(desk, 2), desk.venue->asIfOfNobody(told).c_str());
        desk.venue->call([&] { desk.venue->proxy->cut(stream); });
        QVERIFY2(isComparedBut(desk, 1), desk.story().c_str());
        QVERIFY2(endsTheOther(desk), desk.story().c_str());

        const auto counted = [&] {
            const auto now = desk.terminal->connection();
            return now != nullptr ? now->unknownMessages : 0;
        };
        const auto before = counted();
        desk.venue->call([&] { desk.venue->proxy->inject(stream, desk.venue->unheardOf()); });
        QVERIFY(becomesTrue([&] { return counted() == before + 1; }));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerStrangers)
#include "tst_broker_strangers.moc"
