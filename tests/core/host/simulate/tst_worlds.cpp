// needs: host/simulate
//
// Whole worlds: the shipped engine, loop, outbox, journal and recovery under steps from seeds.

#include "core/host/simulate/plan.h"
#include "core/host/simulate/run.h"

#include <QTest>

#include <map>
#include <memory>

using namespace omni;
using namespace omni::simulate;

namespace {

RunResult worlds(unsigned threads)
{
    RunWish wish;
    wish.firstSeed = 1;
    wish.seeds = 24;
    wish.steps = 400;
    wish.threads = threads;
    return runSeeds(wish);
}

} // namespace

class TestWorlds : public QObject
{
    Q_OBJECT

private slots:
    // S25: one seed is one story, whatever the threads.
    void theSameSeedsAreTheSameStories()
    {
        const auto one = worlds(1), two = worlds(2);
        QCOMPARE(one.seeds, std::uint64_t{24});
        QVERIFY(one.traceHash == two.traceHash);
        QVERIFY(one.seen == two.seen);
        QVERIFY(one.steps == two.steps);
        RunWish other;
        other.firstSeed = 2;
        other.seeds = 24;
        other.steps = 400;
        QVERIFY(runSeeds(other).traceHash != one.traceHash);
    }

    // A world in which nothing happens proves nothing.
    void muchHappens()
    {
        const auto result = worlds(0);
        std::map<std::string, std::uint64_t> seen(result.seen.begin(), result.seen.end());
        for (const char* counter :
             {"life.crash", "life.switch_pressed", "input.fill", "input.fill_again", "deed.approve", "fault.link_cut",
              "fault.ack_lost", "proposal.approved", "transition.sent>unknown", "transition.unknown>working",
              "refusal.latched", "breaker.journal_failed"}) {
            QVERIFY2(seen.contains(counter), counter);
            QVERIFY2(seen[counter] > 0, counter);
        }
    }

    // Dropping steps leaves a story that can be told: none of it depends on what was left out.
    void anyPartOfAStoryRuns()
    {
        const auto lanes = std::make_unique<Lanes>();
        const Plan plan = planOf(7);
        const auto steps = stepsOf(plan, 300);
        QCOMPARE(steps.size(), std::size_t{301});
        QVERIFY(steps.back().kind == StepKind::Quiet);
        for (const std::size_t every : {2U, 3U, 7U}) {
            std::vector<Step> part;
            for (std::size_t i = 0; i < steps.size(); i += every) {
                part.push_back(steps[i]);
            }
            Tally once, twice;
            const auto first = runSteps(plan, part, *lanes, once);
            const auto second = runSteps(plan, part, *lanes, twice);
            QVERIFY(first.traceHash == second.traceHash);
            QVERIFY(once.named() == twice.named());
        }
    }
};

QTEST_APPLESS_MAIN(TestWorlds)
#include "tst_worlds.moc"
