// needs: host/watchdog
//
// What the watchdog does at the venue, with a venue and a clock that the test holds: which orders go, which stay, when
// it is content, and what it does where the venue cannot be asked.

#include "tests/support/rescue_bench.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;

class TestRescue : public QObject
{
    Q_OBJECT

private slots:
    void entriesOfOursGoAndAllElseStays()
    {
        Bench bench;
        bench.venue.orders = {order("INSTALL1-START002-7-e"),
                              order("INSTALL1-START002-8-s", "BTCUSDT", Side::Sell),
                              order("INSTALL1-START001-3-e", "ETHUSDT"),
                              order("INSTALL1-START001-4-t", "ETHUSDT", Side::Sell),
                              order("INSTALL1-START001-5-x", "ETHUSDT", Side::Sell),
                              order("INSTALL1-ELSEWHER-7-e"), // named by nobody here: a copy of the profile
                              order("ANOTHER1-START002-7-e"),
                              order("web_4711"),
                              order("")};

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(report.cancelled, (Names{"INSTALL1-START002-7-e", "INSTALL1-START001-3-e"}));
        QCOMPARE(bench.venue.cancels, report.cancelled);
        QCOMPARE(bench.standing(),
                 (Names{"INSTALL1-START002-8-s", "INSTALL1-START001-4-t", "INSTALL1-START001-5-x",
                        "INSTALL1-ELSEWHER-7-e", "ANOTHER1-START002-7-e", "web_4711", ""}));
        QCOMPARE(report.kept, std::size_t{3});
        QCOMPARE(report.foreign, std::size_t{4});
        QVERIFY(bench.venue.closings.empty());
    }

    // Clean is what a listing says twice, four seconds apart.
    void anEntryThatWasOnItsWayIsFoundAsWell()
    {
        Bench bench;
        bench.venue.arrives = order("INSTALL1-START002-9-e");
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(report.cancelled, (Names{"INSTALL1-START002-9-e"}));
        QVERIFY(bench.clock.mono() >= Monotonic{} + seconds(8));
    }

    void aCancelThatDoesNothingIsAskedForAgain()
    {
        Bench bench;
        bench.venue.orders = {order("INSTALL1-START002-7-e")};
        bench.venue.holds = {"INSTALL1-START002-7-e"};
        bench.rules.giveUp = hours(1);
        int lists = 0;
        bench.told.clear();
        // After the third cancel the venue does it.
        Rescue rescue({bench.venue,
                       bench.session,
                       bench.clock,
                       [&](Duration span, std::function<void()> deed) {
                           bench.waiting.emplace_back(bench.clock.mono() + span, std::move(deed));
                       },
                       [&](const std::string&) {
                           if (++lists == 4) {
                               bench.venue.holds.clear();
                           }
                       },
                       {}},
                      bench.rules);
        rescue.run([&](const RescueReport& how) { bench.report = how; });
        for (int i = 0; i < 1'000 && !bench.report; ++i) {
            auto& answers = bench.venue.answers;
            if (!answers.empty()) {
                const auto deed = answers.front();
                answers.pop_front();
                deed();
            } else {
                const auto [at, deed] = bench.waiting.front();
                bench.waiting.pop_front();
                bench.clock.pass(at - bench.clock.mono());
                deed();
            }
        }
        QVERIFY(bench.report && bench.report->end == RescueEnd::Clean);
        QVERIFY(bench.venue.cancels.size() > 2);
        QVERIFY(bench.venue.orders.empty());
        QCOMPARE(bench.report->cancelled.size(), std::size_t{1});
    }

    void aVenueThatIsAwayIsTriedAgainWithGrowingPauses()
    {
        Bench bench;
        bench.venue.orders = {order("INSTALL1-START002-7-e")};
        for (int i = 0; i < 6; ++i) {
            bench.venue.faults["prove"].push_back({Errc::Unavailable, "nobody listens"});
        }
        bench.venue.faults["list"].push_back({Errc::TimedOut, "no answer"});
        bench.venue.faults["cancel"].push_back({Errc::TimedOut, "no answer"});
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QVERIFY(bench.venue.orders.empty());
        // 0.5 + 1 + 2 + 4 + 8 + 15 s, then one more of 15 s, and one of half a second
        QVERIFY(bench.clock.mono() >= Monotonic{} + seconds(45));
        QVERIFY(bench.clock.mono() <= Monotonic{} + seconds(60));
    }

    void itGivesUpInTheEndAndSaysSo()
    {
        Bench bench;
        bench.rules.giveUp = seconds(60);
        for (int i = 0; i < 100; ++i) {
            bench.venue.faults["prove"].push_back({Errc::Unavailable, "nobody listens"});
        }
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::GaveUp);
        QCOMPARE(report.why, std::string("nobody listens"));
        QVERIFY(bench.clock.mono() <= Monotonic{} + seconds(61));
    }

    void aRefusedKeyEndsIt()
    {
        Bench bench;
        bench.venue.faults["prove"].push_back({Errc::Denied, "wrong key"});
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::KeyRefused);
        QCOMPARE(bench.venue.asked, (Names{"prove"}));
    }

    // S34: nothing is asked before the venue's time is over.
    void aVenueThatWantsSilenceGetsIt()
    {
        Bench bench;
        bench.venue.faults["prove"].push_back({Errc::RateLimited, "banned"});
        bench.venue.silence = Monotonic{} + seconds(120);
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QVERIFY(bench.clock.mono() >= Monotonic{} + seconds(120));
    }

    void whatIsHeldWithoutAStopIsNamed()
    {
        Bench bench;
        bench.venue.held = {{"BTCUSDT", {5, -1}}, {"ETHUSDT", {2, 0}}};
        bench.venue.orders = {stop("INSTALL1-START002-8-s")};
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(report.uncovered, (Names{"2 ETHUSDT"}));
        QVERIFY(bench.venue.closings.empty());
    }

    /// A venue that takes each cancel and does nothing of it: there is an end, and it is told.
    void cancelsThatDoNothingAreGivenUp()
    {
        Bench bench;
        bench.venue.orders = {order("INSTALL1-START002-7-e")};
        bench.venue.holds = {"INSTALL1-START002-7-e"};

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::GaveUp);
        QVERIFY(report.why.find("does not happen") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRescue)
#include "tst_rescue.moc"
