#include "core/host/simulate/checks/clock_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

struct Bench {
    ClockCheck check;
    CheckBench on{check};
    Bench()
    {
        SessionStarted started;
        started.proposalExpiry = seconds(180);
        on.input(started);
    }
    /// Both clocks, as they should go.
    void pass(Duration span)
    {
        on.pass(span);
        on.stamp.mono = on.stamp.mono + span;
        on.stamp.wall = on.stamp.wall + span;
    }
    void propose(std::uint64_t id, Duration lifetime, std::uint64_t replaces = 0)
    {
        ProposalMade made;
        made.proposal.id = ProposalId{id};
        made.lifetime = lifetime;
        made.replaces = ProposalId{replaces};
        on.fact(made);
    }
    void supersede(std::uint64_t id)
    {
        on.fact(ProposalClosed{ProposalId{id}, Closing::Superseded, Cause::Person, owner});
    }
};

} // namespace

class TestClockCheck : public QObject
{
    Q_OBJECT

private slots:
    void clocksThatGoTogetherPass()
    {
        Bench b;
        b.on.tick();
        b.pass(hours(3));
        b.on.tick();
        b.on.scene.wall = Timestamp{}; // set back: the desk's stamps stand still and go on
        b.pass(seconds(1));
        b.on.input(TimerFired{});
        QCOMPARE(b.on.broken(), 0);
    }
    void aClockThatFollowsTheWallIsCaught()
    {
        Bench b;
        b.on.tick();
        b.on.stamp.mono = b.on.stamp.mono + hours(1);
        b.on.tick();
        QCOMPARE(b.on.broken(), 30);
    }
    void aClockThatStandsStillIsCaught()
    {
        Bench b;
        b.on.tick();
        b.on.pass(Duration{1});
        b.on.tick();
        QCOMPARE(b.on.broken(), 30);
    }
    void wallTimeThatRunsBackIsCaught()
    {
        Bench b;
        b.on.stamp.wall = Timestamp{seconds(10).ns};
        b.on.tick();
        b.on.stamp.wall = Timestamp{seconds(9).ns};
        b.on.tick();
        QCOMPARE(b.on.broken(), 30);
    }
    void aNewStartHasAClockOfItsOwn()
    {
        Bench b;
        b.pass(hours(1));
        b.on.tick();
        b.on.restart(Sequence{2});
        b.on.stamp.mono = {};
        b.on.tick();
        QCOMPARE(b.on.broken(), 0);
    }
    void anAmendmentKeepsTheEndAndALongerOneIsCaught()
    {
        for (const bool isLonger : {false, true}) {
            Bench b;
            b.propose(1, seconds(180));
            b.pass(seconds(100));
            b.on.input(Command{});
            b.supersede(1);
            b.propose(2, Duration{seconds(80).ns + (isLonger ? 1 : 0)}, 1);
            QCOMPARE(b.on.broken(), isLonger ? 30 : 0);
        }
    }
    void aNewProposalInPlaceOfAnOldOneHasItsWholeLife()
    {
        Bench b;
        b.propose(1, seconds(180));
        b.pass(seconds(100));
        b.on.tick();
        b.supersede(1);
        b.propose(2, seconds(180));
        QCOMPARE(b.on.broken(), 0);
    }
    void nothingLivesLongerThanTheSessionSays()
    {
        Bench b;
        b.propose(1, Duration{seconds(180).ns + 1});
        QCOMPARE(b.on.broken(), 30);
    }
    void sleepEndsWithLife()
    {
        for (const bool isLonger : {false, true}) {
            Bench b;
            b.propose(1, seconds(60));
            b.pass(seconds(20));
            b.on.input(Command{});
            b.on.fact(ProposalSnoozed{ProposalId{1}, Duration{seconds(40).ns + (isLonger ? 1 : 0)}});
            QCOMPARE(b.on.broken(), isLonger ? 30 : 0);
        }
    }
    void aLossBreakerCoolsForAQuarterOfAnHour()
    {
        for (const bool isSooner : {false, true}) {
            Bench b;
            b.on.tick();
            b.on.fact(BreakerTripped{Breaker::Drawdown, {}, {}, 0, 0});
            b.pass(Duration{minutes(15).ns - (isSooner ? 1 : 0)});
            b.on.scene.wall = b.on.scene.wall + hours(24);
            b.on.input(Command{});
            b.on.fact(BreakerCleared{Breaker::Drawdown, {}, owner, {}, {}});
            QCOMPARE(b.on.broken(), isSooner ? 30 : 0);
        }
    }
    void otherBreakersNeedNotCoolNorThoseOfAnEarlierStart()
    {
        Bench b;
        b.on.tick();
        b.on.fact(BreakerTripped{Breaker::RejectStorm, {}, {}, 0, 0});
        b.on.fact(BreakerTripped{Breaker::DailyLoss, {}, {}, 0, 0});
        b.on.fact(BreakerCleared{Breaker::RejectStorm, {}, owner, {}, {}});
        b.on.restart(Sequence{2});
        b.on.input(Command{});
        b.on.fact(BreakerCleared{Breaker::DailyLoss, {}, owner, {}, {}});
        QCOMPARE(b.on.broken(), 0);
    }
};

QTEST_APPLESS_MAIN(TestClockCheck)
#include "tst_clock_check.moc"
