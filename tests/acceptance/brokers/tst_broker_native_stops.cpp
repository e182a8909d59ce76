// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// A venue that gets the stop of an entry with the entry holds it from the first byte, whatever becomes of the program:
// the desk's own stop is that one and no second (S4), covers what has filled (S17), and is found again (S9).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

/// The one leg that the venue has made.
std::string theLeg(const BrokerDesk& desk)
{
    const auto legs = desk.venue->legs();
    return legs.size() == 1 ? *legs.begin() : std::string();
}

/// Asked for now and then: the venue counts questions, too.
bool isLeg(BrokerDesk& desk, const std::string& state)
{
    std::string now;
    for (int look = 0; look < 20 && now != state; ++look) {
        QTest::qWait(look == 0 ? 0 : 250);
        const auto leg = theLeg(desk);
        now = leg.empty() ? "not there" : desk.venue->stateOfLeg(leg);
    }
    if (now != state) {
        qWarning("the leg is \"%s\", not \"%s\"", now.c_str(), state.c_str());
    }
    return now == state;
}

/// The stop that works, by the venue's number; empty: there is none.
std::string stopAtWork(const BrokerDesk& desk)
{
    for (const auto& one : desk.terminal->snapshot()->openOrders) {
        if (one.ticket.role == orders::OrderRole::Stop && one.state == orders::OrderState::Working) {
            return std::string(one.venueOrderId.view());
        }
    }
    return {};
}

bool isCoveredBy(BrokerDesk& desk, const std::string& number)
{
    return desk.isSettled() && becomesTrue([&] { return stopAtWork(desk) == number; });
}

std::size_t ordersThere(BrokerDesk& desk)
{
    return desk.namesThere().size();
}

std::int64_t timesTold(BrokerDesk& desk)
{
    desk.read();
    return std::count_if(desk.notices.begin(), desk.notices.end(), [&desk](const auto& notice) {
        const auto* alert = desk.factIn<events::AlertRaised>(notice);
        return alert != nullptr && alert->key.view() == "position.unprotected";
    });
}

QByteArray ends(BrokerDesk& desk)
{
    const auto fault = desk.fault();
    return fault.isEmpty() && desk.terminal->snapshot()->externalOrders.empty()
        ? QByteArray()
        : fault + QByteArray::fromStdString(desk.story());
}

} // namespace

