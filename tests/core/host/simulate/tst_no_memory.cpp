// needs: host/simulate host/runtime desk/journal desk/engine desk/driver
//
// F11: the Nth allocation of the program fails, for N over whole lives: start, prices, proposals, approvals, orders,
// fills, cancels, kills, ends, recoveries, checkpoints. The process forks where that happens. The child goes through it
// as the program would, dies or goes on, and is then looked at by all checks of the simulator; the parent goes on as
// if nothing were.

#include "core/base/bytes.h"
#include "core/base/out_of_memory.h"
#include "core/desk/engine/engine.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/emergency.h"
#include "core/host/simulate/checks/all.h"
#include "core/host/simulate/checks/counters.h"
#include "core/host/simulate/plan.h"
#include "core/host/simulate/run.h"
#include "core/host/simulate/whose_turn.h"
#include "core/host/simulate/world.h"

#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::simulate;

namespace {

enum class Ending { Recovered, WentOn, Broken };

/// Counts what the program allocates, and lets some of it fail.
struct Scarcity {
    bool isArmed = false;
    bool isChild = false;
    std::uint64_t count = 0;
    std::uint64_t next = 0; ///< The allocation that fails next.
    std::uint64_t stride = 1; ///< One of so many fails, which one is drawn.
    SeededRandom random{1};
    int recovered = 0, wentOn = 0, broken = 0;
    std::uint64_t firstBroken = 0;
    World* world = nullptr;
    bool keepsAll = true; ///< Of the system that the program dies on.

    void begin(World& of, std::uint64_t every)
    {
        *this = {};
        world = &of;
        stride = every;
        next = 1 + random.below(every);
        isArmed = true;
    }
    void hasEnded(int status)
    {
        if (WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(Ending::Recovered)) {
            ++recovered;
        } else if (WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(Ending::WentOn)) {
            ++wentOn;
        } else {
            firstBroken = broken++ == 0 ? count : firstBroken;
        }
    }
};
Scarcity scarcity;

[[noreturn]] void endChild(Ending ending)
{
    const auto& broken = scarcity.world->broken();
    if (broken) {
        std::fprintf(stderr, "allocation %llu: S%d at step %llu: %s\n", static_cast<unsigned long long>(scarcity.count),
                     broken->invariant.number, static_cast<unsigned long long>(broken->step), broken->what.c_str());
    }
    std::_Exit(static_cast<int>(broken ? Ending::Broken : ending));
}

/// In place of the last words: what the dead program left is looked at right here, on top of what it was doing.
void lookAtWhatIsLeft() noexcept
{
    World& world = *scarcity.world;
    world.die(scarcity.keepsAll);
    for (const StepKind kind : {StepKind::MoveMarket, StepKind::Approve, StepKind::Quiet, StepKind::Restart}) {
        world.take({kind, 0x9e3779b97f4a7c15U * scarcity.count});
    }
    endChild(Ending::Recovered);
}

void letItFail()
{
    scarcity.next += scarcity.stride - (scarcity.next - 1) % scarcity.stride + scarcity.random.below(scarcity.stride);
    const pid_t child = ::fork();
    if (child < 0) {
        ++scarcity.broken;
        return;
    }
    if (child > 0) {
        int status = 0;
        ::waitpid(child, &status, 0);
        scarcity.hasEnded(status);
        return;
    }
    scarcity.isChild = true;
    scarcity.isArmed = false;
    std::get_new_handler()(); // the program's own
}

} // namespace

void* operator new(std::size_t size)
{
    if (isProgramsTurn && scarcity.isArmed && ++scarcity.count == scarcity.next) {
        letItFail();
    }
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

/// A world with its checks.
struct Story {
    explicit Story(std::uint64_t seed)
        : plan(planOf(seed))
        , checks(allChecks(tally.seen))
        , lanes(std::make_unique<Lanes>())
    {
        for (const auto& check : checks) {
            borrowed.push_back(check.get());
        }
        world = std::make_unique<World>(plan, *lanes, borrowed);
    }
    void run(std::uint64_t steps)
    {
        world->begin();
        for (const Step& step : stepsOf(plan, steps)) {
            world->take(step);
        }
    }

    Tally tally;
    Plan plan;
    std::vector<std::unique_ptr<Check>> checks;
    std::unique_ptr<Lanes> lanes;
    std::vector<Check*> borrowed;
    std::unique_ptr<World> world;
};

/// As the thread of the checkpoints does it.
void writeCheckpoint(World& world)
{
    const InTheProgram now;
    const auto& desk = world.process()->desk();
    Bytes bytes;
    ByteWriter out(bytes);
    world.process()->engine().state().save(out);
    engine::DeskState state;
    ByteReader in(bytes);
    QVERIFY(state.load(in) && in.finished());
    journal::Checkpoint checkpoint;
    checkpoint.seq = desk.stamp().seq;
    checkpoint.wall = desk.stamp().wall;
    checkpoint.stateVersion = engine::deskStateVersion;
    checkpoint.stateDigest = state.hash();
    checkpoint.state = bytes;
    QVERIFY(journal::writeCheckpoint(world.disk(), checkpoint));
}

std::uint64_t allocationsOf(std::uint64_t seed, std::uint64_t steps)
{
    Story story(seed);
    scarcity.begin(*story.world, 1);
    scarcity.next = 0;
    story.run(steps);
    scarcity.isArmed = false;
    return scarcity.count;
}

} // namespace

