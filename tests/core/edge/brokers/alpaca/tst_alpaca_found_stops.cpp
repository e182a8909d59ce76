// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
#include "tests/core/edge/brokers/alpaca/stop_bench.h"

#include "core/desk/events/own_word.h"

using namespace omni;
using namespace omni::tests;

/// Stops under a name of Alpaca's own, of earlier sessions and of others: whose are they?
class TestAlpacaFoundStops : public QObject
{
    Q_OBJECT

private slots:
    void afterARestartTheAdoptedStopIsKnownByItsNumber()
    {
        StopBench bench;
        bench.standsThere(bench.entry(), QStringLiteral("filled"), QStringLiteral("new"));
        bench.standing.push_back({aStop(), orders::VenueOrderId(bench.idOf(bench.leg()))});
        bench.entryStops.push_back({OrderId{entryId}, OrderId{stopId}});
        bench.startUp();

        bench.broker->reconcile();
        bench.broker->query(aStop());

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        QTRY_COMPARE(bench.desk.story(stopId), (Kinds{Kind::Found, Kind::Found}));
        QVERIFY(bench.saysNothingOfOthers());
        bench.fillLeg();
        QTRY_COMPARE(bench.desk.story(stopId).back(), Kind::Filled);
        QCOMPARE(bench.desk.all<orders::Fill>().back().order, OrderId{stopId});
    }

