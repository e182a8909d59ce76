// needs: host/runtime desk/driver desk/engine edge/platform trade/risk
// A broker's session behind the desk's lanes: last look (S2), order of words, tears, pairs, names, the end.

#include "tests/core/host/runtime/broker/lanes_bench.h"

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using orders::OrderEventKind;
using Bench = LanesBench;

class TestBrokerThreads : public QObject
{
    Q_OBJECT

private slots:
    void nothingReachesTheBrokerBeforeTheSessionHasBegun()
    {
        Bench bench;
        bench.thread.define(std::vector{acme()});
        bench.thread.start(aState());
        bench.submit(entry(10));
        bench.ring();
        QCOMPARE(bench.deeds(), Deeds());
        bench.thread.opened(aState());
        bench.settle();
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 10"}));
        QCOMPARE(bench.thread.sent(), std::uint64_t{1});
    }

    /// S2: pressed while the order lay in the lane.
    void aPressBetweenTheLaneAndTheWireHoldsTheOrderBack()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.kill.press({{}, risk::KillLevel::CancelEntries, engine::owner, ShortText<95>("test")});
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start"}));
        const auto heard = bench.heard();
        QCOMPARE(heard.size(), std::size_t{1});
        QCOMPARE(reportIn(heard, 0).kind, OrderEventKind::Rejected);
        QVERIFY(reportIn(heard, 0).text.view().find("kill switch") != std::string_view::npos);
        Echo echo;
        QVERIFY(bench.venueLanes.echoes.tryPop(echo));
        QCOMPARE(echo.kind, OrderEventKind::Rejected);
    }

    /// S2: pressed while the order waits at the broker for its turn.
    void aBrokerThatAsksIsToldOfAPress()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.submit(leg(11, 0));
        bench.ring();
        const auto mayGo = [&bench](const risk::ClearedOrder& order) {
            bool may = false;
            bench.loop->call([&] { may = bench.broker->session->mayGo(order.ticket()); });
            return may;
        };
        QVERIFY(mayGo(entry(10)));
        QVERIFY(!mayGo(entry(12))); // nobody wanted it
        bench.kill.press({{}, risk::KillLevel::CancelEntries, engine::owner, ShortText<95>("test")});
        QVERIFY(!mayGo(entry(10)));
        QVERIFY(mayGo(leg(11, 0))); // it protects
    }

    /// A cancel overtakes an order that waits for its turn, and meets nothing at the venue: the order must not follow.
    void whatIsToBeCancelledDoesNotLeaveAnyMore()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.submit(entry(12));
        bench.ring();
        const auto mayGo = [&bench](const risk::ClearedOrder& order) {
            bool may = false;
            bench.loop->call([&] { may = bench.broker->session->mayGo(order.ticket()); });
            return may;
        };
        QVERIFY(mayGo(entry(10)) && mayGo(entry(12)));
        bench.send(events::Cancel{OrderId{10}}, entry(10).ticket());
        bench.ring();
        QVERIFY(!mayGo(entry(10)));
        QVERIFY(mayGo(entry(12)));
    }

    /// S14: the rate limit let it wait until the prices that it was judged by are old.
    void anOrderThatWaitedTooLongForItsTurnDoesNotGo()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.submit(leg(11, 0));
        bench.ring();
        const auto mayGo = [&bench](const risk::ClearedOrder& order) {
            bool may = false;
            bench.loop->call([&] { may = bench.broker->session->mayGo(order.ticket()); });
            return may;
        };
        bench.clock.pass(seconds(2));
        QVERIFY(mayGo(entry(10)));
        bench.clock.pass(milliseconds(1));
        QVERIFY(!mayGo(entry(10)));
        QVERIFY(mayGo(leg(11, 0))); // the way out waits as long as it takes
    }

    /// S2: pressed while the broker was given the one before.
    void aPressBetweenTwoOrdersHoldsTheSecondBack()
    {
        Bench bench;
        bench.open();
        bench.loop->call([&] {
            bench.broker->afterEach = [&] {
                bench.kill.press({{}, risk::KillLevel::Pause, engine::owner, ShortText<95>("test")});
            };
        });
        bench.submit(entry(10));
        bench.submit(entry(11));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 10"}));
    }

    /// F21: the machine slept while it lay in the lane.
    void anEntryThatWasDecidedTooLongAgoDoesNotLeave()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.submit(leg(11, 0));
        bench.clock.pass(seconds(3));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 11"}));
    }

    void cancelsAndQuestionsPassTheSwitch()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.ring();
        bench.kill.press({{}, risk::KillLevel::Flatten, engine::owner, ShortText<95>("test")});
        bench.send(events::Cancel{OrderId{10}});
        bench.send(events::Query{OrderId{10}});
        bench.send(events::Reconcile{AccountId{3}});
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 10", "cancel 10", "query 10", "reconcile"}));
    }

    /// A venue that locks what is sold takes two closing legs as a pair alone.
    void twoLegsInARowAreOnePair()
    {
        Bench bench;
        bench.loop->call([&] { bench.broker->takesPairs = true; });
        bench.open();
        bench.submit(leg(11, 12));
        bench.submit(leg(12, 11));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "pair 11", "pair 12"}));
        QCOMPARE(bench.thread.sent(), std::uint64_t{2});
    }

    void aLegWaitsForItsPartnerAndNoLongerThanAMoment()
    {
        Bench bench;
        bench.loop->call([&] { bench.broker->takesPairs = true; });
        bench.open();
        bench.submit(leg(11, 12));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start"}));
        bench.submit(leg(12, 11));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "pair 11", "pair 12"}));
        bench.submit(leg(13, 14));
        bench.ring();
        bench.clock.pass(longestPairWait);
        QTRY_COMPARE(bench.deeds(), (Deeds{"start", "pair 11", "pair 12", "submit 13"}));
        // Its partner comes late: then it is an order like any other.
        bench.submit(leg(14, 13));
        bench.ring();
        QCOMPARE(bench.deeds().back(), std::string("submit 14"));
    }

    void ofAPairUnderTheSwitchNothingLeaves()
    {
        Bench bench;
        bench.loop->call([&] { bench.broker->takesPairs = true; });
        bench.open();
        bench.gate.close();
        bench.submit(leg(11, 12));
        bench.submit(leg(12, 11));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start"}));
        QCOMPARE(bench.heard().size(), std::size_t{2});
    }

    void wordsReachTheDeskInOrderAndEchoToTheOutbox()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.ring();
        orders::Fill fill;
        fill.order = OrderId{10};
        fill.size = Lots{4};
        QVERIFY(bench.say(fill));
        QVERIFY(bench.say(OrderEventKind::Accepted, 10));
        const auto heard = bench.heard();
        QCOMPARE(heard.size(), std::size_t{2});
        QCOMPARE(std::get<orders::Fill>(heard[0]).size, Lots{4});
        QCOMPARE(reportIn(heard, 1).kind, OrderEventKind::Accepted);
        Echo echo;
        QVERIFY(bench.venueLanes.echoes.tryPop(echo));
        QCOMPARE(echo.kind, OrderEventKind::PartFilled);
        QCOMPARE(echo.filled, Lots{4});
        QVERIFY(bench.venueLanes.echoes.tryPop(echo));
        QVERIFY(bench.engineBell.rings() >= 2);
    }

    void fillsOfBeforeAnEmptyProfileAreNotBooked()
    {
        Bench bench;
        bench.open();
        orders::Fill fill;
        fill.time = bench.clock.wall() - seconds(1);
        QVERIFY(bench.say(fill) && bench.heard().empty());
    }

    /// The desk does not take anything for a while: nothing is lost, and nothing overtakes.
    void wordsWithoutRoomComeAgainByThemselves()
    {
        Bench bench;
        bench.open();
        constexpr std::uint64_t many = driver::EventLane::capacity() + 500;
        for (std::uint64_t i = 1; i <= many; ++i) {
            QVERIFY(bench.say(OrderEventKind::Accepted, i));
        }
        std::uint64_t next = 1;
        QTRY_VERIFY(([&] {
            for (const auto& event : bench.heard()) {
                if (std::get<events::OrderReport>(event).order.value != next++) {
                    return false;
                }
            }
            return next == many + 1;
        })());
        std::size_t echoes = 0;
        QTRY_VERIFY(([&] {
            for (Echo echo; bench.venueLanes.echoes.tryPop(echo);) {
                ++echoes;
            }
            return echoes == many;
        })());
    }

    /// S26: the bound is that of the words; then the broker keeps what it has to say.
    void aBrokerIsToldWhenThereIsNoRoom()
    {
        Bench bench;
        bench.open();
        std::size_t taken = 0;
        bench.loop->call([&] {
            events::OrderReport report;
            report.order = OrderId{1};
            while (taken < 200'000 && bench.broker->session->sink.put(report)) {
                ++taken;
            }
        });
        QVERIFY(taken >= WaitingWords::most && taken < 200'000);
    }

    /// S14: no tick passes a hole before the desk knows of it.
    void aTornStreamBeginsAnewOnceTheDeskKnows()
    {
        Bench bench;
        bench.open();
        const ports::TimedTick tick{newYear, market::Quote{}};
        auto& sink = bench.broker->session->sink;
        std::size_t taken = 0;
        bench.loop->call([&] {
            while (taken < 100'000 && sink.put(tick)) {
                ++taken;
            }
            QVERIFY(!sink.put(tick) && !sink.mayResume());
        });
        QCOMPARE(taken, driver::TickLane::capacity);
        std::vector<ports::TimedTick> out(taken);
        QCOMPARE(bench.lanes->ticks.take(out), taken);
        QVERIFY(bench.lanes->ticks.isTorn());
        bench.loop->call([&] { QVERIFY(!sink.put(tick) && !sink.mayResume()); });
        bench.lanes->ticks.told();
        bench.loop->call([&] {
            QVERIFY(sink.mayResume());
            sink.resume();
            QVERIFY(sink.put(tick));
        });
    }

    /// A price is of the moment at which it comes, whatever time its venue has.
    void aTickIsStampedWithTheDesksOwnClock()
    {
        Bench bench;
        bench.open();
        bench.clock.pass(seconds(5));
        bench.loop->call([&] { QVERIFY(bench.broker->session->sink.put({newYear + days(300), market::Quote{}})); });
        std::vector<ports::TimedTick> out(1);
        QCOMPARE(bench.lanes->ticks.take(out), std::size_t{1});
        QCOMPARE(out[0].at, newYear + seconds(5));
    }

    void aNewCurrencyIsDefinedBeforeItIsSpokenOf()
    {
        Bench bench;
        bench.open();
        bench.loop->call([&] {
            auto& currencies = bench.broker->session->currencies;
            QCOMPARE(currencies.numberOf("USD").value(), CurrencyId{1});
            QCOMPARE(currencies.numberOf("BNB").value(), CurrencyId{2});
            QCOMPARE(currencies.numberOf("BNB").value(), CurrencyId{2});
            QVERIFY(!currencies.numberOf("") && !currencies.numberOf("twelve_chars") && !currencies.numberOf("A B"));
        });
        const auto heard = bench.heard();
        QCOMPARE(heard.size(), std::size_t{1});
        QVERIFY((std::get<events::CurrencyDefined>(heard[0])
                 == events::CurrencyDefined{CurrencyId{2}, ShortText<11>("BNB")}));
    }

    void aChangedOrderIsAskedForInItsNewFigures()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.ring();
        events::OrderReport report;
        report.order = OrderId{10};
        report.kind = OrderEventKind::Replaced;
        report.size = Lots{7};
        report.limit = Ticks{4'242};
        QVERIFY(bench.say(report));
        bench.send(events::Query{OrderId{10}});
        bench.ring();
        bench.loop->call([&] {
            const auto& [deed, ticket] = bench.broker->tickets.back();
            QCOMPARE(deed, std::string("query"));
            QCOMPARE(ticket.size, Lots{7});
            QCOMPARE(ticket.limit.value(), Ticks{4'242});
        });
    }

    /// The broker is asked nothing about an order that nobody knows; the desk hears that nothing is proved (S6).
    void aQuestionAboutAnUnknownOrderProvesNothing()
    {
        Bench bench;
        bench.open();
        bench.send(events::Query{OrderId{77}});
        bench.ring();
        const auto heard = bench.heard();
        QCOMPARE(heard.size(), std::size_t{1});
        QCOMPARE(reportIn(heard, 0).kind, OrderEventKind::Lost);
        QCOMPARE(bench.deeds(), (Deeds{"start"}));
    }

    /// F22: in the middle of it. What was on its way is told as lost, what had not left as rejected.
    void anEndInTheMiddleLeavesNothingUnsaid()
    {
        Bench bench;
        bench.open();
        bench.submit(entry(10));
        bench.ring();
        events::OrderReport lost;
        lost.order = OrderId{10};
        lost.kind = OrderEventKind::Lost;
        bench.loop->call([&] { bench.broker->lastWords = {lost}; });
        bench.submit(entry(11));
        bench.thread.stop();
        const auto heard = bench.heard();
        QCOMPARE(heard.size(), std::size_t{2});
        QCOMPARE(reportIn(heard, 0).kind, OrderEventKind::Lost);
        QCOMPARE(reportIn(heard, 1).kind, OrderEventKind::Rejected);
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 10", "stop"}));
        // Behind the end nothing is taken, from nobody.
        bench.submit(entry(12));
        bench.ring();
        QCOMPARE(bench.deeds(), (Deeds{"start", "submit 10", "stop"}));
        QVERIFY(!bench.say(OrderEventKind::Accepted, 10));
        bench.thread.stop();
    }

    void theConnectionIsPublishedWhenItChanges()
    {
        Bench bench;
        QVERIFY(bench.loop->connection() != nullptr);
        bench.open();
        bench.loop->call([&] {
            auto& line = bench.broker->now.lines.at(static_cast<std::size_t>(views::LineKind::Orders));
            line.state = views::LineState::Up;
            static_cast<void>(
                bench.broker->session->sink.put(events::LinkChanged{events::LinkKind::Orders, AccountId{3}, true}));
        });
        const auto at = static_cast<std::size_t>(views::LineKind::Orders);
        QCOMPARE(bench.loop->connection()->lines.at(at).state, views::LineState::Up);
        const auto before = bench.loop->connection();
        bench.loop->call([&] { bench.broker->now.reconnects = 3; });
        QTRY_COMPARE(bench.loop->connection()->reconnects, std::uint64_t{3}); // without any word
        QVERIFY(before != bench.loop->connection());
    }
};

QTEST_GUILESS_MAIN(TestBrokerThreads)
#include "tst_broker_lanes.moc"
