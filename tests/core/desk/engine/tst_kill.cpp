// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;
using risk::KillLevel;
using risk::Scope;
using risk::ScopeKind;

namespace {

/// Long ten with a stop (order 2) and a resting entry (order 3, with its stop 4 at home).
TestDesk busy()
{
    auto desk = TestDesk::armed();
    desk.longWithStop();
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.kind = orders::OrderKind::Limit;
    place.ticket.limit = Ticks{9'980};
    place.ticket.size = Lots{5};
    place.stop = Ticks{9'900};
    desk.placed(place);
    desk.report(OrderId{3}, OrderEventKind::Accepted);
    return desk;
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void eachLevelDoesWhatItSays_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<bool>("cancelsEntries");
        QTest::addColumn<bool>("cancelsStops");
        QTest::addColumn<bool>("closes");
        QTest::newRow("pause") << 1 << false << false << false;
        QTest::newRow("cancel entries") << 2 << true << false << false;
        QTest::newRow("cancel all") << 3 << true << true << false;
        QTest::newRow("flatten") << 4 << true << true << true;
    }
    void eachLevelDoesWhatItSays()
    {
        QFETCH(int, level);
        QFETCH(bool, cancelsEntries);
        QFETCH(bool, cancelsStops);
        QFETCH(bool, closes);
        auto desk = busy();
        desk.command(events::Kill{{}, static_cast<KillLevel>(level)});

        QCOMPARE(desk.order(OrderId{3}).state == OrderState::CancelSent, cancelsEntries);
        QCOMPARE(desk.order(OrderId{2}).state == OrderState::CancelSent, cancelsStops);
        QCOMPARE(!desk.state().exits.isEmpty(), closes);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Latched);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Filled before the cancel has come: the stop that waited at home for it is gone with all others, and a person is
    // told that the position has none.
    void cancelAllLeavesNoLegAtHomeThatWaitsForEver()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::CancelAll});
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Cancelled);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QVERIFY(!desk.alerted("position.unprotected")); // that stop the person has taken, and knows it
        desk.fill(OrderId{3}, 5, 9'980);
        QVERIFY(desk.alerted("position.unprotected"));
        QVERIFY(desk.state().ledger.openIds().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }
    // The line is down, and comes back when the switch has been reset: the entry has filled.
    void whatFillsAfterTheResetIsToldToHaveNoStop()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::CancelAll});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.command(events::ResetKill{});
        QVERIFY(desk.state().latches.isEmpty());
        desk.fill(OrderId{3}, 5, 9'980);
        QVERIFY(desk.alerted("position.unprotected"));
        QVERIFY(desk.recordFoldsToTheState());
    }
    // A person who cancels everything has not latched anything: what fills all the same gets its stop.
    void aPersonsCancelOfAllKeepsTheLegOfWhatMayStillFill()
    {
        auto desk = busy();
        desk.command(events::CancelOrders{{}, false});
        QVERIFY(desk.order(OrderId{3}).state == OrderState::CancelSent);
        QVERIFY(orders::isOpen(desk.order(OrderId{4}).state));
        desk.fill(OrderId{3}, 5, 9'980);
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Sent);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void itReachesWhatIsInItsScopeAndNothingElse_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("id");
        QTest::addColumn<bool>("reaches");
        QTest::newRow("everything") << 0 << quint64{0} << true;
        QTest::newRow("this account") << 1 << quint64{1} << true;
        QTest::newRow("another account") << 1 << quint64{2} << false;
        QTest::newRow("a strategy, the order is a person's") << 2 << quint64{1} << false;
        QTest::newRow("nobody's strategy") << 2 << quint64{0} << false;
        QTest::newRow("this symbol") << 3 << quint64{1} << true;
        QTest::newRow("another symbol") << 3 << quint64{2} << false;
    }
    void itReachesWhatIsInItsScopeAndNothingElse()
    {
        QFETCH(int, kind);
        QFETCH(quint64, id);
        QFETCH(bool, reaches);
        auto desk = busy();
        desk.command(events::Kill{{static_cast<ScopeKind>(kind), id}, KillLevel::CancelEntries});
        QCOMPARE(desk.order(OrderId{3}).state == OrderState::CancelSent, reaches);
        QCOMPARE(!desk.place(Side::Buy, 1, 9'900), reaches);
    }

    void flattenClosesAndSeesThatItIsFlat()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::Flatten});
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QVERIFY(desk.sent().empty()); // the stop may still fill
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        const OrderId exit = desk.sent().front().id;
        QVERIFY(desk.sent().front().origin == orders::Origin::KillSwitch);
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 6, 10'000);
        desk.report(exit, OrderEventKind::Expired); // the venue gave up: four are left
        QVERIFY(desk.sent().empty());
        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
        QVERIFY(desk.now<events::ExitDone>().empty());
        desk.fill(desk.sent().front().id, 4, 10'000);
        QCOMPARE(desk.now<events::ExitDone>().size(), std::size_t{1});
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.state().holdings.isEmpty());
    }

    // Nothing was held when the order came: what was on its way to the venue is closed as soon as it is there.
    void flattenClosesWhatALateFillOpensThoughNothingWasHeld()
    {
        auto desk = TestDesk::armed();
        const OrderId entry = desk.place(Side::Buy, 10, 9'900);
        desk.command(events::Kill{{}, KillLevel::Flatten});
        QVERIFY(desk.state().exits.isEmpty());
        desk.fill(entry, 4, 9'900);
        QVERIFY(desk.state().exits.contains({StrategyId{}, InstrumentId{1}}));
        desk.report(entry, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().origin == orders::Origin::KillSwitch);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
    }

    // F28: the venue takes back the execution that had made it flat.
    void flattenClosesWhatIsHeldAgainWhenTheExitIsTakenBack_data()
    {
        QTest::addColumn<bool>("isBust");
        QTest::addColumn<qint64>("again");
        QTest::newRow("taken back") << true << qint64{10};
        QTest::newRow("made smaller") << false << qint64{4};
    }
    void flattenClosesWhatIsHeldAgainWhenTheExitIsTakenBack()
    {
        QFETCH(bool, isBust);
        QFETCH(qint64, again);
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.command(events::Kill{{}, KillLevel::Flatten});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        const auto sale = desk.fillOf(desk.sent().front().id, 10, 10'000);
        desk.apply(sale);
        QVERIFY(desk.state().exits.isEmpty());
        QCOMPARE(desk.position(), std::int64_t{0});
        if (isBust) {
            desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, sale.venueFillId});
        } else {
            desk.apply(events::FillCorrected{AccountId{1}, InstrumentId{1}, sale.venueFillId, Ticks{10'000}, Lots{6},
                                             Money{600 * oneDollar}, Money{}});
        }
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().origin == orders::Origin::KillSwitch);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{again});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Without a latch that wants it flat nothing trades by itself upon a word of that kind.
    void onlyFlattenClosesWhatIsHeldAgain()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.command(events::Kill{{}, KillLevel::CancelEntries});
        const auto sale = desk.fillOf(OrderId{2}, 10, 9'899);
        desk.apply(sale);
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, sale.venueFillId});
        QCOMPARE(desk.position(), std::int64_t{10});
        QVERIFY(desk.state().exits.isEmpty());
        QVERIFY(desk.sent().empty());
    }

    // An entry that fills while everything is being cancelled is closed, too.
    void flattenTakesAnEntryThatFillsLateWithIt()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::Flatten});
        desk.fill(OrderId{3}, 5, 9'980);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{15});
    }

    // Also when the latch was set on another thread, and when the desk was halted before.
    void itWorksInEveryModeAndOnEveryPath()
    {
        for (const auto mode : {risk::Mode::Halted, risk::Mode::ReduceOnly, risk::Mode::Manual}) {
            auto desk = busy();
            desk.arm(mode);
            desk.apply(events::KillLatched{{}, KillLevel::Flatten, engine::owner, {}});
            desk.report(OrderId{2}, OrderEventKind::Cancelled);
            desk.report(OrderId{3}, OrderEventKind::Cancelled);
            const auto sent = desk.sent();
            QCOMPARE(sent.size(), std::size_t{1});
            QCOMPARE(sent.front().size.count, std::int64_t{10});
        }
    }

    // S12.
    void itOutlivesTheProgram()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::CancelEntries});
        desk.restart();
        QVERIFY(desk.state().latches.contains(Scope{}));
        desk.quote(9'999, 10'001);
        desk.arm(risk::Mode::Manual);
        QVERIFY(desk.denial() == events::Denial::DeskUnwell);
    }

    void aFlattenThatWasCutOffGoesOnAfterARestart()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::Flatten});
        desk.restart();
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.position(), std::int64_t{10});
        const auto released = desk.ever<events::OrderReleased>();
        QVERIFY(desk.order(released.back().order).ticket.origin == orders::Origin::KillSwitch);
        QCOMPARE(desk.order(released.back().order).ticket.size.count, std::int64_t{10});
    }

    // S17, S32: the record was torn behind the latch, so that nothing says that everything was to be flat, nor that the
    // entry was to go. What was held before the press is closed; what came after it is not the press's.
    void aPressOfWhichTheRecordHasTheLatchAloneIsObeyedAfterARestart()
    {
        for (const bool isOfBefore : {true, false}) {
            auto desk = busy();
            const Timestamp pressed = desk.stamp.wall - (isOfBefore ? Duration{} : hours(1));
            desk.folded.latches.findOrInsert({})
                = {KillLevel::Flatten, events::Cause::Kill, engine::owner, pressed, {}};
            desk.restart();
            QVERIFY(desk.state().exits.contains({{}, InstrumentId{1}}) == isOfBefore);
            const auto asked = desk.ever<events::CancelAsked>();
            const auto isAsked = [&asked](std::uint64_t order) {
                return std::any_of(asked.begin(), asked.end(),
                                   [order](const events::CancelAsked& one) { return one.order == OrderId{order}; });
            };
            QVERIFY(isAsked(3)); // the entry in any case
            QVERIFY(isAsked(2) == isOfBefore); // its stop
        }
    }

    void resettingNeedsARightACodeAndAReason()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, KillLevel::Pause});
        desk.command(events::ResetKill{}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == events::Denial::NoRight);
        desk.command(events::ResetKill{}, engine::owner, false);
        QVERIFY(desk.denial() == events::Denial::StepUpMissing);
        desk.command(events::ResetKill{}, engine::owner, true, "");
        QVERIFY(desk.denial() == events::Denial::Invalid);
        QVERIFY(desk.state().latches.contains(Scope{}));
        desk.command(events::ResetKill{{ScopeKind::Symbol, 1}});
        QVERIFY(desk.denial() == events::Denial::NotFound);
        desk.command(events::ResetKill{});
        QVERIFY(desk.state().latches.isEmpty());
    }

    // S26: a number that nothing has is no scope. What an earlier session has left is one.
    void aKillOfNothingIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("id");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("this account") << 1 << quint64{1} << true;
        QTest::newRow("no account") << 1 << quint64{2} << false;
        QTest::newRow("a strategy of this session") << 2 << quint64{1} << true;
        QTest::newRow("no strategy") << 2 << quint64{9} << false;
        QTest::newRow("people") << 2 << quint64{0} << false;
        QTest::newRow("a symbol") << 3 << quint64{1} << true;
        QTest::newRow("no symbol") << 3 << quint64{2} << false;
        QTest::newRow("symbol zero") << 3 << quint64{0} << false;
        QTest::newRow("the last number") << 3 << std::numeric_limits<quint64>::max() << false;
    }
    void aKillOfNothingIsRefused()
    {
        QFETCH(int, kind);
        QFETCH(quint64, id);
        QFETCH(bool, isThere);
        auto desk = busy();
        desk.command(events::Kill{{static_cast<ScopeKind>(kind), id}, KillLevel::Pause});
        QCOMPARE(desk.state().latches.size(), std::size_t{isThere ? 1U : 0U});
        QVERIFY(desk.denial() == (isThere ? std::nullopt : std::optional(events::Denial::NotFound)));
    }

    void aStrategyThatIsGoneAndStillHoldsSomethingIsStopped()
    {
        auto desk = TestDesk::armed();
        auto state = desk.state();
        state.holdings.insertOrAssign({StrategyId{7}, InstrumentId{1}}, {Lots{5}, {}});
        desk.engine.resume(state);
        desk.command(events::Kill{{ScopeKind::Strategy, 7}, KillLevel::Pause});
        QVERIFY(desk.state().latches.contains({ScopeKind::Strategy, 7}));
    }

    // "Everything" with a number is everything, and one latch.
    void everythingIsOneScope()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{ScopeKind::Global, 5}, KillLevel::Pause});
        desk.command(events::Kill{{ScopeKind::Global, 6}, KillLevel::Pause});
        QCOMPARE(desk.state().latches.size(), std::size_t{1});
        QVERIFY(desk.state().latches.contains(Scope{}));
    }

    // S26: no room for one more scope stops everything.
    void oneLatchTooManyIsOneOverEverything()
    {
        auto desk = TestDesk::armed();
        auto state = desk.state();
        for (std::uint64_t id = 1; id < engine::mostLatches; ++id) {
            state.latches.insertOrAssign({ScopeKind::Symbol, 100 + id}, {});
        }
        desk.engine.resume(state);
        desk.command(events::Kill{{ScopeKind::Symbol, 1}, KillLevel::Pause});
        QCOMPARE(desk.state().latches.size(), engine::mostLatches);
        QVERIFY(!desk.state().latches.contains(Scope{}));
        desk.command(events::Kill{{ScopeKind::Symbol, 1}, KillLevel::CancelAll}); // it has its place
        QVERIFY(desk.state().latches.find({ScopeKind::Symbol, 1})->level == KillLevel::CancelAll);
        desk.command(events::Kill{{ScopeKind::Strategy, 1}, KillLevel::CancelEntries});
        QVERIFY(!desk.state().latches.contains({ScopeKind::Strategy, 1}));
        QVERIFY(desk.state().latches.find(Scope{})->level == KillLevel::CancelEntries);
    }

    void resettingOneScopeLeavesTheOthers()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, KillLevel::Pause});
        desk.command(events::Kill{{ScopeKind::Symbol, 1}, KillLevel::Pause});
        desk.command(events::ResetKill{});
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Latched);
    }

    // Product 4.3: after a reset they are started one at a time.
    void afterAResetEachStrategyIsStartedByItself()
    {
        auto session = aSession();
        session.strategies.push_back({StrategyId{2}, session.strategies.front().spec});
        auto desk = TestDesk::armed(session);
        desk.command(events::Kill{{}, KillLevel::Pause});
        QVERIFY(desk.state().switchedOff.isEmpty()); // what they hold they may still close
        desk.command(events::ResetKill{});
        QVERIFY(desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(desk.state().switchedOff.contains(StrategyId{2}));
        QVERIFY(!desk.proposeBuy());

        desk.command(events::SwitchStrategy{StrategyId{2}, true});
        QVERIFY(desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(!desk.state().switchedOff.contains(StrategyId{2}));
    }

    void whatWasOffBeforeAResetIsNotSwitchedOffAgain()
    {
        auto desk = TestDesk::armed();
        desk.command(events::SwitchStrategy{StrategyId{1}, false});
        desk.command(events::Kill{{}, KillLevel::Pause});
        desk.command(events::ResetKill{});
        QCOMPARE(desk.ever<events::StrategySwitched>().size(), std::size_t{1});
    }

    void aResetStopsTheStrategiesThatItsScopeHadStopped_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("id");
        QTest::addColumn<bool>("isStopped");
        QTest::newRow("everything") << 0 << quint64{0} << true;
        QTest::newRow("the account") << 1 << quint64{1} << true;
        QTest::newRow("this strategy") << 2 << quint64{1} << true;
        QTest::newRow("another one") << 2 << quint64{2} << false;
        QTest::newRow("a symbol, for it goes on with the others") << 3 << quint64{1} << false;
    }
    void aResetStopsTheStrategiesThatItsScopeHadStopped()
    {
        QFETCH(int, kind);
        QFETCH(quint64, id);
        auto session = aSession();
        session.strategies.push_back({StrategyId{2}, session.strategies.front().spec});
        auto desk = TestDesk::armed(session);
        const Scope scope{static_cast<ScopeKind>(kind), id};
        desk.command(events::Kill{scope, KillLevel::Pause});
        desk.command(events::ResetKill{scope});
        QVERIFY(!desk.denial());
        QTEST(desk.state().switchedOff.contains(StrategyId{1}), "isStopped");
    }

    void aLowerLevelDoesNotWeakenAHigherOne()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, KillLevel::CancelAll});
        desk.command(events::Kill{{}, KillLevel::Pause});
        QVERIFY(desk.state().latches.find(Scope{})->level == KillLevel::CancelAll);
    }

    void afterAResetNothingIsAutomatic()
    {
        auto desk = TestDesk::armed();
        desk.arm(risk::Mode::Automatic);
        desk.command(events::Kill{{}, KillLevel::Pause});
        desk.command(events::ResetKill{});
        QVERIFY(desk.state().mode == risk::Mode::Manual);
    }

    void everyActingPrincipalMayStopAndNobodyElseMayFlatten()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, KillLevel::Pause}, engine::principalOf(StrategyId{1}), false, "");
        QVERIFY(!desk.denial());
        desk.command(events::Kill{{}, KillLevel::None});
        QVERIFY(desk.denial() == events::Denial::Invalid);
    }

    // S2: a larger size is an entry, too.
    void aReplaceThatRaisesExposureIsRefusedUnderALatch()
    {
        auto desk = busy();
        desk.command(events::Kill{{}, KillLevel::Pause});
        desk.command(events::ReplaceOrder{OrderId{3}, Lots{6}, {}, {}});
        QVERIFY(desk.refusal() == risk::Rule::Latched);
        QVERIFY(desk.wanted<events::Replace>().empty());
        desk.command(events::ReplaceOrder{OrderId{3}, Lots{4}, {}, {}});
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestKill)
#include "tst_kill.moc"