class TestBrokerNativeStops : public QObject
{
    Q_OBJECT

private slots:
    void theStopStandsThereBeforeTheDeskHasHeardOfAnything_data()
    {
        eachVenueThatHoldsStops();
    }
    /// The last word that reaches the venue is the entry: its answer and the stream are held back, as if the program
    /// were gone. The venue fills it, and has the stop at work. Then the desk hears of it, and that stop is its own.
    void theStopStandsThereBeforeTheDeskHasHeardOfAnything()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.script(FrameRule{desk.venue->words().streamPath, "order", FrameFault::Hold, 4}); // of both, all words
        desk.scriptOrder(RequestFault::HoldAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(isLeg(desk, "new"), desk.story().c_str());
        QCOMPARE(desk.held(), std::int64_t{0});
        QCOMPARE(desk.heldThere(), desk.venue->usualQuantity());
        QCOMPARE(desk.saidOf(*order).size(), std::size_t{0});
        QCOMPARE(ordersThere(desk), std::size_t{1});

        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY2(desk.holds(1) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());

        QVERIFY2(desk.moveTo(-12) && desk.holds(0), desk.story().c_str()); // and it does what a stop is for
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theLineIsCutRightBehindTheEntry_data()
    {
        eachVenueThatHoldsStops();
    }
    /// F22 to F24: whether the venue has it is asked for, and the answer has both.
    void theLineIsCutRightBehindTheEntry()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.script(FrameRule{desk.venue->words().streamPath, "order", FrameFault::Drop, 4});
        desk.scriptOrder(RequestFault::CutRequest, 1'000'000);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order && desk.hears(*order, OrderEventKind::Lost), desk.story().c_str());
        QVERIFY2(desk.passUntil([&] { return desk.held() == desk.venue->usualQuantity(); }), desk.story().c_str());
        QVERIFY2(isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theEntryFillsInPartsAndWhole_data()
    {
        eachVenueThatHoldsStops();
    }
    /// Nothing is sent beside it meanwhile, and a person is told that the part is without (S17); in the end the venue's
    /// stop is the desk's, in the size of all.
    void theEntryFillsInPartsAndWhole()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1) && isLeg(desk, "held"), desk.story().c_str());
        QVERIFY2(becomesTrue([&] { return timesTold(desk) > 0; }), desk.story().c_str());

        desk.take(Side::Buy, 2);

        QVERIFY2(desk.holds(3) && isLeg(desk, "new"), desk.story().c_str());
        QVERIFY2(desk.passUntil([&desk, leg = theLeg(desk)] { return stopAtWork(desk) == leg; }), desk.story().c_str());
        QVERIFY2(isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theEntryFillsInPartsWithinAMoment_data()
    {
        eachVenueThatHoldsStops();
    }
    /// What the desk hears at once as parts has the venue's stop behind it already: nobody is told that it has none.
    void theEntryFillsInPartsWithinAMoment()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.script(FrameRule{desk.venue->words().streamPath, "order", FrameFault::Hold, 3}); // two fills, and the stop
        desk.take(Side::Buy, 1);
        desk.take(Side::Buy, 2);
        QVERIFY(isLeg(desk, "new") && desk.isScriptDone());
        QCOMPARE(desk.held(), std::int64_t{0});

        desk.venue->call([&] { desk.venue->proxy->release(); });

        QVERIFY2(desk.holds(3) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QVERIFY2(timesTold(desk) == 0, desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theRestOfTheEntryIsCancelled_data()
    {
        eachVenueThatHoldsStops();
    }
    /// The venue ends the stop with it: what has filled gets the desk's own.
    void theRestOfTheEntryIsCancelled()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());

        QVERIFY(desk.send(events::CancelOrder{*order}) && desk.hasEnded(*order));

        QVERIFY2(desk.isSettled(), desk.story().c_str());
        QVERIFY(becomesTrue([&] { return !stopAtWork(desk).empty(); }) && stopAtWork(desk) != theLeg(desk));
        QVERIFY(isLeg(desk, "canceled"));
        QCOMPARE(ordersThere(desk), std::size_t{2});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void aStopThatWasMovedBeforeTheFill_data()
    {
        eachVenueThatHoldsStops();
    }
    void aStopThatWasMovedBeforeTheFill()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        const OrderId stop{order->value + 1};
        const Ticks nearer{desk.base().count - 5 * desk.step()};
        QVERIFY(desk.send(events::MoveStop{stop, nearer}));
        QVERIFY(desk.shows([&](const auto& shown) {
            return std::any_of(shown.openOrders.begin(), shown.openOrders.end(),
                               [&](const auto& one) { return one.ticket.id == stop && one.ticket.stop == nearer; });
        }));

        desk.take(Side::Buy, 1);

        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.works(stop) && stopAtWork(desk) != theLeg(desk), desk.story().c_str());
        QVERIFY(isLeg(desk, "canceled"));
        QCOMPARE(ordersThere(desk), std::size_t{2});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void anEntryOfTheDayGetsAStopThatStaysOvernight_data()
    {
        eachVenueThatHoldsStops();
    }
    /// The venue's stop is of the entry's day; the desk's stands till it is cancelled, and takes its place.
    void anEntryOfTheDayGetsAStopThatStaysOvernight()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        auto ticket = desk.ticket(OrderKind::Market, Side::Buy, 1);
        ticket.timeInForce = orders::TimeInForce::Day;

        QVERIFY2(desk.place(ticket), desk.refusal().c_str());

        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY2(becomesTrue([&] { return !stopAtWork(desk).empty(); }), desk.story().c_str());
        QVERIFY(stopAtWork(desk) != theLeg(desk) && isLeg(desk, "canceled"));
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theStopIsKnownAgainAfterARestart_data()
    {
        eachVenueThatHoldsStops();
    }
    void theStopIsKnownAgainAfterARestart()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        QVERIFY2(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)), desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());

        QVERIFY2(desk.dieAndStart([] {}), desk.story().c_str());

        QVERIFY2(desk.holds(1) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
        QVERIFY2(desk.moveTo(-12) && desk.holds(0), desk.story().c_str());
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theEntryFillsWhileNoProgramRuns_data()
    {
        eachVenueThatHoldsStops();
    }
    /// What filled meanwhile was covered all the time, and the desk finds its stop there.
    void theEntryFillsWhileNoProgramRuns()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());

        const bool isBack = desk.dieAndStart([&] {
            desk.take(Side::Buy, 1);
            QVERIFY(isLeg(desk, "new"));
        });

        QVERIFY2(isBack && desk.holds(1), desk.story().c_str());
        QVERIFY2(isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theEntryFillsAfterAStart_data()
    {
        eachVenueThatHoldsStops();
    }
    /// The desk's own stop is planned anew, since nobody knew whether it had left: it is the venue's for all that.
    void theEntryFillsAfterAStart()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        QVERIFY2(desk.dieAndStart([] {}) && desk.works(*order), desk.story().c_str());
        QVERIFY2(desk.passUntil([&] {
            const auto shown = desk.terminal->snapshot();
            return std::none_of(shown->openOrders.begin(), shown->openOrders.end(),
                                [](const auto& one) { return one.state == orders::OrderState::Unknown; });
        }),
                 desk.story().c_str());

        desk.take(Side::Buy, 1);

        QVERIFY2(desk.holds(1) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void entryAndStopFillWhileNoProgramRuns_data()
    {
        eachVenueThatHoldsStops();
    }
    void entryAndStopFillWhileNoProgramRuns()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());

        const bool isBack = desk.dieAndStart([&] {
            desk.take(Side::Buy, 1);
            QVERIFY(isLeg(desk, "new"));
            const Ticks below{desk.base().count - 12 * desk.step()};
            desk.venue->call([&] { desk.venue->moveTo(below); });
            QVERIFY(isLeg(desk, "filled"));
        });

        QVERIFY2(isBack && desk.holds(0) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.shows([](const auto& shown) { return shown.fillCount == 2 && shown.openOrders.empty(); }));
        QCOMPARE(ordersThere(desk), std::size_t{1});
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void theSwitchMeetsTheFill_data()
    {
        eachVenueThatHoldsStops();
    }
    /// S2: pressed to flatten while the entry has filled there and nobody has heard of it. The venue's stop holds the
    /// shares, and the desk has none that it could take back: what closes makes them free.
    void theSwitchMeetsTheFill()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.script(FrameRule{desk.venue->words().streamPath, "order", FrameFault::Drop, 2}); // the fill, and the stop
        desk.take(Side::Buy, 1);
        QVERIFY(isLeg(desk, "new") && desk.isScriptDone());
        QCOMPARE(desk.held(), std::int64_t{0});

        desk.terminal->kill({}, risk::KillLevel::Flatten, "a test asks for it");

        QVERIFY2(desk.hasEnded(*order) && becomesTrue([&] { return desk.heldThere() == 0; }), desk.story().c_str());
        QVERIFY2(desk.holds(0) && !desk.hasOpenOrders(), desk.story().c_str());
        QVERIFY(isLeg(desk, "canceled"));
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }

    void thePersonSellsBesideTheStop_data()
    {
        eachVenueThatHoldsStops();
    }
    /// Closing all by hand: the venue's stop gives way, and nothing of it is left there.
    void thePersonSellsBesideTheStop()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        QVERIFY2(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)), desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && isCoveredBy(desk, theLeg(desk)), desk.story().c_str());
        auto close = desk.ticket(OrderKind::Market, Side::Sell, 1);
        close.reduceOnly = true;

        QVERIFY2(desk.place(close), desk.refusal().c_str());

        QVERIFY2(desk.holds(0) && desk.isSettled() && !desk.hasOpenOrders(), desk.story().c_str());
        QVERIFY(isLeg(desk, "canceled"));
        QVERIFY2(ends(desk).isEmpty(), ends(desk).constData());
    }
};

QTEST_GUILESS_MAIN(TestBrokerNativeStops)
#include "tst_broker_native_stops.moc"
