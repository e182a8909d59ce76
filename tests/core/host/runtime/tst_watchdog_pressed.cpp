// needs: host/runtime
//
// The watchdog presses while the program is frozen, or at any other moment: what was to leave does not, what is open is
// cancelled, and the desk hears who it was (F21, S2).

#include "tests/support/outbox_kit.h"

#include "core/edge/platform/watchdog_press.h"

using namespace omni;
using namespace omni::test;
using events::Submit;

namespace {

constexpr Timestamp noon{1'800'000'000'000'000'000};

void pressFromOutside(const Pumped& p)
{
    auto presser = platform::WatchdogPresser::open(p.folder.path().toStdString());
    QVERIFY(presser);
    QVERIFY(presser->press(static_cast<std::uint8_t>(KillLevel::CancelEntries), noon, milliseconds(10'200)));
}

} // namespace

class TestWatchdogPressed : public QObject
{
    Q_OBJECT

private slots:
    void theGateIsShutWithoutATurnOfAnybody()
    {
        Pumped p;
        QVERIFY(p.gate.lets(entry(1).ticket()));
        pressFromOutside(p);
        QVERIFY(!p.gate.lets(entry(1).ticket()));
        QVERIFY(p.gate.lets(exitOrder(2).ticket()));
        QVERIFY(p.kill.level() == KillLevel::CancelEntries);
    }

    // Frozen with an order in the outbox, in the venue's lane, or on its way to either.
    void whatWasInHandDoesNotLeave()
    {
        for (int turns = 0; turns < 3; ++turns) {
            Pumped p;
            p.durability.upTo = 100;
            p.want(1, Submit{entry(1)});
            for (int i = 0; i < turns; ++i) {
                p.pulse.beat = p.clock.mono().ns;
                p.outbox.turn(); // never the venue's
            }
            pressFromOutside(p);
            p.clock.pass(milliseconds(100));
            p.pump();
            QCOMPARE(p.venue.submitted, Ids{});
            QVERIFY(!p.told(1).empty() && p.told(1).back() == OrderEventKind::Rejected);
            QVERIFY(p.textOf(1).find("the kill switch is set (cancel_entries)") != std::string_view::npos);
        }
    }

    void whatIsOpenIsCancelledAndTheDeskHearsWhoPressed()
    {
        Pumped p;
        p.sendEntry();
        QCOMPARE(p.venue.submitted, Ids{1});
        pressFromOutside(p);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
        QCOMPARE(p.notices.size(), std::size_t{1});
        QVERIFY(p.notices[0].level == KillLevel::CancelEntries);
        QCOMPARE(std::string(p.notices[0].cause.view()),
                 std::string("the watchdog, at 08:00:00 UTC: nothing was heard of this program for 10.2 s"));
        p.pump();
        QCOMPARE(p.notices.size(), std::size_t{1});
    }

    // Pressed while this program was away.
    void theNextStartTellsTheDeskWhoPressed()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QVERIFY(platform::KillLatchFile::open(path));
        QVERIFY(platform::WatchdogPresser::open(path)->press(2, noon, seconds(11)));
        KillSwitch kill(std::move(*platform::KillLatchFile::open(path)), KillSwitch::Writes::WhenAsked);
        const auto latched = kill.beginSession();
        QVERIFY(latched && latched->level == KillLevel::CancelEntries);
        QVERIFY(latched->cause.view().starts_with("the watchdog, at 08:00:00 UTC"));
    }

    // S12: on the disk as if it had been pressed here, and a reset by a person holds.
    void itIsLatchedAndLiftedLikeAnyPress()
    {
        Pumped p;
        pressFromOutside(p);
        p.pump();
        QTRY_VERIFY(p.kill.isSettled());
        QVERIFY(p.kill.level() == KillLevel::CancelEntries);
        {
            const auto file = platform::KillLatchFile::open(p.folder.path().toStdString());
            QCOMPARE((*file)->level(), static_cast<std::uint8_t>(KillLevel::CancelEntries));
            QVERIFY(!(*file)->pressAtStart()); // the switch has written that it knows
        }
        p.durability.upTo = 100;
        p.want(2, driver::LiftLatch{1});
        p.pump();
        QTRY_VERIFY(p.kill.isSettled());
        QVERIFY(p.kill.level() == KillLevel::None);
        p.sendEntry();
        QCOMPARE(p.venue.submitted, Ids{1});
        QCOMPARE((*platform::KillLatchFile::open(p.folder.path().toStdString()))->level(), std::uint8_t{0});
    }
};

QTEST_GUILESS_MAIN(TestWatchdogPressed)
#include "tst_watchdog_pressed.moc"
