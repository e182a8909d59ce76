// needs: host/runtime edge/platform

#include "core/edge/platform/profile.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

#include <optional>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

/// What a restart would find, once the program has let go of it.
std::uint8_t levelOnDisk(const TerminalKit& kit)
{
    const auto file = platform::KillLatchFile::open(kit.path());
    return file ? (*file)->level() : std::uint8_t{255};
}

constexpr std::uint8_t cancelEntries = 2;

} // namespace

class TestTerminalKill : public QObject
{
    Q_OBJECT

private slots:
    // S2. What it had released before it heard of the press: tests/core/desk/driver/tst_send_gate.
    void theDeskPlansNoEntryOnceItHasHeard()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<orders::Fill>() > 0;
        }));

        kit.terminal->kill({}, risk::KillLevel::CancelEntries, "prices look wrong");
        QCOMPARE(kit.terminal->latched(), risk::KillLevel::CancelEntries);
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<events::KillLatched>() > 0;
        }));
        QVERIFY(kit.endsInOrder());
        kit.read();

        std::optional<Sequence> pressed;
        for (const auto& notice : kit.notices) {
            if (const auto* latched = TerminalKit::eventIn<events::KillLatched>(notice)) {
                pressed = notice.stamp.seq;
                QCOMPARE(latched->cause.view(), std::string_view("prices look wrong"));
                QCOMPARE(latched->by, events::owner);
            }
            const auto* planned = TerminalKit::factIn<events::OrderPlanned>(notice);
            if (planned != nullptr && planned->ticket.role == orders::OrderRole::Entry) {
                QVERIFY(!pressed);
            }
        }
        QVERIFY(pressed);
    }

    void itIsFoundAfterARestartAndNothingArms()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));
        kit.terminal->kill({}, risk::KillLevel::CancelEntries, "before the restart");
        QVERIFY(kit.endsInOrder());
        kit.close();
        QCOMPARE(levelOnDisk(kit), cancelEntries);

        QVERIFY(kit.open());
        QCOMPARE(kit.terminal->latched(), risk::KillLevel::CancelEntries);
        kit.startDemo(asFastAsItCan);

        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() && kit.terminal->snapshot()->isOpen; }));
        const auto shot = kit.terminal->snapshot();
        QCOMPARE(shot->mode, risk::Mode::Halted);
        QCOMPARE(shot->latches.size(), std::size_t{1});
        QCOMPARE(shot->latches.front().level, risk::KillLevel::CancelEntries);
    }

    // Pressed before anything was started: the first session hears of it before it could arm.
    void itLatchesWithoutASession()
    {
        TerminalKit kit;
        kit.terminal->kill({}, risk::KillLevel::CancelEntries, "not today");

        kit.startDemo(asFastAsItCan);

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::KillLatched>() == 1 && kit.terminal->snapshot();
        }));
        QVERIFY(becomesTrue([&] { return !kit.terminal->snapshot()->latches.empty(); }));
        QCOMPARE(kit.terminal->snapshot()->mode, risk::Mode::Halted);
        QVERIFY(kit.endsInOrder());
        kit.close();
        QCOMPARE(levelOnDisk(kit), cancelEntries);
    }

    void aResetOpensItAndTheFileFollows()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));
        kit.terminal->kill({}, risk::KillLevel::CancelEntries, "a drill");
        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::KillLatched>() == 1;
        }));

        QVERIFY(kit.send(events::ResetKill{}, "the drill is over"));

        QVERIFY(becomesTrue([&] { return kit.terminal->latched() == risk::KillLevel::None; }));
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot()->latches.empty(); }));
        kit.read();
        QCOMPARE(kit.facts<events::LatchCleared>(), std::size_t{1});
        kit.close();
        QCOMPARE(levelOnDisk(kit), std::uint8_t{0});
    }

    // The command of a script closes it like the button does.
    void aCommandOverEverythingSetsTheLatchToo()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));

        QVERIFY(kit.send(events::Kill{{}, risk::KillLevel::Pause}));

        QVERIFY(becomesTrue([&] { return kit.terminal->latched() == risk::KillLevel::Pause; }));
        kit.close();
        QCOMPARE(levelOnDisk(kit), std::uint8_t{1});
    }

    void aNarrowScopeLeavesTheRestOpen()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));

        kit.terminal->kill({risk::ScopeKind::Symbol, 1}, risk::KillLevel::CancelEntries, "this one only");

        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() && kit.terminal->snapshot()->latches.size() == 1; }));
        QCOMPARE(kit.terminal->latched(), risk::KillLevel::None);
        QCOMPARE(kit.terminal->snapshot()->mode, risk::Mode::Manual);
        kit.close();
        QCOMPARE(levelOnDisk(kit), std::uint8_t{0});
    }

    // Market time stands still, people do not: the desk hears of it all the same.
    void itWorksWhilePaused()
    {
        TerminalKit kit(true);
        kit.startDemo(1);
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() != nullptr; }));

        kit.terminal->kill({}, risk::KillLevel::CancelAll, "paused");

        QVERIFY(becomesTrue([&] { return !kit.terminal->snapshot()->latches.empty(); }));
    }
};

QTEST_APPLESS_MAIN(TestTerminalKill)
#include "tst_terminal_kill.moc"
