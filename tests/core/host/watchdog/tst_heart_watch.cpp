// When a program counts as silent, by a clock that the test sets.

#include "core/host/watchdog/heart_watch.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::watchdog;
using watch::Heartbeat;
using watch::HeartState;

namespace {

constexpr Duration bound = seconds(10);
constexpr platform::MachineStart thisStart{std::byte{1}};
constexpr platform::MachineStart anotherStart{std::byte{2}};
constexpr std::int64_t second = 1'000'000'000;

Heartbeat beatAt(std::int64_t at, HeartState state = HeartState::Running)
{
    Heartbeat beat;
    beat.state = state;
    beat.session = orders::Nonce("START");
    beat.machine = thisStart;
    beat.beat = at;
    return beat;
}

/// Looks each 200 ms from `from` to `until`; what the last one found.
Verdict lookedAt(HeartWatch& heart, const std::optional<Heartbeat>& beat, std::int64_t from, std::int64_t until)
{
    Verdict verdict;
    for (std::int64_t now = from; now <= until; now += second / 5) {
        verdict = heart.look(beat, now);
    }
    return verdict;
}

} // namespace

class TestHeartWatch : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsWatchedWithoutASession()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, std::nullopt, 0, 60 * second).finding == Finding::Nothing);
        QVERIFY(lookedAt(heart, beatAt(0, HeartState::None), 60 * second, 120 * second).finding == Finding::Nothing);
    }

    void anEndInOrderIsNoSilence()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, beatAt(0, HeartState::Ended), 0, 3600 * second).finding == Finding::Nothing);
    }

    void silenceIsMoreThanTheBound()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, beatAt(0), 0, 5 * second).finding == Finding::Beats);
        QVERIFY(lookedAt(heart, beatAt(0), 5 * second + second / 5, 10 * second).finding == Finding::Late);
        const auto verdict = heart.look(beatAt(0), 10 * second + 1);
        QVERIFY(verdict.finding == Finding::Silent);
        QCOMPARE(verdict.silence.ns, 10 * second + 1);
    }

    void aBeatEndsTheSilence()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, beatAt(0), 0, 12 * second).finding == Finding::Silent);
        QVERIFY(heart.look(beatAt(12 * second), 12 * second + 1).finding == Finding::Beats);
    }

    // One that comes later than the program's end gives it its time, too: it may only just have started again.
    void whoComesLateWaitsForTheWholeBound()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(heart.look(beatAt(0), 1000 * second).finding == Finding::Beats);
        QVERIFY(lookedAt(heart, beatAt(0), 1000 * second, 1009 * second).finding == Finding::Late);
        QVERIFY(lookedAt(heart, beatAt(0), 1009 * second, 1011 * second).finding == Finding::Silent);
    }

    // F21: both were frozen, or the machine slept.
    void whoWasNotRunningItselfCountsAnew()
    {
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, beatAt(0), 0, 2 * second).finding == Finding::Beats);
        QVERIFY(heart.look(beatAt(second), 3600 * second).finding == Finding::Beats);
        QCOMPARE(heart.pauses(), std::uint64_t{1});
        QVERIFY(lookedAt(heart, beatAt(second), 3600 * second, 3611 * second).finding == Finding::Silent);
    }

    void aBeatOfAnotherStartOfTheMachineIsNone()
    {
        auto beat = beatAt(5 * second);
        beat.machine = anotherStart;
        HeartWatch heart(bound, thisStart);
        QVERIFY(lookedAt(heart, beat, 4 * second, 13 * second).finding == Finding::Late);
        QVERIFY(lookedAt(heart, beat, 13 * second, 15 * second).finding == Finding::Silent);
        // Nor is one from the future, on a machine that does not name its starts.
        HeartWatch other(bound, thisStart);
        QVERIFY(lookedAt(other, beatAt(900 * second), 0, 11 * second).finding == Finding::Silent);
    }

    // Whatever the times, silence is told only when no beat of the last ten seconds was there to be seen.
    void aProgramThatBeatsIsNeverSilent()
    {
        std::mt19937_64 random{11};
        for (int round = 0; round < 2'000; ++round) {
            HeartWatch heart(bound, thisStart);
            std::int64_t now = static_cast<std::int64_t>(random() % 1'000) * second;
            std::int64_t beat = now;
            for (int look = 0; look < 200; ++look) {
                now += static_cast<std::int64_t>(random() % (3 * static_cast<std::uint64_t>(second)));
                if (now - beat > bound.ns || random() % 4 == 0) {
                    beat = now;
                }
                QVERIFY(heart.look(beatAt(beat), now).finding != Finding::Silent);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestHeartWatch)
#include "tst_heart_watch.moc"
