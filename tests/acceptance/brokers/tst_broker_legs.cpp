// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// A stop and a target against what is held, of which one ends the other: filled in part, told twice, and at the venue
// as one pair where it has pairs. Never more is closed than is held (S8, S18), and the rest stays covered (S17).

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerLegs : public QObject
{
    Q_OBJECT

    static Ticks target(const BrokerDesk& desk)
    {
        return Ticks{desk.base().count + 3 * desk.step()};
    }
    /// Two are held, with a stop and a target.
    static void holdTwo(BrokerDesk& desk)
    {
        QVERIFY(desk.open());
        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 2), target(desk));
        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(2) && desk.isSettled(), desk.story().c_str());
    }
    /// Everything that was sent has been answered before.
    static bool hasTarget(const BrokerDesk& desk)
    {
        const auto shown = desk.terminal->snapshot();
        return !shown->positions.empty() && shown->positions.front().target == target(desk)
            && !shown->positions.front().isTargetWatched;
    }
    static void reach(BrokerDesk& desk, std::int64_t usual)
    {
        desk.venue->call([&] {
            desk.venue->moveTo(desk.base()); // the whole of the book is there again
            const Ticks beyond{target(desk).count + 1}; // a trade through the target fills up to its size
            desk.venue->reach(Side::Buy, beyond, Lots{usual * desk.venue->usualQuantity() / desk.venue->lotUnit()});
        });
    }

private slots:
    void theTargetFillsInPart_data()
    {
        eachVenue();
    }
    /// One of two: the stop is for the other one from then on. The rest goes with the stop.
    void theTargetFillsInPart()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        holdTwo(desk);
        if (QTest::currentTestFailed()) {
            return;
        }
        if (!hasTarget(desk)) {
            QSKIP("a target does not stand there beside a stop: the desk waits for its price and closes at market");
        }
        reach(desk, 1);
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        QVERIFY(desk.moveTo(-11));
        QVERIFY2(desk.holds(0) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.shows([](const auto& shown) { return shown.openOrders.empty(); }));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void eachLegEndsTheOther_data()
    {
        QTest::addColumn<int>("venue");
        QTest::addColumn<int>("way");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            QTest::addRow("%s, up to the target", allVenues[venue].name) << venue << 4;
            QTest::addRow("%s, down to the stop", allVenues[venue].name) << venue << -11;
            QTest::addRow("%s, up and at once down", allVenues[venue].name) << venue << 0;
        }
    }
    /// Whatever the price does and however often the venue tells of the pair: nothing is held behind it, and no more
    /// has been sold than was held. The last way goes through both legs before anybody here can have heard of the
    /// first.
    void eachLegEndsTheOther()
    {
        QFETCH(int, venue);
        QFETCH(int, way);
        BrokerDesk desk(allVenues[venue]);
        const auto& words = desk.venue->words();
        if (!words.listText.empty()) {
            desk.script(FrameRule{words.streamPath, words.listText, FrameFault::Double, 2}); // at the start, at the end
        }
        holdTwo(desk);
        if (QTest::currentTestFailed()) {
            return;
        }
        desk.venue->call([&] {
            if (way == 0) {
                desk.venue->moveTo(Ticks{desk.base().count + 4 * desk.step()});
            }
            desk.venue->moveTo(Ticks{desk.base().count + (way == 0 ? -11 : way) * desk.step()});
        });
        QVERIFY2(desk.holds(0) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.shows([](const auto& shown) { return shown.openOrders.empty(); }));
        QVERIFY(words.listText.empty() || desk.isScriptDone());
        // Where a target may not stand beside a stop it has not left, and the desk has watched its price.
        const std::size_t unsent = desk.story().find("target.watched") != std::string::npos ? 1 : 0;
        QVERIFY2(desk.fault(unsent).isEmpty(), (desk.fault(unsent).toStdString() + desk.story()).c_str());
        QCOMPARE(desk.heldThere(), std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestBrokerLegs)
#include "tst_broker_legs.moc"
