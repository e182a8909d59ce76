// needs: host/runtime

#include "core/host/runtime/terminal/live_pacer.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::runtime;

namespace {

/// Stands where it is put, and goes on by so much at each look.
class SteppingClock final : public Clock
{
public:
    explicit SteppingClock(Duration step = {})
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

Timestamp at(Duration span)
{
    return Timestamp{span.ns};
}

} // namespace

class TestLivePacer : public QObject
{
    Q_OBJECT

private slots:
    void theFirstTimeIsNow()
    {
        SteppingClock clock;
        StopFlag stop;
        LivePacer pacer(clock);
        pacer.begin(stop, {});

        QVERIFY(pacer.waitFor(at(days(20'000))));
        QVERIFY(!pacer.isEarly());
    }

    // A look at the clock is 10 ms: at twice the speed 100 ms of the market take 50 ms, five looks.
    void twiceAsFastTakesHalfAsLong()
    {
        SteppingClock clock(milliseconds(10));
        StopFlag stop;
        int looks = 0;
        LivePacer pacer(clock);
        pacer.set({2, false});
        pacer.begin(stop, [&](Monotonic) {
            ++looks;
            return Duration{1};
        });
        QVERIFY(pacer.waitFor(at({})));
        looks = 0;

        QVERIFY(pacer.waitFor(at(milliseconds(100))));

        QCOMPARE(looks, 5);
    }

    // Twice as fast, a second after the first time; later it waits at what it waits for.
    void saysWhereTheMarketStandsWhileItWaits()
    {
        SteppingClock clock(milliseconds(10));
        StopFlag stop;
        LivePacer pacer(clock);
        QVERIFY(!pacer.marketTime({}));
        pacer.set({2, false});
        std::vector<Timestamp> stood;
        LivePacer* self = &pacer;
        pacer.begin(stop, [&, self](Monotonic now) {
            if (const auto market = self->marketTime(now)) {
                stood.push_back(*market);
            }
            return Duration{1};
        });
        QVERIFY(pacer.waitFor(at(seconds(5))));
        stood.clear();

        QVERIFY(pacer.waitFor(at(seconds(5) + milliseconds(50))));

        QVERIFY(stood.size() >= 2);
        QCOMPARE((stood[1] - stood[0]).ns, milliseconds(20).ns);
        QVERIFY(std::all_of(stood.begin(), stood.end(), [](Timestamp market) {
            return market >= at(seconds(5)) && market <= at(seconds(5) + milliseconds(50));
        }));
        pacer.set({2, true});
        pacer.wake();
        QVERIFY(pacer.waitFor(at(seconds(6)))); // woken before its time
        QVERIFY(!pacer.marketTime({}));
    }

    void endlessSpeedNeverWaits()
    {
        SteppingClock clock;
        StopFlag stop;
        LivePacer pacer(clock);
        pacer.set({std::numeric_limits<double>::infinity(), false});
        pacer.begin(stop, {});

        for (int day = 0; day < 1'000; ++day) {
            QVERIFY(pacer.waitFor(at(days(day))));
        }
    }

    // 50 ms of a second have passed at speed 1 (five looks), then it goes ten times as fast: 950 ms take 95 ms more.
    void anotherSpeedCountsFromWhereTheMarketStands()
    {
        SteppingClock clock(milliseconds(10));
        StopFlag stop;
        int looks = 0;
        LivePacer pacer(clock);
        LivePacer* self = &pacer;
        pacer.begin(stop, [&](Monotonic) {
            if (++looks == 6) {
                self->set({10, false});
            }
            return Duration{1};
        });
        QVERIFY(pacer.waitFor(at({})));
        looks = 0;

        QVERIFY(pacer.waitFor(at(seconds(1))));

        QCOMPARE(looks, 16); // six at 1x: 10 to 60 ms; 940 ms more at 10x take 94 ms, ten looks
    }

    void aSpeedThatIsNoneIsNotTaken()
    {
        SteppingClock clock;
        LivePacer pacer(clock);
        pacer.set({4, false});

        for (const double speed : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
            pacer.set({speed, true});
            QCOMPARE(pacer.pace().speed, 4.0);
            QVERIFY(pacer.pace().isPaused);
        }
    }

    void somebodyWhoWakesItComesFirst()
    {
        SteppingClock clock;
        StopFlag stop;
        LivePacer pacer(clock);
        pacer.set({1, true});
        pacer.begin(stop, {});
        std::thread other([&] { pacer.wake(); });

        QVERIFY(pacer.waitFor(at(seconds(1)))); // paused: only the wake ends it
        other.join();

        QVERIFY(pacer.isEarly());
    }

    void aStopEndsAPause()
    {
        SteppingClock clock;
        StopFlag stop;
        LivePacer pacer(clock);
        pacer.set({1, true});
        pacer.begin(stop, {});
        std::thread other([&] {
            stop.requestStop();
            pacer.wake();
        });

        const bool goesOn = pacer.waitFor(at(seconds(1)));
        other.join();

        QVERIFY(!goesOn || pacer.isEarly()); // woken a moment before it saw the stop; then the loop sees it
    }

    // The machine slept for an hour: the market does not rush through it.
    void whatWasMissedIsNotMadeUpFor()
    {
        SteppingClock clock(hours(1));
        StopFlag stop;
        LivePacer pacer(clock);
        pacer.begin(stop, {});
        QVERIFY(pacer.waitFor(at({})));

        QVERIFY(pacer.waitFor(at(seconds(1))));

        QVERIFY(pacer.lag() > minutes(59));
        QVERIFY(pacer.waitFor(at(seconds(2)))); // an hour later: due at one second after the last
        QVERIFY(pacer.lag() <= hours(1));
    }
};

QTEST_APPLESS_MAIN(TestLivePacer)
#include "tst_live_pacer_threads.moc"
