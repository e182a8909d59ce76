// needs: host/watchdog
//
// What the watchdog does at the venue, with a venue and a clock that the test holds: which orders go, which stay, when
// it is content, and what it does where the venue cannot be asked.

#include "core/host/watchdog/rescue.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

using namespace omni;
using namespace omni::watchdog;
using namespace omni::brokers;

namespace {

watch::WatchedSession aSession()
{
    watch::WatchedSession session;
    session.install = orders::Nonce("INSTALL1");
    session.session = orders::Nonce("START002");
    session.starts = {orders::Nonce("START001"), orders::Nonce("START002")};
    session.broker = "binance";
    session.symbols = {"BTCUSDT", "ETHUSDT"};
    return session;
}

GuardedOrder order(std::string name, std::string symbol = "BTCUSDT", Side side = Side::Buy)
{
    return {std::move(symbol), name, "id-" + name, side, false, false};
}

/// A venue in a few lines, and the clock that runs while nothing happens.
class Venue final : public OrderGuard
{
public:
    void prove(OnAnswer<void> done) override
    {
        answer<void>("prove", std::move(done), [] { return Result<void>(); });
    }
    void openOrders(OnAnswer<std::vector<GuardedOrder>> done) override
    {
        answer<std::vector<GuardedOrder>>("list", std::move(done), [this] {
            if (arrives && ++lists > 1) { // was on its way when the program died
                orders.push_back(*std::exchange(arrives, std::nullopt));
            }
            return Result<std::vector<GuardedOrder>>(orders);
        });
    }
    void cancel(const GuardedOrder& wanted, OnAnswer<void> done) override
    {
        cancels.push_back(wanted.name);
        answer<void>("cancel", std::move(done), [this, wanted] {
            if (!holds.contains(wanted.name)) {
                std::erase(orders, wanted);
            }
            if (wanted.name == fillsFirst) {
                held.clear();
            }
            return Result<void>();
        });
    }
    void legs(std::vector<std::string>, OnAnswer<std::vector<GuardedLeg>> done) override
    {
        answer<std::vector<GuardedLeg>>("legs", std::move(done),
                                        [this] { return Result<std::vector<GuardedLeg>>(ownLegs); });
    }
    void positions(std::vector<std::string>, OnAnswer<std::vector<GuardedPosition>> done) override
    {
        answer<std::vector<GuardedPosition>>("positions", std::move(done),
                                             [this] { return Result<std::vector<GuardedPosition>>(held); });
    }
    void close(GuardedClosing closing, OnAnswer<ClosingEnd> done) override
    {
        closings.push_back(closing);
        answer<ClosingEnd>("close", std::move(done), [this, closing]() -> Result<ClosingEnd> {
            if (tooSmall) {
                return failure(Errc::Invalid, "it is less than the venue trades");
            }
            std::erase_if(held, [&](const auto& each) { return fills && each.symbol == closing.position.symbol; });
            return ClosingEnd{fills ? closing.position.size : Decimal{}, "sold"};
        });
    }
    std::optional<Monotonic> silentUntil() const override
    {
        return silence;
    }

    std::vector<GuardedOrder> orders;
    std::optional<GuardedOrder> arrives;
    std::set<std::string> holds; ///< Names whose cancel is taken and does nothing.
    std::string fillsFirst; ///< A stop that has filled when its cancel is taken.
    std::vector<GuardedLeg> ownLegs;
    std::vector<GuardedPosition> held;
    bool fills = true, tooSmall = false;
    std::map<std::string, std::deque<Error>> faults; ///< Of the next calls of that kind.
    std::optional<Monotonic> silence;

    std::vector<std::string> asked, cancels;
    std::vector<GuardedClosing> closings;
    int lists = 0;
    std::deque<std::function<void()>> answers;

private:
    template<class T> void answer(const std::string& what, OnAnswer<T> done, std::function<Result<T>()> make)
    {
        asked.push_back(what);
        auto& due = faults[what];
        if (!due.empty()) {
            const Error fault = due.front();
            due.pop_front();
            answers.push_back([done, fault] { done(tl::unexpected(fault)); });
            return;
        }
        answers.push_back([done, make] { done(make()); });
    }
};

struct Bench {
    test::ManualClock clock{Timestamp{1'800'000'000'000'000'000}};
    Venue venue;
    watch::WatchedSession session = aSession();
    RescueRules rules{watch::Policy::CancelEntries, minutes(10), seconds(4), 100, orders::Nonce("RESCUE01")};
    std::vector<std::string> told;
    std::optional<RescueReport> report;
    std::deque<std::pair<Monotonic, std::function<void()>>> waiting;

