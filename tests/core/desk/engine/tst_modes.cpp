// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using events::Denial;
using orders::OrderEventKind;
using risk::Mode;

namespace {

events::GrantAutonomy aGrant()
{
    return {StrategyId{1}, Money{10'000 * oneDollar}, Money{500 * oneDollar}, 3, hours(8)};
}

/// Armed Automatic, with a budget for the strategy.
TestDesk automatic(const events::GrantAutonomy& grant = aGrant())
{
    auto desk = TestDesk::armed();
    desk.arm(Mode::Automatic);
    desk.command(grant);
    return desk;
}

events::SessionStarted liveSession()
{
    auto session = aSession();
    session.environment = orders::Environment::Live;
    return session;
}

} // namespace

class TestModes : public QObject
{
    Q_OBJECT

private slots:
    void aSessionStartsHalted()
    {
        TestDesk desk;
        desk.open();
        QVERIFY(desk.state().mode == Mode::Halted);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Mode);
    }

    void armingNeedsARightACodeAndAReason()
    {
        TestDesk desk;
        desk.open();
        desk.command(events::SetMode{Mode::Manual}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == Denial::NoRight);
        desk.command(events::SetMode{Mode::Manual}, PrincipalId{77});
        QVERIFY(desk.denial() == Denial::NoRight);
        desk.command(events::SetMode{Mode::Manual}, engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.command(events::SetMode{Mode::Manual}, engine::owner, true, "");
        QVERIFY(desk.denial() == Denial::Invalid);
        QVERIFY(desk.state().mode == Mode::Halted);
        desk.arm(Mode::Manual);
        QVERIFY(desk.state().mode == Mode::Manual);
    }

    void aDeskThatIsUnwellIsNotArmed()
    {
        auto desk = TestDesk::armed();
        desk.command(events::Kill{{}, risk::KillLevel::Pause});
        desk.arm(Mode::Automatic);
        QVERIFY(desk.denial() == Denial::DeskUnwell);
        desk.command(events::ResetKill{});
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.arm(Mode::Automatic);
        QVERIFY(desk.denial() == Denial::DeskUnwell);
    }

    void aClosedDeskIsNotArmed()
    {
        TestDesk desk;
        desk.arm(Mode::Manual);
        QVERIFY(desk.denial() == Denial::DeskUnwell);
        desk.open();
        desk.apply(events::SessionEnded{});
        desk.arm(Mode::Manual);
        QVERIFY(desk.denial() == Denial::DeskUnwell);
    }

    void liveDoesNotArm()
    {
        TestDesk desk(liveSession());
        desk.open();
        for (const auto mode : {Mode::ReduceOnly, Mode::Manual, Mode::Automatic}) {
            desk.arm(mode);
            QVERIFY(desk.denial() == Denial::LiveNotReady);
        }
        QVERIFY(desk.state().mode == Mode::Halted);
    }

    // Rulings 1: vault, accounts, second factor and audit, and a person who has granted it: the host vouches for them.
    void liveArmsOnceTheHostVouchesAndWithACode()
    {
        TestDesk desk(liveSession());
        desk.open();
        desk.apply(events::PeopleVouched{{{engine::owner, risk::humanRoles}}});
        desk.apply(events::LiveVouched{true, 3});
        desk.apply(events::Reconciled{AccountId{1}});
        desk.command(events::SetMode{Mode::Manual}, engine::owner, false, "begin the day");
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        QVERIFY(desk.state().mode == Mode::Halted);
        desk.command(events::SetMode{Mode::Manual}, engine::owner, true, "begin the day");
        QVERIFY(desk.state().mode == Mode::Manual);
    }

    void whatIsVouchedForWithoutPeopleArmsNothing()
    {
        TestDesk desk(liveSession());
        desk.open();
        desk.apply(events::LiveVouched{true, 3});
        desk.arm(Mode::Manual);
        QVERIFY(desk.denial() == Denial::LiveNotReady);
    }

    void aScriptArmsNothingInLiveWhateverIsVouchedFor()
    {
        TestDesk desk(liveSession());
        desk.open();
        desk.apply(events::PeopleVouched{{{engine::owner, risk::humanRoles}}});
        desk.apply(events::LiveVouched{true, 3});
        desk.command(events::SetMode{Mode::Manual}, engine::script, true, "begin the day");
        QVERIFY(desk.denial() == Denial::NoRight);
        QVERIFY(desk.state().mode == Mode::Halted);
    }

    void whatIsTakenBackReducesAndIsNotArmedAgain()
    {
        TestDesk desk(liveSession());
        desk.open();
        desk.apply(events::PeopleVouched{{{engine::owner, risk::humanRoles}}});
        desk.apply(events::LiveVouched{true, 3});
        desk.apply(events::Reconciled{AccountId{1}});
        desk.arm(Mode::Manual);
        QVERIFY(desk.state().mode == Mode::Manual);
        desk.apply(events::LiveVouched{false, 3});
        QVERIFY(desk.state().mode == Mode::ReduceOnly);
        desk.arm(Mode::Manual);
        QVERIFY(desk.denial() == Denial::LiveNotReady);
    }

    // It is of one session, and stands in a checkpoint of it.
    void vouchingEndsWithTheSession()
    {
        TestDesk desk(liveSession());
        desk.open();
        desk.apply(events::PeopleVouched{{{engine::owner, risk::humanRoles}}});
        desk.apply(events::LiveVouched{true, 3});
        engine::DeskState loaded;
        const auto kept = TestDesk::bytesOf(desk.state());
        ByteReader reader(kept);
        QVERIFY(loaded.load(reader).has_value());
        QVERIFY(loaded.isLiveGranted && loaded.hash() == desk.state().hash());
        desk.restart();
        QVERIFY(!desk.state().isLiveGranted);
        desk.arm(Mode::Manual);
        QVERIFY(desk.denial() == Denial::LiveNotReady);
    }

    void outsideOfLiveNothingIsVouchedFor()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::LiveVouched{true, 3});
        QVERIFY(desk.lastError->code == Errc::Conflict);
        QVERIFY(!desk.state().isLiveGranted);
    }