class TestNoMemory : public QObject
{
    Q_OBJECT

    Tally whole; ///< What has happened in all stories.

private slots:
    void initTestCase()
    {
        endWhenMemoryIsGone(lookAtWhatIsLeft);
        static_cast<void>(journal::reserveContent()); // what a process makes once is not counted
    }

    void whereverItEndsItsPromisesAreKept_data()
    {
        QTest::addColumn<std::uint64_t>("seed");
        QTest::addColumn<std::uint64_t>("steps");
        QTest::addColumn<std::uint64_t>("samples");
        QTest::addColumn<bool>("keepsAll");
        const bool takesItsTime = qEnvironmentVariableIsSet("OMNI_EVERY_ALLOCATION"); // an hour
        const std::uint64_t all = 1'000'000, most = takesItsTime ? all : 30;
        QTest::newRow("a start and ten quiet minutes") << std::uint64_t{1} << std::uint64_t{0} << 8 * most << true;
        for (const std::uint64_t seed : {44U, 48U, 158U, 160U, 184U, 41U}) {
            QTest::addRow("seed %d, the process dies", int(seed)) << seed << std::uint64_t{300} << most << true;
            QTest::addRow("seed %d, the power too", int(seed)) << seed << std::uint64_t{300} << most << false;
        }
    }
    void whereverItEndsItsPromisesAreKept()
    {
        QFETCH(std::uint64_t, seed);
        QFETCH(std::uint64_t, steps);
        QFETCH(std::uint64_t, samples);
        QFETCH(bool, keepsAll);
        const std::uint64_t count = allocationsOf(seed, steps);
        QVERIFY(count > 100);
        Story story(seed);
        scarcity.begin(*story.world, std::max<std::uint64_t>(1, count / samples));
        scarcity.keepsAll = keepsAll;
        story.run(steps);
        if (scarcity.isChild) {
            endChild(Ending::WentOn);
        }
        scarcity.isArmed = false;
        QVERIFY(!story.world->broken());
        QCOMPARE(scarcity.count, count); // forking changed nothing
        qInfo("%llu allocations; %d times recovered, %d gone on, %d broken", static_cast<unsigned long long>(count),
              scarcity.recovered, scarcity.wentOn, scarcity.broken);
        QVERIFY2(scarcity.broken == 0, qPrintable(QString::number(scarcity.firstBroken)));
        QVERIFY(scarcity.recovered > 0);
        whole.add(story.tally);
        for (std::size_t i = 0; i < stepKinds; ++i) {
            whole.deeds[i] += story.world->deeds()[i];
        }
    }

    // What did not happen in these stories was not looked at.
    void theyHoldAWholeLife()
    {
        const auto all = whole.named();
        const std::map<std::string, std::uint64_t> seen(all.begin(), all.end());
        for (const char* counter :
             {"proposal.approved", "transition.created>sent", "transition.sent>working", "input.fill", "deed.cancel",
              "deed.replace", "deed.close", "deed.kill", "deed.press_switch", "deed.restart", "life.crash"}) {
            QVERIFY2(seen.contains(counter), counter);
            QVERIFY2(seen.at(counter) > 0, counter);
        }
    }

    void aCheckpointIsThereOrNot()
    {
        Story story(44);
        story.run(200);
        QVERIFY(story.world->process() != nullptr);
        scarcity.begin(*story.world, 1);
        writeCheckpoint(*story.world);
        scarcity.isArmed = false;
        QCOMPARE(scarcity.broken, 0);
        QVERIFY(scarcity.recovered > 20);
        story.world->die(true);
        QVERIFY(!story.world->broken());
    }
};

QTEST_APPLESS_MAIN(TestNoMemory)
#include "tst_no_memory.moc"
