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
        QCOMPARE(pace.wait(at(Duration{})).ns, seconds(8).ns); // a clock that goes back shortens nothing
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

    void aRightGuessEndsIt()
    {
        auto pace = afterFailures(5, at(minutes(1)));
        pace.succeeded();
        QCOMPARE(pace.wait(at(minutes(1))).ns, std::int64_t{0});
    }

    // V14: whoever damages the count waits the longest.
    void aCountThatIsDamagedIsTheLongestWait()
    {
        const auto kept = afterFailures(1, at(minutes(1))).bytes();
        for (std::size_t i = 0; i < kept.size(); ++i) {
            Bytes shorter(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(i));
            if (!shorter.empty()) {
                QCOMPARE(GuessPace::of(shorter, at(hours(2))).wait(at(hours(2))).ns, minutes(5).ns);
            }
        }
        Bytes longer = kept;
        longer.push_back(std::byte{});
        QCOMPARE(GuessPace::of(longer, at(hours(2))).wait(at(hours(2))).ns, minutes(5).ns);
        QCOMPARE(GuessPace::of(Bytes(kept.size(), std::byte{0xFF}), at(hours(2))).wait(at(hours(2))).ns, minutes(5).ns);
        QCOMPARE(GuessPace::of({}, at(hours(2))).wait(at(hours(2))).ns, std::int64_t{0}); // there was none
    }
};

QTEST_APPLESS_MAIN(TestGuessPace)
#include "tst_guess_pace.moc"
