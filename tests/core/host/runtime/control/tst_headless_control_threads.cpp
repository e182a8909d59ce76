// needs: host/runtime edge/platform desk/engine

#include "core/host/runtime/control/headless_control.h"
#include "tests/support/manual_clock.h"
#include "tests/support/test_desk.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

using namespace omni;
using namespace omni::runtime;
using test::TestDesk;

namespace {

/// Its disk takes what is pressed, and what is reset only when it is told to.
class StuckLatch final : public platform::KillLatch
{
public:
    explicit StuckLatch(std::atomic<bool>& isStuck)
        : m_isStuck(isStuck)
    {
    }
    Result<void> set(std::uint8_t level) noexcept override
    {
        m_level = std::max(m_level, level);
        return {};
    }
    Result<void> lower(std::uint8_t level) override
    {
        if (m_isStuck) {
            return failure(Errc::Unavailable, "input/output error");
        }
        m_level = level;
        return {};
    }
    [[nodiscard]] std::uint8_t level() const noexcept override
    {
        return m_level;
    }
    [[nodiscard]] bool wasDamaged() const noexcept override
    {
        return false;
    }

private:
    std::atomic<bool>& m_isStuck;
    std::uint8_t m_level = 0;
};

/// A desk with its control, driven by hand.
struct Session {
    QTemporaryDir folder;
    test::ManualClock clock{Timestamp{1'784'030'400'000'000'000}};
    std::atomic<bool> isStuck{false};
    KillSwitch kill;
    Sequence durable{0};
    HeadlessControl control{kill, orders::Environment::Demo, nullptr, [this] { return durable; }};
    TestDesk desk = TestDesk::armed();

    explicit Session(bool hasStuckLatch = false)
        : isStuck(hasStuckLatch)
        , kill(hasStuckLatch ? std::unique_ptr<platform::KillLatch>(std::make_unique<StuckLatch>(isStuck))
                             : std::move(*platform::KillLatchFile::open(folder.path().toStdString())))
    {
        control.begin(desk.engine, {});
    }
    /// As the session's loop does between two events.
    void turn()
    {
        events::KillLatched latched;
        while (control.pollLatch(latched)) {
            put(latched);
        }
        events::Command command;
        while (control.poll(command)) {
            put(command);
        }
    }
    void put(const events::Event& event)
    {
        desk.apply(event);
        control.onInput(desk.stamp, event, desk.engine);
        for (const auto& fact : desk.out.facts) {
            control.onFact(desk.stamp, fact, desk.engine);
        }
    }
    static events::Command commandOf(const events::Wish& what)
    {
        events::Command command;
        command.by = engine::script;
        command.stepUp = true;
        command.reason = ShortText<95>("test");
        command.what = what;
        return command;
    }
    void settleDisk()
    {
        while (!kill.isSettled()) {
            std::this_thread::yield();
        }
    }
    [[nodiscard]] int levelOnDisk() const
    {
        return (*platform::KillLatchFile::open(folder.path().toStdString()))->level();
    }
};

orders::OrderTicket anEntry()
{
    orders::OrderTicket ticket;
    ticket.instrument = InstrumentId{1};
    return ticket;
}

} // namespace

class TestHeadlessControl : public QObject
{
    Q_OBJECT

private slots:
    void howItIsIsSeenEachSecondAndAHangIsTold()
    {
        Session session;
        QVERIFY(session.control.health() == nullptr);
        session.control.watchHealth(session.clock);
        session.turn();

        const auto first = session.control.health();

        QVERIFY(first != nullptr);
        const auto isDown = [](const views::Health& health, std::string_view name) {
            return std::any_of(health.parts.begin(), health.parts.end(), [name](const views::PartHealth& part) {
                return part.name == name && part.state == views::PartState::Down;
            });
        };
        QVERIFY(!isDown(*first, "engine") && !isDown(*first, "journal"));
        session.clock.pass(milliseconds(500));
        session.turn();
        QVERIFY(session.control.health() == first);
        session.clock.pass(seconds(1));
        session.turn();
        QVERIFY(session.control.health() != first);

        session.clock.pass(seconds(10)); // nobody turns
        QVERIFY(isDown(*session.control.health(), "engine"));
        session.turn();
        QVERIFY(!isDown(*session.control.health(), "engine"));
    }

    void aCommandIsAnsweredWithWhatTheDeskDecided()
    {
        Session session;
        std::optional<Result<std::vector<events::Fact>>> answer;

        session.control.send(Session::commandOf(events::SetMode{risk::Mode::ReduceOnly}),
                             [&answer](auto facts) { answer = std::move(facts); });
        QVERIFY(!answer);
        session.turn();

        QVERIFY(answer && *answer);
        QVERIFY(std::get<events::ModeChanged>(answer->value().at(0)).mode == risk::Mode::ReduceOnly);
    }

    void eachCommandGetsItsOwnAnswer()
    {
        Session session;
        std::vector<std::size_t> facts;
        for (int i = 0; i < 3; ++i) { // the first lowers, the others find nothing to do
            session.control.send(Session::commandOf(events::SetMode{risk::Mode::ReduceOnly}),
                                 [&facts](auto said) { facts.push_back(said->size()); });
        }
        session.turn();

        QCOMPARE(facts, (std::vector<std::size_t>{1, 0, 0}));
    }

