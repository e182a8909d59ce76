// needs: edge/security/vault
#include "core/edge/security/vault/guess_pace.h"

#include <QTest>

using namespace omni;
using namespace omni::vault;

namespace {

constexpr std::array<std::byte, 16> thisStart{std::byte{1}}, nextStart{std::byte{2}};

MachineMoment at(Duration since, std::array<std::byte, 16> start = thisStart)
{
    return {since.ns, start};
}

GuessPace afterFailures(int count, const MachineMoment& last)
{
    GuessPace pace;
    for (int i = 0; i < count; ++i) {
        pace.failed(last);
    }
    return pace;
}

} // namespace

class TestGuessPace : public QObject
{
    Q_OBJECT

private slots:
    // Safety 4.2: 2^n seconds, five minutes at most.
    void eachWrongGuessDoublesTheWaitUpToFiveMinutes()
    {
        QCOMPARE(GuessPace().wait(at(hours(1))).ns, std::int64_t{0});
        const int known[] = {2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
        for (int n = 1; n <= 10; ++n) {
            QCOMPARE(afterFailures(n, at(hours(1))).wait(at(hours(1))).ns, seconds(known[n - 1]).ns);
        }
        QCOMPARE(afterFailures(2'000, at(hours(1))).wait(at(hours(1))).ns, minutes(5).ns);
    }

    void theWaitRunsOutByTheMachinesOwnClock()
    {
        const auto pace = afterFailures(3, at(hours(1)));
        QCOMPARE(pace.wait(at(hours(1) + seconds(7))).ns, seconds(1).ns);
        QCOMPARE(pace.wait(at(hours(1) + seconds(8))).ns, std::int64_t{0});
    }

    void aRestartOfTheMachineMakesNoWaitShorter()
    {
        const auto pace = afterFailures(8, at(hours(50)));
        QCOMPARE(pace.wait(at(seconds(10), nextStart)).ns,
                 seconds(246).ns); // what it has run since is all that is known
        QCOMPARE(pace.wait(at(seconds(256), nextStart)).ns, std::int64_t{0});
    }

    void whatWasKeptIsTakenUpAgain()
    {
        const auto kept = afterFailures(4, at(minutes(3))).bytes();
        const auto again = GuessPace::of(kept, at(minutes(3)));
        QCOMPARE(again.failures(), 4U);
        QCOMPARE(again.wait(at(minutes(3) + seconds(6))).ns, seconds(10).ns);
        QVERIFY(again.bytes() == kept);
    }

    // Where the starts of a machine cannot be told apart (all are zeros), a mark ahead of the clock is of an earlier
    // one: it is waited for once, not for as long as the machine ran before.
    void aMarkAheadOfTheClockIsOfAnEarlierStart()
    {
        const auto pace = afterFailures(3, at(hours(24 * 30), {}));
        QCOMPARE(pace.wait(at(seconds(3), {})).ns, seconds(5).ns);
        QCOMPARE(pace.wait(at(seconds(8), {})).ns, std::int64_t{0});
    }

    // Two programs look at the clock one after the other: the moment that is written last may be the earlier one.
    void aMomentJustBeforeTheLastGuessOfTheSameStartTakesNoWaitAway()
    {
        const auto pace = afterFailures(3, at(hours(1)));
        QCOMPARE(pace.wait(at(hours(1) - milliseconds(5))).ns, seconds(8).ns);
    }

    // V14: whoever damages the count waits the longest, once.
    void aCountThatIsDamagedIsTheLongestWaitAndRunsOut()
    {
        const auto kept = afterFailures(1, at(minutes(1))).bytes();
        const auto waits = [](const Bytes& damaged) {
            const auto pace = GuessPace::of(damaged, at(hours(2)));
            QVERIFY(pace.isMended());
            QCOMPARE(pace.wait(at(hours(2))).ns, minutes(5).ns);
            const auto again = GuessPace::of(pace.bytes(), at(hours(2) + minutes(4))); // as it was kept
            QVERIFY(!again.isMended());
            QCOMPARE(again.wait(at(hours(2) + minutes(4))).ns, minutes(1).ns);
            QCOMPARE(again.wait(at(hours(2) + minutes(5))).ns, std::int64_t{0});
        };
        for (std::size_t i = 0; i < kept.size(); ++i) {
            waits(Bytes(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(i)));
        }
        Bytes longer = kept;
        longer.push_back(std::byte{});
        waits(longer);
        waits(Bytes(kept.size(), std::byte{0xFF}));
        Bytes early = kept;
        early[15] = std::byte{0x80}; // the most negative moment that there is
        waits(early);
        QVERIFY(!GuessPace::of(kept, at(hours(2))).isMended());
    }
};

QTEST_APPLESS_MAIN(TestGuessPace)
#include "tst_guess_pace.moc"
