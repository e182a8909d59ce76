// needs: host/runtime desk/driver desk/engine edge/platform trade/risk
// What a broker hears of the stops of entries: with the entry, and when a session begins.

#include "tests/core/host/runtime/broker/lanes_bench.h"

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using orders::OrderEventKind;
using Bench = LanesBench;

class TestStopsOfEntries : public QObject
{
    Q_OBJECT

private slots:
    void anEntryTakesItsStopAlong()
    {
        Bench bench;
        bench.open();
        bench.send(events::Submit{entry(10), orders::PlannedStop{OrderId{11}, Ticks{9'900}}}, entry(10).ticket());
        bench.submit(entry(12));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "protected 10", "submit 12"}));
        bench.loop->call([&] {
            QVERIFY(bench.broker->planned == (std::vector{orders::PlannedStop{OrderId{11}, Ticks{9'900}}}));
        });
        QCOMPARE(bench.thread.sent(), std::uint64_t{2});
    }

    /// What a venue has named itself is known again by its number alone.
    void aSessionKnowsWhatStoodBefore()
    {
        auto state = aState();
        auto ticket = entry(10).ticket();
        const auto planned = state.ledger.add(ticket, newYear);
        auto stop = leg(11, 0).ticket();
        stop.role = orders::OrderRole::Stop;
        stop.parent = ticket.id;
        stop.held = true;
        QVERIFY(planned && state.ledger.add(stop, newYear));
        state.brackets.findOrInsert(ticket.id).stop = stop.id;
        QVERIFY(state.ledger.apply(ticket.id, OrderEventKind::Sent, newYear));
        QVERIFY(state.ledger.apply(ticket.id, OrderEventKind::Accepted, newYear, orders::VenueOrderId("there-7")));

        Bench bench;
        bench.open(state);

        bench.loop->call([&] {
            const auto& session = *bench.broker->session;
            QCOMPARE(session.standing.size(), std::size_t{1}); // the leg has never left
            QCOMPARE(session.standing.front().ticket.id, ticket.id);
            QVERIFY(session.standing.front().venueOrderId.view() == "there-7");
            QCOMPARE(session.entryStops.size(), std::size_t{1});
            QCOMPARE(session.entryStops.front().entry, ticket.id);
            QCOMPARE(session.entryStops.front().stop, stop.id);
        });
        bench.send(events::Query{stop.id}); // after a crash it is asked about as well
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "query 11"}));
    }
};

QTEST_GUILESS_MAIN(TestStopsOfEntries)
#include "tst_stops_of_entries.moc"
