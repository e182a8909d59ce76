// needs: host/runtime

#include "tests/support/terminal_kit.h"

#include <QTest>

#include <array>
#include <atomic>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

/// Everything that other threads may do, at once, for the thread sanitizer to look at.
class TestTerminalThreads : public QObject
{
    Q_OBJECT

private slots:
    void manyHandsAtOnce()
    {
        TerminalKit kit;
        const views::SeriesKey key{InstrumentId{1}, seconds(10)};
        kit.terminal->watch(key);
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));
        std::atomic<bool> isOver{false};
        std::array<std::thread, 3> others;
        for (auto& other : others) {
            other = std::thread([&] {
                while (!isOver) {
                    static_cast<void>(kit.send(events::AddNote{{}, {}, {}, ShortText<191>("note")}));
                    kit.terminal->kill({}, risk::KillLevel::Pause, "again");
                    static_cast<void>(kit.terminal->latched());
                    std::this_thread::yield();
                }
            });
        }

        for (int i = 0; i < 40; ++i) {
            kit.terminal->setPace(i % 2 == 0 ? 1'000.0 : asFastAsItCan, i % 5 == 0);
            kit.terminal->keepFile("ui.json", std::to_string(i));
            kit.readAndApprove();
            static_cast<void>(kit.terminal->snapshot());
            static_cast<void>(kit.terminal->health());
            static_cast<void>(kit.terminal->series(key));
            static_cast<void>(kit.send(events::ResetKill{}, "and again"));
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        kit.terminal->setPace(asFastAsItCan, false);
        const bool hasArrived = becomesTrue([&] { // the hands go on until each kind of deed has come through
            kit.readAndApprove();
            return kit.facts<events::NoteAdded>() > 0 && kit.inputs<events::KillLatched>() > 0;
        });
        isOver = true;
        for (auto& other : others) {
            other.join();
        }
        QVERIFY(hasArrived);

        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::SessionStarted>() == 2;
        }));
    }

    // Whatever happens around it: once it is pressed and nobody resets it, it stands.
    void aPressIsNeverLost()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));
        for (int round = 0; round < 50; ++round) {
            kit.terminal->kill({}, risk::KillLevel::Pause, "set");
            static_cast<void>(kit.send(events::ResetKill{}, "reset it"));
            std::thread other([&] { kit.terminal->kill({}, risk::KillLevel::CancelEntries, "set again"); });
            other.join();
            QVERIFY(kit.terminal->latched() >= risk::KillLevel::Pause);
            kit.read();
        }

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::KillLatched>() == 100;
        }));
        QCOMPARE(kit.terminal->latched(), risk::KillLevel::CancelEntries);
    }
};

QTEST_APPLESS_MAIN(TestTerminalThreads)
#include "tst_terminal_threads.moc"
