// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

constexpr OrderId entry{1}, stop{2}, target{3};

/// Ten held at 100.00 with a stop at 99.00, of which a person wants 99.50, and the venue does not move it.
void moveInVain(TestDesk& desk, std::int64_t to = 9'950)
{
    desk.command(events::MoveStop{stop, Ticks{to}});
    QVERIFY(!desk.wanted<events::Replace>().empty());
    desk.report(stop, OrderEventKind::ReplaceRejected);
}

void passASecond(TestDesk& desk, std::int64_t bid = 9'999)
{
    desk.pass(seconds(1));
    desk.quote(bid, bid + 2);
}

} // namespace

/// Neither Binance nor Alpaca moves the trigger of a stop that works.
class TestMovedLegs : public QObject
{
    Q_OBJECT

private slots:
    void aStopThatTheVenueDoesNotMoveComesAgainWhereItIsWanted()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();

        moveInVain(desk);
        QVERIFY(desk.order(stop).state == OrderState::CancelSent);
        QVERIFY(desk.recordFoldsToTheState());
        desk.report(stop, OrderEventKind::Cancelled);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent[0].id != stop); // S4: another order has another number
        QCOMPARE(sent[0].stop->count, std::int64_t{9'950});
        QCOMPARE(sent[0].size.count, std::int64_t{10});
        QVERIFY(desk.state().movedLegs.isEmpty());
        QVERIFY(!desk.alerted("position.unprotected"));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void itsTargetComesAgainBesideIt()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900, 10'400);

        moveInVain(desk);
        desk.report(stop, OrderEventKind::Cancelled);
        desk.report(target, OrderEventKind::Cancelled);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].stop->count, std::int64_t{9'950});
        QCOMPARE(sent[1].limit->count, std::int64_t{10'400});
        QCOMPARE(sent[0].oco, sent[1].id);
    }

    void aTargetThatTheVenueDoesNotMoveComesAgainWithItsStop()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900, 10'200);
        desk.command(events::ReplaceOrder{target, std::nullopt, Ticks{10'100}, std::nullopt});
        QVERIFY(!desk.wanted<events::Replace>().empty());

        desk.report(target, OrderEventKind::ReplaceRejected);
        desk.report(stop, OrderEventKind::Cancelled);
        desk.report(target, OrderEventKind::Cancelled);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].stop->count, std::int64_t{9'900});
        QCOMPARE(sent[1].limit->count, std::int64_t{10'100});
        QVERIFY(desk.state().movedLegs.isEmpty());
    }

    /// The next start knows of it (S22).
    void aCrashBetweenTheTwoForgetsNothing()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        moveInVain(desk);

        desk.restart();
        desk.quote(9'999, 10'001);
        desk.report(stop, OrderEventKind::Cancelled);

        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent()[0].stop->count, std::int64_t{9'950});
    }

    /// What fills before it can be cancelled has done its work.
    void aStopThatFillsMeanwhileDoesNotComeAgain()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        moveInVain(desk);

        desk.fill(stop, 10, 9'900);
        passASecond(desk);

        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().movedLegs.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whereNoOtherWouldBeLetThereTheOldOneStands()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Closed});

        moveInVain(desk);
        passASecond(desk);
        QVERIFY(desk.order(stop).state == OrderState::Working);

        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Open});
        passASecond(desk);
        QVERIFY(desk.order(stop).state == OrderState::CancelSent);
    }

    /// The person wants it where it was: it does not wander off when the market opens.
    void aMoveThatIsTakenBackIsForgotten()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Closed});
        moveInVain(desk);
        QVERIFY(!desk.state().movedLegs.isEmpty());

        desk.pass(minutes(5)); // what was refused may be asked again
        desk.command(events::MoveStop{stop, Ticks{9'900}});
        desk.report(stop, OrderEventKind::ReplaceRejected);

        QVERIFY(desk.state().movedLegs.isEmpty());
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Open});
        passASecond(desk);
        QVERIFY(desk.order(stop).state == OrderState::Working);
        QVERIFY(desk.recordFoldsToTheState());
    }

    /// F46: a fall that may be a split closes nothing here either.
    void whereTheAccountHoldsSomethingElseNothingIsClosed()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.command(events::MoveStop{stop, Ticks{9'950}});
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{20}});
        desk.quote(4'969, 4'971);

        desk.report(stop, OrderEventKind::ReplaceRejected);
        passASecond(desk, 4'969);

        QVERIFY(desk.state().exits.isEmpty());
        QVERIFY(desk.order(stop).state == OrderState::Working);
    }

    void whereTheMarketHasPassedThePlaceTheHoldingIsClosed()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.command(events::MoveStop{stop, Ticks{9'950}});
        desk.quote(9'939, 9'941);

        desk.report(stop, OrderEventKind::ReplaceRejected);
        QVERIFY(desk.order(stop).state == OrderState::CancelSent);
        desk.report(stop, OrderEventKind::Cancelled);

        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent()[0].kind == orders::OrderKind::Market);
        QCOMPARE(desk.sent()[0].size.count, std::int64_t{10});
    }

    /// One that the desk has put itself belongs to no entry.
    void aStopOfTheDesksOwnComesAgainAsWell()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(stop, OrderEventKind::Expired); // somebody took it away at the venue
        const OrderId own{desk.state().nextOrder - 1};
        QVERIFY(desk.order(own).ticket.origin == orders::Origin::Risk);
        QVERIFY(!desk.order(own).ticket.parent);
        desk.report(own, OrderEventKind::Accepted);

        desk.command(events::MoveStop{own, Ticks{9'960}});
        desk.report(own, OrderEventKind::ReplaceRejected);
        passASecond(desk);
        QVERIFY(desk.order(own).state == OrderState::CancelSent);
        desk.report(own, OrderEventKind::Cancelled);

        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent()[0].stop->count, std::int64_t{9'960});
        QCOMPARE(desk.sent()[0].size.count, std::int64_t{19});
        QVERIFY(desk.state().movedLegs.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    /// F46: in other units the place means another price.
    void aSplitForgetsTheMoveAndKeepsTheStop()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Closed});
        moveInVain(desk);
        QVERIFY(!desk.state().movedLegs.isEmpty());

        desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});

        QVERIFY(desk.state().movedLegs.isEmpty());
        QCOMPARE(desk.order(stop).ticket.stop->count, std::int64_t{4'950});
        QVERIFY(desk.order(stop).state == OrderState::Working);
    }
};

QTEST_GUILESS_MAIN(TestMovedLegs)
#include "tst_moved_legs.moc"
