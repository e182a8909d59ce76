// How long failures make somebody wait, and that no restart makes it shorter (safety 4.3, V14).

#include "core/edge/security/accounts/sign_in_pace.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::accounts;

namespace {

constexpr std::array<std::byte, 16> thisStart{std::byte{1}}, nextStart{std::byte{2}};

MachineMoment at(Duration since, std::array<std::byte, 16> start = thisStart)
{
    return {since.ns, start};
}

SignInPace behind(int failures, const MachineMoment& last)
{
    SignInPace pace;
    for (int i = 0; i < failures; ++i) {
        pace = failedAgain(pace, last);
    }
    return pace;
}

} // namespace

class TestSignInPace : public QObject
{
    Q_OBJECT

private slots:
    void fiveFailuresAreFreeThenTheWaitDoublesFromThirtySecondsToAnHour()
    {
        const int known[] = {0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600};
        for (int n = 1; n <= 13; ++n) {
            QCOMPARE(waitOf(behind(n, at(hours(3))), at(hours(3))).ns, seconds(known[n - 1]).ns);
        }
        QCOMPARE(waitOf(behind(3'000, at(hours(3))), at(hours(3))).ns, hours(1).ns);
        QCOMPARE(waitOf(SignInPace{}, at(hours(3))).ns, std::int64_t{0});
    }

    void theWaitRunsOutByTheMachinesOwnClock()
    {
        const auto pace = behind(6, at(hours(3)));
        QCOMPARE(waitOf(pace, at(hours(3) + seconds(59))).ns, seconds(1).ns);
        QCOMPARE(waitOf(pace, at(hours(3) + seconds(60))).ns, std::int64_t{0});
    }

    // Of two that try at once the later one may be counted first; the wait does not end by it.
    void aMomentBeforeTheFailureOfTheSameStartWaitsInFull()
    {
        const auto pace = behind(5, at(hours(3)));
        QCOMPARE(waitOf(pace, at(hours(3) - nanoseconds(1))).ns, seconds(30).ns);
    }

    void noRestartMakesAWaitShorter()
    {
        std::mt19937_64 random(5);
        for (int round = 0; round < 5'000; ++round) {
            const auto failed = seconds(static_cast<std::int64_t>(random() % 500'000));
            const auto pace = behind(static_cast<int>(random() % 15), at(failed));
            const auto off = seconds(static_cast<std::int64_t>(random() % 50)); // passes, and is not counted
            const auto up = seconds(static_cast<std::int64_t>(random() % 3'000));
            const auto unbroken = waitOf(pace, at(failed + off + up));
            QVERIFY(waitOf(pace, at(up, nextStart)) >= unbroken);
            QVERIFY(waitOf(pace, at(up, nextStart)) <= longestSignInWait);
        }
    }

    void whereStartsLookAlikeAFailureAheadIsOfAnEarlierOne()
    {
        const auto pace = behind(5, at(hours(700), {}));
        QCOMPARE(waitOf(pace, at(seconds(10), {})).ns, seconds(20).ns);
        QCOMPARE(waitOf(pace, at(seconds(30), {})).ns, std::int64_t{0});
    }

    void isTheSameFromItsBytes()
    {
        const auto pace = behind(7, at(hours(3)));
        Bytes out;
        ByteWriter to(out);
        writePace(to, pace);
        ByteReader in(out);
        QVERIFY(readPace(in) == pace);
        QVERIFY(in.finished());
        out[0] = out[1] = out[2] = out[3] = std::byte{0xFF};
        ByteReader damaged(out);
        static_cast<void>(readPace(damaged));
        QVERIFY(!damaged.ok());
    }
};

QTEST_APPLESS_MAIN(TestSignInPace)
#include "tst_sign_in_pace.moc"
