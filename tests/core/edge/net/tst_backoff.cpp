#include "core/edge/net/backoff.h"
#include "core/edge/net/repeat.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace omni;
using namespace omni::net;

namespace {

Monotonic at(Duration sinceStart)
{
    return Monotonic{} + sinceStart;
}

/// 1 s, doubling to 8 s; forgiven after a minute; the cap on tries out of the way.
BackoffRule aTypicalRule()
{
    return {seconds(1), seconds(8), seconds(60), 600};
}

} // namespace

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void waitsDoubleUpToTheMost()
    {
        Backoff backoff(aTypicalRule(), 1);
        auto now = at({});
        for (const auto ceiling : {1, 2, 4, 8, 8, 8}) {
            const auto next = backoff.nextTry(now);

            QVERIFY(next - now >= milliseconds(500) * ceiling);
            QVERIFY(next - now <= seconds(ceiling));
            now = next;
        }
    }

    void twoProgramsDoNotComeBackTogether()
    {
        std::set<std::int64_t> waits;
        for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
            waits.insert(Backoff(aTypicalRule(), seed).nextTry(at({})).ns);
        }
        QCOMPARE(waits.size(), std::size_t{1'000});
    }

    void theSameSeedWaitsTheSame()
    {
        Backoff a(aTypicalRule(), 5);
        Backoff b(aTypicalRule(), 5);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(a.nextTry(at(seconds(i * 100))), b.nextTry(at(seconds(i * 100))));
        }
    }

    void beingUpForAMomentForgivesNothing()
    {
        Backoff backoff(aTypicalRule(), 1);
        auto now = backoff.nextTry(backoff.nextTry(backoff.nextTry(at({}))));
        backoff.isUp(now);

        const auto next = backoff.nextTry(now + seconds(59));

        QVERIFY(next - (now + seconds(59)) >= seconds(4));
        QCOMPARE(backoff.failuresInARow(), 4);
    }

    void aSteadyMinuteForgives()
    {
        Backoff backoff(aTypicalRule(), 1);
        auto now = backoff.nextTry(backoff.nextTry(backoff.nextTry(at({}))));
        backoff.isUp(now);

        const auto next = backoff.nextTry(now + seconds(60));

        QVERIFY(next - (now + seconds(60)) <= seconds(1));
        QCOMPARE(backoff.failuresInARow(), 1);
    }

    void honoursWhatTheOtherSideAskedFor()
    {
        Backoff backoff(aTypicalRule(), 1);

        QCOMPARE(backoff.nextTry(at({}), at(hours(3))), at(hours(3)));
    }

    void aWordFromThePastChangesNothing()
    {
        Backoff backoff(aTypicalRule(), 1);

        QVERIFY(backoff.nextTry(at(seconds(10)), at(seconds(1))) >= at(seconds(10) + milliseconds(500)));
    }

    // F36: a link that comes up and breaks at once, for ever.
    void aFlappingLinkIsTriedAtMostTenTimesAMinute()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            SeededRandom random{seed};
            Backoff backoff({milliseconds(1), milliseconds(random.between(1, 2'000)), {}, 10}, seed);
            std::vector<Monotonic> tries;
            auto now = at({});
            for (int i = 0; i < 200; ++i) {
                now = backoff.nextTry(now);
                tries.push_back(now);
                if (random.chance(0.7)) {
                    backoff.isUp(now);
                    now = now + milliseconds(random.between(0, 100));
                }
            }
            for (std::size_t i = 10; i < tries.size(); ++i) {
                QVERIFY2(tries[i] - tries[i - 10] >= minutes(1), qPrintable(QString::number(seed)));
            }
        }
    }

    void everyWaitIsWithinTheRule()
    {
        SeededRandom random{36};
        for (int i = 0; i < 2'000; ++i) {
            const auto first = milliseconds(random.between(1, 5'000));
            const BackoffRule rule{first, first + milliseconds(random.between(0, 100'000)), seconds(60), 600};
            Backoff backoff(rule, random.next());
            auto now = at(seconds(random.between(0, 1'000'000)));
            for (int k = 0; k < 30; ++k) {
                const auto next = backoff.nextTry(now);
                QVERIFY((next - now) * 2 >= rule.first);
                QVERIFY(next - now <= rule.most);
                now = next;
            }
        }
    }

    void aRuleOutOfBoundsIsMovedIntoThem()
    {
        Backoff backoff({Duration{-1}, Duration{-1}, Duration{-1}, -1}, 1);

        const auto next = backoff.nextTry(at({}));
        QVERIFY(next > at({}));
        QVERIFY(backoff.nextTry(next) - next >= minutes(1));
    }

    void neverWrapsHoweverOftenItFails()
    {
        Backoff backoff({milliseconds(1), hours(1), {}, 600}, 3);
        auto now = at({});
        for (int i = 0; i < 10'000; ++i) {
            const auto next = backoff.nextTry(now);
            QVERIFY(next > now);
            now = next;
        }
    }

    void onlyWhatIsSafeIsRepeated()
    {
        QVERIFY(!mayRepeat(Repeat::Never, Fate::NeverSent));
        QVERIFY(!mayRepeat(Repeat::Never, Fate::MaybeSent));
        QVERIFY(mayRepeat(Repeat::IfNeverSent, Fate::NeverSent));
        QVERIFY(!mayRepeat(Repeat::IfNeverSent, Fate::MaybeSent));
        QVERIFY(!mayRepeat(Repeat::IfNeverSent, Fate::Answered));
        QVERIFY(mayRepeat(Repeat::Always, Fate::MaybeSent));
    }
};

QTEST_APPLESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
