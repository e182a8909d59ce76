// needs: host/watchdog
//
// How the watchdog closes by policy what is held, with a venue and a clock that the test holds: what goes before, how
// long it tries, what it says of what is left bare, and that it leaves an engine that is back alone.

#include "tests/support/rescue_bench.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace omni;
using namespace omni::test;

class TestRescueClosing : public QObject
{
    Q_OBJECT

private slots:
    // Without trusted state: cancel what can be cancelled, and close nothing.
    void positionsThatCannotBeReadCloseNothing()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.rules.giveUp = seconds(60);
        bench.venue.orders = {order("INSTALL1-START002-7-e"), stop("INSTALL1-START002-8-s", "BTCUSDT")};
        for (int i = 0; i < 100; ++i) {
            bench.venue.faults["positions"].push_back({Errc::Invalid, "cannot be read"});
        }
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::GaveUp);
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-8-s"}));
        QVERIFY(bench.venue.closings.empty());
    }

    void byPolicyWhatIsHeldIsClosedBehindAListing()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {order("INSTALL1-START002-7-e"), stop("INSTALL1-START002-8-s", "BTCUSDT"),
                              stop("INSTALL1-START002-9-s", "ETHUSDT"), order("venue-made", "BTCUSDT", Side::Sell),
                              stop("web_4711", "BTCUSDT")};
        bench.venue.ownLegs = {{"id-venue-made", "INSTALL1-START001-2-e"}, {"id-web_4711", "web_4710"}};
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(bench.venue.closings.size(), std::size_t{1});
        QVERIFY((bench.venue.closings[0].position == GuardedPosition{"BTCUSDT", {5, -1}}));
        QCOMPARE(bench.venue.closings[0].name, std::string("INSTALL1-RESCUE01-1-x"));
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-9-s", "web_4711"}));
        // Entries, two listings, positions; then what is in the way, positions once more, and then the closing order.
        const auto& asked = bench.venue.asked;
        const auto closing = std::find(asked.begin(), asked.end(), "close");
        QVERIFY(std::count(asked.begin(), closing, "positions") == 2);
        QVERIFY(std::count(asked.begin(), closing, "cancel") == 3);
        QCOMPARE(asked.back(), std::string("positions"));
    }

    /// S18: what the stop has sold is not sold once more.
    void aStopThatFillsBeforeItsCancelIsNotClosedAgain()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        bench.venue.fillsFirst = "INSTALL1-START002-8-s";

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::Clean);
        QVERIFY(bench.venue.closings.empty());
    }

    /// Its stop has gone for it: it is tried for all the time there is, and then named as held without a stop.
    void whatDoesNotFillIsTriedToTheEndAndIsNamedWithoutItsStop()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}, {"ETHUSDT", {2, 0}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT"), stop("web_4711", "ETHUSDT")};
        bench.venue.fills = false;

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::NotFlat);
        QCOMPARE(report.why, std::string("2 positions are not closed"));
        QCOMPARE(bench.standing(), (Names{"web_4711"})); // the stop was there, and has really gone
        QCOMPARE(report.uncovered, (Names{"0.5 BTCUSDT"}));
        QCOMPARE(report.left, (Names{"0.5 BTCUSDT: it did not fill", "2 ETHUSDT: it did not fill"}));
        QCOMPARE(report.kept, std::size_t{0});
        QCOMPARE(report.foreign, std::size_t{1});
        QVERIFY(bench.clock.mono() >= Monotonic{} + (bench.rules.giveUp - seconds(20)));
        QVERIFY(bench.clock.mono() <= Monotonic{} + bench.rules.giveUp + seconds(15));
        QVERIFY(bench.venue.closings.size() > 60 && bench.venue.closings.size() < 120); // two each 4 s, then each 15 s
        std::set<std::string> names;
        for (const auto& closing : bench.venue.closings) {
            names.insert(closing.name);
        }
        QCOMPARE(names.size(), bench.venue.closings.size());
    }

    void aMarketThatComesBackWithinTheTimeIsSoldInto()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        bench.venue.quoteless = 12;
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(bench.venue.closings.size(), std::size_t{13});
        QVERIFY(bench.venue.held.empty() && report.left.empty() && report.uncovered.empty());
    }

    /// The venue goes away when the stop has gone: the last word says what stands there without one.
    void aVenueThatIsLostBehindTheStopsLeavesNoPositionUnnamed()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.rules.giveUp = seconds(60);
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        for (int i = 0; i < 100; ++i) {
            bench.venue.faults["close"].push_back({Errc::Unavailable, "nobody listens"});
        }
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::GaveUp || report.end == RescueEnd::NotFlat);
        QVERIFY(bench.venue.orders.empty() && !bench.venue.closings.empty());
        QCOMPARE(report.uncovered, (Names{"0.5 BTCUSDT"}));
    }

    /// The key is refused between the cancels of two stops: the one whose cancel was taken covers nothing any more.
    void ofTwoStopsTheOneThatWentIsNotBelievedToStand()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}, {"ETHUSDT", {2, 0}}};
        bench.venue.orders = {stop("INSTALL1-START002-9-s", "ETHUSDT"), stop("INSTALL1-START002-8-s", "BTCUSDT")};
        bench.venue.faults["cancel"].push_back({Errc::Denied, "wrong key"});
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::KeyRefused);
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-9-s"}));
        QCOMPARE(report.uncovered, (Names{"0.5 BTCUSDT"}));
        QCOMPARE(report.kept, std::size_t{1});
    }

    /// The cancel is tried again where it failed: no lap over entries, listings and positions for each.
    void aCancelInTheWayThatFailsIsTriedAgainAtOnce()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        for (int i = 0; i < 6; ++i) {
            bench.venue.faults["cancel"].push_back({Errc::TimedOut, "no answer"});
        }
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(bench.venue.cancels.size(), std::size_t{7});
        QCOMPARE(bench.venue.closings.size(), std::size_t{1});
        QCOMPARE(std::count(bench.venue.asked.begin(), bench.venue.asked.end(), "prove"), std::ptrdiff_t{1});
    }

    /// It was frozen, and thaws: two that close would sell twice, and its stops are its own again.
    void anEngineThatIsBackKeepsItsStopsAndItsPositions()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {order("INSTALL1-START002-7-e"), stop("INSTALL1-START002-8-s", "BTCUSDT")};
        bench.isEngineBack = [] { return true; };
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean && report.isEngineBack);
        QCOMPARE(report.cancelled, (Names{"INSTALL1-START002-7-e"})); // all the same
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-8-s"}));
        QVERIFY(bench.venue.closings.empty() && report.uncovered.empty());
        QVERIFY(std::any_of(bench.told.begin(), bench.told.end(),
                            [](const auto& line) { return line.find("heard of again") != std::string::npos; }));
    }

    /// While the venue was asked what is in the way.
    void anEngineThatIsBackBeforeTheCancelKeepsItsStop()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        const auto& asked = bench.venue.asked;
        bench.isEngineBack = [&] { return std::find(asked.begin(), asked.end(), "legs") != asked.end(); };
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean && report.isEngineBack);
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-8-s"}));
        QVERIFY(bench.venue.cancels.empty() && bench.venue.closings.empty());
    }

    /// Between two closings: the second is not made, and what has lost its stop is named.
    void anEngineThatIsBackBetweenTwoClosingsKeepsTheSecond()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}, {"ETHUSDT", {2, 0}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s", "BTCUSDT")};
        bench.isEngineBack = [&] { return !bench.venue.closings.empty(); };
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean && report.isEngineBack);
        QCOMPARE(bench.venue.closings.size(), std::size_t{1});
        QCOMPARE(bench.venue.closings[0].position.symbol, std::string("ETHUSDT"));
        QCOMPARE(report.uncovered, (Names{"0.5 BTCUSDT"}));
        QVERIFY(report.left.empty());
    }

    /// It has missed the stop that was cancelled for a closing and set it anew (S17): nobody is told that there is
    /// none.
    void aStopThatTheEngineHasSetAnewIsSeen()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s")};
        bool isBack = false;
        bench.isEngineBack = [&] {
            if (!isBack && bench.venue.orders.empty()) { // the cancel has just been taken
                isBack = true;
                bench.waiting.emplace_back(bench.clock.mono(), [&] {
                    bench.venue.orders.push_back(stop("INSTALL1-START002-9-s", "BTCUSDT", {5, -1}));
                });
            }
            return isBack;
        };
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean && report.isEngineBack);
        QCOMPARE(report.cancelled, (Names{"INSTALL1-START002-8-s"}));
        QCOMPARE(bench.standing(), (Names{"INSTALL1-START002-9-s"}));
        QVERIFY(bench.venue.closings.empty() && report.uncovered.empty());
        QCOMPARE(report.kept, std::size_t{1});
    }

    /// The last look finds no venue: what was cancelled is named, as far as is known.
    void aLastLookThatFailsLeavesWhatIsKnown()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s")};
        bench.isEngineBack = [&] {
            const bool isBack = bench.venue.orders.empty();
            if (isBack && bench.venue.faults["list"].empty()) {
                bench.venue.faults["list"].push_back({Errc::Denied, "wrong key"});
            }
            return isBack;
        };
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean && report.isEngineBack);
        QVERIFY(bench.venue.faults["list"].empty()); // it was met
        QCOMPARE(report.uncovered, (Names{"0.5 BTCUSDT"}));
    }

    /// Neither a stop for less, nor a target, nor one of the other side or of another symbol protects what is held
    /// (S17).
    void whatAStopDoesNotReachIsNamed_data()
    {
        QTest::addColumn<Decimal>("held");
        QTest::addColumn<std::vector<GuardedOrder>>("orders");
        QTest::addColumn<QString>("uncovered");
        const Decimal ten{10, 0};
        auto partly = stop("INSTALL1-START002-8-s", "BTCUSDT", {10, 0});
        partly.filled = {25, -1};
        auto buying = stop("INSTALL1-START002-8-s", "BTCUSDT", {10, 0});
        buying.side = Side::Buy;
        QTest::newRow("whole") << ten << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", ten)} << "";
        QTest::newRow("more") << ten << std::vector{stop("web_4711", "BTCUSDT", {11, 0})} << "";
        QTest::newRow("two") << ten
                             << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", {40, -1}),
                                            stop("web_4711", "BTCUSDT", {6'000'000, -6})}
                             << "";
        QTest::newRow("one of ten") << ten << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", {1, 0})}
                                    << "9 of 10 BTCUSDT";
        QTest::newRow("filled in part") << ten << std::vector{partly} << "2.5 of 10 BTCUSDT";
        QTest::newRow("a target") << ten << std::vector{order("INSTALL1-START002-8-t", "BTCUSDT", Side::Sell)}
                                  << "10 BTCUSDT";
        QTest::newRow("of the other side") << ten << std::vector{buying} << "10 BTCUSDT";
        QTest::newRow("a short that it covers") << Decimal{-10, 0} << std::vector{buying} << "";
        QTest::newRow("a short that it does not") << Decimal{-11, 0} << std::vector{buying} << "1 of -11 BTCUSDT";
        QTest::newRow("of another symbol")
            << ten << std::vector{stop("INSTALL1-START002-8-s", "ETHUSDT", ten)} << "10 BTCUSDT";
        QTest::newRow("less than a step")
            << Decimal{10'000'009, -6} << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", ten)} << "";
        QTest::newRow("a step") << Decimal{10'001, -3} << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", ten)}
                                << "0.001 of 10.001 BTCUSDT";
        QTest::newRow("of no known size")
            << ten << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", {})} << "10 BTCUSDT";
        QTest::newRow("with digits of their own") << Decimal{999'999'999'999'999'999, 0} // S31
                                                  << std::vector{stop("INSTALL1-START002-8-s", "BTCUSDT", {1, -18})}
                                                  << "999999999999999998 of 999999999999999999 BTCUSDT";
    }
    void whatAStopDoesNotReachIsNamed()
    {
        QFETCH(Decimal, held);
        QFETCH(std::vector<GuardedOrder>, orders);
        QFETCH(QString, uncovered);
        Bench bench;
        bench.venue.held = {{"BTCUSDT", held, {1, -3}}};
        bench.venue.orders = orders;

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(report.uncovered, uncovered.isEmpty() ? Names{} : Names{uncovered.toStdString()});
        QCOMPARE(bench.standing().size(), orders.size());
    }

    void whatIsTooSmallIsNamedAndNotTriedForEver()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {1, -8}}};
        bench.venue.tooSmall = true;
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::NotFlat);
        QCOMPARE(bench.venue.closings.size(), std::size_t{5});
        QCOMPARE(report.left, (Names{"0.00000001 BTCUSDT: it is less than the venue trades"}));
    }

    void aClosingWhoseAnswerIsLostIsSettledByThePositions()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.faults["close"].push_back({Errc::TimedOut, "no answer"});
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(bench.venue.closings.size(), std::size_t{2});
        QVERIFY(bench.venue.closings[0].name != bench.venue.closings[1].name);
    }
};

QTEST_GUILESS_MAIN(TestRescueClosing)
#include "tst_rescue_closing.moc"
