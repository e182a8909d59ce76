// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using events::Closing;
using events::Denial;

namespace {

Closing closingOf(const TestDesk& desk, ProposalId id)
{
    for (const auto& closed : desk.ever<events::ProposalClosed>()) {
        if (closed.proposal == id) {
            return closed.how;
        }
    }
    return Closing::Suppressed;
}

} // namespace

class TestApprovals : public QObject
{
    Q_OBJECT

private slots:
    // 2 % of 100'000 dollars buy 19 shares at 100.26, where the drift guard still lets it go.
    void aWishBecomesAProposalThatIsSizedForTheWorstFill()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();

        QVERIFY(id);
        const auto& made = desk.state().waiting.find(id)->made;
        QCOMPARE(made.ticket.size.count, std::int64_t{19});
        QCOMPARE(made.stop->count, std::int64_t{9'800}); // 2 % below
        QCOMPARE(made.driftAllowed.count, std::int64_t{25});
        QCOMPARE(made.value.e8, 1'900 * oneDollar);
        QCOMPARE(made.lossAtStop.e8, 38 * oneDollar);
        QVERIFY(desk.effects.empty() || desk.sent().empty());
    }

    void anApprovalSendsTheExactOrder()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto made = desk.state().waiting.find(id)->made;
        desk.approve(id);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        auto expected = made.ticket;
        expected.id = sent.front().id;
        QVERIFY(sent.front() == expected);
        QCOMPARE(desk.now<events::ApprovalGranted>().size(), std::size_t{1});
        QVERIFY(!desk.state().waiting.contains(id));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anotherDigestIsRefused()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        auto approval = desk.approvalOf(id);
        approval.digest[31] ^= std::byte{1};
        desk.command(approval);

        QVERIFY(desk.denial() == Denial::WrongDigest);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().waiting.contains(id));
    }

    /// What was signed is the order and what its effect was worked out from.
    void aFillOrAnOrderBetweenTheLookAndThePressVoidsTheConsent()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto atFirst = desk.approvalOf(id);
        const OrderId own = desk.place(Side::Buy, 1, 9'900);
        QVERIFY(own);
        desk.command(atFirst);
        QVERIFY(desk.denial() == Denial::WrongDigest);

        const auto withAnOrder = desk.approvalOf(id);
        desk.report(own, orders::OrderEventKind::Accepted);
        desk.fill(own, 1, 10'000);
        desk.command(withAnOrder);
        QVERIFY(desk.denial() == Denial::WrongDigest);

        const auto withAPosition = desk.approvalOf(id);
        desk.apply(events::ExternalOrderReported{desk.state().session.account,
                                                 InstrumentId{1},
                                                 orders::VenueOrderId("by-hand"),
                                                 Side::Buy,
                                                 Lots{1},
                                                 {},
                                                 {},
                                                 true});
        desk.command(withAPosition);
        QVERIFY(desk.denial() == Denial::WrongDigest);
        QVERIFY(desk.state().waiting.contains(id));

        desk.approve(id, Lots{4});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theDigestOfOneSizeDoesNotApproveAnother()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        auto approval = desk.approvalOf(id);
        approval.size = Lots{approval.size.count - 1};
        desk.command(approval);

        QVERIFY(desk.denial() == Denial::WrongDigest);
    }

    void aSizeMayOnlyShrink()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        for (const std::int64_t size :
             {std::int64_t{20}, std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max()}) {
            desk.command(desk.approvalOf(id, Lots{size}));
            QVERIFY(desk.denial() == Denial::SizeRaised);
        }
        desk.approve(id, Lots{4});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
    }

    void anApprovalWorksOnce()
    {
        auto desk = TestDesk::armed();
        const auto approval = desk.approvalOf(desk.proposeBuy());
        desk.command(approval);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        for (int i = 0; i < 50; ++i) {
            desk.command(approval);
            QVERIFY(desk.denial() == Denial::NotOpen);
            QVERIFY(desk.sent().empty());
        }
        QCOMPARE(desk.ever<events::ApprovalGranted>().size(), std::size_t{1});
    }

