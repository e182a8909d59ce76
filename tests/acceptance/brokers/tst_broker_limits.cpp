// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Venues that ask for a pause, or forbid to come back, and clocks that differ (F19, F37): nothing is asked in the time
// in which nothing may be asked (S34), and what is refused for it is refused in words.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerLimits : public QObject
{
    Q_OBJECT

    static void eachVenue()
    {
        QTest::addColumn<int>("venue");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            QTest::addRow("%s", allVenues[venue].name) << venue;
        }
    }
    /// Requests from the one that was refused on, within so long; that one is not counted.
    static std::size_t asked(BrokerDesk& desk, std::size_t refused, std::chrono::milliseconds within)
    {
        std::size_t count = 0;
        desk.venue->call([&] {
            const auto& all = desk.venue->proxy->seen();
            for (std::size_t i = refused + 1; i < all.size(); ++i) {
                count += all[i].at - all[refused].at < within ? 1U : 0U;
            }
        });
        return count;
    }
    static std::optional<std::size_t> refusedOrder(BrokerDesk& desk)
    {
        std::optional<std::size_t> found;
        desk.venue->call([&] {
            const auto& all = desk.venue->proxy->seen();
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (all[i].method == "POST" && all[i].path == desk.venue->words().orderPath && !all[i].reachedVenue) {
                    found = i;
                }
            }
        });
        return found;
    }

private slots:
    void aVenueThatAsksForAPause_data()
    {
        eachVenue();
    }
    /// F37: 429 with Retry-After. The order is refused, for the venue says that it did not take it.
    void aVenueThatAsksForAPause()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::RefuseHere, 0, desk.venue->tooMany(3));

        const auto refused = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(refused && desk.hears(*refused, OrderEventKind::Rejected), desk.story().c_str());
        QVERIFY(!desk.textOf(*refused, OrderEventKind::Rejected).empty());
        const auto at = refusedOrder(desk);
        QVERIFY(desk.isScriptDone() && at);
        static_cast<void>(desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 2))); // in the middle of it
        QTest::qWait(3'200);

        QCOMPARE(asked(desk, *at, std::chrono::milliseconds(2'900)), std::size_t{0});
        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));
        QVERIFY2(order && desk.holds(1), desk.story().c_str());
    }

    void aVenueThatForbidsToComeBack_data()
    {
        eachVenue();
    }
    /// F37: 418. Not one request of any kind goes while it lasts.
    void aVenueThatForbidsToComeBack()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        auto ban = desk.venue->tooMany(4);
        if (!desk.venue->hasBans()) {
            QSKIP("its protocol knows no ban");
        }
        ban.status = 418;
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::RefuseHere, 0, ban);

        const auto refused = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(refused && desk.hears(*refused, OrderEventKind::Rejected), desk.story().c_str());
        const auto at = refusedOrder(desk);
        QVERIFY(desk.isScriptDone() && at);
        static_cast<void>(desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 2)));
        QTest::qWait(4'200);

        QCOMPARE(asked(desk, *at, std::chrono::milliseconds(3'900)), std::size_t{0});
    }

    void aClockThatDiffersALittle_data()
    {
        eachVenue();
    }
    /// F19: below a second orders go, with the venue's time on them.
    void aClockThatDiffersALittle()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue], {}, milliseconds(400));
        QVERIFY(desk.open());

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order && desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aClockThatDiffersALot_data()
    {
        eachVenue();
    }
    /// F19: a venue that judges by the time of a request gets no new order; one that does not is none the wiser.
    void aClockThatDiffersALot()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue], {}, seconds(5));
        QVERIFY(desk.open());

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        if (desk.venue->judgesByTime()) {
            QVERIFY2(desk.hears(*order, OrderEventKind::Rejected), desk.story().c_str());
            QVERIFY2(desk.textOf(*order, OrderEventKind::Rejected).find("clock") != std::string::npos,
                     desk.story().c_str());
            QVERIFY2(desk.fault(1).isEmpty(), (desk.fault(1).toStdString() + desk.story()).c_str());
        } else {
            QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
            QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestBrokerLimits)
#include "tst_broker_limits.moc"