    RescueReport run()
    {
        Rescue rescue({venue, session, clock,
                       [this](Duration span, std::function<void()> deed) {
                           waiting.emplace_back(clock.mono() + span, std::move(deed));
                       },
                       [this](const std::string& text) { told.push_back(text); }},
                      rules);
        rescue.run([this](const RescueReport& how) { report = how; });
        for (int i = 0; i < 10'000 && !report; ++i) {
            if (!venue.answers.empty()) {
                const auto deed = venue.answers.front();
                venue.answers.pop_front();
                deed();
            } else if (!waiting.empty()) {
                const auto [at, deed] = waiting.front();
                waiting.pop_front();
                clock.pass(at - clock.mono());
                deed();
            } else {
                break;
            }
        }
        return report.value_or(RescueReport{});
    }
    [[nodiscard]] std::vector<std::string> standing() const
    {
        std::vector<std::string> names;
        for (const auto& each : venue.orders) {
            names.push_back(each.name);
        }
        return names;
    }
};

using Names = std::vector<std::string>;

} // namespace

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
        Rescue rescue({bench.venue, bench.session, bench.clock,
                       [&](Duration span, std::function<void()> deed) {
                           bench.waiting.emplace_back(bench.clock.mono() + span, std::move(deed));
                       },
                       [&](const std::string&) {
                           if (++lists == 4) {
                               bench.venue.holds.clear();
                           }
                       }},
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
        bench.venue.orders = {order("INSTALL1-START002-8-s", "BTCUSDT", Side::Sell)};
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::Clean);
        QCOMPARE(report.uncovered, (Names{"2 ETHUSDT"}));
        QVERIFY(bench.venue.closings.empty());
    }

    // Without trusted state: cancel what can be cancelled, and close nothing.
    void positionsThatCannotBeReadCloseNothing()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.rules.giveUp = seconds(60);
        bench.venue.orders = {order("INSTALL1-START002-7-e"), order("INSTALL1-START002-8-s", "BTCUSDT", Side::Sell)};
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
        bench.venue.orders = {order("INSTALL1-START002-7-e"), order("INSTALL1-START002-8-s", "BTCUSDT", Side::Sell),
                              order("INSTALL1-START002-9-s", "ETHUSDT", Side::Sell),
                              order("venue-made", "BTCUSDT", Side::Sell), order("web_4711", "BTCUSDT", Side::Sell)};
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
        bench.venue.orders = {order("INSTALL1-START002-8-s", "BTCUSDT", Side::Sell)};
        bench.venue.fillsFirst = "INSTALL1-START002-8-s";

        const auto report = bench.run();

        QVERIFY(report.end == RescueEnd::Clean);
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

    void whatDoesNotFillIsTriedFiveTimesUnderNewNames()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {5, -1}}};
        bench.venue.fills = false;
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::NotFlat);
        QCOMPARE(bench.venue.closings.size(), std::size_t{5});
        std::set<std::string> names;
        for (const auto& closing : bench.venue.closings) {
            names.insert(closing.name);
        }
        QCOMPARE(names.size(), std::size_t{5});
    }

    void whatIsTooSmallIsNamedAndNotTriedForEver()
    {
        Bench bench;
        bench.rules.policy = watch::Policy::Flatten;
        bench.venue.held = {{"BTCUSDT", {1, -8}}};
        bench.venue.tooSmall = true;
        const auto report = bench.run();
        QVERIFY(report.end == RescueEnd::NotFlat);
        QCOMPARE(bench.venue.closings.size(), std::size_t{1});
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

QTEST_GUILESS_MAIN(TestRescue)
#include "tst_rescue.moc"