    // F65: whoever comes first wins, the other changes nothing.
    void approveAndDeclineTogetherHaveOneEffect()
    {
        for (const bool approvesFirst : {true, false}) {
            auto desk = TestDesk::armed();
            const auto id = desk.proposeBuy();
            const auto approval = desk.approvalOf(id);
            if (approvesFirst) {
                desk.command(approval);
                desk.command(events::Decline{id});
            } else {
                desk.command(events::Decline{id});
                desk.command(approval);
            }
            QVERIFY(desk.denial() == Denial::NotOpen);
            QVERIFY(closingOf(desk, id) == (approvesFirst ? Closing::Approved : Closing::Declined));
            QCOMPARE(desk.ever<events::OrderReleased>().size(), approvesFirst ? std::size_t{1} : std::size_t{0});
        }
    }

    // Only yes asks for a second factor.
    void sayingNoNeedsNoSecondFactor()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(desk.approvalOf(id), engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.command(events::Snooze{id, seconds(5)}, engine::owner, false);
        QCOMPARE(desk.now<events::ProposalSnoozed>().size(), std::size_t{1});
        desk.command(events::Decline{id}, engine::owner, false);
        QVERIFY(closingOf(desk, id) == Closing::Declined);
    }

    void nobodyWithoutTheRightSaysNo()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(events::Decline{id}, events::desk);
        QVERIFY(desk.denial() == Denial::NoRight);
        QVERIFY(desk.state().waiting.contains(id));
    }

    void expiresAfterThreeMinutes()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto approval = desk.approvalOf(id);
        desk.pass(seconds(180) - nanoseconds(1));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.state().waiting.contains(id));
        desk.pass(nanoseconds(1));
        desk.command(approval);

        QVERIFY(desk.denial() == Denial::NotOpen);
        QVERIFY(closingOf(desk, id) == Closing::Expired);
        QCOMPARE(desk.state().counters.expired, std::uint64_t{1});
    }

    // With three seconds left it goes, with less it does not: whoever asks, and the person is told why.
    void inItsLastThreeSecondsNobodyApprovesIt()
    {
        for (const bool isTooLate : {false, true}) {
            auto desk = TestDesk::armed();
            const auto id = desk.proposeBuy();
            desk.pass(seconds(177) + nanoseconds(isTooLate ? 1 : 0));
            desk.quote(9'999, 10'001);
            desk.command(desk.approvalOf(id));
            QCOMPARE(desk.sent().empty(), isTooLate);
            QCOMPARE(desk.state().waiting.contains(id), isTooLate);
            QCOMPARE(desk.denial() == Denial::TooLate, isTooLate);
        }
    }

    // F17, S30: a wall clock set back by a day prolongs nothing, neither on a command nor on a tick.
    void aClockThatIsSetBackDoesNotProlongIt()
    {
        for (const bool byTick : {true, false}) {
            auto desk = TestDesk::armed();
            const auto id = desk.proposeBuy();
            const auto approval = desk.approvalOf(id);
            desk.setClock(Duration{-days(1).ns});
            desk.pass(seconds(180));
            if (byTick) {
                desk.quote(9'999, 10'001);
            } else {
                desk.command(approval);
            }
            QVERIFY(!desk.state().waiting.contains(id));
            QVERIFY(closingOf(desk, id) == Closing::Expired);
            QVERIFY(desk.sent().empty());
        }
    }

    void snoozingDoesNotProlongIt()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.pass(seconds(100));
        desk.command(events::Snooze{id, hours(1)});
        QVERIFY(desk.now<events::ProposalSnoozed>().front().span == seconds(80));
        desk.pass(seconds(80));
        desk.apply(events::TimerFired{});
        QVERIFY(closingOf(desk, id) == Closing::Expired);
    }

    void aSnoozeOfNothingIsInvalid()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        for (const std::int64_t ns : {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()}) {
            desk.command(events::Snooze{id, Duration{ns}});
            QVERIFY(desk.denial() == Denial::Invalid);
        }
    }

    // 0.25 % of 100.00 are 25 ticks either way.
    void aPriceOutsideTheBandSendsItBackToWaiting()
    {
        for (const std::int64_t mid : {std::int64_t{10'026}, std::int64_t{9'974}}) {
            auto desk = TestDesk::armed();
            const auto id = desk.proposeBuy();
            desk.quote(mid - 1, mid + 1);
            desk.approve(id);
            QVERIFY(desk.sent().empty());
            QCOMPARE(desk.now<events::ProposalDrifted>().size(), std::size_t{1});
            QVERIFY(desk.state().waiting.find(id)->drifted);

            const std::int64_t inside = mid > 10'000 ? 10'025 : 9'975;
            desk.quote(inside - 1, inside + 1);
            desk.approve(id);
            QCOMPARE(desk.sent().size(), std::size_t{1});
        }
    }

    void theGateIsAskedAgainWhenItIsSent()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.pass(seconds(3)); // the quote is older than two seconds now
        desk.approve(id);
        QVERIFY(desk.refusal() == risk::Rule::StaleData);
        QVERIFY(desk.sent().empty());
        QCOMPARE(desk.state().waiting.find(id)->refusals, 1U);

        desk.quote(9'999, 10'001);
        desk.approve(id);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    void aLimitThatWasTightenedHoldsForWhatWaits()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        auto limits = desk.state().session.limits;
        limits.orderSize = Lots{5};
        desk.command(events::SetLimits{limits});
        desk.approve(id);
        QVERIFY(desk.refusal() == risk::Rule::OrderSize);
        desk.approve(id, Lots{5});
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    void nobodyApprovesHisOwnProposal()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(desk.approvalOf(id), engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == Denial::OwnProposal);
        desk.command(desk.approvalOf(id), engine::principalOf(StrategyId{2}));
        QVERIFY(desk.denial() == Denial::NoRight);
        desk.command(desk.approvalOf(id), PrincipalId{});
        QVERIFY(desk.denial() == Denial::NoRight);
        QVERIFY(desk.state().waiting.contains(id));
    }

    void anApprovalNeedsAFreshCodeOrSentence()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(desk.approvalOf(id), engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        QVERIFY(desk.sent().empty());
    }

    void anAmendedProposalTakesTheOldOnesPlaceAndAge()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto old = desk.approvalOf(id);
        desk.pass(seconds(60));
        desk.quote(9'999, 10'001);
        desk.command(events::Amend{id, Lots{7}, {}, Ticks{9'900}, Ticks{10'300}});

        QVERIFY(closingOf(desk, id) == Closing::Superseded);
        const auto next = desk.newestProposal();
        QVERIFY(next != id);
        const auto& made = desk.state().waiting.find(next)->made;
        QCOMPARE(made.replaces.value, id.value);
        QCOMPARE(made.ticket.size.count, std::int64_t{7});
        QVERIFY(made.lifetime == seconds(120));
        desk.command(old);
        QVERIFY(desk.denial() == Denial::NotOpen);
        desk.approve(next);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    void anAmendmentThatMakesNoSenseIsNeverShown_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("a stop above a buy") << 0;
        QTest::newRow("a target below a buy") << 1;
        QTest::newRow("prices at the end of numbers") << 2;
    }
    void anAmendmentThatMakesNoSenseIsNeverShown()
    {
        QFETCH(int, which);
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const events::Amend amends[] = {{id, {}, {}, Ticks{10'100}, {}},
                                        {id, {}, {}, {}, Ticks{9'900}},
                                        {id, Lots{most}, Ticks{most}, Ticks{-most}, Ticks{most}}};
        desk.command(amends[which]);
        QVERIFY(desk.state().waiting.isEmpty());
        QVERIFY(closingOf(desk, ProposalId{id.value + 1}) == Closing::Suppressed);
        QVERIFY(desk.sent().empty());
    }

    void aNewerWishOfTheStrategyTakesTheOldOnesPlace()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.bar(9'990); // turns down: what was pending is given up, the other side proposed
        QVERIFY(!desk.state().waiting.contains(id));
        QVERIFY(desk.newestProposal());
        QVERIFY(desk.state().waiting.find(desk.newestProposal())->made.ticket.side == Side::Sell);
    }

    void aLoweredModeWithdrawsWhatWaits()
    {
        for (const auto mode : {risk::Mode::Halted, risk::Mode::ReduceOnly}) {
            auto desk = TestDesk::armed();
            const auto id = desk.proposeBuy();
            desk.arm(mode);
            QVERIFY(closingOf(desk, id) == Closing::Withdrawn);
        }
    }

    void aKillWithdrawsWhatWaitsInItsScope()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(events::Kill{{risk::ScopeKind::Symbol, 2}, risk::KillLevel::Pause});
        QVERIFY(desk.state().waiting.contains(id));
        desk.command(events::Kill{{risk::ScopeKind::Strategy, 1}, risk::KillLevel::Pause});
        QVERIFY(closingOf(desk, id) == Closing::Withdrawn);
    }

    void newIncrementsMakeAProposalVoid()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});
        QVERIFY(!desk.lastError);
        QVERIFY(closingOf(desk, id) == Closing::Withdrawn);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestApprovals)
#include "tst_approvals.moc"
