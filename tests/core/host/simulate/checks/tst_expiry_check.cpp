#include "core/host/simulate/checks/expiry_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

struct Bench {
    ExpiryCheck check;
    CheckBench on{check};
    Bench()
    {
        on.input(TimerFired{});
        ProposalMade made;
        made.proposal.id = ProposalId{1};
        made.lifetime = seconds(180);
        on.fact(made);
    }
    void expire()
    {
        on.fact(ProposalClosed{ProposalId{1}, Closing::Expired, Cause::Expiry, desk});
    }
};

} // namespace

class TestExpiryCheck : public QObject
{
    Q_OBJECT

private slots:
    void onTimePasses()
    {
        Bench b;
        b.on.pass(seconds(180));
        b.on.tick();
        b.expire();
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void tooEarlyIsCaughtWhateverTheWallClockSays()
    {
        Bench b;
        b.on.pass(Duration{seconds(180).ns - 1});
        b.on.scene.wall = b.on.scene.wall + hours(24);
        b.on.tick();
        b.expire();
        QCOMPARE(b.on.broken(), 30);
    }
    void tooLateIsCaughtWithTheNextThingHeard()
    {
        Bench b;
        b.on.pass(seconds(500));
        b.on.scene.wall = Timestamp{};
        b.on.step();
        QCOMPARE(b.on.broken(), 0); // nothing was heard: nobody could have approved it
        b.on.tick();
        b.on.step();
        QCOMPARE(b.on.broken(), 30);
    }
    void aBudgetEndsOnTimeToo()
    {
        ExpiryCheck check;
        CheckBench on{check};
        on.input(TimerFired{});
        on.fact(AutonomyGranted{{StrategyId{1}, Money{1}, Money{1}, 1, hours(1)}, owner});
        on.pass(hours(1));
        on.tick();
        on.step();
        QCOMPARE(on.broken(), 30);
    }
    void aNewStartHasNoProposals()
    {
        Bench b;
        b.on.restart(b.on.stamp.seq);
        b.on.pass(seconds(500));
        b.on.tick();
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
};

QTEST_APPLESS_MAIN(TestExpiryCheck)
#include "tst_expiry_check.moc"