    void afterARestartTheLegThatNobodyHadAdoptedIsFoundThroughItsEntry_data()
    {
        QTest::addColumn<bool>("asks");
        QTest::newRow("the desk doubts its leg and asks") << true;
        QTest::newRow("the desk sends its stop") << false;
    }
    void afterARestartTheLegThatNobodyHadAdoptedIsFoundThroughItsEntry()
    {
        QFETCH(const bool, asks);
        StopBench bench;
        bench.standsThere(bench.entry(), QStringLiteral("filled"), QStringLiteral("new"));
        bench.entryStops.push_back({OrderId{entryId}, OrderId{stopId}});
        bench.venue.addActivity(QStringLiteral("of the entry"), bench.venue.orders.at(bench.entry()),
                                QStringLiteral("150.25"), QStringLiteral("3"));
        bench.startUp();
        if (asks) { // a stop without a fill to cover would be cancelled at once: the fill is told first
            bench.broker->query(aStop());
            QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Found});
            const auto all = bench.desk.events;
            const auto fill = std::find_if(all.begin(), all.end(),
                                           [](const auto& one) { return std::holds_alternative<orders::Fill>(one); });
            const auto word = std::find_if(all.begin(), all.end(), [](const auto& one) {
                const auto* report = std::get_if<events::OrderReport>(&one);
                return report != nullptr && report->order == OrderId{stopId};
            });
            QVERIFY(fill < word);
        }
        bench.broker->reconcile();
        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        QVERIFY(bench.saysNothingOfOthers());

        if (!asks) {
            bench.submit(aStop());
        }

        QTRY_VERIFY(!bench.desk.story(stopId).empty());
        QCOMPARE(bench.desk.story(stopId).back(), asks ? Kind::Found : Kind::Accepted);
        QCOMPARE(std::string(bench.lastReport(stopId).venueOrderId.view()), bench.idOf(bench.leg()));
        QCOMPARE(bench.posts(), 0);
        QVERIFY(bench.saysNothingOfOthers());
    }

    /// The program was killed between two parts, and the rest has filled since: what was to be sent for the first never
    /// left, and what is held has the venue's stop. That is no refusal of the venue's (F1, S17).
    void theStopOfAPartThatNeverLeftIsNoRefusalWhereTheLegOfTheWholeWorks()
    {
        StopBench bench;
        bench.standsThere(bench.entry(), QStringLiteral("filled"), QStringLiteral("new"));
        bench.entryStops.push_back({OrderId{entryId}, OrderId{stopId}});
        bench.venue.addActivity(QStringLiteral("of the entry"), bench.venue.orders.at(bench.entry()),
                                QStringLiteral("150.25"), QStringLiteral("3"));
        bench.startUp();
        bench.broker->reconcile();
        bench.broker->query(aStop(stopId, 1));
        QTRY_VERIFY(!bench.desk.story(stopId).empty());
        QCOMPARE(bench.desk.story(stopId), Kinds{Kind::Lost}); // not before the time is over that makes it proof (S6)

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(stopId).back(), Kind::Rejected, 10'000);
        QVERIFY(events::isOwnWord(bench.lastReport(stopId)));
        bench.submit(aStop(laterStopId));
        QTRY_COMPARE(bench.desk.story(laterStopId), Kinds{Kind::Accepted});
        QCOMPARE(std::string(bench.lastReport(laterStopId).venueOrderId.view()), bench.idOf(bench.leg()));
        QCOMPARE(bench.posts(), 0);
        QVERIFY(bench.saysNothingOfOthers());
    }

    /// Behind a kill between two parts: what the desk adds for the rest does not end the stop that protects it all.
    /// Once it is clear that nobody claims that one, it gives way (S17).
    void aStopOfNoEntryEndsNoLegThatMayStillBeClaimed()
    {
        StopBench bench;
        bench.standsThere(bench.entry(), QStringLiteral("filled"), QStringLiteral("new"));
        bench.entryStops.push_back({OrderId{entryId}, OrderId{stopId}});
        bench.venue.addActivity(QStringLiteral("of the entry"), bench.venue.orders.at(bench.entry()),
                                QStringLiteral("150.25"), QStringLiteral("3"));
        bench.startUp();
        bench.endsWhatIsCancelled();
        bench.broker->reconcile();
        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        const auto legStatus = [&] { return bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(); };
        auto rest = aStop(laterStopId, 2);
        rest.parent = {};

        bench.submit(rest);

        QTRY_COMPARE(bench.desk.story(laterStopId), Kinds{Kind::Rejected});
        QVERIFY(events::isOwnWord(bench.lastReport(laterStopId)));
        QCOMPARE(legStatus(), QStringLiteral("new"));
        QCOMPARE(bench.posts(), 0);

        QTRY_VERIFY_WITH_TIMEOUT(!bench.saysNothingOfOthers(), 15'000);
        rest.id = OrderId{exitId};
        bench.submit(rest);
        QTRY_COMPARE(bench.desk.story(exitId), Kinds{Kind::Accepted});
        QCOMPARE(legStatus(), QStringLiteral("canceled"));
    }

    void whatTheLegFilledWhileNobodyLookedIsBookedOnTheDesksStop() // F34, S7
    {
        StopBench bench;
        bench.standsThere(bench.entry(), QStringLiteral("filled"), QStringLiteral("filled"));
        bench.venue.addActivity(QStringLiteral("of the entry"), bench.venue.orders.at(bench.entry()),
                                QStringLiteral("150.25"), QStringLiteral("3"));
        bench.venue.addActivity(QStringLiteral("of the leg"), bench.venue.orders.at(bench.leg()),
                                QStringLiteral("148.99"), QStringLiteral("3"));
        bench.entryStops.push_back({OrderId{entryId}, OrderId{stopId}});
        bench.startUp();

        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        const auto fills = bench.desk.all<orders::Fill>();
        QCOMPARE(fills.size(), std::size_t{2});
        QCOMPARE(fills[0].order, OrderId{entryId});
        QCOMPARE(fills[1].order, OrderId{stopId});
    }

    /// The desk has ten seconds: it may have taken its stop back before the entry filled, and must see that this one
    /// stands. What it has filled is the desk's in any case.
    void whatNobodyClaimsIsShownAndItsFillsAreBooked()
    {
        StopBench works, fills;
        for (auto* bench : {&works, &fills}) {
            bench->enterAndWait();
            bench->fillEntry();
            bench->legWorks();
        }
        fills.fillLeg();
        QTRY_COMPARE(works.desk.all<orders::Fill>().size(), std::size_t{1});
        QTest::qWait(2'000);
        QVERIFY(works.saysNothingOfOthers());
        QCOMPARE(fills.desk.all<orders::Fill>().size(), std::size_t{1});

        QTRY_VERIFY_WITH_TIMEOUT(!works.saysNothingOfOthers(), 10'000);
        const auto shown = works.desk.all<events::ExternalOrderReported>();
        QCOMPARE(std::string(shown.back().venueOrderId.view()), works.idOf(works.leg()));
        QVERIFY(shown.back().isOpen && shown.back().left == Lots{3});
        QTRY_COMPARE(fills.desk.story(stopId), Kinds{Kind::Filled});
        QCOMPARE(fills.desk.all<orders::Fill>().back().order, OrderId{stopId});
        QVERIFY(fills.saysNothingOfOthers());

        works.submit(aStop()); // late, and yet: it is nobody else's any more
        QTRY_COMPARE(works.desk.story(stopId), Kinds{Kind::Accepted});
        QVERIFY(!works.desk.all<events::ExternalOrderReported>().back().isOpen);
    }

    void aStrangersFamilyIsAStrangersAndItsHeldLegsAreNotAtWork() // F15
    {
        StopBench bench;
        bench.startUp();
        const QString theirs = QStringLiteral("of another program");
        bench.standsThere(theirs, QStringLiteral("new"), QStringLiteral("held"));
        const auto leg = bench.venue.legOf.at(theirs);

        bench.venue.turn(leg, QStringLiteral("held"), QStringLiteral("held"));
        QTest::qWait(200);
        QVERIFY(bench.saysNothingOfOthers());
        bench.venue.turn(leg, QStringLiteral("new"), QStringLiteral("new"));

        QTRY_COMPARE(bench.desk.all<events::ExternalOrderReported>().size(), std::size_t{1});
        QCOMPARE(std::string(bench.desk.all<events::ExternalOrderReported>().back().venueOrderId.view()),
                 bench.idOf(leg));
        bench.venue.turn(leg, QStringLiteral("fill"), QStringLiteral("filled"), QStringLiteral("3"),
                         FakeAlpaca::execution(QStringLiteral("theirs"), QStringLiteral("149"), QStringLiteral("3")));
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        QCOMPARE(bench.desk.all<orders::Fill>().back().order, OrderId{});
    }
};

QTEST_GUILESS_MAIN(TestAlpacaFoundStops)
#include "tst_alpaca_found_stops.moc"
