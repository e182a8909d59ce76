#include "core/host/simulate/checks/approval_check.h"

#include "core/desk/views/standing.h"
#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

ProposalMade made()
{
    ProposalMade proposal;
    proposal.proposal.id = ProposalId{1};
    proposal.proposal.strategy = StrategyId{1};
    proposal.ticket = entryOf(0);
    proposal.value = Money{1'000};
    proposal.lifetime = seconds(180);
    proposal.digest[0] = std::byte{7};
    return proposal;
}
ApprovalGranted granted(PrincipalId by = owner)
{
    ApprovalGranted approval;
    approval.proposal = ProposalId{1};
    approval.by = by;
    approval.size = Lots{10};
    approval.digest = made().digest;
    return approval;
}

/// Signed when nothing was held and nothing was open.
Digest signedWithNothingHeld()
{
    return views::signedDigest(made().digest, views::standingDigest({}, {}, {}));
}

struct Bench {
    ApprovalCheck check;
    CheckBench on{check};
    Bench()
    {
        on.input(TimerFired{});
        on.fact(made());
    }
    /// On somebody's word.
    void approve(PrincipalId by = owner, bool stepUp = true)
    {
        Command command;
        command.by = by;
        command.stepUp = stepUp;
        command.what = Approve{ProposalId{1}, Lots{10}, signedWithNothingHeld(), {}};
        on.input(command);
        on.fact(granted(by));
    }
    void plan(const orders::OrderTicket& ticket = entryOf(1))
    {
        on.fact(OrderPlanned{ticket, made().digest});
        on.fact(ProposalClosed{ProposalId{1}, Closing::Approved, Cause::Person, owner});
    }
    void grant(std::int32_t orders, Money value = Money{1'000})
    {
        on.fact(AutonomyGranted{{StrategyId{1}, value, Money{1'000}, orders, hours(1)}, owner});
        on.fact(ModeChanged{risk::Mode::Automatic, Cause::Person, owner, {}});
    }
    void decline()
    {
        on.input(TimerFired{});
        on.fact(ProposalClosed{ProposalId{1}, Closing::Declined, Cause::Person, owner});
    }
    /// On somebody's word, as number 2.
    void bringBack(std::optional<ProposalMade> as = {}, PrincipalId by = owner)
    {
        Command command;
        command.by = by;
        command.stepUp = true;
        command.what = BringBack{ProposalId{1}};
        on.input(command);
        ProposalMade again = as.value_or(made());
        if (!as) {
            again.lifetime = again.lifetime - seconds(4);
        }
        again.replaces = ProposalId{1};
        again.proposal.id = again.ticket.proposal = ProposalId{2};
        on.fact(again);
    }
    void approveByBudget()
    {
        on.input(TimerFired{});
        auto approval = granted();
        approval.automatic = true;
        on.fact(approval);
    }
};

} // namespace

class TestApprovalCheck : public QObject
{
    Q_OBJECT

private slots:
    void whatWasApprovedMayBeSent()
    {
        Bench b;
        b.approve();
        b.plan();
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void aPersonsOwnOrderAndAnExitNeedNone()
    {
        Bench b;
        auto own = entryOf(1);
        own.origin = orders::Origin::Human;
        own.proposal = {};
        b.on.fact(OrderPlanned{own, {}});
        b.on.send(own, "a-b-1-e");
        b.on.fact(OrderPlanned{exitOf(2), {}});
        b.on.send(exitOf(2), "a-b-2-x");
        QCOMPARE(b.on.broken(), 0);
    }
    // Declined, and had again four seconds later, four seconds older.
    void whatWasDeclinedMayBeBroughtBack()
    {
        Bench b;
        b.decline();
        b.on.pass(seconds(4));
        b.bringBack();
        QCOMPARE(b.on.broken(), 0);
    }
    void whatIsBroughtBackOtherwiseIsCaught()
    {
        for (int how = 0; how < 8; ++how) {
            Bench b;
            if (how != 0) {
                b.decline();
            }
            b.on.pass(how == 1 ? seconds(5) : seconds(1));
            ProposalMade again = made();
            again.lifetime = again.lifetime - (how == 1 ? seconds(5) : seconds(1));
            switch (how) {
            case 2:
                again.ticket.size = Lots{11};
                break;
            case 3:
                again.stop = Ticks{5};
                break;
            case 4:
                again.target = Ticks{5};
                break;
            case 5:
                again.lifetime = again.lifetime + nanoseconds(1);
                break;
            default:
                break;
            }
            b.bringBack(again, how == 6 ? principalOf(StrategyId{1}) : owner);
            if (how == 7) { // once more
                QCOMPARE(b.on.broken(), 0);
                b.bringBack(again);
            }
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void whatComesBackByItselfIsCaught()
    {
        Bench b;
        b.decline();
        b.on.input(TimerFired{});
        auto again = made();
        again.replaces = ProposalId{1};
        again.proposal.id = ProposalId{2};
        b.on.fact(again);
        QCOMPARE(b.on.broken(), 1);
    }
    void anEntryWithoutOneIsCaught()
    {
        Bench b;
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 1);
    }
    void anyOtherFieldIsCaught()
    {
        for (int field = 0; field < 4; ++field) {
            Bench b;
            b.approve();
            auto ticket = entryOf(1);
            switch (field) {
            case 0:
                ticket.size = Lots{11};
                break;
            case 1:
                ticket.side = Side::Sell;
                break;
            case 2:
                ticket.limit = Ticks{5};
                break;
            default:
                ticket.timeInForce = orders::TimeInForce::Day;
            }
            b.plan(ticket);
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void whatIsSentOtherwiseIsCaught()
    {
        Bench b;
        b.approve();
        b.plan();
        auto ticket = entryOf(1);
        ticket.size = Lots{9};
        b.on.send(ticket, "a-b-1-e");
        QCOMPARE(b.on.broken(), 1);
    }
    void oneApprovalForTwoOrdersIsCaught()
    {
        Bench b;
        b.approve();
        b.plan(entryOf(1));
        b.plan(entryOf(2));
        QCOMPARE(b.on.broken(), 1);
    }
    void oneApprovalSentTwiceIsCaughtOverARestart()
    {
        Bench b;
        b.approve();
        b.plan();
        b.on.send(entryOf(1), "a-b-1-e");
        b.on.restart(b.on.stamp.seq);
        QCOMPARE(b.on.broken(), 0);
        b.on.send(entryOf(1), "a-c-1-e");
        QCOMPARE(b.on.broken(), 1);
    }
    // The command was on the disk, and what was decided upon it was not: the number is another order's now.
    void aNumberThatWasLostWithItsOrderMayBeUsedByAPersonsOrder()
    {
        Bench b;
        b.approve();
        b.plan();
        b.on.restart(b.on.stamp.seq);
        auto entry = entryOf(1);
        entry.origin = orders::Origin::Human;
        b.on.input(TimerFired{});
        b.on.fact(OrderPlanned{entry, {}});
        auto leg = exitOf(2);
        leg.parent = OrderId{1};
        leg.role = orders::OrderRole::Stop;
        leg.stop = Ticks{9'000};
        b.on.fact(OrderPlanned{leg, {}});
        QCOMPARE(b.on.broken(), 0);
    }
    void whatExpiredIsCaughtWhateverTheWallClockSays()
    {
        Bench b;
        b.on.pass(seconds(180));
        b.on.scene.wall = Timestamp{};
        b.approve();
        QCOMPARE(b.on.broken(), 1);
    }
    void theLastMomentIsGoodEnough()
    {
        Bench b;
        b.on.pass(Duration{seconds(180).ns - 1});
        b.approve();
        QCOMPARE(b.on.broken(), 0);
    }
    void theProposerAndStrangersAreCaught()
    {
        for (const PrincipalId by : {principalOf(StrategyId{1}), principalOf(StrategyId{2}), desk, PrincipalId{}}) {
            Bench b;
            b.approve(by);
            QCOMPARE(b.on.broken(), 1);
        }
    }
    void theWordOfOneWhoLookedAtAnotherPositionIsCaught()
    {
        Bench b;
        Command command;
        command.by = owner;
        command.stepUp = true;
        const auto another = views::signedDigest(made().digest, views::standingDigest(Lots{1}, {}, {}));
        command.what = Approve{ProposalId{1}, Lots{10}, another, {}};
        b.on.input(command);
        b.on.fact(granted());
        QCOMPARE(b.on.broken(), 1);
    }
    void nobodysWordIsCaught()
    {
        Bench silent;
        silent.on.input(TimerFired{});
        silent.on.fact(granted());
        QCOMPARE(silent.on.broken(), 1);
        Bench withoutSentence;
        withoutSentence.approve(owner, false);
        QCOMPARE(withoutSentence.on.broken(), 1);
    }
    void whatWasAmendedOrPutAwayIsCaught()
    {
        Bench b;
        b.on.fact(ProposalClosed{ProposalId{1}, Closing::Superseded, Cause::Person, owner});
        b.approve();
        QCOMPARE(b.on.broken(), 1);
    }
    void whatSleepsMayBeApproved()
    {
        Bench b;
        b.on.fact(ProposalSnoozed{ProposalId{1}, seconds(30)});
        b.approve();
        QCOMPARE(b.on.broken(), 0);
    }
    void aBudgetApprovesWithinItsBounds()
    {
        Bench b;
        b.grant(1);
        b.approveByBudget();
        b.plan();
        b.on.send(entryOf(1), "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void aBudgetIsCaughtBeyondThem()
    {
        Bench none;
        none.approveByBudget();
        QCOMPARE(none.on.broken(), 1);
        Bench tooDear;
        tooDear.grant(1, Money{999});
        tooDear.approveByBudget();
        QCOMPARE(tooDear.on.broken(), 1);
        Bench tooMany;
        tooMany.grant(0);
        tooMany.approveByBudget();
        QCOMPARE(tooMany.on.broken(), 1);
        Bench ended;
        ended.grant(1);
        ended.on.fact(AutonomyEnded{StrategyId{1}, Cause::Person});
        ended.approveByBudget();
        QCOMPARE(ended.on.broken(), 1);
        Bench byHand;
        byHand.grant(1);
        byHand.on.fact(ModeChanged{risk::Mode::Manual, Cause::Person, owner, {}});
        byHand.approveByBudget();
        QCOMPARE(byHand.on.broken(), 1);
    }
};

QTEST_APPLESS_MAIN(TestApprovalCheck)
#include "tst_approval_check.moc"
