#include "core/host/simulate/checks/recovery_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

engine::DeskState stateWith(std::uint64_t nextOrder)
{
    engine::DeskState state;
    state.nextOrder = nextOrder;
    return state;
}

struct Bench {
    RecoveryCheck check;
    CheckBench on{check};
    Bench()
    {
        on.show(stateWith(7));
        on.input(TimerFired{});
        on.makeDurable();
    }
};

} // namespace

class TestRecoveryCheck : public QObject
{
    Q_OBJECT

private slots:
    void theSameStatePasses()
    {
        Bench b;
        b.on.restart(b.on.stamp.seq, stateWith(7));
        QCOMPARE(b.on.broken(), 0);
    }
    void anotherStateIsCaught()
    {
        Bench b;
        b.on.restart(b.on.stamp.seq, stateWith(8));
        QCOMPARE(b.on.broken(), 22);
    }
    void aRecordThatWasOnTheDiskIsCaughtWhenItIsGone()
    {
        Bench b;
        b.on.restart(Sequence{0}, stateWith(7));
        QCOMPARE(b.on.broken(), 23);
    }
    void whatWasNotOnTheDiskMayBeGone()
    {
        Bench b;
        const Sequence durable = b.on.stamp.seq;
        b.on.input(TimerFired{});
        b.on.restart(durable, stateWith(7));
        QCOMPARE(b.on.broken(), 0);
    }
    void marketDataAreNoRecord()
    {
        Bench b;
        const Sequence recorded = b.on.stamp.seq;
        b.on.tick();
        b.on.makeDurable();
        b.on.restart(recorded, stateWith(7));
        QCOMPARE(b.on.broken(), 0);
    }
    void aDifferenceThatOnlyTheHashShowsIsCaughtNowAndThen()
    {
        Bench b;
        for (int i = 0; i < 40; ++i) { // one moment in sixteen is hashed
            b.on.input(TimerFired{});
            b.on.makeDurable();
            auto other = stateWith(7);
            other.losingStreak = 1;
            b.on.restart(b.on.stamp.seq, other);
        }
        QCOMPARE(b.on.broken(), 22);
    }
};

QTEST_APPLESS_MAIN(TestRecoveryCheck)
#include "tst_recovery_check.moc"