    void whoWaitsAtTheEndIsTold()
    {
        Session session;
        std::vector<Errc> errors;
        const auto note = [&errors](auto said) { errors.push_back(said.error().code); };

        session.control.send(Session::commandOf(events::SetMode{risk::Mode::ReduceOnly}), note);
        session.control.end();
        session.control.send(Session::commandOf(events::SetMode{risk::Mode::ReduceOnly}), note);

        QCOMPARE(errors, (std::vector<Errc>{Errc::Unavailable, Errc::Unavailable}));
        QVERIFY(session.control.phase().phase == Phase::Ended);
    }

    void tooManyThatWaitAreTurnedAway()
    {
        Session session;
        int full = 0;
        for (int i = 0; i < 300; ++i) {
            session.control.send(Session::commandOf(events::SetMode{risk::Mode::ReduceOnly}),
                                 [&full](auto said) { full += !said && said.error().code == Errc::Full ? 1 : 0; });
        }

        QCOMPARE(full, 300 - 256);
        session.turn();
        session.control.end();
    }

    void theSwitchClosesTheGateBeforeTheDeskHearsOfIt()
    {
        Session session;
        auto exit = anEntry();
        exit.reduceOnly = true;
        QVERIFY(session.control.lets(anEntry()));

        QVERIFY(session.control.killAll(risk::KillLevel::CancelEntries, engine::script, "smoke"));

        QVERIFY(!session.control.lets(anEntry()));
        QVERIFY(session.control.lets(exit));
        QCOMPARE(session.levelOnDisk(), 2);
        QVERIFY(session.desk.state().latches.isEmpty());
        session.turn();
        const auto& latch = *session.desk.state().latches.find(risk::Scope{});
        QVERIFY(latch.level == risk::KillLevel::CancelEntries && latch.by == engine::script);
        QCOMPARE(latch.reason.view(), std::string_view("smoke"));
    }

    void aResetOpensTheGateAtOnceAndTheFileBehindTheRecord()
    {
        Session session;
        QVERIFY(session.control.killAll(risk::KillLevel::Pause, engine::script, "smoke"));
        session.turn();

        session.control.send(Session::commandOf(events::ResetKill{}), {});
        session.turn();

        QVERIFY(session.control.lets(anEntry()));
        session.settleDisk();
        QCOMPARE(session.levelOnDisk(), 1); // its record is not on the disk yet
        session.durable = session.desk.stamp.seq;
        session.turn();
        session.settleDisk();
        QCOMPARE(session.levelOnDisk(), 0);
    }

    void aPressThatTheDeskHasNotHeardOfOutlivesAReset()
    {
        Session session;
        QVERIFY(session.control.killAll(risk::KillLevel::Pause, engine::script, "smoke"));
        session.turn();
        QVERIFY(session.control.killAll(risk::KillLevel::Pause, engine::script, "more smoke"));

        session.put(Session::commandOf(events::ResetKill{})); // overtaken by the second press

        QVERIFY(!session.control.lets(anEntry()));
        session.durable = Sequence{1'000};
        session.turn();
        session.settleDisk();
        QCOMPARE(session.levelOnDisk(), 1);
        QVERIFY(!session.desk.state().latches.isEmpty());
    }

    // The desk hears of it as of a press that nobody has counted, and another reset opens everything.
    void aResetThatTheDiskDoesNotTakeIsTriedAgainByTheNextOne()
    {
        Session session(true);
        QVERIFY(session.control.killAll(risk::KillLevel::CancelAll, engine::owner, "test"));
        session.turn();
        session.durable = Sequence{1'000};
        const auto reset = [&session] {
            session.control.send(Session::commandOf(events::ResetKill{}), [](auto) {});
            session.turn();
            session.control.idle();
            session.settleDisk();
            session.turn();
        };
        reset();
        QVERIFY(!session.control.lets(anEntry()));
        const auto* latch = session.desk.state().latches.find(risk::Scope{});
        QVERIFY(latch != nullptr && latch->level == risk::KillLevel::Pause);

        session.isStuck = false;
        reset();
        QVERIFY(session.control.lets(anEntry()));
        QVERIFY(session.desk.state().latches.isEmpty());
        QVERIFY(session.kill.level() == risk::KillLevel::None);
    }

    void whatTheDeskLatchesItselfStandsInTheFile()
    {
        Session session;

        session.control.send(Session::commandOf(events::Kill{{}, risk::KillLevel::CancelAll}), {});
        session.turn();
        session.settleDisk();

        QVERIFY(!session.control.lets(anEntry()));
        QCOMPARE(session.levelOnDisk(), 3);
    }

    void aPictureIsMadeForWhoAsks()
    {
        Session session;
        std::atomic<bool> isDone{false};
        std::thread loop([&] {
            while (!isDone) {
                session.turn();
            }
        });

        const auto shot = session.control.snapshot();

        isDone = true;
        loop.join();
        QVERIFY(shot);
        QVERIFY(shot->mode == risk::Mode::Manual);
        QVERIFY(session.control.phase().phase == Phase::Running);
    }
};

QTEST_APPLESS_MAIN(TestHeadlessControl)
#include "tst_headless_control_threads.moc"