    // S14: between a link and a finished comparison no new risk is taken.
    void aBrokersAccountIsComparedBeforeItIsTraded()
    {
        auto session = aSession();
        session.environment = orders::Environment::Paper;
        auto desk = TestDesk::armed(session);
        QVERIFY(desk.state().mode == Mode::Manual);
        desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, false});
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Latched);
        desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true});
        QCOMPARE(desk.wanted<events::Reconcile>().size(), std::size_t{1});
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        desk.apply(events::Reconciled{AccountId{1}});
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
    }

    void anybodyLowersTheModeAtOnce()
    {
        for (const auto by : {engine::owner, engine::principalOf(StrategyId{1}), PrincipalId{}, PrincipalId{99}}) {
            auto desk = TestDesk::armed();
            desk.command(events::SetMode{Mode::Halted}, by, false, "");
            QVERIFY(desk.state().mode == Mode::Halted);
        }
    }

    void inReduceOnlyStrategiesExitButDoNotEnter()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.approve(id);
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Accepted);
        desk.arm(Mode::ReduceOnly);

        desk.bar(9'990); // the strategy turns: out of the long, into a short
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Cancelled);
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().reduceOnly);
        QCOMPARE(sent.front().size.count, std::int64_t{19});
        desk.report(sent.front().id, OrderEventKind::Accepted);
        desk.fill(sent.front().id, 19, 9'990);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.state().waiting.isEmpty()); // the short is refused
        QVERIFY(desk.refusal() == risk::Rule::Mode);
    }

    // A stop that stands is worth more than an exit that may not go.
    void whileHaltedAStrategysExitLeavesTheStopWhereItIs()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        const OrderId stop{entry.value + 1};
        desk.report(stop, OrderEventKind::Accepted);
        desk.arm(Mode::Halted);
        desk.bar(9'990);

        QVERIFY(desk.order(stop).state == orders::OrderState::Working);
        QVERIFY(desk.alerted("exit.forbidden"));
        QVERIFY(desk.state().exits.isEmpty());
    }

    // The stop had been cancelled for the exit when the desk was halted: the position is closed all the same.
    void anExitUnderWayIsFinishedWhenTheDeskIsHalted()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        const OrderId stop{entry.value + 1};
        desk.report(stop, OrderEventKind::Accepted);
        desk.bar(9'990);
        QVERIFY(desk.order(stop).state == orders::OrderState::CancelSent);
        desk.arm(Mode::Halted);
        desk.report(stop, OrderEventKind::Cancelled);

        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{19});
        QVERIFY(desk.sent().front().reduceOnly);
    }

    void inAutomaticAStrategyWithABudgetDoesNotWait()
    {
        auto desk = automatic();
        desk.proposeBuy();
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.now<events::ApprovalGranted>().front().automatic);
        QCOMPARE(desk.state().grants.find(StrategyId{1})->valueUsed.e8, 1'900 * oneDollar);
    }

    void inAutomaticAStrategyWithoutABudgetWaits()
    {
        auto desk = TestDesk::armed();
        desk.arm(Mode::Automatic);
        QVERIFY(desk.proposeBuy());
        QVERIFY(desk.sent().empty());
    }

    void aBudgetWithoutAutomaticWaits()
    {
        auto desk = TestDesk::armed();
        desk.command(aGrant());
        QVERIFY(desk.proposeBuy());
        QVERIFY(desk.sent().empty());
    }

    // 1'900 dollars are asked, one cent less is allowed.
    void aBudgetEndsOnTheFirstBreachAndTakesAutomaticWithIt()
    {
        auto grant = aGrant();
        grant.valuePerDay = Money{1'900 * oneDollar - 1};
        auto desk = automatic(grant);
        const auto id = desk.proposeBuy();
        QVERIFY(id);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().grants.isEmpty());
        QVERIFY(desk.state().mode == Mode::Manual);
        QVERIFY(desk.alerted("autonomy.budget_used"));
        desk.approve(id);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    void aBudgetOfOrdersIsCounted()
    {
        auto grant = aGrant();
        grant.ordersPerDay = 1;
        auto desk = automatic(grant);
        desk.proposeBuy();
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Rejected);
        desk.pass(minutes(1));
        desk.bar(9'990);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().grants.isEmpty());
    }

    // 19 shares bought at 100 and stopped at 70 lose 570 dollars: more than the 500 of the budget.
    void aBudgetEndsWithItsLoss()
    {
        auto desk = automatic();
        desk.proposeBuy();
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        desk.report(OrderId{entry.value + 1}, OrderEventKind::Accepted);
        QVERIFY(!desk.state().grants.isEmpty());
        desk.fill(OrderId{entry.value + 1}, 19, 7'000);
        QVERIFY(desk.state().grants.isEmpty());
        QVERIFY(desk.state().mode == Mode::Manual);
    }

    void aBudgetEndsWithItsTime()
    {
        auto desk = automatic();
        desk.pass(hours(8) - nanoseconds(1));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.state().grants.isEmpty());
        desk.setClock(Duration{-hours(5).ns});
        desk.pass(nanoseconds(1));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.state().grants.isEmpty());
        QVERIFY(desk.state().mode == Mode::Manual);
    }

    void aBudgetWithoutBoundsIsRefused()
    {
        auto desk = TestDesk::armed();
        const auto refused = [&](auto change, Denial why) {
            auto grant = aGrant();
            change(grant);
            desk.command(grant);
            return desk.denial() == why && desk.state().grants.isEmpty();
        };
        QVERIFY(refused([](auto& g) { g.valuePerDay = {}; }, Denial::Invalid));
        QVERIFY(refused([](auto& g) { g.lossPerDay = {}; }, Denial::Invalid));
        QVERIFY(refused([](auto& g) { g.ordersPerDay = 0; }, Denial::Invalid));
        QVERIFY(refused([](auto& g) { g.span = {}; }, Denial::Invalid));
        QVERIFY(refused([](auto& g) { g.span = Duration{std::numeric_limits<std::int64_t>::max()}; }, Denial::Invalid));
        QVERIFY(refused([](auto& g) { g.strategy = StrategyId{9}; }, Denial::NotFound));
    }

    void whatAPersonAmendsIsNotApprovedByABudget()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.arm(Mode::Automatic);
        desk.command(aGrant());
        desk.command(events::Amend{id, Lots{5}, {}, {}, {}});
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.newestProposal());
    }

    void aStrategyThatIsOffIsNotHeardButMissesNoBar()
    {
        auto desk = TestDesk::armed();
        desk.command(events::SwitchStrategy{StrategyId{1}, false});
        desk.bar(10'000);
        desk.bar(9'990);
        QVERIFY(!desk.proposeBuy());
        desk.command(events::SwitchStrategy{StrategyId{1}, true});
        desk.bar(9'990); // it has seen the rise before, so this is a turn
        QVERIFY(desk.newestProposal());
        QVERIFY(desk.state().waiting.find(desk.newestProposal())->made.ticket.side == Side::Sell);
    }

    // S13.
    void limitsChangeByCommandAlone()
    {
        auto desk = TestDesk::armed();
        auto looser = desk.state().session.limits;
        looser.dailyLoss = BasisPoints{400};
        desk.command(events::SetLimits{looser}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == Denial::NoRight);
        desk.command(events::SetLimits{looser}, engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.command(events::SetLimits{looser}, engine::owner, true, "");
        QVERIFY(desk.denial() == Denial::Invalid);
        auto absurd = looser;
        absurd.dailyLoss = BasisPoints{501};
        desk.command(events::SetLimits{absurd});
        QVERIFY(desk.denial() == Denial::Invalid);
        auto none = looser;
        none.enforced = false;
        desk.command(events::SetLimits{none});
        QVERIFY(desk.denial() == Denial::Invalid);
        QVERIFY(desk.state().session.limits == aSession().limits);
        desk.command(events::SetLimits{looser});
        QVERIFY(desk.state().session.limits == looser);
    }

    void aNewStartDoesNotLoosenLimits()
    {
        auto desk = TestDesk::armed();
        auto tighter = desk.state().session.limits;
        tighter.dailyLoss = BasisPoints{100};
        desk.command(events::SetLimits{tighter});
        desk.restart(); // with the limits of the configuration
        QVERIFY(desk.state().session.limits == tighter);
        QVERIFY(desk.alerted("limits.kept"));
        QVERIFY(desk.recordFoldsToTheState());
        desk.session.limits = tighter;
        desk.session.limits.losingStreak = 2;
        desk.restart();
        QCOMPARE(desk.state().session.limits.losingStreak, 2);
    }
};

QTEST_APPLESS_MAIN(TestModes)
#include "tst_modes.moc"
