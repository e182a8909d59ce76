// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
#include "tests/core/edge/brokers/alpaca/stop_bench.h"

#include "core/desk/events/own_word.h"

using namespace omni;
using namespace omni::tests;

class TestAlpacaStops : public QObject
{
    Q_OBJECT

private slots:
    void anEntryBringsItsStopWithItsOwnBytes()
    {
        StopBench bench;

        bench.enterAndWait();

        QCOMPARE(bench.posts(), 1);
        const auto body = QJsonDocument::fromJson(bench.venue.asked.back().method == "POST"
                                                      ? bench.venue.asked.back().body
                                                      : bench.venue.asked.at(bench.venue.asked.size() - 2).body);
        QCOMPARE(body[QStringLiteral("order_class")].toString(), QStringLiteral("oto"));
        QCOMPARE(body[QStringLiteral("stop_loss")][QStringLiteral("stop_price")].toString(), QStringLiteral("149.00"));
        QVERIFY(body[QStringLiteral("take_profit")].isUndefined());
        QCOMPARE(body[QStringLiteral("client_order_id")].toString(), bench.entry());
    }

    void whatTheClassDoesNotTakeGoesWithout_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("of value") << 0;
        QTest::newRow("at once or not") << 1;
        QTest::newRow("a stop") << 2;
        QTest::newRow("stop on the wrong side") << 3;
        QTest::newRow("crypto") << 4;
        QTest::newRow("against a position") << 5;
    }
    void whatTheClassDoesNotTakeGoesWithout()
    {
        QFETCH(const int, kind);
        StopBench bench;
        if (kind == 5) {
            bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"-3","side":"short"}])";
        }
        bench.startUp();
        bench.broker->reconcile();
        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        auto ticket = aTicket(entryId);
        Ticks stop = trigger;
        if (kind == 0) {
            ticket.kind = orders::OrderKind::Market;
            ticket.limit.reset();
            ticket.size = {};
            ticket.notional = Money{100'000'000'000};
            ticket.timeInForce = orders::TimeInForce::Day;
        } else if (kind == 1) {
            ticket.timeInForce = orders::TimeInForce::ImmediateOrCancel;
        } else if (kind == 2) {
            ticket.kind = orders::OrderKind::Stop;
            ticket.stop = ticket.limit;
            ticket.limit.reset();
        } else if (kind == 3) {
            stop = *ticket.limit;
        } else if (kind == 4) {
            ticket.instrument = InstrumentId{2};
            ticket.size = Lots{1'000'000'000};
        }
        const auto passed = cleared(ticket, kind == 4 ? aPair() : aStock());
        QVERIFY(passed);

        bench.broker->submitProtected(*passed, {OrderId{stopId}, stop});

        QTRY_COMPARE(bench.posts(), 1);
        QTRY_COMPARE(bench.desk.story(entryId), Kinds{Kind::Accepted});
        for (const auto& asked : bench.venue.asked) {
            QVERIFY(!asked.body.contains("order_class"));
        }
    }

    void theLegIsTheDesksStopAndNoSecondOneIsSent() // S4
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.story(entryId), (Kinds{Kind::Accepted, Kind::Filled}));

        bench.submit(aStop());

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Accepted});
        QCOMPARE(bench.posts(), 1);
        QCOMPARE(std::string(bench.lastReport(stopId).venueOrderId.view()), bench.idOf(bench.leg()));
        QVERIFY(bench.saysNothingOfOthers());

        bench.fillLeg();
        QTRY_COMPARE(bench.desk.story(stopId), (Kinds{Kind::Accepted, Kind::Filled}));
        const auto fills = bench.desk.all<orders::Fill>();
        QCOMPARE(fills.size(), std::size_t{2});
        QCOMPARE(fills.back().order, OrderId{stopId});
        QCOMPARE(fills.back().side, Side::Sell);
    }

    void whileTheEntryWorksItsStopIsRefusedWithoutAByte() // F31
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillPartOfEntry();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        const auto before = bench.venue.asked.size();

        bench.submit(aStop(stopId, 1));

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Rejected});
        QCOMPARE(bench.venue.asked.size(), before);
        QCOMPARE(bench.lastReport(stopId).venueTime, Timestamp{-1}); // our own word: it makes no storm of refusals

        bench.fillEntry(QStringLiteral("2"));
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{2});
        bench.submit(aStop(laterStopId));
        QTRY_COMPARE(bench.desk.story(laterStopId), Kinds{Kind::Accepted});
        QCOMPARE(bench.posts(), 1);
    }

    /// The fills came faster than the desk could send: its stop of the first meets the leg of all.
    void aStopOfAPartIsKeptBackWhereTheLegOfTheWholeWorks() // S4, S17
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillPartOfEntry();
        bench.fillEntry(QStringLiteral("2"));
        bench.legWorks();
        QTRY_COMPARE(bench.desk.story(entryId), (Kinds{Kind::Accepted, Kind::Filled}));

        bench.submit(aStop(stopId, 1));

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Rejected});
        QVERIFY(events::isOwnWord(bench.lastReport(stopId)));
        bench.submit(aStop(laterStopId));
        QTRY_COMPARE(bench.desk.story(laterStopId), Kinds{Kind::Accepted});
        QCOMPARE(std::string(bench.lastReport(laterStopId).venueOrderId.view()), bench.idOf(bench.leg()));
        QCOMPARE(bench.posts(), 1);
        QCOMPARE(bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(), QStringLiteral("new"));
        QVERIFY(bench.saysNothingOfOthers());
    }

    void afterThePartOfACancelledEntryTheDesksOwnStopGoesOut()
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillPartOfEntry();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.venue.turn(bench.entry(), QStringLiteral("canceled"), QStringLiteral("canceled"));
        QTRY_COMPARE(bench.desk.story(entryId), (Kinds{Kind::Accepted, Kind::Cancelled}));

        bench.submit(aStop(stopId, 1)); // the leg has not been said to be over: nothing may go yet
        QTest::qWait(500);
        QCOMPARE(bench.posts(), 1);
        bench.venue.turn(bench.leg(), QStringLiteral("canceled"), QStringLiteral("canceled"));

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Accepted});
        QCOMPARE(bench.posts(), 2);
        QCOMPARE(std::string(bench.lastReport(stopId).venueOrderId.view()), bench.idOf(bench.nameOf(aStop())));
    }

    void aStopThatWasMovedTakesTheLegsPlaceOnceThatIsGone_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("life");
        QTest::newRow("moved") << 14'950 << QStringLiteral("gtc");
        QTest::newRow("of the day alone") << 14'900 << QStringLiteral("day");
    }
    void aStopThatWasMovedTakesTheLegsPlaceOnceThatIsGone()
    {
        QFETCH(const int, at);
        QFETCH(const QString, life);
        StopBench bench;
        bench.enterAndWait();
        bench.venue.orders.at(bench.leg())[QStringLiteral("time_in_force")] = life;
        bench.endsWhatIsCancelled();
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});

        bench.submit(aStop(stopId, 3, Ticks{at}));

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Accepted});
        QCOMPARE(bench.posts(), 2);
        QCOMPARE(bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(), QStringLiteral("canceled"));
        bool wasEnded = false;
        for (const auto& asked : bench.venue.asked) {
            wasEnded = wasEnded || asked.method == "DELETE";
            QVERIFY(asked.method != "POST" || wasEnded || !asked.body.contains(bench.nameOf(aStop()).toUtf8()));
        }
        QVERIFY(bench.saysNothingOfOthers());
    }

    void whatFillsBeforeTheDeskHasSentItsStopIsBookedOnIt() // F25
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        bench.legWorks();
        bench.fillLeg();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});

        bench.submit(aStop());

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Filled});
        QCOMPARE(bench.desk.all<orders::Fill>().back().order, OrderId{stopId});
        QCOMPARE(bench.posts(), 1);
        QVERIFY(bench.saysNothingOfOthers());
    }

    void aLostAnswerToAnEntryIsAskedForAndFindsBoth() // F22, S6
    {
        StopBench bench;
        bench.startUp();
        bench.venue.cutsInstead = true;
        bench.venue.script = [&](const Asked& request) -> std::optional<QByteArray> {
            if (request.method != "POST") {
                return std::nullopt;
            }
            bench.venue.makeFamily(QJsonDocument::fromJson(request.body).object());
            return QByteArray();
        };
        bench.enter();
        QTRY_COMPARE(bench.desk.story(entryId), Kinds{Kind::Lost});
        bench.venue.script = {};

        bench.broker->query(aTicket(entryId));
        QTRY_COMPARE(bench.desk.story(entryId), (Kinds{Kind::Lost, Kind::Found}));
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.submit(aStop());

        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Accepted});
        QCOMPARE(bench.posts(), 1);
        QVERIFY(bench.saysNothingOfOthers());
    }

    void whereTheVenueDoesNotAnswerNoStopIsSent() // S6
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "GET" && request.path().startsWith("/v2/orders/")
                ? std::optional(httpAnswer({}, "503 Service Unavailable"))
                : std::nullopt;
        };

        bench.submit(aStop());

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(stopId), Kinds{Kind::Rejected}, 20'000);
        QCOMPARE(bench.posts(), 1);
    }

    void anAdoptedStopIsCancelledByItsNumber()
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.submit(aStop());
        QTRY_COMPARE(bench.desk.story(stopId), Kinds{Kind::Accepted});
        bench.endsWhatIsCancelled();

        bench.broker->cancel(aStop());

        QTRY_COMPARE(bench.desk.story(stopId), (Kinds{Kind::Accepted, Kind::Cancelled}));
        QCOMPARE(bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(), QStringLiteral("canceled"));
    }

    void whatClosesFreesTheSharesOfALegThatNobodyClaims_data()
    {
        QTest::addColumn<bool>("isHeard");
        QTest::newRow("that it works was told") << true;
        QTest::newRow("nothing was told of it") << false;
    }
    void whatClosesFreesTheSharesOfALegThatNobodyClaims()
    {
        QFETCH(const bool, isHeard);
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        if (isHeard) {
            bench.legWorks();
        } else {
            bench.venue.orders.at(bench.leg())[QStringLiteral("status")] = QStringLiteral("new");
        }
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.endsWhatIsCancelled();
        auto exit = aStop(exitId);
        exit.kind = orders::OrderKind::Market;
        exit.role = orders::OrderRole::Exit;
        exit.stop.reset();
        exit.parent = {};

        bench.submit(exit);

        QTRY_COMPARE(bench.desk.story(exitId), Kinds{Kind::Accepted});
        QCOMPARE(bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(), QStringLiteral("canceled"));
        QCOMPARE(bench.posts(), 2);
    }

    void aStopThatIsTakenBackWhileItsLegIsAskedForTakesTheLegAlong()
    {
        StopBench bench;
        bench.enterAndWait();
        bench.fillEntry();
        bench.legWorks();
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
        bench.endsWhatIsCancelled();

        bench.submit(aStop());
        bench.broker->cancel(aStop());

        QTRY_COMPARE(bench.desk.story(stopId), (Kinds{Kind::Accepted, Kind::Cancelled}));
        QCOMPARE(bench.posts(), 1);
        QCOMPARE(bench.venue.orders.at(bench.leg())[QStringLiteral("status")].toString(), QStringLiteral("canceled"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaStops)
#include "tst_alpaca_stops.moc"
