#include "core/host/runtime/wall_pacer.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace omni;
using namespace omni::runtime;

namespace {

/// Goes on by so much at each look.
class SteppingClock final : public Clock
{
public:
    explicit SteppingClock(Duration step)
        : m_step(step)
    {
    }
    Timestamp wall() override
    {
        return {};
    }
    Monotonic mono() override
    {
        return m_now = m_now + m_step;
    }

private:
    Duration m_step;
    Monotonic m_now;
};

} // namespace

class TestWallPacer : public QObject
{
    Q_OBJECT

private slots:
    void theFirstTimeIsNow()
    {
        SteppingClock clock(Duration{});
        StopFlag stop;
        WallPacer pacer(clock, 1, stop, {});

        QVERIFY(pacer.waitFor(Timestamp{seconds(1'000'000).ns}));
    }

    // The clock is looked at once at the first call, then once for each wait: a second of market time at half speed has
    // come when two seconds of the clock have.
    void halfAsFastTakesTwiceAsLong()
    {
        SteppingClock clock(milliseconds(500));
        StopFlag stop;
        int waits = 0;
        WallPacer* self = nullptr;
        WallPacer pacer(clock, 0.5, stop, [&] {
            ++waits;
            self->wake();
        });
        self = &pacer;
        QVERIFY(pacer.waitFor(Timestamp{}));

        QVERIFY(pacer.waitFor(Timestamp{seconds(1).ns}));

        QCOMPARE(waits, 2); // begun at 0.5 s, so due at 2.5 s: the looks at 1.5 s and at 2 s wait
    }

    void whoHasSomethingToSayEndsTheWaitEarlyOnce()
    {
        SteppingClock clock(milliseconds(500));
        StopFlag stop;
        WallPacer pacer(clock, 1, stop, {});
        QVERIFY(pacer.waitFor(Timestamp{}));
        pacer.interrupt();
        pacer.interrupt();

        QVERIFY(pacer.waitFor(Timestamp{days(1'000).ns}));
        QVERIFY(pacer.isEarly());

        QVERIFY(pacer.waitFor(Timestamp{1})); // due long since
        QVERIFY(!pacer.isEarly());
    }

    void aStopEndsTheWait()
    {
        SteppingClock clock(Duration{});
        StopFlag stop;
        std::atomic<bool> waits{false};
        WallPacer pacer(clock, 1, stop, [&waits] { waits = true; });
        QVERIFY(pacer.waitFor(Timestamp{}));
        std::thread other([&] {
            while (!waits) {
                std::this_thread::yield();
            }
            stop.requestStop();
            pacer.wake();
        });

        const bool goesOn = pacer.waitFor(Timestamp{days(1'000).ns});
        other.join();

        QVERIFY(!goesOn);
    }
};

QTEST_APPLESS_MAIN(TestWallPacer)
#include "tst_wall_pacer_threads.moc"
