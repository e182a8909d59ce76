// needs: desk/engine

#include "core/desk/views/assessment.h"
#include "core/desk/views/stop_doubt.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

class TestSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void beforeASessionThereIsNone()
    {
        engine::Engine engine;

        const auto shot = engine.snapshot();

        QVERIFY(!shot->session);
        QVERIFY(!shot->isOpen);
        QVERIFY(!shot->equity.has_value() || shot->equity->e8 == 0);
        QVERIFY(shot->positions.empty());
    }

    void theSessionIsSharedAndStaysAsItBegan()
    {
        auto desk = TestDesk::armed();
        auto tighter = desk.state().session.limits;
        tighter.openOrders = 7;

        const auto before = desk.engine.snapshot();
        desk.command(events::SetLimits{tighter});
        const auto after = desk.engine.snapshot();

        QVERIFY(before->session == after->session); // the same object
        QCOMPARE(after->session->limits.openOrders, 200);
        QCOMPARE(after->limits.openOrders, 7);
        QVERIFY(after->isOpen);
    }

    void aPositionShowsWhatStandsBehindIt()
    {
        auto desk = TestDesk::armed();
        const Timestamp opened = desk.stamp.wall;
        desk.longWithStop(10, 9'900, 10'300);
        desk.pass(minutes(1));
        desk.quote(10'049, 10'051);

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->positions.size(), std::size_t{1});
        const auto& view = shot->positions[0];
        QCOMPARE(view.mark->count, std::int64_t{10'050});
        QCOMPARE(view.value->e8, 1'005 * oneDollar);
        QCOMPARE(view.unrealised->e8, 5 * oneDollar);
        QVERIFY(!view.strategy);
        QCOMPARE(view.opened.ns, opened.ns);
        QCOMPARE(view.stop->count, std::int64_t{9'900});
        QCOMPARE(view.stopOrder.value, std::uint64_t{2});
        QCOMPARE(view.target->count, std::int64_t{10'300});
        QCOMPARE(view.targetOrder.value, std::uint64_t{3});
        QCOMPARE(view.protectedLots.count, std::int64_t{10});
        QVERIFY(!view.reported);
    }

    void aStrategysPositionNamesIt()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.approve(id);
        const OrderId entry = desk.sent().at(0).id;
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 3, 10'000);
        desk.report(OrderId{entry.value + 1}, orders::OrderEventKind::Accepted);

        const auto view = desk.engine.snapshot()->positions.at(0);

        QCOMPARE(view.strategy.value, std::uint64_t{1});
        QCOMPARE(view.protectedLots.count, std::int64_t{3}); // the leg is as large as what has filled
    }

    // S17: what the venue has not confirmed protects nothing, and is not called nothing either.
    void aStopThatWasJustSentIsInDoubtAndNoAlarm()
    {
        auto desk = TestDesk::armed();
        const auto entry = desk.place(Side::Buy, 10, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);

        const auto shot = desk.engine.snapshot();

        const auto& view = shot->positions.at(0);
        QCOMPARE(view.protectedLots.count, std::int64_t{0});
        QVERIFY(!view.stopOrder && !view.stop);
        QVERIFY((views::stopInDoubt(*shot, view) == views::StopInDoubt{Lots{10}, Ticks{9'900}, false}));
        QCOMPARE(views::figuresOf(*shot).unprotected, 0);
    }

    void aStopThatIsLostFromSightProtectsNothingUntilItIsFound()
    {
        auto desk = TestDesk::armed();
        const OrderId stop{desk.longWithStop(10, 9'900).value + 1};
        const auto told = [&desk] {
            const auto shot = desk.engine.snapshot();
            return std::pair(shot, shot->positions.at(0));
        };

        desk.report(stop, orders::OrderEventKind::Lost);

        const auto [lost, doubted] = told();
        QCOMPARE(doubted.protectedLots.count, std::int64_t{0});
        QVERIFY(!doubted.stopOrder);
        QVERIFY((views::stopInDoubt(*lost, doubted) == views::StopInDoubt{Lots{10}, Ticks{9'900}, true}));
        QCOMPARE(views::figuresOf(*lost).unprotected, 1);

        desk.report(stop, orders::OrderEventKind::Found);

        const auto [found, proven] = told();
        QCOMPARE(proven.protectedLots.count, std::int64_t{10});
        QVERIFY(proven.stopOrder == stop);
        QVERIFY(!views::stopInDoubt(*found, proven));
        QCOMPARE(views::figuresOf(*found).unprotected, 0);
    }

    // Killed between the record of the stop and its sending: the next start knows of no stop that stands.
    void afterACrashNoStopProtectsBeforeTheVenueHasAnswered()
    {
        auto desk = TestDesk::armed();
        const auto entry = desk.place(Side::Buy, 10, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);

        desk.restart();

        const auto shot = desk.engine.snapshot();
        const auto& view = shot->positions.at(0);
        QCOMPARE(view.protectedLots.count, std::int64_t{0});
        const auto doubt = views::stopInDoubt(*shot, view);
        QVERIFY(doubt && doubt->isLost && doubt->lots.count == 10);
        QCOMPARE(views::figuresOf(*shot).unprotected, 1);
    }

    void ofAShortTheNearestStopIsTheLowest()
    {
        auto desk = TestDesk::armed();
        const auto entry = desk.place(Side::Sell, 10, 10'200);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 4, 10'000);
        desk.report(OrderId{entry.value + 1}, orders::OrderEventKind::Accepted);

        const auto view = desk.engine.snapshot()->positions.at(0);

        QCOMPARE(view.position.lots.count, std::int64_t{-4});
        QCOMPARE(view.value->e8, 400 * oneDollar); // unsigned
        QCOMPARE(view.stop->count, std::int64_t{10'200});
        QCOMPARE(view.protectedLots.count, std::int64_t{4});
    }

    void whatTheBrokerSaysStandsBesideOurs()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{8}});

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->positions.at(0).reported->count, std::int64_t{8});
        QVERIFY(shot->breakers.at(0).breaker == events::Breaker::Mismatch);
        QCOMPARE(shot->breakers.at(0).at.ns, desk.stamp.wall.ns);
        QVERIFY(shot->breakers.at(0).coolingLeft == Duration{}); // no loss tripped it
    }

    void aLatchTellsWhoWhenAndWhy()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{risk::ScopeKind::Symbol, 1}, risk::KillLevel::Pause}, engine::owner, true, "smoke");

        const auto latch = desk.engine.snapshot()->latches.at(0);

        QVERIFY(latch.scope == (risk::Scope{risk::ScopeKind::Symbol, 1}));
        QVERIFY(latch.by == engine::owner);
        QCOMPARE(latch.at.ns, desk.stamp.wall.ns);
        QCOMPARE(latch.reason.view(), std::string_view("smoke"));
    }

    void theReasonOfALatchOutlivesTheProgram()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, risk::KillLevel::Pause}, engine::owner, true, "smoke");
        desk.apply(events::KillLatched{
            {risk::ScopeKind::Symbol, 1}, risk::KillLevel::CancelAll, engine::script, ShortText<95>("by hand")});
        QVERIFY(desk.recordFoldsToTheState());
        Bytes bytes = TestDesk::bytesOf(desk.state());
        engine::DeskState loaded;
        ByteReader in(bytes);
        QVERIFY(loaded.load(in));

        desk.restart();

        const auto shot = desk.engine.snapshot();
        QCOMPARE(shot->latches.at(0).reason.view(), std::string_view("smoke"));
        QCOMPARE(shot->latches.at(1).reason.view(), std::string_view("by hand"));
        QVERIFY(TestDesk::bytesOf(loaded) == bytes);
    }

    void strategiesTellWhetherTheyAreOnAndMayTradeAlone()
    {
        auto session = aSession();
        session.strategies.push_back({StrategyId{2}, "breakout:entry=20,exit=10"});
        auto desk = TestDesk::armed(session);
        desk.command(events::SwitchStrategy{StrategyId{2}, false});
        desk.command(
            events::GrantAutonomy{StrategyId{1}, Money{1'000 * oneDollar}, Money{100 * oneDollar}, 10, hours(1)});

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->strategies.size(), std::size_t{2});
        QVERIFY(shot->strategies[0].on && shot->strategies[0].automatic);
        QVERIFY(!shot->strategies[1].on && !shot->strategies[1].automatic);
        QCOMPARE(shot->strategies[1].spec, std::string("breakout:entry=20,exit=10"));
    }

    void ordersOfTheLastMinuteAreCounted()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 1, 9'900);
        desk.pass(seconds(59));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.engine.snapshot()->ordersLastMinute, 1);

        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);

        QCOMPARE(desk.engine.snapshot()->ordersLastMinute, 0);
    }

    void resultsAreThoseOfTheWholeRecord()
    {
        auto desk = TestDesk::armed();
        const auto entry = desk.longWithStop(10, 9'900);
        auto out = desk.fillOf(OrderId{entry.value + 1}, 10, 9'900);
        out.fee = Money{oneDollar};
        desk.apply(out);

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->realised->e8, -10 * oneDollar);
        QCOMPARE(shot->fees->e8, oneDollar);
        QCOMPARE(shot->losingStreak, 1);
    }

    void resultsInACurrencyWithoutARateAreNotKnown()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::CurrencyDefined{CurrencyId{2}, ShortText<11>("EUR")});
        auto fill = desk.fillOf(desk.place(Side::Buy, 10, 9'900), 10, 10'000);
        fill.fee = Money{oneDollar};
        fill.feeCurrency = CurrencyId{2};
        desk.apply(fill);

        const auto shot = desk.engine.snapshot();

        QVERIFY(!shot->fees);
        QVERIFY(!shot->equity);
    }

    void onlyTheFirstProposalsAreAssessed()
    {
        auto session = aSession();
        session.strategies.clear();
        for (std::uint64_t id = 1; id <= views::mostAssessed + 2; ++id) {
            session.strategies.push_back({StrategyId{id}, "sma_cross:fast=1,slow=2,direction=both"});
        }
        auto desk = TestDesk::armed(session);
        desk.proposeBuy();

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->proposals.size(), views::mostAssessed + 2);
        QVERIFY(shot->proposals[views::mostAssessed - 1].assessment);
        QVERIFY(!shot->proposals[views::mostAssessed].assessment);
    }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
